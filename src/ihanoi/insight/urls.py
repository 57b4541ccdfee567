"""The public's transparency page."""

from django.urls import path

from ihanoi.insight import views

app_name = "insight"
urlpatterns = [path("minh-bach", views.transparency, name="transparency")]
