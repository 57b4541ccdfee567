from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ihanoi.ui"
    label = "ui"
