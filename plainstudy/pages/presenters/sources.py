"""Where each sentence comes from: the record's own words by path, or a general explanation of ours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainstudy.plain.wording import strip_markdown
from plainstudy.writing.text import Sentence

from .fields import field_name, path_keys, path_name

EXCERPT = 420
LONGEST = 6000
"""Characters of one source on a page: criteria fit in whole, a list of hundreds of places does not."""
GENERAL = "general:"
GENERAL_TEXT = "We wrote this sentence about studies of this kind. It does not come from this study’s record."
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that sentences rest on.

    ``number`` counts from 1 over the page; ``text`` is what the record says
    there, or that the sentence is a general one of ours; ``excerpt`` its beginning.
    """

    number: int
    path: str
    field: str
    text: str
    is_general: bool

    @property
    def excerpt(self) -> str:
        """The text, cut at a space where it is long."""
        if not self.is_cut:
            return self.text
        return self.text[:EXCERPT].rsplit(maxsplit=1)[0] + " …"

    @property
    def is_cut(self) -> bool:
        return len(self.text) > EXCERPT

    @property
    def anchor(self) -> str:
        return f"source-{self.number}"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its sources, in order; ``mark`` counts the sentences of a page."""

    mark: int
    text: str
    sources: tuple[Source, ...]


class SourceBook:
    """Numbers the sources of one page in the order they are first cited.

    ``document`` is the registry's document as parsed JSON.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._said = 0
        self._sources: dict[str, Source] = {}

    def said(self, sentence: Sentence) -> Said:
        """Give a sentence its sources."""
        self._said += 1
        return self._with(sentence, self._said)

    def unmarked(self, sentence: Sentence) -> Said:
        """Give a sentence its sources where no mark is shown beside it: a headline, a point of a list."""
        return self._with(sentence, 0)

    def _with(self, sentence: Sentence, mark: int) -> Said:
        return Said(mark, sentence.text, tuple(self.source(path) for path in sentence.sources))

    def all_said(self, sentences: Iterable[Sentence]) -> tuple[Said, ...]:
        """Give each sentence its sources."""
        return tuple(map(self.said, sentences))

    def source(self, path: str) -> Source:
        """Return the one source for a path."""
        if path not in self._sources:
            number = len(self._sources) + 1
            self._sources[path] = (
                Source(number, path, "A general explanation", GENERAL_TEXT, is_general=True)
                if path.startswith(GENERAL)
                else Source(number, path, path_name(path), text_at(self._document, path), is_general=False)
            )
        return self._sources[path]

    def cited(self) -> tuple[Source, ...]:
        """Return all sources cited so far, by number."""
        return tuple(self._sources.values())


def text_at(document: Mapping[str, Any], path: str) -> str:
    """Return what the record says at a path, readable and otherwise exactly as registered.

    A path that leads nowhere gives "The record says nothing here."
    """
    value: Any = document
    for key in path_keys(path):
        value = _step(value, key)
        if value is _MISSING:
            return "The record says nothing here."
    text = readable(value) or "The record says nothing here."
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … (and more: see the registry)"


def _step(value: Any, key: str | int) -> Any:
    if isinstance(value, Mapping) and isinstance(key, str):
        return value.get(key, _MISSING)
    if isinstance(value, Sequence) and not isinstance(value, str) and isinstance(key, int):
        return value[key] if key < len(value) else _MISSING
    return _MISSING


def readable(value: Any, *, depth: int = 0) -> str:
    """Write a JSON value as lines: text as it is, lists one item a line, objects as "Name: value"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return strip_markdown(value) if "\n" in value or "\\" in value else value
    if isinstance(value, Mapping):
        if set(value) == {"date", "type"}:
            return f"{value['date']} ({value['type']})"
        if set(value) == {"count", "type"}:
            return f"{value['count']} ({value['type']})"
        shown = ((field_name(str(key)), readable(part, depth=depth + 1)) for key, part in value.items())
        return ("; " if depth else "\n").join(f"{name}: {text}" for name, text in shown if text)
    if isinstance(value, Sequence):
        parts = [readable(part, depth=depth + 1) for part in value]
        return ("; " if depth else "\n").join(part for part in parts if part)
    return str(value)
