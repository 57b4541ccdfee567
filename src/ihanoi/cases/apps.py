from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ihanoi.cases"
    label = "cases"
