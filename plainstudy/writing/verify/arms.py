"""Which group gets what, what everyone gets, what is compared with what."""

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

TRIGGERS = word_set(
    "everyone everybody all each every some others other half "
    "compared compares compare comparing versus vs against than "
    "instead group groups arm arms cohort gets get got receive "
    "receives received given with alone only plus than or which"
)
_EVERYONE = sieved(
    r"\b(?:everyone|everybody|all (?:\w+ )?(?:people|participants|"
    r"patients|groups|of them|arms)|each (?:person|group|participant)|"
    r"every (?:person|group|participant))\b[^.;]{0,30}?\b(?:gets?|"
    r"got|receives?|received|given|takes?|took|has|had|have)\b(?P<rest>[^.;]*)"
)
_CUT = re.compile(r"\bplus\b|\bsome\b|\bor\b|, and some|\bwith it\b|\bin turn\b|\bonly some\b|\beither\b")
_SOME = sieved(
    r"\b(?:some(?: people| of them| participants)?|others|only "
    r"some|half(?: of them| the people)?|the rest)\b (?:\w+ ){0,3}?(?:gets?|"
    r"got|receive|received|given|take|took|have|had)\b(?P<rest>[^.;]*)"
)
_COMPARED = sieved(
    r"\b(?:compared (?:with|to)|compares? (?:with|to)|compare "
    r"(?:with|to)|versus|vs\.?|against|rather than|instead of|"
    r"better than|worse than|more than|than)\b|\bcompares? (?P<first>[^.;?]*?) "
    r"(?:with|to) "
)


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield what the sentence puts into the wrong group or compares the wrong way round."""
    if section == "criteria" or not evidence.arms.arm_groups:
        if section != "criteria":
            yield from _compared_with_nothing(reading, evidence)
        return
    plan = evidence.plan()
    yield from _everyone(reading, evidence, plan)
    yield from _either_way(reading, plan)
    yield from _labelled(reading, evidence, plan, sources)
    yield from _direction(reading, evidence, plan)
    yield from _compared_with_nothing(reading, evidence)


def _everyone(reading: Reading, evidence: Evidence, plan: Plan) -> Iterator[Fault]:
    crossover = evidence.design.design_info.intervention_model == "CROSSOVER"
    everywhere = len(plan.types)
    if (found := reading.find(_EVERYONE)) and not crossover:
        rest = _CUT.split(found["rest"])[0]
        for at in named_in(normal.words_line(rest), plan):
            if plan.groups[at] and len(plan.groups[at]) < everywhere:
                yield "arm", "not every group gets this by the record", " ".join(sorted(plan.words[at]))[:40]
    if found := reading.find(_SOME):
        named = named_in(normal.words_line(found["rest"]), plan)
        everywhere_too = [at for at in named if len(plan.groups[at]) == everywhere]
        plain_words = reading.words.isdisjoint(("dose", "doses", "more", "placebo", "sham", "longer"))
        if everywhere > 1 and everywhere_too == named and named and plain_words and not crossover:
            yield "arm", "every group gets this by the record", " ".join(sorted(plan.words[named[0]]))[:40]


_EITHER_WAY = sieved(r", with or without (?P<rest>[^.;]*?)(?:, with\b|[.;]|$)")


def _either_way(reading: Reading, plan: Plan) -> Iterator[Fault]:
    """ "A, with or without B" holds where some groups get B and some do not."""
    if found := reading.find(_EITHER_WAY):
        for at in named_in(normal.words_line(found["rest"]), plan):
            if plan.groups[at] and len(plan.groups[at]) == len(plan.types):
                yield "arm", "every group gets this by the record", " ".join(sorted(plan.words[at]))[:40]


_GETS = r"(?:gets?|got|receives?|received|given|takes?|took|has|had) "


def _labelled(reading: Reading, evidence: Evidence, plan: Plan, sources: tuple[str, ...]) -> Iterator[Fault]:
    """A sentence that names one group by its label may only give it what that group gets."""
    line = reading.line
    own_words = frozenset().union(*plan.spoken)
    named = [
        at
        for at, label in enumerate(plan.labels)
        if len(label) > 2 and f" {label} " in line and own_words.isdisjoint(label.split())
    ]
    longest = [
        at
        for at in named
        if not any(
            plan.labels[at] != plan.labels[other] and plan.labels[at] in plan.labels[other] for other in named
        )
    ]
    longest = [
        at for at in longest if re.search(rf" {re.escape(plan.labels[at])} (?:\w+ ){{0,3}}{_GETS}", line)
    ]
    spans = sorted((line.find(f" {plan.labels[at]} "), at) for at in longest)
    for number, (start, at) in enumerate(spans):
        piece = (
            line
            if len(spans) == 1
            else line[start : spans[number + 1][0] if number + 1 < len(spans) else None]
        )
        arm = evidence.passage((f"protocolSection.armsInterventionsModule.armGroups[{at}]",)).line
        for treatment in named_in(piece.replace(f" {plan.labels[at]} ", " "), plan):
            if (
                plan.groups[treatment]
                and at not in plan.groups[treatment]
                and not any(f" {word} " in arm for word in plan.words[treatment])
            ) and not re.search(r"\b(?:no|not|without|instead|than|or|compared|versus)\b", piece):
                yield (
                    "arm",
                    "this group does not get it by the record",
                    " ".join(sorted(plan.words[treatment]))[:40],
                )


def _direction(reading: Reading, evidence: Evidence, plan: Plan) -> Iterator[Fault]:
    """ "Placebo compared with X" turns the question round when X is what is tested."""
    found = reading.find(_COMPARED)
    if not found:
        return
    before = found["first"] if found["first"] else reading.open[: found.start()]
    after = reading.open[found.end() :]
    first, second = named_in(normal.words_line(before), plan), named_in(normal.words_line(after), plan)
    dummy_first = bool(re.search(r"\b(?:placebo|sham|usual care|no treatment)\b", before)) and not first
    trial = {at for at, kind in enumerate(plan.types) if kind == "EXPERIMENTAL"}
    if not trial:
        return
    only_trial = [at for at in second if plan.groups[at] and plan.groups[at] <= trial]
    if only_trial and (
        dummy_first or (first and all(plan.groups[at] and not plan.groups[at] & trial for at in first))
    ):
        yield "comparison", "the comparison is turned round", found.group()
    if "instead" in found.group() or "rather" in found.group():
        for at in second:
            if len(plan.groups[at]) == len(plan.types) > 1:
                yield (
                    "comparison",
                    "every group gets this by the record",
                    " ".join(sorted(plan.words[at]))[:40],
                )
    if "placebo instead" in reading.open and "of" in after.split()[:1]:
        return


_COMPARES = sieved(
    r"\b(?:this|the) (?:study|trial) (?:\w+ ){0,2}(?:compares?|"
    r"compared|is to compare)\b|\bcompared (?:with|to) (?:a |an "
    r"|the )?\w+|\bcompare with\b"
)


def _compared_with_nothing(reading: Reading, evidence: Evidence) -> Iterator[Fault]:
    """One group and a comparison: a title may promise what the groups do not show (NCT07076095)."""
    info = evidence.design.design_info
    if evidence.design.study_type != "INTERVENTIONAL" or len(evidence.arms.arm_groups) > 1:
        return
    if (
        (found := reading.find(_COMPARES))
        and (info.intervention_model == "SINGLE_GROUP" or len(evidence.arms.arm_groups) == 1)
        and not re.search(r"\b(?:no|not|without|start|before|baseline|earlier)\b", reading.open)
    ):
        yield "comparison", "no comparison group is listed", found.group()


SPEAKS = (_EVERYONE, _SOME, _EITHER_WAY, _COMPARED, _COMPARES, sieved(rf"\b{_GETS}"))
"""A sentence that matches none of these claims nothing that this check looks at."""
