from django.urls import path

from ihanoi.media import views

app_name = "media"
urlpatterns = [
    path("tep/gui", views.upload, name="upload"),
    path("tep/<str:token>", views.file, name="file"),
]
