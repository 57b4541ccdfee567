"""Addresses for machines."""

from django.urls import path

from ihanoi.operation import views

app_name = "operation"
urlpatterns = [
    path("alive", views.alive, name="alive"),
    path("ready", views.ready, name="ready"),
    path("kenh", views.live_tokens, name="live-tokens"),
    path("metrics", views.measured, name="metrics"),
]
