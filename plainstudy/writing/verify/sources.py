"""Every sentence says where it comes from, and that place exists and is not empty."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import msgspec

from plainstudy.writing.general import GENERAL

from .evidence import GENERAL as MARK
from .evidence import NOTHING, Evidence
from .form import Fault
from .normal import normal, with_digits, word_set
from .reading import Reading

_TOO_WIDE = frozenset(
    {"protocolSection", "resultsSection", "derivedSection", "annotationSection", "documentSection"}
)
_MOST_MODULES = 3
_MOST = 24
_ABSENCE = word_set("no not nobody nothing none without unknown silent never neither unclear known ask")


class Cited(msgspec.Struct, frozen=True, gc=False):
    """The sources of a sentence, looked at once however many pages cite the same."""

    sources: tuple[str, ...]
    paths: tuple[str, ...]
    """Those that lead into the record, in order."""
    narrow: tuple[str, ...]
    """The same without the long criteria where their whole module is cited."""
    general: str
    """The cited general texts as one line of words."""
    wordings: frozenset[str]
    is_in_order: bool
    """Nothing is wrong with these sources, if only they are there."""
    has_general: bool


_ELIGIBILITY = "protocolSection.eligibilityModule"
_FIELDS = tuple(
    f"{_ELIGIBILITY}.{name}"
    for name in ("minimumAge", "maximumAge", "sex", "healthyVolunteers", "stdAges", "studyPopulation")
)


@lru_cache(maxsize=20_000)
def cited(sources: tuple[str, ...]) -> Cited:
    """Look at the sources of a sentence."""
    lines = [line for source in sources if source.startswith(MARK) for line in _wordings(source)]
    paths = tuple(source for source in sources if not source.startswith(MARK))
    return Cited(
        sources=sources,
        paths=paths,
        narrow=(
            (*(path for path in paths if path != _ELIGIBILITY), *_FIELDS) if _ELIGIBILITY in paths else paths
        ),
        general=" ".join(lines),
        wordings=frozenset(lines),
        is_in_order=bool(sources)
        and not _is_too_much(sources)
        and _TOO_WIDE.isdisjoint(sources)
        and all(source.removeprefix(MARK) in GENERAL for source in sources if source.startswith(MARK)),
        has_general=len(paths) < len(sources),
    )


def _modules(sources: tuple[str, ...]) -> list[str]:
    return [source for source in sources if source.count(".") == 1 and source.startswith("protocolSection.")]


def _is_too_much(sources: tuple[str, ...]) -> bool:
    return len(sources) > _MOST or len(_modules(sources)) > _MOST_MODULES


def check(reading: Reading, given: Cited, evidence: Evidence) -> Sequence[Fault]:
    """Give what is wrong with the sources; a path to nothing may only bear out that nothing is there."""
    if given.is_in_order:
        something = given.has_general
        for path in given.paths:
            part = evidence.part(path)
            if not part.is_there:
                break
            something = something or part.says
        else:
            if something:
                return ()
    return tuple(_faults(reading, given.sources, evidence))


def _faults(reading: Reading, sources: tuple[str, ...], evidence: Evidence) -> Iterator[Fault]:
    if not sources:
        yield "source", "no source is given", ""
    if _is_too_much(sources):
        yield "source", "too much is cited to be a source", ", ".join(_modules(sources) or sources)
    something = False
    for source in sources:
        if source.startswith(MARK):
            something = True
            if source.removeprefix(MARK) not in GENERAL:
                yield "source", "there is no such general text", source
        elif evidence.node(source) is NOTHING:
            yield "source", "the record has no such place", source
        elif source in _TOO_WIDE and not (source == "resultsSection" and "results" in reading.words):
            yield "source", "too wide to be a source", source
        elif evidence.part(source).says:
            something = True
    if sources and not something and reading.words.isdisjoint(_ABSENCE):
        yield "source", "the record says nothing in the cited places", sources[0]


@cache
def _wordings(source: str) -> tuple[str, ...]:
    return tuple(with_digits(normal(text)) for text in GENERAL.get(source.removeprefix(MARK), ()))
