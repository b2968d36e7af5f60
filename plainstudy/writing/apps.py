from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "plainstudy.writing"
    label = "writing"
