from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "ihanoi.accountability"
    label = "accountability"
