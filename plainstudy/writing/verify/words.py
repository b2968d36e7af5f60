"""Names, medical words, codes and quotations: each must stand in what the sentence cites."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from . import normal
from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading, read
from .style import ONLY_AS_REGISTERED
from .vocabulary import bears_out, pieces_for, pieces_of

_ONLY = frozenset(ONLY_AS_REGISTERED)


class Asked(msgspec.Struct, frozen=True, gc=False):
    """What a sentence's words ask of its sources, worked out once."""

    names: tuple[str, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    """Words with the pieces of which one must stand in a source."""
    capitals: tuple[str, ...]
    """Names that need no source as words."""
    called: tuple[str, ...]
    """Words like "new", which only the record may use."""
    more: bool
    """There are codes, labels or quotations."""
    anything: bool


@lru_cache(maxsize=60_000)
def asked(text: str) -> Asked:
    """Work out what a sentence's words ask of its sources."""
    reading = read(text)
    names = tuple([word for word in reading.content if word in reading.names])
    words = tuple([(word, pieces_of(word)) for word in reading.content if word not in reading.names])
    capitals = tuple(
        [
            word
            for word in reading.names
            if word not in reading.content
            and word not in _CAPITALS
            and not any(char.isdigit() for char in word)
            and normal.digit_of(word) == word
        ]
    )
    called = () if _ONLY.isdisjoint(reading.words) else _called_in(reading)
    more = bool(reading.codes or reading.labels or reading.quotes)
    return Asked(names, words, capitals, called, more, bool(names or words or capitals or called or more))


def _called_in(reading: Reading) -> tuple[str, ...]:
    return tuple(
        word
        for word in reading.words & _ONLY
        if ONLY_AS_REGISTERED[word] and word not in reading.names and _called_so(word, reading.open)
    )


def check(
    reading: Reading, passage: Passage, evidence: Evidence, general: str, *, is_point: bool = False
) -> Iterator[Fault]:
    """Yield each word that the cited passage (or ``general``, the cited general text) does not bear out."""
    wanted = asked(reading.text)
    if not wanted.anything:
        return
    line = passage.line
    lines = (line, general) if general else (line,)
    for word in wanted.names:
        if not any(_stands_as_name(line, word) for line in lines):
            yield "name", "this name does not stand in the cited sources", word
    for word, pieces in wanted.words:
        for piece in pieces:
            if piece in line or piece in general:
                break
        else:
            yield "word", "the cited sources do not say this", word
    if not is_point:
        for word in wanted.capitals:
            if f" {word}" not in line and f" {word}" not in general:
                yield "name", "this name does not stand in the cited sources", word
    if wanted.more:
        yield from _codes_and_quotes(reading, passage, general)
    if not is_point:
        yield from _called(reading, wanted.called, lines, evidence)


def _codes_and_quotes(reading: Reading, passage: Passage, general: str) -> Iterator[Fault]:
    lines = (passage.line, general) if general else (passage.line,)
    for code in reading.codes:
        if not any(_has_code(line, code) for line in lines):
            yield "name", "this name or code does not stand in the cited sources", code
    for kind, label in reading.labels:
        if not any(_has_label(line, kind, label) for line in lines):
            yield "name", f"the cited sources do not speak of this {kind}", f"{kind} {label}"
    for quote in reading.quotes:
        words = normal.with_digits(normal.normal(quote)).strip()
        if words and words not in passage.line and words not in general:
            yield "name", "the quoted words do not stand so in the cited sources", quote


def _called(
    reading: Reading, called: tuple[str, ...], lines: tuple[str, ...], evidence: Evidence
) -> Iterator[Fault]:
    """Yield a word like "new" that the record does not use."""
    for word in called:
        everywhere = (*lines, evidence.whole().line) if word in _ANYWHERE else lines
        is_new = word in _NEW_WORDS and not any(_NEW_THING.search(line) for line in everywhere)
        following = re.search(rf" {word} [a-z]+ ", reading.line)
        if following and any(following.group() in line for line in lines):
            continue
        if is_new or not any(piece in line for line in everywhere for piece in ONLY_AS_REGISTERED[word]):
            yield "style", "only the record may call it so", word


_CAPITALS = word_set(
    "january february march april may june july august september "
    "october november december i people participants patients "
    "adults children women men doctors drug study phase part "
    "group"
)
_NEW_WORDS = frozenset(("new", "newer", "novel"))
_ANYWHERE = frozenset(("new", "newer", "novel", "rare", "pivotal", "world"))
_NEW_PEOPLE = re.compile(
    r"\bnew(?= (?:people|participants|patients|volunteers|studies|"
    r"members|places?|texts?|pages?)\b)|\bnobody new\b|\blarge(?= "
    r"part)"
)


_NEW_THING = re.compile(
    r" (?:new|novel|newer|innovative|first in class) (?:[a-z0-9]+ "
    r"){0,4}(?:treatment|drug|therap|medic|device|agent|vaccine|"
    r"method|"
    r"technique|approach|formul|procedure|test|tool|inhibitor|"
    r"antibod|combination|compound|program|system|interven|type|"
    r"class|way)"
)


def _called_so(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\b", _NEW_PEOPLE.sub("", text)) is not None


def _stands_as_name(line: str, word: str) -> bool:
    """Names match whole: "Niger" is not borne out by "Nigeria"; what a source's word means may be a name."""
    bare = word.removesuffix("s")
    return (
        f" {word} " in line
        or f" {bare} " in line
        or f" {word}s " in line
        or (len(word) > 5 and f" {word[:-1]}" in line)
        or any(piece in line for piece in pieces_for(word))
    )


def _has_code(line: str, code: str) -> bool:
    """Find "LY3502970" also as "LY 3502970", "COVID-19" as "covid19"; never "CD1" in "CD19"."""
    spaced = normal.normal(code)
    if spaced in line:
        return True
    joined = spaced.replace(" ", "")
    return bool(_loose(joined).search(line)) or bears_out(line, spaced.strip())


@lru_cache(maxsize=20_000)
def _loose(code: str) -> re.Pattern[str]:
    """Match a code with or without spaces inside, not as part of a longer one."""
    return re.compile(r"(?<![a-z0-9])" + " ?".join(map(re.escape, code)) + r"(?![0-9])(?![a-z]{2})")


def _has_label(line: str, kind: str, label: str) -> bool:
    if f" {kind} {label} " in line or f" {kind}s {label} " in line or f" {kind}{label} " in line:
        return True
    short = {"type": "t", "vitamin": "vit", "hepatitis": "h"}.get(kind)
    return bool(short) and any(
        f" {form} " in line
        for form in (
            f"{short}{label}d",
            f"{short}{label}dm",
            f"{short}{label}",
            f"{short} {label}",
            f"h{label}v",
        )
    )
