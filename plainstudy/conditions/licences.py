"""Whose vocabularies and place names we use, and under which terms: for the about page."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Source:
    """One source as vocabularies/sources.toml describes it."""

    name: str
    publisher: str
    licence: str
    url: str
    used_for: str


@cache
def sources() -> tuple[Source, ...]:
    """Return all of them in the order of the file."""
    text = (files("plainstudy.conditions.vocabularies") / "sources.toml").read_text(encoding="utf-8")
    return tuple(Source(**source) for source in tomllib.loads(text)["source"])
