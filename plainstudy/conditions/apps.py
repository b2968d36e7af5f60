from django.apps import AppConfig
from django.conf import settings

from plainstudy.conditions.vocabularies.kept import keep_in


class ConditionsConfig(AppConfig):
    name = "plainstudy.conditions"
    label = "conditions"

    def ready(self) -> None:
        keep_in(settings.DATA_DIR / "vocabularies")
