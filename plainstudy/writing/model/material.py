"""What a model may say about one study, as numbered statements that know their place in the record. Pure.

Two kinds of lines: plain statements that the rules found in the record (each already with its sources), and
the registry's own words for names, aims and risks. General texts are offered word for word, and no others.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

import msgspec

from plainstudy.writing.facts import Facts
from plainstudy.writing.text import Sentence, StudyText

SECTIONS = ("headline", "summary", "substance", "could_lead_to", "could_go_wrong", "what_happens")
"""The parts that a model words; status, dates, ages and criteria stay with the rules."""
_GENERAL = "general:"
_LONGEST = 500
_CONFIRMED = "statusVerifiedDate"
_FEEDS = {
    "headline": ("headline",),
    "status": ("summary", "what_happens"),
    "summary": ("summary", "headline"),
    "substance": ("substance", "summary"),
    "could_lead_to": ("could_lead_to",),
    "could_go_wrong": ("could_go_wrong",),
    "what_happens": ("what_happens", "summary"),
}
"""Which sections may use what the rules say in each part of their text."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that may be said. ``exact``: only in these very words."""

    id: str
    about: str
    says: str
    sources: tuple[str, ...]
    sections: frozenset[str]
    exact: bool = False


def lines_of(facts: Facts, text: StudyText) -> tuple[Line, ...]:
    """Give what may be said, numbered fact1, fact2 … in order; the rules wrote ``text`` from ``facts``."""
    found: dict[str, Line] = {}
    for line in (*_stated(text), *_registered(facts)):
        known = found.get(line.says)
        if known is None:
            found[line.says] = line
        elif known.exact == line.exact:
            sources = tuple(dict.fromkeys((*known.sources, *line.sources)))
            found[line.says] = msgspec.structs.replace(
                known, sections=known.sections | line.sections, sources=sources
            )
    return tuple(
        msgspec.structs.replace(line, id=f"fact{number}") for number, line in enumerate(found.values(), 1)
    )


def only_for(lines: Sequence[Line], sections: Sequence[str]) -> tuple[Line, ...]:
    """Give the lines that bear on these sections, their numbers unchanged."""
    wanted = frozenset(sections)
    return tuple(line for line in lines if line.sections & wanted)


def with_material(lines: Sequence[Line]) -> tuple[str, ...]:
    """Give the sections about which something may be said."""
    return tuple(name for name in SECTIONS if any(name in line.sections for line in lines))


def section_hashes(lines: Sequence[Line]) -> dict[str, str]:
    """Hash what each section depends on, as hex by section: equal means that its wording can stay."""
    return {name: _hash([line for line in lines if name in line.sections]) for name in SECTIONS}


def _hash(lines: Sequence[Line]) -> str:
    parts = [(line.about, line.says, line.sources, line.exact) for line in lines]
    return hashlib.blake2b(msgspec.json.encode(parts), digest_size=8).hexdigest()


def _stated(text: StudyText) -> Iterator[Line]:
    """Give what the rules say; the month of the last confirmation moves often and belongs to no section."""
    for name, sections in _FEEDS.items():
        part = getattr(text, name)
        for sentence in (part,) if isinstance(part, Sentence) else part:
            if not any(_CONFIRMED in source for source in sentence.sources):
                exact = any(source.startswith(_GENERAL) for source in sentence.sources)
                yield _line(
                    "a general text" if exact else "a true statement",
                    sentence.text,
                    sentence.sources,
                    sections[:1] if exact else sections,
                    exact=exact,
                )


def _registered(facts: Facts) -> Iterator[Line]:
    """Give the registry's own words for what cannot be said without them."""
    for title, words in ((facts.title, "the registered title"), (facts.official_title, "the official title")):
        if title is not None:
            yield _line(words, title.source, (title.path,), ("headline", "summary"))
    for topic in facts.topics:
        yield _line(
            "a condition as registered",
            topic.registered,
            (topic.path,),
            ("headline", "summary", "could_lead_to"),
        )
    for thing in facts.treatments:
        words = f"what is given or done, as registered ({'placebo or sham' if thing.dummy else thing.kind})"
        yield _line(
            words, thing.registered, (thing.path,), ("headline", "summary", "substance", "could_lead_to")
        )
    for arm in facts.arms:
        yield _line("a group as registered", arm.label, (arm.path,), ("what_happens",))
    for outcome in facts.outcomes:
        paths = tuple(filter(None, (outcome.path, outcome.when_path)))
        yield _line(
            "measured first", f"{outcome.measure} ({outcome.when or 'no plain time'})", paths, ("summary",)
        )
    for risk in facts.risks:
        yield _line("a risk that the record names", risk.source, (risk.path,), ("could_go_wrong",))
    if facts.aim is not None:
        yield _line("the aim in the registry's words", facts.aim.source, (facts.aim.path,), ("summary",))


def _line(
    about: str, says: str, sources: tuple[str, ...], sections: Sequence[str], *, exact: bool = False
) -> Line:
    plain = " ".join(_CONTROL.sub(" ", says).split())
    if len(plain) > _LONGEST and not exact:
        plain = plain[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return Line(id="", about=about, says=plain, sources=sources, sections=frozenset(sections), exact=exact)
