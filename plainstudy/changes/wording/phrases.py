"""Pieces of sentences: quotes cut honestly, edits told by their words, names of places."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from plainstudy.changes.countries import same_country
from plainstudy.changes.diff import FieldChange
from plainstudy.changes.likeness import words_key
from plainstudy.changes.words_diff import Segment, diff_words
from plainstudy.plain.wording import count_of, end_with_stop, join_words, strip_markdown
from plainstudy.record.canonical import canonical_text

from .terms import term

QUOTE_LIMIT = 140
PAIR_LIMIT = 110
_TRAILING = " ,;:–-"
_LISTED = 4
_AROUND = 4  # words shown on each side of an edit


def one_line(text: Any) -> str:
    """Return registry text without markup, on one line, fit to stand between quotation marks."""
    clean = strip_markdown(str(text))
    clean = re.sub(r"[“”\"]+", "'", clean)
    return " ".join(clean.split())


def quote(text: Any, *, limit: int = QUOTE_LIMIT) -> str:
    """Quote a text; one that is cut says so by "…"."""
    clean = one_line(text)
    if len(clean) <= limit:
        return f"“{clean}”"
    cut = clean[:limit].rsplit(" ", 1)[0].rstrip(_TRAILING)
    return f"“{cut} …”"


def quote_pair(before: Any, after: Any, *, limit: int = PAIR_LIMIT) -> tuple[str, str]:
    """Quote two texts so that the words in which they differ are in view."""
    one, other = one_line(before), one_line(after)
    if max(len(one), len(other)) <= limit:
        return f"“{one}”", f"“{other}”"
    first, second = one.split(), other.split()
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    return _window(first, start, limit), _window(second, start, limit)


def _window(words: Sequence[str], at: int, limit: int) -> str:
    begin = max(0, min(at, len(words)) - _AROUND)
    begin = 0 if len(" ".join(words[: at + 1])) < limit * 0.7 else begin
    text = " ".join(words[begin:])
    opened = "… " if begin else ""
    if len(text) <= limit:
        return f"“{opened}{text}”"
    cut = text[:limit].rsplit(" ", 1)[0].rstrip(_TRAILING)
    return f"“{opened}{cut} …”"


def from_to(before: Any, after: Any) -> str:
    """Say "from “a” to “b”"."""
    one, other = quote_pair(before, after)
    return f"from {one} to {other}"


def list_edit(what: str, before: Sequence[Any] | None, after: Sequence[Any] | None) -> str:
    """Tell which entries of a list came and went; ``what`` as in "the search words of the record"."""
    old = {canonical_text(str(item)): item for item in before or ()}
    new = {canonical_text(str(item)): item for item in after or ()}
    come = [item for key, item in new.items() if key not in old]
    gone = [item for key, item in old.items() if key not in new]
    if len(come) == len(gone) == 1:
        one, other = quote_pair(gone[0], come[0], limit=70)  # what differs may be at their ends
        return f"In {what}, {other} was added and {one} was taken off."
    parts = [f"{_some(come)} {'was' if len(come) == 1 else 'were'} added"] if come else []
    parts += [f"{_some(gone)} {'was' if len(gone) == 1 else 'were'} taken off"] if gone else []
    return f"In {what}, {join_words(parts) or 'only the spelling changed'}."


def _some(items: Sequence[Any]) -> str:
    shown = [quote(item, limit=70) for item in items[:_LISTED]]
    rest = len(items) - len(shown)
    return join_words([*shown, f"{rest} more"] if rest else shown)


def said(value: bool | None) -> str:  # noqa: FBT001  a JSON value
    """Say what a yes-or-no field said: "it said yes", "it did not say"."""
    return {True: "it said yes", False: "it said no"}.get(value, "it did not say")  # type: ignore[arg-type]


def on_whether(what: str, before: bool | None, after: bool | None) -> str:  # noqa: FBT001  JSON values
    """Tell a yes-or-no field: "The record now says that it rains; before, it said no."."""
    if after is None:
        return f"The record no longer says whether {what}; before, {said(before)}."
    now = f"The record now says that {what}" if after else f"On whether {what}, the record now says no"
    return f"{now}; before, {said(before)}."


def coded(table: Mapping[str, str], intro: str) -> Callable[[FieldChange, Any], str]:
    """Make the sentence for a coded field; ``intro`` as in "The aim of the study"."""

    def sentence(change: FieldChange, context: Any) -> str:
        before = (
            f"before, it was {term(table, change.before)}"
            if change.before
            else "before, the record did not say"
        )
        if change.after is None:
            return f"{intro} is no longer stated; {before}."
        return f"{intro} is now {term(table, change.after)}; {before}."

    return sentence


def named_item(change: FieldChange, key: str, *, limit: int, without: str) -> str:
    """Quote what an item of a list is called; ``without`` is said of one that has no name."""
    name = (change.about or {}).get(key)
    return quote(name, limit=limit) if name else without


def text_edit(what: str, before: Any, after: Any, *, plural: bool = False) -> str:
    """Tell an edit of a longer text in one sentence; ``what`` as in "the description"."""
    is_, was = ("are", "were") if plural else ("is", "was")
    capital = what[:1].upper() + what[1:]
    if not before:
        return f"{capital} {was} added: {quote(after)}."
    if not after:
        return f"{capital} {is_} gone; before, the record said {quote(before)}."
    if words_key(before) == words_key(after):
        return f"In {what}, only punctuation, spaces or capital letters changed."
    segments = diff_words(str(before), str(after))
    edits = [(gone, come) for gone, come in _edits(segments) if words_key(gone) != words_key(come)]
    kept = sum(len(text) for op, text in segments if op == "same")
    if kept < 0.3 * max(len(str(before)), len(str(after))) or not edits:
        one, other = quote(before, limit=PAIR_LIMIT), quote(after, limit=PAIR_LIMIT)
        return f"{capital} changed from {one} to {other}."
    told = _tell_edit(*edits[0])
    if len(edits) == 1:
        return f"In {what}, {told}."
    has = "have" if plural else "has"
    return f"{capital} {has} {count_of(len(edits), 'edit')}; for one, {told}."


def _tell_edit(gone: str, come: str) -> str:
    if gone and come:
        one, other = quote_pair(gone, come)
        return f"{one} became {other}"
    return f"{quote(come)} was added" if come else f"{quote(gone)} was taken out"


def _edits(segments: Sequence[Segment]) -> list[tuple[str, str]]:
    """Return the edits as (gone, come), with a few words around where one or two words alone say nothing."""
    edits: list[tuple[str, str]] = []
    at = 0
    while at < len(segments):
        if segments[at][0] == "same":
            at += 1
            continue
        before_at, gone, come = at - 1, "", ""
        while at < len(segments) and (
            segments[at][0] != "same" or (len(segments[at][1].split()) < 2 and at + 1 < len(segments))
        ):
            op, text = segments[at]
            gone += text if op != "added" else ""
            come += text if op != "removed" else ""
            at += 1
        head = _tail_words(segments[before_at][1]) if before_at >= 0 else ""
        foot = _head_words(segments[at][1]) if at < len(segments) else ""
        if gone.strip() and come.strip() and min(len(gone.split()), len(come.split())) < 4:
            gone, come = f"{head} {gone.strip()} {foot}", f"{head} {come.strip()} {foot}"
        edits.append((" ".join(gone.split()), " ".join(come.split())))
    return [(gone, come) for gone, come in edits if gone or come]


def _tail_words(text: str) -> str:
    return (
        " ".join(text.splitlines()[-1].split()[-_AROUND:]) if text.strip() and not text.endswith("\n") else ""
    )


def _head_words(text: str) -> str:
    return " ".join(text.splitlines()[0].split()[:_AROUND]) if text.strip() else ""


def where_words(place: Mapping[str, Any] | None) -> str:
    """Say where a place is, without its own name: "Copenhagen, Denmark"; "" where the record does not say."""
    city, country = (one_line((place or {}).get(name) or "") for name in ("city", "country"))
    country = same_country(country)
    return ", ".join((city, country)) if city and country else city or country_name(country)


def place_name(place: Mapping[str, Any] | None) -> str:
    """Name a place as people do: "Rigshospitalet in Copenhagen, Denmark"."""
    place = place or {}
    facility, city = (one_line(place.get(name) or "") for name in ("facility", "city"))
    country, where = same_country(one_line(place.get("country") or "")), where_words(place)
    if not facility or not where:
        return facility or where or "one place"
    if city and re.search(rf"\b{re.escape(city)}\b", facility, re.I):
        return ", ".join(part for part in (facility, country) if part)
    return f"{facility} in {where}"


_WITH_THE = frozenset(
    {
        "United States",
        "United Kingdom",
        "United Arab Emirates",
        "Netherlands",
        "Philippines",
        "Dominican Republic",
        "Central African Republic",
        "Democratic Republic of the Congo",
        "Gambia",
        "Bahamas",
        "Palestinian Territories",
        "Solomon Islands",
    }
)


def country_name(country: str) -> str:
    """Name a country inside a sentence: "the United States", "Spain"."""
    clean = one_line(country)
    return f"the {clean}" if clean in _WITH_THE else clean


def holds_phone(name: Any) -> bool:
    """True for a name into which somebody wrote a number to call."""
    return _PHONE.search(str(name or "")) is not None


_PHONE = re.compile(r"\d(?:[\s().+/-]*\d){6,}")


def is_item(change: FieldChange) -> bool:
    """True when a whole item of a list came or went, rather than a detail of one."""
    return change.path.endswith("]")


def with_stop(sentence: str) -> str:
    """End a sentence with a stop, also after a quotation."""
    sentence = sentence.replace(".”.", "”.")
    if sentence.endswith("..") and not sentence.endswith("..."):
        return sentence[:-1]  # a name with a stop of its own: "Genentech, Inc."
    return sentence if sentence.endswith((".", "!", "?")) else end_with_stop(sentence)
