"""How much each change matters: one rule a line, the first that fits decides.

Severity is for somebody who follows the study: "major" could change what they
do, "notable" is worth knowing, "minor" is for the history page. ``mailed`` says
whether followers read it by mail; the history page shows everything.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from plainstudy.plain.wording import months_between
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import UNKNOWN_COUNT

from .context import ENDED, OPEN, STOPPED, TAKES_PEOPLE, Context, country_of
from .diff import FieldChange
from .matching import likeness

Category = Literal[
    "recruitment",
    "where",
    "who can join",
    "what is tested",
    "what is measured",
    "when",
    "how many",
    "results",
    "who runs it",
    "wording",
    "housekeeping",
]
Severity = Literal["major", "notable", "minor"]

CATEGORIES: tuple[Category, ...] = (
    "recruitment",
    "results",
    "what is measured",
    "who can join",
    "what is tested",
    "where",
    "when",
    "how many",
    "who runs it",
    "wording",
    "housekeeping",
)
"""In the order in which an account tells them."""
SEVERITIES: tuple[Severity, ...] = ("major", "notable", "minor")
SHORT_SLIP_MONTHS = 3
FAR_BELOW_PLAN = 0.75
FAR_FROM_PLAN = 0.25

Test = Callable[[FieldChange, Context], bool]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a change is about, how much it matters, whether it is mailed, and the rule's reason."""

    category: Category
    severity: Severity
    mailed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A field ("x.*" for all below x), a test, and the judgement when both fit."""

    field: str
    test: Test
    judgement: Judgement

    def fits(self, change: FieldChange, context: Context) -> bool:
        field = change.short_field
        named = field.startswith(self.field[:-1]) if self.field.endswith("*") else field == self.field
        return named and self.test(change, context)


def judge(change: FieldChange, context: Context) -> Judgement:
    """Return the judgement of the first rule that fits; there is always one."""
    return next(
        rule for rule in RULES_BY_HEAD.get(_head(change.short_field), RULES) if rule.fits(change, context)
    ).judgement


# ── Tests ─────────────────────────────────────────────────────────────────────


def always(change: FieldChange, context: Context) -> bool:
    return True


def _op(*names: str) -> Test:
    return lambda change, context: change.operation in names


def _to(*values: str) -> Test:
    return lambda change, context: change.after in values


def _both(*tests: Test) -> Test:
    return lambda change, context: all(test(change, context) for test in tests)


def _not(test: Test) -> Test:
    return lambda change, context: not test(change, context)


def _open(change: FieldChange, context: Context) -> bool:
    """People can join, or soon will."""
    return context.is_open


def _stayed_open(change: FieldChange, context: Context) -> bool:
    return context.stayed_open


def _opens(change: FieldChange, context: Context) -> bool:
    return change.after in TAKES_PEOPLE and change.before not in TAKES_PEOPLE


def _closes(change: FieldChange, context: Context) -> bool:
    """It took people and does not any more. UNKNOWN is no closing: nobody said so."""
    return change.before in TAKES_PEOPLE and change.after not in TAKES_PEOPLE and change.after != "UNKNOWN"


def _status_moved(change: FieldChange, context: Context) -> bool:
    return context.status_before != context.status_after


def _first_in_country(change: FieldChange, context: Context) -> bool:
    country = country_of(change.about)
    return bool(country) and not context.countries_before[country]


def _last_in_country(change: FieldChange, context: Context) -> bool:
    country = country_of(change.about)
    return bool(country) and not context.countries_after[country]


def _first_open_in_country(change: FieldChange, context: Context) -> bool:
    return change.after in TAKES_PEOPLE and not context.open_countries_before[country_of(change.about)]


def _last_open_in_country(change: FieldChange, context: Context) -> bool:
    return change.before in TAKES_PEOPLE and not context.open_countries_after[country_of(change.about)]


def _takes_people(change: FieldChange, context: Context) -> bool:
    """A place that is open, or of which the record does not say."""
    return (change.about or {}).get("status") in (None, "NOT_YET_RECRUITING", *TAKES_PEOPLE)


def _place_opens_or_closes(change: FieldChange, context: Context) -> bool:
    return (change.before in TAKES_PEOPLE) != (change.after in TAKES_PEOPLE)


def _numbers_changed(change: FieldChange, context: Context) -> bool:
    return re.findall(r"\d+", str(change.before or "")) != re.findall(r"\d+", str(change.after or ""))


def _was_actual(change: FieldChange, context: Context) -> bool:
    """A date that was already told as done is corrected, not moved."""
    return _struct_type(change, context.before) == "ACTUAL"


def _struct_type(change: FieldChange, record: Any) -> str | None:
    name = change.path.split(".")[2]
    struct = getattr(record.protocol_section.status_module, re.sub(r"(?=[A-Z])", "_", name).lower())
    return struct.type if struct.date else None


def _moved_little(change: FieldChange, context: Context) -> bool:
    months = months_moved(change)
    return months is not None and abs(months) < SHORT_SLIP_MONTHS


def months_moved(change: FieldChange) -> int | None:
    """Return by how many months a date moved; 0 where only its type did; None where one date is absent."""
    dates = [
        value.get("date") if isinstance(value, dict) else value for value in (change.before, change.after)
    ]
    if change.path.endswith(".type"):
        return 0
    if not all(dates):
        return None
    one, other = (PartialDate.parse(date) for date in dates)
    months = months_between(one, other)
    return (other.year - one.year) * 12 if months is None else months


def _counts(change: FieldChange, context: Context) -> tuple[int | None, int | None]:
    infos = [
        record.protocol_section.design_module.enrollment_info for record in (context.before, context.after)
    ]
    return infos[0].people, infos[1].people


def _turned_actual(change: FieldChange, context: Context) -> bool:
    infos = [
        record.protocol_section.design_module.enrollment_info for record in (context.before, context.after)
    ]
    return infos[0].type != "ACTUAL" and infos[1].type == "ACTUAL"


def _far_below_plan(change: FieldChange, context: Context) -> bool:
    planned, final = _counts(change, context)
    return (
        _turned_actual(change, context)
        and bool(planned)
        and final is not None
        and final < FAR_BELOW_PLAN * planned
    )  # type: ignore[operator]


def _far_from_plan(change: FieldChange, context: Context) -> bool:
    old, new = _counts(change, context)
    if not old or new is None or _turned_actual(change, context):
        return False
    return abs(new - old) >= FAR_FROM_PLAN * old and UNKNOWN_COUNT not in (old, new)


def _another_disease(change: FieldChange, context: Context) -> bool:
    """A condition came or went, rather than one being worded another way."""
    old, new = set(change.before or ()), set(change.after or ())
    gone, come = old - new, new - old
    return any(
        all(likeness(one, other) < 0.5 for other in others)
        for ones, others in ((gone, come), (come, gone))
        for one in ones
    )


def _primary_dropped(change: FieldChange, context: Context) -> bool:
    return any(
        other.short_field == "outcomesModule.primaryOutcomes" and other.operation == "removed"
        for other in context.changes
    )


def _left_primary(change: FieldChange, context: Context) -> bool:
    return isinstance(change.before, dict) and change.before.get("list") == "primaryOutcomes"


def _is_paper(kind: str) -> Test:
    return lambda change, context: (change.about or {}).get("type") == kind


def _follows_from_interventions(change: FieldChange, context: Context) -> bool:
    """An arm's list of interventions moved because an intervention came, went or was renamed."""
    return (
        any(field.startswith("armsInterventionsModule.interventions") for field in context.fields)
        and not (context.fields["armsInterventionsModule.interventions.armGroupLabels"])
    )


