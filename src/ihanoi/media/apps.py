from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "ihanoi.media"
    label = "media"
