"""That there is nothing to compare with is only true where no place of the record speaks of a comparison."""

import re
from collections.abc import Iterator

from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

TRIGGERS = word_set("no without one single only")
_ALONE = sieved(
    r"\bno (?:comparison|control|other) group\b|\bwithout a (?:comparison|control) group\b|"
    r"\bno group to compare\b|\bnothing to compare\b"
)
_COMPARED = re.compile(
    r" (?<!no )(?<!without a )(?<!without )(?:control|comparison|comparator|reference) (?:group|arm|"
    r"cohort|subjects)|"
    r" (?:historical|external|retrospective|matched|healthy|internal|contemporaneous)\w* "
    r"(?:\w+ )?(?:control|cohort|comparison|comparator)s? |"
    r" (?:patient|intervention|study|treatment|experimental) group only |"
    r" (?:two|three|both|2|3) (?:study |treatment |parallel )?(?:groups|arms) |"
    r" (?:group|arm) (?:1|2|a|b|i|ii) (?:and|or|versus|vs) (?:group |arm )?(?:1|2|a|b|i|ii) |"
    r" (?<!not )(?<!non )randomi[sz]ed (?:\w+ ){0,2}(?:to|into) "
)


def has_no_comparison(evidence: Evidence) -> bool:
    """True where one group is listed and nothing tells of another, one from the past included."""
    info = evidence.design.design_info
    return (
        len(evidence.arms.arm_groups) <= 1
        and info.allocation in {"NA", None}
        and info.intervention_model in {"SINGLE_GROUP", None}
        and not _COMPARED.search(evidence.told_line())
    )


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield a denial of any comparison where the record speaks of one."""
    if (
        section != "criteria"
        and (found := reading.find(_ALONE))
        and reading.words.isdisjoint(("lists", "listed", "list"))
        and not has_no_comparison(evidence)
    ):
        yield "comparison", "the record speaks of a comparison", found.group()


SPEAKS = (_ALONE,)
"""A sentence that matches none of these claims nothing that this check looks at."""
