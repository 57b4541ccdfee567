"""One's own account."""

from django.urls import path

from ihanoi.people import views

app_name = "people"
urlpatterns = [
    path("tai-khoan", views.account, name="account"),
    path("tai-khoan/danh-tinh", views.identity, name="identity"),
    path("tai-khoan/to-chuc", views.organisations, name="organisations"),
    path("tai-khoan/to-chuc/<int:organisation_id>/thoi", views.end_representing, name="end_representing"),
    path("tai-khoan/dong-y-nhan-tin", views.consent, name="consent"),
]
