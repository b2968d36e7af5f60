"""How much each change matters, about what it is, and whether it is mailed."""

from typing import Any

import pytest

from plainstudy.changes.context import Context
from plainstudy.changes.judgement import CATEGORIES, SEVERITIES
from plainstudy.changes.rules import RULES
from plainstudy.changes.significance import Judgement, judge

from .world import (
    ARMS,
    CONTACTS,
    DESIGN,
    DOCUMENT,
    OUTCOMES,
    PAPERS,
    PLACES,
    RESULTS,
    SPONSORS,
    STATUS,
    TITLES,
    WHO,
    Edit,
    context,
    place,
)

CLOSED: Edit = (STATUS + "overallStatus", "ACTIVE_NOT_RECRUITING")
ENDED: Edit = (STATUS + "overallStatus", "COMPLETED")
_PLACES: list[dict[str, Any]] = DOCUMENT["protocolSection"]["contactsLocationsModule"]["locations"]
_ARMS: list[dict[str, Any]] = DOCUMENT["protocolSection"]["armsInterventionsModule"]["armGroups"]
_PAPERS: list[dict[str, Any]] = DOCUMENT["protocolSection"]["referencesModule"]["references"]
_CONDITIONS = "protocolSection.conditionsModule.conditions"
_NO_RULES: Edit = (WHO + "eligibilityCriteria", "Inclusion Criteria:\n\n* None")
NOT_YET: Edit = (STATUS + "overallStatus", "NOT_YET_RECRUITING")
_PRIMARY = DOCUMENT["protocolSection"]["outcomesModule"]["primaryOutcomes"][0]
_SECONDARY = DOCUMENT["protocolSection"]["outcomesModule"]["secondaryOutcomes"][0]


def _judged(*edits: Edit, given: tuple[Edit, ...] = ()) -> list[Judgement]:
    found: Context = context(*edits, given=given)
    return [judge(change, found) for change in found.changes]


def _first(*edits: Edit, given: tuple[Edit, ...] = ()) -> tuple[str, str, bool]:
    judgement = _judged(*edits, given=given)[0]
    return judgement.category, judgement.severity, judgement.mailed


MAJOR = {
    "opening": ("recruitment", (STATUS + "overallStatus", "RECRUITING"), (NOT_YET,)),
    "opening to invited people": (
        "recruitment",
        (STATUS + "overallStatus", "ENROLLING_BY_INVITATION"),
        (NOT_YET,),
    ),
    "closing": ("recruitment", CLOSED, ()),
    "finishing while open": ("recruitment", ENDED, ()),
    "stopping": ("recruitment", (STATUS + "overallStatus", "TERMINATED"), ()),
    "stopping after closing": ("recruitment", (STATUS + "overallStatus", "TERMINATED"), (CLOSED,)),
    "a hold": ("recruitment", (STATUS + "overallStatus", "SUSPENDED"), ()),
    "calling off": ("recruitment", (STATUS + "overallStatus", "WITHDRAWN"), ()),
    "a reason for stopping": ("recruitment", (STATUS + "whyStopped", "Slow accrual"), ()),
    "another reason for stopping": (
        "recruitment",
        (STATUS + "whyStopped", "Safety concerns"),
        ((STATUS + "whyStopped", "Slow accrual"),),
    ),
    "access outside the study": ("recruitment", (STATUS + "expandedAccessInfo.hasExpandedAccess", True), ()),
    "results": ("results", ("resultsSection", RESULTS), ()),
    "a dropped main measure": ("what is measured", (OUTCOMES + "primaryOutcomes", None), ()),
    "a lower age while open": ("who can join", (WHO + "minimumAge", "16 Years"), ()),
    "no highest age while open": ("who can join", (WHO + "maximumAge", None), ()),
    "another sex while open": ("who can join", (WHO + "sex", "FEMALE"), ()),
    "healthy people while open": ("who can join", (WHO + "healthyVolunteers", True), ()),
    "another disease while open": ("who can join", (_CONDITIONS, ["Hip Pain Syndrome", "Gout"]), ()),
    "a dropped group": ("what is tested", (ARMS + "armGroups", _ARMS[:1]), ()),
}


