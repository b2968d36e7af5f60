"""What is tested, and together with what: "A together with B" is told of every group that is tried.

One group that gets A without B, or a title with "with or without B", makes "together" false; a title with
"in combination with" makes "A or B" false. What groups that are there to compare get is not what is tested.
"""

import re
from collections.abc import Iterator

from . import normal
from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .plan import Plan, named_in
from .reading import Reading
from .sieve import sieved

TRIGGERS = word_set("together and or plus with tests test tested safe calls call drug device procedure")
_TOGETHER = sieved(r"(?P<first>[^.;:?]{4,80}?) together with (?P<second>[^.;:?]*)")
_TESTS = sieved(
    r"\b(?:this|the) (?:study|trial) (?:is |was |was set up )?(?:to )?(?:tests?|tested|testing) "
    r"(?P<what>[^.;:?]*)"
)
_EITHER = sieved(
    r"^(?:is|are|do|does|can|could) (?P<what>[^?]*? or [^?]*?) (?:safe|help|work|improve|reduce|lower)\b"
)
_ONE_KIND = sieved(r"\w(?: \+ | plus | and )[^,;]+?, an? (?:drug|device|procedure|supplement|vaccine)\b")
_CALLED = sieved(r"\bcalls? the groups\b")
_LEAVES_OPEN = re.compile(
    r" (?:with or without|with and without|with without|alone or|alone and|or combin\w+|and in combination|"
    r"as monotherapy and|monotherapy (?:or|and)|single agent (?:or|and)) "
)
_SAYS_SO = re.compile(r"\bin different|\bwith or without\b|\bor\b|\beither\b|\balone\b|\bsome\b")
_JOINS = re.compile(r" (?:in combination|combin\w+ with|plus|together with) ")
_COMPARES = frozenset(("ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"))


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield what is joined, set apart or called tested against the groups or a title."""
    if reading.find(_CALLED):
        yield from _labels(reading, evidence)
    if section not in {"headline", "summary", "substance"} or reading.quotes or not evidence.arms.arm_groups:
        return
    if found := reading.find(_ONE_KIND):
        yield "arm", "two things joined are not one of a kind", found.group()
    if found := reading.find(_TOGETHER):
        yield from _together(found, evidence)
    if (found := reading.find(_EITHER)) and (hit := _JOINS.search(evidence.titles_line())):
        plan = evidence.plan()
        named = named_in(normal.words_line(found["what"]), plan)
        if len(named) > 1 and len({plan.groups[at] for at in named}) == 1:
            yield "arm", f"all groups get them together:{hit.group()}", found["what"]
    if (found := reading.find(_TESTS)) and not found["what"].startswith(("if ", "whether ", "how ")):
        yield from _tested(found["what"], evidence)


def _labels(reading: Reading, evidence: Evidence) -> Iterator[Fault]:
    """Hold what the groups are called against their labels, signs included: "MetS-" is not "MetS"."""
    labels = {_plain(arm.label or "") for arm in evidence.arms.arm_groups}
    for quote in reading.quotes:
        bare = _plain(quote)
        if bare not in labels and any(
            label.startswith(bare) and label[len(bare)] in "+-" for label in labels
        ):
            yield "arm", "a sign of the group's name is lost", quote


def _plain(label: str) -> str:
    return " ".join(normal.plain(label).split())


def _tried(plan: Plan) -> frozenset[int]:
    """Return the groups in which something is tried: all where the record calls none so."""
    trial = frozenset(at for at, kind in enumerate(plan.types) if kind == "EXPERIMENTAL")
    return trial or frozenset(range(len(plan.types)))


def _together(found: re.Match[str], evidence: Evidence) -> Iterator[Fault]:
    title = _LEAVES_OPEN.search(evidence.titles_line())
    if title is not None:
        yield "arm", f"a title leaves open who gets both:{title.group()}", found.group()
        return
    plan = evidence.plan()
    tried = _tried(plan)
    first = named_in(normal.words_line(found["first"]), plan)
    second = named_in(normal.words_line(found["second"]), plan)
    for one in first:
        for other in second:
            mine, theirs = plan.groups[one] & tried, plan.groups[other] & tried
            if one != other and mine and theirs and mine != theirs:
                yield "arm", "a group gets one without the other", found.group()
                return


def _tested(what: str, evidence: Evidence) -> Iterator[Fault]:
    plan = evidence.plan()
    tried, everywhere = _tried(plan), len(plan.types)
    named = named_in(normal.words_line(what), plan)
    only_tried = [
        at
        for at, got in enumerate(plan.groups)
        if got and got <= tried and plan.spoken[at] and at not in named
    ]
    compared = frozenset(at for at, kind in enumerate(plan.types) if kind in _COMPARES)
    if compared and only_tried and len(tried) < everywhere:
        for at in named:
            if plan.groups[at] & compared and plan.spoken[at]:
                yield (
                    "arm",
                    "a group that is there to compare gets it too",
                    " ".join(sorted(plan.words[at]))[:40],
                )
                return
    if (" and " in what or "," in what) and not _SAYS_SO.search(what):
        groups = {plan.groups[at] & tried for at in named if plan.groups[at] & tried}
        if len(groups) > 1:
            yield "arm", "not every group that is tried gets all of it", what


SPEAKS = (_TOGETHER, _EITHER, _TESTS, _ONE_KIND, _CALLED)
"""A sentence that matches none of these claims nothing that this check looks at."""
