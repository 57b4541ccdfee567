from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "ihanoi.routing"
    label = "routing"
