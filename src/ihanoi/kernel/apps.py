from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "ihanoi.kernel"
    label = "kernel"
