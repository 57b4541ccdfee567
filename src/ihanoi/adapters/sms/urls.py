"""The text messages of the demo."""

from django.urls import path

from ihanoi.adapters.sms import views

app_name = "sms"
urlpatterns = [path("tin-nhan", views.texts, name="texts")]
