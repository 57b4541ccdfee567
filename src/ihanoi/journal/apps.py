from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ihanoi.journal"
    label = "journal"
