"""The letters of the demo."""

from django.urls import path

from ihanoi.adapters.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("hop-thu", views.letters, name="letters"),
    path("hop-thu/<str:key>", views.letter, name="letter"),
]
