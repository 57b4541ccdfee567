"""Pages that belong to no room: the gallery, theme, language, the web app's manifest, the offline page."""

from django.urls import path

from ihanoi.ui import views

app_name = "ui"
urlpatterns = [
    path("bo-thanh-phan", views.gallery, name="gallery"),
    path("giao-dien", views.theme, name="theme"),
    path("ngon-ngu", views.language, name="language"),
    path("ngoai-tuyen", views.offline, name="offline"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