@pytest.mark.parametrize(("category", "edit", "given"), MAJOR.values(), ids=MAJOR.keys())
def test_what_may_change_a_readers_choice_is_major_and_mailed(
    category: str, edit: Edit, given: tuple[Edit, ...]
) -> None:
    """Openings, closings, stops, results, switched measures, limits of joining, dropped groups."""
    assert _first(edit, given=given) == (category, "major", True)


NOTABLE = {
    "finishing after closing": ("recruitment", ENDED, (CLOSED,)),
    "a final count far below the plan": (
        "how many",
        (DESIGN + "enrollmentInfo", {"count": 74, "type": "ACTUAL"}),
        (),
    ),
    "a plan a quarter larger": ("how many", (DESIGN + "enrollmentInfo.count", 125), ()),
    "the first place in a country": (
        "where",
        (PLACES, [*_PLACES, place("Hospital Clinic", "Barcelona", "Spain")]),
        (),
    ),
    "the last place in a country": ("where", (PLACES, _PLACES[:2]), ()),
    "the last open place in a country": ("where", (f"{PLACES}[2].status", "COMPLETED"), ()),
    "an end three months later": ("when", (STATUS + "completionDateStruct.date", "2028-03"), ()),
    "an edited rule while open": ("who can join", _NO_RULES, ()),
    "a new group": ("what is tested", (ARMS + "armGroups", [*_ARMS, {"label": "Swimming"}]), ()),
    "another sponsor": ("who runs it", (SPONSORS + "leadSponsor.name", "Lake Institute"), ()),
    "a first word on healthy people while open": (
        "who can join",
        (WHO + "healthyVolunteers", True),
        ((WHO + "healthyVolunteers", None),),
    ),
    "a paper with results": ("results", (PAPERS, [*_PAPERS, {"pmid": "2", "type": "RESULT"}]), ()),
    "another phase": ("what is tested", (DESIGN + "phases", ["PHASE3"]), ()),
    "a reworded main measure": (
        "what is measured",
        (OUTCOMES + "primaryOutcomes[0].measure", "Knee pain score at rest"),
        (),
    ),
    "another time of a main measure": (
        "what is measured",
        (OUTCOMES + "primaryOutcomes[0].timeFrame", "24 weeks"),
        (),
    ),
}


@pytest.mark.parametrize(("category", "edit", "given"), NOTABLE.values(), ids=NOTABLE.keys())
def test_what_is_worth_knowing_is_notable_and_mailed(
    category: str, edit: Edit, given: tuple[Edit, ...]
) -> None:
    """Far fewer people, first and last places of a country, long delays, reworded main measures."""
    assert _first(edit, given=given) == (category, "notable", True)


SILENT = {
    "a confirmation": ("housekeeping", (STATUS + "statusVerifiedDate", "2026-06"), ()),
    "the same day turned actual": ("when", (STATUS + "startDateStruct.type", "ACTUAL"), ()),
    "a slip of two months": ("when", (STATUS + "completionDateStruct.date", "2028-02"), ()),
    "a slip of not quite three months": (
        "when",
        (STATUS + "startDateStruct.date", "2026-05-31"),
        (),
    ),
    "a day turned actual nearby": (
        "when",
        (STATUS + "startDateStruct", {"date": "2026-03-09", "type": "ACTUAL"}),
        (),
    ),
    "a final count near the plan": (
        "how many",
        (DESIGN + "enrollmentInfo", {"count": 75, "type": "ACTUAL"}),
        (),
    ),
    "a paper linked by the registry": (
        "results",
        (PAPERS, [*_PAPERS, {"pmid": "7", "type": "DERIVED"}]),
        (),
    ),
    "the same sponsor in other letters": (
        "who runs it",
        (SPONSORS + "leadSponsor.name", "HILL Hospital."),
        (),
    ),
    "a first word that gender decides nothing": ("who can join", (WHO + "genderBased", False), ()),
    "another title": ("wording", (TITLES + "briefTitle", "Daily Walking for Sore Knees"), ()),
    "an edited rule after closing": ("who can join", _NO_RULES, (CLOSED,)),
    "an age after closing": ("who can join", (WHO + "minimumAge", "16 Years"), (CLOSED,)),
    "only another number before a point": (
        "who can join",
        (WHO + "eligibilityCriteria", "Exclusion Criteria:\n\n2. Gout"),
        ((WHO + "eligibilityCriteria", "Exclusion Criteria:\n\n1. Gout"),),
    ),
    "a new contact": ("recruitment", (CONTACTS, [{"name": "Zoe Fox", "role": "CONTACT"}]), ()),
    "a condition worded another way": ("wording", (_CONDITIONS, ["Pain of the Knee"]), ()),
    "a corrected date of the past": (
        "when",
        (STATUS + "completionDateStruct.date", "2025-01"),
        ((STATUS + "completionDateStruct", {"date": "2024-01", "type": "ACTUAL"}),),
    ),
}


