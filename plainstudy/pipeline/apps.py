from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "plainstudy.pipeline"
    label = "pipeline"
