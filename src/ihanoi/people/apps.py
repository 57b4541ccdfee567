from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ihanoi.people"
    label = "people"
