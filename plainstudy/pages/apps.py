from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "plainstudy.pages"
    label = "pages"
