from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "ihanoi.insight"
    label = "insight"
