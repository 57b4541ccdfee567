from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "ihanoi.notifications"
    label = "notifications"
