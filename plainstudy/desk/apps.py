from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "plainstudy.desk"
    verbose_name = "Editors' desk"
