from django.apps import AppConfig


class EditorsConfig(AppConfig):
    name = "plainstudy.editors"
    verbose_name = "Editing"