@pytest.mark.parametrize(("category", "edit", "given"), SILENT.values(), ids=SILENT.keys())
def test_what_nobody_needs_in_the_mail_box_is_minor_and_silent(
    category: str, edit: Edit, given: tuple[Edit, ...]
) -> None:
    """Confirmations, small slips, same days, papers linked by a computer, wording."""
    assert _first(edit, given=given) == (category, "minor", False)


def test_unknown_by_the_clock_is_no_closing() -> None:
    """Nobody said that the study closed; followers learn that nobody confirmed it."""
    (judgement, _) = _judged(
        (STATUS + "overallStatus", "UNKNOWN"), (STATUS + "lastKnownStatus", "RECRUITING")
    )
    assert (judgement.severity, judgement.mailed) == ("notable", True)
    assert "no closing" in judgement.reason


def test_switched_measures_are_major_on_both_sides() -> None:
    """The measure that came into the first list and the one that left it."""
    found = _judged(
        (OUTCOMES + "primaryOutcomes[0]", _SECONDARY), (OUTCOMES + "secondaryOutcomes[0]", _PRIMARY)
    )
    assert [(each.severity, each.mailed) for each in found] == [("major", True), ("major", True)]


def test_main_measure_in_the_place_of_another_is_a_switch() -> None:
    """Another measure where one was dropped is as major as the drop."""
    found = _judged((OUTCOMES + "primaryOutcomes", [{"measure": "Blood sugar", "timeFrame": "12 weeks"}]))
    assert {each.severity for each in found} == {"major"}


def test_closing_study_does_not_mail_each_of_its_places() -> None:
    """What follows from the study's own status is told by the status."""
    found = _judged(CLOSED, *((f"{PLACES}[{at}].status", None) for at in range(3)))
    assert [each.mailed for each in found] == [True, False, False, False]


def test_place_more_in_a_country_is_minor_but_mailed_while_open() -> None:
    """A follower may live near the new place."""
    assert _first((PLACES, [*_PLACES, place("Park Clinic", "Turin", "Italy")])) == ("where", "minor", True)


def test_place_listed_after_closing_is_silent() -> None:
    """Nobody can join there any more."""
    new = (PLACES, [*_PLACES, place("Park Clinic", "Turin", "Italy", None)])
    assert _first(new, given=(CLOSED,)) == ("where", "minor", False)


def test_renamed_country_is_neither_first_nor_last() -> None:
    """The registry's new word for a country opens and closes nothing."""
    now = [*_PLACES, place("City Clinic", "Izmir", "Turkey (Türkiye)")]
    given = (PLACES, [*_PLACES, place("City Clinic", "Izmir", "Turkey")])
    assert _first((PLACES, now), given=(given,)) == ("where", "minor", False)


def test_numbers_in_what_a_group_gets_are_notable_while_open() -> None:
    """It may be the dose."""
    edit = (ARMS + "interventions[0].description", "A walk of 30 minutes each day.")
    assert _first(edit) == ("what is tested", "notable", True)
    assert _first(edit, given=(CLOSED,)) == ("what is tested", "minor", False)


def test_value_nobody_has_seen_is_judged_too() -> None:
    """A new status is told, and is no opening."""
    assert _first((STATUS + "overallStatus", "DREAMING"), given=(CLOSED,)) == ("recruitment", "notable", True)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.field}: {rule.judgement.reason}")
def test_every_rule_has_a_reason_and_known_words(rule: Any) -> None:
    """A rule says why, in a sentence."""
    assert rule.judgement.category in CATEGORIES
    assert rule.judgement.severity in SEVERITIES
    assert rule.judgement.reason.endswith(".")


def test_nothing_major_is_silent_unless_another_change_tells_it() -> None:
    """A rule that is major and silent says that something else tells it."""
    major = [rule.judgement for rule in RULES if rule.judgement.severity == "major"]
    assert all(each.mailed or each.reason.startswith("Told by") for each in major)
