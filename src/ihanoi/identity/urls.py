"""Sign-in and what belongs to it."""

from django.urls import path

from ihanoi.identity import views

app_name = "identity"
urlpatterns = [
    path("dang-nhap", views.sign_in, name="sign_in"),
    path("dang-ky", views.sign_up, name="sign_up"),
    path("dang-xuat", views.sign_out, name="sign_out"),
]
