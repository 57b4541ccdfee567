from django.apps import AppConfig


class SmsConfig(AppConfig):
    name = "ihanoi.adapters.sms"
    label = "sms"
