from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "ihanoi.identity"
    label = "identity"
