from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "ihanoi.operation"
    label = "operation"