# ── The rules ─────────────────────────────────────────────────────────────────


def _rule(field: str, test: Test, category: Category, severity: Severity, mailed: bool, reason: str) -> Rule:  # noqa: FBT001  a table reads by position
    return Rule(field, test, Judgement(category, severity, mailed, reason))


_S, _E, _A, _O, _L, _D = (
    "statusModule.",
    "eligibilityModule.",
    "armsInterventionsModule.",
    "outcomesModule.",
    "contactsLocationsModule.",
    "designModule.",
)
_DATES = ("startDateStruct", "primaryCompletionDateStruct", "completionDateStruct")

# fmt: off
RULES: tuple[Rule, ...] = (
    # Recruitment
    _rule("protocolSection", always, "recruitment", "major", True, "The registry hides the record, or shows it again."),
    _rule(_S + "overallStatus", _to("WITHHELD"), "recruitment", "major", False, "Told by the change that hides the record."),
    _rule(_S + "overallStatus", lambda c, x: c.before == "WITHHELD", "recruitment", "major", False, "Told by the change that shows the record."),
    _rule(_S + "overallStatus", _to("UNKNOWN"), "recruitment", "notable", True, "By the clock: nobody confirmed the record; it is no closing."),
    _rule(_S + "overallStatus", _to(*STOPPED), "recruitment", "major", True, "A stop, for good or for now."),
    _rule(_S + "overallStatus", _opens, "recruitment", "major", True, "People can join now."),
    _rule(_S + "overallStatus", _closes, "recruitment", "major", True, "People can no longer join."),
    _rule(_S + "overallStatus", _to("NOT_YET_RECRUITING"), "recruitment", "notable", True, "It may open."),
    _rule(_S + "overallStatus", always, "recruitment", "notable", True, "What the study is doing changed."),
    _rule(_S + "lastKnownStatus", always, "housekeeping", "minor", False, "Goes with the status and is never told as current."),
    _rule(_S + "whyStopped", _both(_op("removed"), _status_moved), "recruitment", "minor", False, "The stop is over; the status says so."),
    _rule(_S + "whyStopped", always, "recruitment", "major", True, "Why a study stopped may matter to safety."),
    _rule(_S + "expandedAccessInfo.hasExpandedAccess", lambda c, x: c.after is True, "recruitment", "major", True, "Access outside the study opened."),
    _rule(_S + "expandedAccessInfo.hasExpandedAccess", lambda c, x: c.before is True, "recruitment", "notable", True, "Access outside the study ended."),
    _rule(_S + "expandedAccessInfo*", always, "recruitment", "minor", False, "Details of access outside the study."),
    _rule(_D + "expandedAccessTypes*", always, "recruitment", "minor", False, "Details of access outside the study."),
    _rule(_L + "centralContacts*", always, "recruitment", "minor", False, "The page always shows whom to call now."),
    # Results
    _rule("resultsSection", _op("added"), "results", "major", True, "Results are public now."),
    _rule("resultsSection", always, "results", "major", True, "Results were taken back."),
    _rule("hasResults", always, "results", "minor", False, "Told by the results themselves."),
    _rule("resultsSection.outcomeMeasuresModule.outcomeMeasures", _op("added"), "results", "notable", True, "Results for one more measure."),
    _rule("resultsSection.outcomeMeasuresModule.outcomeMeasures", _op("removed"), "results", "notable", True, "Results for a measure were taken back."),
    _rule("resultsSection.adverseEventsModule*", always, "results", "notable", False, "Numbers of health problems were corrected."),
    _rule("resultsSection.outcomeMeasuresModule.outcomeMeasures.classes", always, "results", "notable", False, "Measured values were corrected."),
    _rule("resultsSection.moreInfoModule.pointOfContact*", always, "who runs it", "minor", False, "Whom researchers may ask."),
    _rule("resultsSection*", always, "results", "minor", False, "Details of results."),
    _rule("referencesModule.references.retractions", always, "results", "notable", True, "A paper about this study was withdrawn by its journal."),
    _rule("referencesModule.references", _both(_op("added"), _is_paper("RESULT")), "results", "notable", True, "The study team lists a paper with results."),
    _rule("referencesModule.references*", _is_paper("DERIVED"), "results", "minor", False, "Linked by the registry's computer, not by the study team."),
    _rule("referencesModule*", always, "results", "minor", False, "Background reading."),
    _rule("documentSection*", always, "results", "minor", False, "Study documents."),
    _rule("ipdSharingStatementModule*", always, "results", "minor", False, "Plans to share data with researchers."),
    _rule("annotationSection.annotationModule.violationAnnotation*", always, "who runs it", "notable", False, "A notice of the authority."),
    _rule("annotationSection*", always, "results", "notable", False, "Results were sent in but are not public."),
    _rule(_S + "resultsWaived", always, "results", "minor", False, "A duty to post results was lifted or set."),
    _rule(_S + "delayedPosting", always, "results", "minor", False, "Posting may wait for an approval."),
    _rule(_S + "dispFirst*", always, "results", "minor", False, "Posting of results may wait for an approval."),
    # What is measured
    _rule(_O + "primaryOutcomes", _op("removed"), "what is measured", "major", True, "A main measure was dropped."),
    _rule(_O + "primaryOutcomes", lambda c, x: c.operation == "moved" and c.about is not None, "what is measured", "major", True, "A measure became a main one: switched."),
    _rule(_O + "primaryOutcomes", _both(_op("added"), _primary_dropped), "what is measured", "major", True, "One main measure took another's place: switched."),
    _rule(_O + "primaryOutcomes", _op("added"), "what is measured", "notable", True, "A new main measure."),
    _rule(_O + "primaryOutcomes", _op("moved"), "what is measured", "minor", False, "Another order."),
    _rule(_O + "primaryOutcomes.measure", always, "what is measured", "notable", True, "A main measure was reworded: its meaning may have moved."),
    _rule(_O + "primaryOutcomes.timeFrame", always, "what is measured", "notable", True, "A main measure is taken at another time."),
    _rule(_O + "secondaryOutcomes", _left_primary, "what is measured", "major", True, "A measure is no longer a main one: switched."),
    _rule(_O + "otherOutcomes", _left_primary, "what is measured", "major", True, "A measure is no longer a main one: switched."),
    _rule(_O + "secondaryOutcomes", _op("removed"), "what is measured", "notable", False, "A further measure was dropped."),
    _rule(_O + "*", always, "what is measured", "minor", False, "Details of measures."),
    # Who can join
    _rule(_E + "minimumAge", _open, "who can join", "major", True, "Age decides who can join an open study."),
    _rule(_E + "maximumAge", _open, "who can join", "major", True, "Age decides who can join an open study."),
    _rule(_E + "sex", _open, "who can join", "major", True, "Sex decides who can join an open study."),
    _rule(_E + "healthyVolunteers", _open, "who can join", "major", True, "Healthy people can join, or no longer can."),
    _rule("conditionsModule.conditions", _both(_open, _another_disease), "who can join", "major", True, "The disease decides who can join an open study."),
    _rule("conditionsModule.conditions", _another_disease, "who can join", "minor", False, "Nobody can join any more."),
    _rule("conditionsModule*", always, "wording", "minor", False, "Words by which the study is found."),
    _rule(_E + "eligibilityCriteria", _open, "who can join", "notable", True, "The rules for joining an open study changed."),
    _rule(_E + "genderBased", _open, "who can join", "notable", True, "Gender decides who can join an open study."),
    _rule(_E + "stdAges", always, "housekeeping", "minor", False, "The registry's age groups follow the ages."),
    _rule(_E + "*", always, "who can join", "minor", False, "The rules as they stood, or details of them."),
    # What is tested
    _rule(_A + "armGroups", _op("removed"), "what is tested", "major", True, "A group was dropped."),
    _rule(_A + "armGroups", _op("added"), "what is tested", "notable", True, "A new group."),
    _rule(_A + "armGroups.type", always, "what is tested", "notable", True, "A group has another part in the study."),
    _rule(_A + "armGroups.label", always, "wording", "minor", False, "A group has another name."),
    _rule(_A + "armGroups.interventionNames", _follows_from_interventions, "what is tested", "minor", False, "Follows from a change of what is tested."),
    _rule(_A + "armGroups.interventionNames", always, "what is tested", "notable", True, "A group gets something else."),
    _rule(_A + "armGroups.description", _both(_open, _numbers_changed), "what is tested", "notable", True, "Numbers in what a group gets changed: it may be the dose."),
    _rule(_A + "interventions", _op("added", "removed"), "what is tested", "notable", True, "Something else is tested."),
    _rule(_A + "interventions.description", _both(_open, _numbers_changed), "what is tested", "notable", True, "Numbers in what is given changed: it may be the dose."),
    _rule(_A + "interventions.name", always, "wording", "minor", False, "The same thing under another name."),
    _rule(_A + "*", always, "what is tested", "minor", False, "Details of groups and treatments."),
    _rule(_D + "studyType", always, "what is tested", "notable", True, "It is another kind of study now."),
    _rule(_D + "phases", always, "what is tested", "notable", True, "The stage of testing changed."),
    _rule(_D + "designInfo.allocation", always, "what is tested", "notable", True, "How people come into groups changed."),
    _rule(_D + "designInfo.interventionModel", always, "what is tested", "notable", True, "How groups are compared changed."),
    _rule(_D + "designInfo*", always, "what is tested", "minor", False, "Details of the design."),
    _rule(_D + "bioSpec*", always, "what is tested", "minor", False, "Samples that are kept."),
    # Where
    _rule(_L + "locations", _both(_op("added"), _stayed_open, _first_in_country), "where", "notable", True, "The first place in a country."),
    _rule(_L + "locations", _both(_op("added"), _first_in_country), "where", "notable", False, "The first place in a country, while nobody can join or the study itself just opened."),
    _rule(_L + "locations", _both(_op("removed"), _stayed_open, _last_in_country), "where", "notable", True, "The last place in a country is gone."),
    _rule(_L + "locations", _both(_op("removed"), _last_in_country), "where", "notable", False, "The last place in a country is gone; nobody can join anyway."),
    _rule(_L + "locations", _both(_op("added"), _stayed_open, _takes_people), "where", "minor", True, "One more place to join."),
    _rule(_L + "locations", _both(_op("removed"), _stayed_open), "where", "minor", True, "One place fewer to join."),
    _rule(_L + "locations.status", _both(_stayed_open, _not(_status_moved), _first_open_in_country), "where", "notable", True, "The first open place in a country."),
    _rule(_L + "locations.status", _both(_stayed_open, _not(_status_moved), _last_open_in_country), "where", "notable", True, "The last open place in a country closed."),
    _rule(_L + "locations.status", _both(_stayed_open, _not(_status_moved), _place_opens_or_closes), "where", "minor", True, "A place opened or closed."),
    _rule(_L + "locations.country", always, "where", "notable", False, "A place is in another country: most often a correction."),
    _rule(_L + "locations*", always, "where", "minor", False, "Details of a place, or what follows from the study's own status."),
    _rule("derivedSection.miscInfoModule.removedCountries", always, "where", "minor", False, "Follows from the places."),
    # When
    *(rule for name in _DATES for rule in (
        _rule(f"{_S}{name}*", lambda c, x: c.path.endswith(".type"), "when", "minor", False, "The same day, now told as done."),
        _rule(f"{_S}{name}*", _was_actual, "when", "minor", False, "A date that was told as done is corrected."),
        _rule(f"{_S}{name}*", _moved_little, "when", "minor", False, "Moved by less than three months."),
        _rule(f"{_S}{name}*", _op("added", "removed"), "when", "minor", False, "A date came or went."),
        _rule(f"{_S}{name}*", lambda c, x: x.status_before in ENDED, "when", "minor", False, "The study had ended before."),
        _rule(f"{_S}{name}*", always, "when", "notable", True, "Moved by three months or more."),
    )),
    _rule(_D + "targetDuration", always, "when", "minor", False, "How long each person is followed."),
    # How many
    _rule(_D + "enrollmentInfo*", _far_below_plan, "how many", "notable", True, "Far fewer people than planned."),
    _rule(_D + "enrollmentInfo*", _both(_far_from_plan, lambda c, x: x.status_before not in ENDED), "how many", "notable", True, "The plan grew or shrank by a quarter or more."),
    _rule(_D + "enrollmentInfo*", always, "how many", "minor", False, "The count moved a little, or became final."),
    # Who runs it
    _rule("sponsorCollaboratorsModule.leadSponsor.name", always, "who runs it", "notable", True, "Somebody else is responsible."),
    _rule("sponsorCollaboratorsModule*", always, "who runs it", "minor", False, "Details of who is responsible."),
    _rule(_L + "overallOfficials*", always, "who runs it", "minor", False, "Who leads the study."),
    _rule("oversightModule.oversightHasDmc", always, "who runs it", "minor", False, "Whether an independent group watches over safety."),
    _rule("oversightModule*", always, "housekeeping", "minor", False, "Which authority's rules apply."),
    _rule("identificationModule.organization*", always, "who runs it", "minor", False, "Who registered the study."),
    # Wording
    _rule("identificationModule.briefTitle", always, "wording", "minor", False, "Another title."),
    _rule("identificationModule.officialTitle", always, "wording", "minor", False, "Another title."),
    _rule("identificationModule.acronym", always, "wording", "minor", False, "Another short name."),
    _rule("descriptionModule*", always, "wording", "minor", False, "Another description."),
    # Housekeeping, and whatever nobody thought of
    _rule("identificationModule*", always, "housekeeping", "minor", False, "Numbers that identify the study."),
    _rule(_S + "*", always, "housekeeping", "minor", False, "Dates of the registry's own work."),
    _rule("*", always, "housekeeping", "minor", False, "No rule names it: kept for the history."),
)
# fmt: on


def _head(field: str) -> str:
    return field.split(".", 1)[0]


RULES_BY_HEAD: dict[str, tuple[Rule, ...]] = {
    head: tuple(rule for rule in RULES if _head(rule.field).rstrip("*") in (head, ""))
    for head in {_head(rule.field).rstrip("*") for rule in RULES} - {""}
}

__all__ = ["CATEGORIES", "OPEN", "RULES", "SEVERITIES", "Judgement", "Rule", "judge", "months_moved"]
