from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ihanoi.places"
    label = "places"
