from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ihanoi.portal"
    label = "portal"
