from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    name = "plainstudy.conditions"
    label = "conditions"
