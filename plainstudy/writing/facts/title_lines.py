"""Titles word by word: where a title names a thing of the list, and as what it names it there."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .names import is_generic, tidy, without_brackets, without_dose
from .sorts import GIVEN
from .things import Treatment
from .titled_words import AFTER_IT, BEFORE_IT, NO_CODE, SAYS_LITTLE, THING, VERSUS

_OWN_NAMED = GIVEN | {"device", "software"}
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[+/;:,()&–—]|[-.]")
_IN_CODE = gated(
    r"(?<=[A-Za-z0-9])-(?=\d)|(?<=\d)-(?=[A-Z]{1,3}\b)|(?<=\b[A-Z]{2}) (?=\d{4})|(?<=\b[A-Z]{3}) "
    r"(?=\d{3})|(?<=\b[A-Z]{4}) (?=\d{3})"
)
_BRACKET = re.compile(r"[\(\[]([^()\[\]]{3,60})[\)\]]")


class Line(msgspec.Struct, frozen=True, gc=False):
    """A title, word by word."""

    text: str
    words: tuple[str, ...]
    """As written, signs too."""
    stems: tuple[str, ...]
    starts: tuple[int, ...]


class Titles(msgspec.Struct, gc=False):
    """What the titles of one record name, place by place."""

    lines: list[Line]
    covered: list[set[int]]
    """The words that name listed things, title by title."""
    solid: list[set[int]]
    """Those of which nothing may stand right before."""
    order: dict[int, int]
    """Where each listed thing is first named as what is studied; -1 for after "versus"."""
    seen: set[int]


@lru_cache(maxsize=10_000)
def line_of(title: str) -> Line:
    """Take a title apart; codes come out without their hyphens: "SHR-1826" is "SHR1826"."""
    text = _IN_CODE.sub("", tidy(title))
    found = list(TOKEN.finditer(text))
    words = tuple(item.group() for item in found)
    return Line(text, words, tuple(map(stem_of, words)), tuple(item.start() for item in found))


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Give by what two words are taken for the same: seven letters, no plural."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if len(low) > 7 and low.isalpha():
        return low[:7]
    return low[:-1] if len(low) > 4 and low.endswith("s") and low.isalpha() else low


@lru_cache(maxsize=50_000)
def _telling(name: str) -> tuple[tuple[str, str], ...]:
    """Give the words of a name by which a title may name it, with their stems."""
    words = [word for word in TOKEN.findall(_IN_CODE.sub("", name)) if word[0].isalnum()]
    found = [
        (word, stem_of(word))
        for word in words
        if (len(word) > 2 or word.isupper() or any(map(str.isdigit, word))) and not word.isdigit()
    ]
    return tuple((word, stem) for word, stem in found if word.lower() not in SAYS_LITTLE)


def names_of(item: Treatment, record: StudyRecord, *, alone: bool) -> Iterator[str]:
    """Give what a thing is called: our name, the registered one, what stands in its brackets, other names."""
    yield item.name
    yield item.also
    if alone:
        yield without_dose(without_brackets(item.registered))
        yield from _BRACKET.findall(item.registered)
        at = int(item.path.rpartition("[")[2].rstrip("]"))
        if item.kind not in _OWN_NAMED:
            return  # "exercise, also called sensory training": the name that we tell has to be the title's
        others = record.protocol_section.arms_interventions_module.interventions[at].other_names
        yield from (name for name in others if len(name) <= 60 and not _is_a_class(name))


def _is_a_class(name: str) -> bool:
    """True for "immunotherapy" or "radiotherapy" among other names: no name of this very thing."""
    words = name.split()
    return len(words) == 1 and THING.fullmatch(name.lower()) is not None and not is_generic(name.lower())


def places_of(line: Line, item: Treatment, names: Sequence[str]) -> set[int]:
    """Give the places of a title's words that name a thing; empty where it does not."""
    held: set[int] = set()
    for name in names:
        told = _telling(name)
        if not told:
            continue
        stems = {stem for _, stem in told}
        mine = {at for at, stem in enumerate(line.stems) if stem in stems}
        have = {line.stems[at] for at in mine}
        first, stem = told[0]
        by_first = item.kind in GIVEN and stem in have and (is_generic(first.lower()) or is_code(first))
        most = item.kind not in GIVEN and len(stems) > 2 and len(have) * 3 >= len(stems) * 2
        if have == stems or by_first or most:
            held |= (
                mine
                if len(have) == 1
                else {at for at in mine if any(0 < abs(at - other) <= 3 for other in mine)} or mine
            )
    words = [
        word
        for word in re.findall(r"[^\W\d_]+", item.name)
        if word.lower() not in {"of", "and", "the", "for"}
    ]
    if 3 <= len(words) <= 6:
        initials = "".join(word[0] for word in words).upper()
        held |= {at for at, word in enumerate(line.words) if word.rstrip("s") == initials}
    return held


def is_named_whole(line: Line, names: Sequence[str]) -> bool:
    """True where a title has every telling word of one of the names."""
    stems = set(line.stems)
    return any(told and {stem for _, stem in told} <= stems for told in map(_telling, names))


@lru_cache(maxsize=50_000)
def is_code(word: str) -> bool:
    """True for what looks like a drug's code, and not like a gene, a target or a stage."""
    if len(word) < 4 or not any(map(str.isdigit, word)) or not any(map(str.isupper, word)):
        return False
    return NO_CODE.fullmatch(word) is None and _WORDY.search(word) is None


_WORDY = re.compile(r"[a-z]{4}")


def role_of(line: Line, at: int) -> str:
    """Say what a thing is in a title by what stands before it: "background", "versus" or "tested"."""
    before = line.text[: line.starts[at]]
    if BEFORE_IT.search(before) or AFTER_IT.match(line.text, line.starts[at] + len(line.words[at])):
        return "background"
    return "versus" if VERSUS.search(before) else "tested"


@lru_cache(maxsize=50_000)
def is_thing(word: str) -> bool:
    """True for a word that names something to be given, done or used."""
    low = word.lower()
    return THING.fullmatch(low) is not None or (len(low) > 6 and is_generic(low)) or is_code(word)
