from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ihanoi.demo"
    label = "demo"
