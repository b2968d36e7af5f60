from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "plainstudy.alerts"
    label = "alerts"
