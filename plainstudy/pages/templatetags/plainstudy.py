"""Filters for the pages' templates: dates and numbers in words, registry text made safe."""

import datetime as dt

from django import template
from django.utils.safestring import SafeString

from plainstudy.pages.registry_html import registry_html
from plainstudy.plain.wording import date_words, format_number
from plainstudy.record.partial_date import PartialDate

register = template.Library()


@register.filter
def day_words(day: dt.date | None) -> str:
    """Write a day: "9 March 2015"; nothing for no day."""
    return date_words(PartialDate(day.year, day.month, day.day)) if day else ""


@register.filter
def number(value: int | None) -> str:
    """Write a whole number with commas at the thousands."""
    return "" if value is None else format_number(value)


@register.filter
def registry_text(text: str | None) -> SafeString:
    """Render a registry's text as safe HTML."""
    return registry_html(text or "")
