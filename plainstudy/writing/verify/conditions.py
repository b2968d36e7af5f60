"""What the list of conditions is said to hold: "the condition listed is" is false where there are more."""

import re
from collections.abc import Iterator

from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

_LISTED = sieved(r"\bthe conditions? listed (?:is|are) (?P<told>[^.;]*)")
_ALSO = sieved(r"\bthe list of conditions also names (?P<told>[^.;]*)")
TRIGGERS = word_set("listed list")
SPEAKS = (_LISTED, _ALSO)
_NAMES = re.compile(r", | and | or ")
_NOBODY = re.compile(r"healthy|volunteer|normal", re.I)
_SAME = 2
"""A list may name one illness twice, or a quality of it; more entries than this are left out of none."""


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield a list told as whole that is longer, and one told as longer that is not."""
    listed = evidence.protocol.conditions_module.conditions
    count = len({name.lower() for name in listed if not _NOBODY.search(name)})
    if found := reading.find(_LISTED):
        told = found["told"].partition(", and the study ")[0]
        if count > len(_NAMES.split(told)) + _SAME:
            yield "condition", "the record lists more conditions", found.group()
    if (found := reading.find(_ALSO)) and count < _SAME:
        yield "condition", "the record lists no further condition", found.group()
