from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "ihanoi.desk"
    label = "desk"
