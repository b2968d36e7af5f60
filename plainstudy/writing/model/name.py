"""How a model's texts are signed. Knows the settings, not the library."""

from django.conf import settings

from .prompt import PROMPT_VERSION


def writer_name() -> str:
    """Return who signs the set model's texts, as in "openai:gpt-5-mini, prompt 1"; empty without a model."""
    return "" if settings.MODEL == "rules" else f"{settings.MODEL}, prompt {PROMPT_VERSION}"
