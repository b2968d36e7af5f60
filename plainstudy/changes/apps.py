from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "plainstudy.changes"
    label = "changes"
