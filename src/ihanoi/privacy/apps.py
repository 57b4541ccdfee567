from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ihanoi.privacy"
    label = "privacy"
