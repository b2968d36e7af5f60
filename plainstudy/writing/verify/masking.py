"""Who is kept from knowing who gets what."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from . import normal
from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

TRIGGERS = word_set(
    "blind blinded blinding masked masking told know knows known "
    "knew aware unaware hidden secret informed learns label kept "
    "find finds"
)

_TOLD = sieved(
    r"\b(?:told|knows?|knew|aware|unaware|informed|learns?|hidden|"
    r"secret|kept from|find out|finds out|blind(?:ed)? to)\b(?:[^.;]*?)\b(?:who|"
    r"which|what)\b[^.;]*?\b(?:gets?|got|given|getting|receiv\w+|"
    r"groups?|treatment|drug|has|had|is in|are in|was in|they|"
    r"arm|one|takes?|took|taking)\b"
    r"|\b(?:who|which|what) [^.;]*\b(?:is|are|was|were|stays|stay|kept) (?:kept |a )?(?:secret|hidden)\b"
)
_BLIND = sieved(
    r"\b(?:(single|double|triple|quadruple)[- ])?(?:blind(?:ed|ing)?|masked|masking)\b|\bopen[- ]label\b"
)
_HIDES = re.compile(
    r"\b(?:not|neither|nor|nobody|no one|none|never|unaware|hidden|"
    r"secret|without|kept from|blind\w*|masked|n't)\b"
)
_CLAUSES = re.compile(
    r"[;:]|,? but |, while |, and (?=(?:the |those |their )?\w+ "
    r"(?:do|does|did|are|is|were|was|know))|, though "
)
_JUDGES = re.compile(
    r"\b(?:those|people|experts|researchers?|staff|doctors?|the "
    r"ones|anyone|person|someone) who (?:judge|measure|assess|"
    r"check|rate|look at|examine|evaluate|test)\w*(?: the)?(?: "
    r"\w+)?|\b(?:outcome )?(?:assessors?|raters?|judges)\b"
)
_CARERS = re.compile(
    r"\b(?:those|people|doctors?|staff|nurses|anyone) who (?:care|"
    r"treat|look after|give)\w*(?: for)?(?: them)?(?: the \w+)?|"
    r"\b(?:care (?:team|staff|givers?|providers?)|caregivers?|"
    r"nurses?|staff|therapists?|carers?)\b"
)
_RESEARCHERS = re.compile(r"\b(?:researchers?|investigators?|scientists?)\b")
_DOCTORS = re.compile(r"\b(?:doctors?|study team|team|surgeons?|physicians?)\b")
_TAKERS = re.compile(
    r"\b(?:people who (?:take|took) part|those (?:who (?:take|"
    r"took) part|taking part)|participants?|patients?|volunteers?|"
    r"they|you|people|women|men|adults|children|families)\b"
)
_EVERYONE = re.compile(r"\b(?:everyone|everybody|all|anyone)\b")
_NOBODY = re.compile(r"\b(?:nobody|no one|none)\b")


def check(reading: Reading, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    """Yield what a sentence says of who knows and who does not against the record."""
    info = evidence.design.design_info.masking_info
    low = reading.open
    if "contradict" in low or "is not clear on" in low:
        return
    told = reading.find(_TOLD)
    for found in reading.find_all(_BLIND):
        if _is_part_of_a_name(found, low, passage):
            continue
        yield from _blind_word(found, info.masking)
    if not told:
        return
    for clause in _CLAUSES.split(low):
        if re.search(
            r"\b(?:told|knows?|knew|aware|unaware|informed|learns?|hidden|secret|kept from|find out|blind)\b",
            clause,
        ):
            yield from _who_is_told(clause, info.masking, set(info.who_masked))


def _is_part_of_a_name(found: re.Match[str], low: str, passage: Passage) -> bool:
    """ "Blinded glucose sensor" is a thing of that name where the cited source has the very words."""
    following = re.match(r"[a-z0-9/]+", low[found.end() :].lstrip())
    return following is not None and normal.normal(f"{found.group()} {following.group()}") in passage.line


_LEVELS = {
    "single": ("SINGLE",),
    "double": ("DOUBLE", "TRIPLE", "QUADRUPLE"),
    "triple": ("TRIPLE", "QUADRUPLE"),
    "quadruple": ("QUADRUPLE",),
}


def _blind_word(found: re.Match[str], masking: str | None) -> Iterator[Fault]:
    if "open" in found.group():
        if masking not in {"NONE", None}:
            yield "masking", "the record hides who gets what", found.group()
    elif found[1]:
        if masking not in _LEVELS[found[1]]:
            yield "masking", "the record says otherwise about masking", found.group()
    elif masking in {"NONE", None} and found.group() not in {"blind"}:
        yield "masking", "nothing is hidden by the record", found.group()


class _Said(msgspec.Struct, frozen=True, gc=False):
    """What a clause says of who knows: whom it names, with their roles, and which way."""

    named: tuple[tuple[str, frozenset[str]], ...]
    hides: bool
    everyone: bool
    nobody: bool


_ROLES = (
    (_JUDGES, frozenset(("OUTCOMES_ASSESSOR",))),
    (_CARERS, frozenset(("CARE_PROVIDER",))),
    (_RESEARCHERS, frozenset(("INVESTIGATOR",))),
    (_DOCTORS, frozenset(("CARE_PROVIDER", "INVESTIGATOR"))),
    (_TAKERS, frozenset(("PARTICIPANT",))),
)
_VERB = re.compile(
    r"\b(?:told|knows?|knew|aware|unaware|informed|learns?|hidden|secret|kept|find out|blind)\b"
)


@lru_cache(maxsize=20_000)
def _said(clause: str) -> _Said:
    rest = clause
    named: list[tuple[str, frozenset[str]]] = []
    for pattern, roles in _ROLES:
        verb = _VERB.search(rest)
        before = list(pattern.finditer(rest, 0, verb.start() if verb else len(rest)))
        if not before and verb and "from" in rest:
            before = list(pattern.finditer(rest))
        named += [(found.group(), roles) for found in before]
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    return _Said(
        tuple(named),
        _HIDES.search(clause) is not None,
        _EVERYONE.search(clause) is not None,
        _NOBODY.search(clause) is not None,
    )


def _who_is_told(clause: str, masking: str | None, who: set[str]) -> Iterator[Fault]:
    said = _said(clause)
    if said.hides and masking in {"NONE", None}:
        yield "masking", "nothing is hidden by the record", clause.strip()
        return
    if said.everyone and not said.hides and masking != "NONE":
        yield "masking", "the record hides who gets what from some", clause.strip()
        return
    if (
        said.nobody
        and not said.named
        and not ({"PARTICIPANT"} <= who and who & {"INVESTIGATOR", "CARE_PROVIDER"})
    ):
        yield "masking", "the record does not hide it from everyone", clause.strip()
        return
    for words, roles in said.named:
        masked = bool(roles & who)
        if said.hides and not masked:
            yield "masking", "the record does not hide it from them", words
        elif not said.hides and masked and masking != "NONE":
            yield "masking", "the record hides it from them", words


SPEAKS = (_TOLD, _BLIND)
"""A sentence that matches none of these claims nothing that this check looks at."""
