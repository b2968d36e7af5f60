"""Every sentence says where it comes from, and that place exists and is not empty."""

from collections.abc import Iterator
from functools import cache

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


def check(reading: Reading, sources: tuple[str, ...], evidence: Evidence) -> Iterator[Fault]:
    """Yield what is wrong with the sources; a path to nothing may only bear out that nothing is there."""
    if not sources:
        yield "source", "no source is given", ""
    modules = [
        source for source in sources if source.count(".") == 1 and source.startswith("protocolSection.")
    ]
    if len(modules) > _MOST_MODULES or len(sources) > _MOST:
        yield "source", "too much is cited to be a source", ", ".join(modules or sources)
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
        elif not evidence.is_empty(source):
            something = True
    if sources and not something and reading.words.isdisjoint(_ABSENCE):
        yield "source", "the record says nothing in the cited places", sources[0]


def general_text(reading: Reading, sources: tuple[str, ...]) -> tuple[str, bool]:
    """Return the cited general texts as one line of words, and whether the sentence is one of them."""
    lines = [line for source in sources if source.startswith(MARK) for line in _wordings(source)]
    return (" ".join(lines), reading.line in lines) if lines else ("", False)


@cache
def _wordings(source: str) -> tuple[str, ...]:
    return tuple(with_digits(normal(text)) for text in GENERAL.get(source.removeprefix(MARK), ()))
