from django.apps import AppConfig


class StudiesConfig(AppConfig):
    name = "plainstudy.studies"
    label = "studies"
