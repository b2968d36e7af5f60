"""Filters for the pages' templates: dates and numbers in words, registry text made safe."""

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from plainstudy.changes.words_diff import Segment
from plainstudy.pages.presenters.sources import Said, Source
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


@register.simple_tag
def said(sentences: Iterable[Said]) -> SafeString:
    """Write sentences as running text, each with a mark that opens its sources in place."""
    return format_html(
        '<div class="said">{}</div>', format_html_join("\n", "{}", ((_said(s),) for s in sentences))
    )


@register.simple_tag
def edited(day: dt.date | str | None) -> SafeString:
    """Mark a section that a person wrote; nothing for one that nobody did."""
    if not isinstance(day, dt.date):
        return SafeString("")
    return format_html('<p class="edited">Edited by a person on {}.</p>', day_words(day))


@register.simple_tag
def source_notes(sources: Iterable[Source]) -> SafeString:
    """Write what sentences rest on: the field in plain words, the record's text, the path."""
    return format_html_join("", "{}", ((_note(source),) for source in sources))


def _said(sentence: Said) -> SafeString:
    return format_html(
        '<span dir="auto">{}</span><details class="source">'
        '<summary aria-label="{}: source of this sentence">{}</summary><div>{}</div></details>',
        sentence.text,
        sentence.mark,
        sentence.mark,
        source_notes(sentence.sources),
    )


def _note(source: Source) -> SafeString:
    if source.is_general:
        return format_html(
            '<span class="field">{}</span><blockquote>{}</blockquote>', source.field, source.text
        )
    more = format_html(' <a href="#{}">Read all of it</a>', source.anchor) if source.is_cut else ""
    return format_html(
        '<span class="field">{}</span><blockquote dir="auto">{}{}</blockquote><code>{}</code>',
        source.field,
        source.excerpt,
        more,
        source.path,
    )


_HIDDEN = '<span class="visually-hidden">'
_SEGMENTS = {
    "same": "{}",
    "removed": f"<del>{_HIDDEN}[removed: </span>{{}}{_HIDDEN}]</span></del>",
    "added": f"<ins>{_HIDDEN}[added: </span>{{}}{_HIDDEN}]</span></ins>",
}


@register.simple_tag
def segments(parts: Iterable[Segment]) -> SafeString:
    """Write one side of a comparison: removed and added words marked, for the eye and for the ear."""
    return format_html_join("", "{}", ((format_html(_SEGMENTS[op], text),) for op, text in parts))
