"""The inbox of notices."""

from django.urls import path

from ihanoi.notifications import views

app_name = "notifications"
urlpatterns = [
    path("thong-bao", views.inbox, name="inbox"),
    path("thong-bao/da-doc", views.read_all, name="read_all"),
    path("thong-bao/chua-doc", views.unread, name="unread"),
    path("thong-bao/cach-nhan", views.preferences, name="preferences"),
    path("thong-bao/<int:notice_id>", views.open_notice, name="open"),
]
