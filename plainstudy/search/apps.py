from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "plainstudy.search"
    label = "search"
