"""A registry's text as HTML that is safe to show. Registry text is hostile until it has been here."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from plainstudy.plain.markup import without_entities

_TAGS = {"p", "ul", "ol", "li", "em", "strong", "br", "sup", "sub"}
_markdown = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["list", "newline", "escape"])
_LINE_LIKE_HEADING = re.compile(r"\r\n?")
LONGEST = 60_000


def registry_html(text: str) -> SafeString:
    """Render the registry's small Markdown (lists, escapes, line breaks); everything else stays as typed.

    Links, images, headings, tables and HTML in the text are shown as the characters they are.
    """
    rendered = _markdown.render(_LINE_LIKE_HEADING.sub("\n", without_entities(text[:LONGEST])))
    clean = nh3.clean(rendered, tags=_TAGS, attributes={"ol": {"start"}}, link_rel=None)
    return mark_safe(clean.replace("<p>", '<p dir="auto">').replace("<li>", '<li dir="auto">'))  # noqa: S308  cleaned by nh3
