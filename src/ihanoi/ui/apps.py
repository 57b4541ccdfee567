"""What every page is made of: components, layouts, tokens, icons, error pages. Knows no other room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ihanoi.ui"
    label = "ui"
    verbose_name = "Giao diện"
