"""One plain sentence for every change: right words, right numbers, no codes."""

import itertools
import json
import random
import re
import statistics
import time
from typing import Any

import pytest

from plainstudy.changes.told import tell
from plainstudy.changes.wording import NAMED_FIELDS, sentence_for, texts
from plainstudy.changes.wording.phrases import place_name, quote, quote_pair, text_edit
from plainstudy.plain.reading import flesch_kincaid_grade, longest_sentence_words
from plainstudy.record.record import decode_record

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
    place,
    posting,
    words,
)

CLOSED: Edit = (STATUS + "overallStatus", "ACTIVE_NOT_RECRUITING")
_PLACES: list[dict[str, Any]] = DOCUMENT["protocolSection"]["contactsLocationsModule"]["locations"]
_ARMS: list[dict[str, Any]] = DOCUMENT["protocolSection"]["armsInterventionsModule"]["armGroups"]
_FURTHER: list[dict[str, Any]] = DOCUMENT["protocolSection"]["outcomesModule"]["secondaryOutcomes"]
_TREATMENTS: list[dict[str, Any]] = DOCUMENT["protocolSection"]["armsInterventionsModule"]["interventions"]
_PAPERS: list[dict[str, Any]] = DOCUMENT["protocolSection"]["referencesModule"]["references"]
_START, _END = STATUS + "startDateStruct", STATUS + "completionDateStruct"
_COUNT = DESIGN + "enrollmentInfo"
_MEASURED = "resultsSection.outcomeMeasuresModule.outcomeMeasures[0]"
_HARMS = "resultsSection.adverseEventsModule.eventGroups"
_HARM = "resultsSection.adverseEventsModule"
_FEVER: dict[str, Any] = {
    "eventGroups": [{"id": "EG000", "title": "Walking"}],
    "seriousEvents": [{"term": "Fever", "stats": [{"groupId": "EG000", "numAtRisk": 9, "numAffected": 1}]}],
}
_FLOW = "resultsSection.participantFlowModule"
_LEFT: dict[str, Any] = {
    "groups": [{"id": "FG000", "title": "Walking"}],
    "periods": [
        {
            "title": "Overall Study",
            "milestones": [
                {"type": "NOT COMPLETED", "achievements": [{"groupId": "FG000", "numSubjects": "2"}]}
            ],
        }
    ],
}
_RULES = WHO + "eligibilityCriteria"

SENTENCES: list[tuple[str, tuple[Edit, ...], tuple[Edit, ...]]] = [
    # What the study is doing
    (
        "The study takes no new people now, but it goes on; before, it was open to new people.",
        (CLOSED,),
        (),
    ),
    (
        "The study is now open and looking for people to take part; before, it was not open yet.",
        ((STATUS + "overallStatus", "RECRUITING"),),
        ((STATUS + "overallStatus", "NOT_YET_RECRUITING"),),
    ),
    (
        "The study has now finished; before, nobody had confirmed what it was doing.",
        ((STATUS + "overallStatus", "COMPLETED"),),
        ((STATUS + "overallStatus", "UNKNOWN"),),
    ),
    (
        (
            "The registry now says something about where the study stands that is new to us; "
            "before, it was open to new people."
        ),
        ((STATUS + "overallStatus", "DREAMING"),),
        (),
    ),
    ("The reason given for stopping is “Slow accrual”.", ((STATUS + "whyStopped", "Slow accrual"),), ()),
    (
        "The reason given for the hold changed from “Money” to “Safety”.",
        ((STATUS + "whyStopped", "Safety"),),
        ((STATUS + "overallStatus", "SUSPENDED"), (STATUS + "whyStopped", "Money")),
    ),
    (
        "The record no longer says where the study stands; before, it was open to new people.",
        ((STATUS + "overallStatus", None),),
        (),
    ),
    (
        "The record now says that the treatment cannot be had outside the study; before, it did not say.",
        ((STATUS + "expandedAccessInfo.hasExpandedAccess", False),),
        (),
    ),
    # Dates
    (
        "The planned date of the start moved from 1 March 2026 to 1 September 2027, about 18 months later.",
        ((_START + ".date", "2027-09-01"),),
        (),
    ),
    (
        "The planned date of the start moved from 1 March 2026 to 31 May 2026, about 3 months later.",
        ((_START + ".date", "2026-05-31"),),
        (),
    ),
    (
        "The planned date of the start moved from 1 March 2026 to 20 February 2026, 9 days earlier.",
        ((_START + ".date", "2026-02-20"),),
        (),
    ),
    (
        "The study started on 1 March 2026, the date that was planned last.",
        ((_START + ".type", "ACTUAL"),),
        (),
    ),
    (
        "The study ended in October 2027; the plan was December 2027, so this is about 2 months earlier.",
        ((_END, {"date": "2027-10", "type": "ACTUAL"}),),
        (),
    ),
    (
        "The study ended on 9 December 2027; the plan was December 2027.",
        ((_END, {"date": "2027-12-09", "type": "ACTUAL"}),),
        (),
    ),
    (
        "The date of the start was corrected from 1 March 2026 to 2 March 2026.",
        ((_START + ".date", "2026-03-02"),),
        ((_START + ".type", "ACTUAL"),),
    ),
    ("The date of the start was taken off; it was 1 March 2026.", ((_START, None),), ()),
    (
        "The record no longer says whether the date of the start is a plan: 1 March 2026.",
        ((_START + ".type", None),),
        (),
    ),
    (
        "The study ended in December 2027; before, the record did not say so.",
        ((_END + ".type", "ACTUAL"),),
        ((_END + ".type", None),),
    ),
    (
        "The planned date of the start moved from 1 March 2026 to 20 April 2026, about 7 weeks later.",
        ((_START + ".date", "2026-04-20"),),
        (),
    ),
    (
        "The registry last showed an update on 3 June 2026; before, the date was 22 May 2026.",
        ((STATUS + "lastUpdatePostDateStruct.date", "2026-06-03"),),
        (),
    ),
    (
        "The registry last showed an update: the date is now given as a plan.",
        ((STATUS + "lastUpdatePostDateStruct.type", "ESTIMATED"),),
        (),
    ),
    # People
    ("The planned number of people changed from 100 to 1,250, 1,150 more.", ((_COUNT + ".count", 1250),), ()),
    (
        "The final count is 1 person; the plan was 100, so 99 fewer.",
        ((_COUNT, {"count": 1, "type": "ACTUAL"}),),
        (CLOSED,),
    ),
    (
        "The final count is 100 people, the number that was planned last.",
        ((_COUNT + ".type", "ACTUAL"),),
        (CLOSED,),
    ),
    (
        "The record now gives the count of people so far, 7; the plan was 100.",
        ((_COUNT, {"count": 7, "type": "ACTUAL"}),),
        ((STATUS + "overallStatus", "SUSPENDED"),),
    ),
    (
        "The record no longer says how many people are planned; before, the plan was 100 people.",
        ((_COUNT + ".count", 99_999_999),),
        (),
    ),
    # Who can join
    ("The lowest age to join changed from 18 years to 6 months.", ((WHO + "minimumAge", "6 Months"),), ()),
    ("There is no highest age now; before, the highest age was 75 years.", ((WHO + "maximumAge", None),), ()),
    (
        "The study is now for women and girls only; before, it was for people of any sex.",
        ((WHO + "sex", "FEMALE"),),
        (),
    ),
    (
        "The record now says that healthy people can join as well; before, it said that they cannot.",
        ((WHO + "healthyVolunteers", True),),
        (),
    ),
    (
        "The record now says that healthy people could not join; before, it did not say.",
        ((WHO + "healthyVolunteers", False),),
        (CLOSED, (WHO + "healthyVolunteers", None)),
    ),
    (
        (
            "The record now says that the study was for women and girls only; "
            "before, it said for people of any sex."
        ),
        ((WHO + "sex", "FEMALE"),),
        (CLOSED,),
    ),
    (
        (
            "The record now says that gender, as people see it themselves, decides who can join; "
            "before, it did not say."
        ),
        ((WHO + "genderBased", True),),
        (),
    ),
    (
        "A rule on who can join changed from “Knee pain for 3 months” to “Knee pain for 6 months”.",
        (
            (
                _RULES,
                DOCUMENT["protocolSection"]["eligibilityModule"]["eligibilityCriteria"].replace("3", "6"),
            ),
        ),
        (),
    ),
    (
        "There is a new rule on who cannot join: “Pregnant or breastfeeding”.",
        (
            (
                _RULES,
                DOCUMENT["protocolSection"]["eligibilityModule"]["eligibilityCriteria"]
                + "\n* Pregnant or breastfeeding",
            ),
        ),
        (),
    ),
    (
        "In the rules on who can join, only the numbers in front of the points changed.",
        ((_RULES, "Exclusion:\n\n2. Gout\n3.Pain"),),
        ((_RULES, "Exclusion:\n\n1. Gout\n2.Pain"),),
    ),
    (
        "In the conditions that are studied, “Gout” was added and “Knee Pain” was taken off.",
        (("protocolSection.conditionsModule.conditions", ["Gout"]),),
        (),
    ),
    (
        "A rule on who could not join is gone: “Gout”.",
        ((_RULES, "Inclusion Criteria:\n\n* Knee pain for 3 months\n\nExclusion Criteria:"),),
        (CLOSED,),
    ),
    (
        "People are now picked for the study in another way than by chance; before, the record did not say.",
        ((WHO + "samplingMethod", "NON_PROBABILITY_SAMPLE"),),
        (),
    ),
    (
        "The record no longer says which sex the study is for; before, it was for people of any sex.",
        ((WHO + "sex", None),),
        (),
    ),
    (
        "The registry's age groups for this study are now adults; before, they were adults and older adults.",
        ((WHO + "stdAges", ["ADULT"]),),
        (),
    ),
    # What is tested and measured
    (
        (
            "In the list of what is given to the group “Walking”, “Device: Daily walk” was added "
            "and “Behavioral: Daily walk” was taken off."
        ),
        ((ARMS + "armGroups[0].interventionNames", ["Device: Daily walk"]),),
        (),
    ),
    (
        "In the list of groups that get “Daily walk”, “Walking” was added.",
        ((ARMS + "interventions[0].armGroupLabels", ["Walking"]),),
        (),
    ),
    (
        (
            "The record no longer says what the group “Walking” is for; "
            "before, it was a group that gets what is tested."
        ),
        ((ARMS + "armGroups[0].type", None),),
        (),
    ),
    (
        "The study now looks back, at what has already happened; before, the record did not say.",
        ((DESIGN + "designInfo.timePerspective", "RETROSPECTIVE"),),
        (),
    ),
    ("A group was dropped from the study: “Usual care”.", ((ARMS + "armGroups", _ARMS[:1]),), ()),
    (
        (
            "In the description of “Daily walk”, “A walk of 20 minutes each day.” became "
            "“A walk of 30 minutes each day”."
        ),
        ((ARMS + "interventions[0].description", "A walk of 30 minutes each day."),),
        (),
    ),
    (
        "The study is now listed as phase 2 and phase 3; before, it was listed as phase 2.",
        ((DESIGN + "phases", ["PHASE2", "PHASE3"]),),
        (),
    ),
    (
        "The study is now listed as a study without a phase; before, it was listed as phase 2.",
        ((DESIGN + "phases", ["NA"]),),
        (),
    ),
    (
        (
            "The record now says that people are put into groups, but not by chance; "
            "before, it said that people are put into groups by chance."
        ),
        ((DESIGN + "designInfo.allocation", "NON_RANDOMIZED"),),
        (),
    ),
    (
        "The record now says that everyone knows who gets what; before, it did not say.",
        ((DESIGN + "designInfo.maskingInfo.masking", "NONE"),),
        (),
    ),
    (
        "What the record now says on how people come into groups is new to us; before, it did not say.",
        ((DESIGN + "designInfo.allocation", "BY_MOON"),),
        ((DESIGN + "designInfo.allocation", None),),
    ),
    (
        (
            "The record no longer says how groups are compared; "
            "before, it said that groups get different things at the same time."
        ),
        ((DESIGN + "designInfo.interventionModel", None),),
        (),
    ),
    (
        "Something was added to what the study looks at: “Blood test” (a test).",
        ((ARMS + "interventions", [*_TREATMENTS, {"type": "DIAGNOSTIC_TEST", "name": "Blood test"}]),),
        ((DESIGN + "studyType", "OBSERVATIONAL"),),
    ),
    (
        "Something was taken off what people get in the study: “Placebo”.",
        ((ARMS + "interventions", _TREATMENTS),),
        ((ARMS + "interventions", [*_TREATMENTS, {"type": "DRUG", "name": "Placebo"}]),),
    ),
    (
        "A further measure was added: “Stairs climbed”.",
        ((OUTCOMES + "secondaryOutcomes", [*_FURTHER, {"measure": "Stairs climbed", "timeFrame": "1 day"}]),),
        (),
    ),
    (
        "The words of a main measure changed from “Knee pain score” to “Knee pain score at rest”.",
        ((OUTCOMES + "primaryOutcomes[0].measure", "Knee pain score at rest"),),
        (),
    ),
    (
        "The time for the main measure “Knee pain score” changed from “12 weeks” to “24 weeks”.",
        ((OUTCOMES + "primaryOutcomes[0].timeFrame", "24 weeks"),),
        (),
    ),
    # Where
    (
        (
            "A new place was added, the only one listed in the United States: Park Clinic in Boise, "
            "United States; it is listed as open to new people."
        ),
        ((PLACES, [*_PLACES, place("Park Clinic", "Boise", "United States")]),),
        (),
    ),
    (
        (
            "A new place was added, the only one listed: Park Clinic in Boise, United States; "
            "it is listed as open to new people."
        ),
        ((PLACES, [place("Park Clinic", "Boise", "United States")]),),
        ((PLACES, None),),
    ),
    (
        "A place is no longer listed, and no other is left in France: Sea Clinic in Lyon, France.",
        ((PLACES, _PLACES[:2]),),
        (),
    ),
    (
        "Lake Clinic in Milan, Italy is now listed as on hold; before, it was open to new people.",
        ((f"{PLACES}[1].status", "SUSPENDED"),),
        (),
    ),
    (
        (
            "Sea Clinic in Lyon, France is now listed as finished; before, it was open to new people; "
            "no place in France is now listed as open."
        ),
        ((f"{PLACES}[2].status", "COMPLETED"),),
        (),
    ),
    ("A contact is no longer listed for the study: Ann Lee.", ((CONTACTS, None),), ()),
    (
        "There is a new contact for Sea Clinic in Lyon, France: Bob Ray.",
        ((f"{PLACES}[2].contacts", [{"name": "Bob Ray", "role": "CONTACT"}]),),
        (),
    ),
    (
        "The phone number of a contact for the study changed: Ann Lee.",
        ((f"{CONTACTS}[0].phone", "555-0101"),),
        (),
    ),
    (
        "The name of a contact for the study changed from “Ann Lee” to “Bob Ray”.",
        ((f"{CONTACTS}[0].name", "Bob Ray"),),
        (),
    ),
    (
        "The name of a place in Milan, Italy changed from “Lake Clinic” to “Lake Clinic North”.",
        ((f"{PLACES}[1].facility", "Lake Clinic North"),),
        (),
    ),
    (
        "In the countries that the study is listed as having left, only the spelling changed.",
        (("derivedSection.miscInfoModule.removedCountries", ["South Korea"]),),
        (("derivedSection.miscInfoModule.removedCountries", ["Korea, Republic of"]),),
    ),
    # Results, papers, sponsors, titles
    (
        (
            "Hill Hospital is now listed as a company; "
            "before, it was listed as another body, such as a hospital or university."
        ),
        ((SPONSORS + "leadSponsor.class", "INDUSTRY"),),
        (),
    ),
    (
        "The one who answers for the study is now the lead researcher; before, the record did not say.",
        ((SPONSORS + "responsibleParty.type", "PRINCIPAL_INVESTIGATOR"),),
        (),
    ),
    (
        (
            "The record now says that the study tests a drug that the U.S. authority oversees; "
            "before, it said no."
        ),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", True),),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", False),),
    ),
    (
        (
            "On whether the study tests a drug that the U.S. authority oversees, the record now says no; "
            "before, it said yes."
        ),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", False),),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", True),),
    ),
    (
        (
            "The record no longer says whether the study tests a drug that the U.S. authority oversees; "
            "before, it said yes."
        ),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", None),),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", True),),
    ),
    (
        (
            "The record now says that the study team plans to share the study's data with other researchers; "
            "before, it did not say."
        ),
        (("protocolSection.ipdSharingStatementModule.ipdSharing", "YES"),),
        (),
    ),
    (
        (
            "The record now names what will be shared beside the data: the plan of the study; "
            "before, it named nothing."
        ),
        (("protocolSection.ipdSharingStatementModule.infoTypes", ["STUDY_PROTOCOL"]),),
        (),
    ),
    (
        "In the numbers in the results for “Knee pain score”, the value changed from “4” to “5”.",
        ((_MEASURED + ".classes[0].categories[0].measurements[0].value", "5"),),
        (("resultsSection", RESULTS),),
    ),
    (
        (
            "In the posted list of serious health problems, the number of people checked for “Fever” "
            "in the group “Walking” changed from “9” to “8”."
        ),
        ((_HARM + ".seriousEvents[0].stats[0].numAtRisk", 8),),
        (("resultsSection", RESULTS), (_HARM, _FEVER)),
    ),
    (
        (
            "In the posted table on who started and who finished, the number of people for “Not completed” "
            "in the group “Walking” changed from “2” to “3”."
        ),
        ((_FLOW + ".periods[0].milestones[0].achievements[0].numSubjects", "3"),),
        (("resultsSection", RESULTS), (_FLOW, _LEFT)),
    ),
    (
        "The name of a group of the study changed from “Walking” to “Walking at home”.",
        ((ARMS + "armGroups[0].label", "Walking at home"),),
        (),
    ),
    (
        "The name of something that the study looks at changed from “Daily walk” to “Daily walk at home”.",
        ((ARMS + "interventions[0].name", "Daily walk at home"),),
        ((DESIGN + "studyType", "OBSERVATIONAL"),),
    ),
    (
        "A part of the posted table on who started and who finished was added.",
        (("resultsSection.participantFlowModule.periods", [{"title": "Overall Study"}]),),
        (("resultsSection", RESULTS),),
    ),
    (
        "Results for “Knee pain score” are now public; before, they were not.",
        ((_MEASURED + ".reportingStatus", "POSTED"),),
        (("resultsSection", RESULTS), (_MEASURED + ".reportingStatus", "NOT_POSTED")),
    ),
    (
        "In the posted results, the number of people with serious health problems changed from 2 to 3.",
        ((_HARMS + "[0].seriousNumAffected", 3),),
        (("resultsSection", RESULTS), (_HARMS, [{"id": "EG000", "seriousNumAffected": 2}])),
    ),
    (
        "The study's results are now public in the registry; before, there were none.",
        (("resultsSection", RESULTS),),
        (),
    ),
    (
        "The record now lists a paper with results of the study: “Doe J. Walks. 2026”.",
        ((PAPERS, [*_PAPERS, {"pmid": "2", "type": "RESULT", "citation": "Doe J. Walks. 2026"}]),),
        (),
    ),
    (
        (
            "The record now gives “Lake Institute” as the body that is responsible for the study; "
            "before, it gave “Hill Hospital”."
        ),
        ((SPONSORS + "leadSponsor.name", "Lake Institute"),),
        (),
    ),
    (
        (
            "The name of the body that is responsible for the study is written another way, "
            "from “Hill Hospital” to “HILL Hospital”."
        ),
        ((SPONSORS + "leadSponsor.name", "HILL Hospital."),),
        (),
    ),
    (
        "The record now names the workplace of the person who answers for the study: Hill Hospital.",
        ((SPONSORS + "responsibleParty.investigatorAffiliation", "Hill Hospital"),),
        (),
    ),
    (
        "The sponsor's own number of the study changed from “A-1” to “A-2”.",
        ((TITLES + "orgStudyIdInfo.id", "A-2"),),
        ((TITLES + "orgStudyIdInfo.id", "A-1"),),
    ),
    ("One body no longer backs the study: Walk Fund.", ((SPONSORS + "collaborators", None),), ()),
    (
        "In the short title, “(Part 2)” was added.",
        ((TITLES + "briefTitle", "Walking for Sore Knees (Part 2)"),),
        (),
    ),
    (
        "The study team last confirmed the record in June 2026; before, the date was May 2026.",
        ((STATUS + "statusVerifiedDate", "2026-06"),),
        (),
    ),
]


@pytest.mark.parametrize(
    ("sentence", "edits", "given"), SENTENCES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_change_is_said_in_one_true_sentence(
    sentence: str, edits: tuple[Edit, ...], given: tuple[Edit, ...]
) -> None:
    """Each kind of change has its words, with what was and what is."""
    assert words(*edits, given=given) == sentence


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2026-03-01", "2026-03", "is now given as March 2026; before, it was 1 March 2026."),
        ("2026-03", "2026-03-20", "is now given as 20 March 2026; before, it was March 2026."),
        ("2026-03-31", "2026-04", "moved from 31 March 2026 to April 2026, in the month after."),
        ("2026-05-02", "2026-04", "moved from 2 May 2026 to April 2026, in the month before."),
        ("2026-03-31", "2027-01", "moved from 31 March 2026 to January 2027, about 10 months later."),
        ("2026", "2026-05", "is now given as May 2026; before, it was 2026."),
        ("2026-12", "2027", "moved from December 2026 to 2027, in the year after."),
        ("2026", "2028", "moved from 2026 to 2028, about 2 years later."),
        ("2026-01-31", "2026-02-28", "moved from 31 January 2026 to 28 February 2026, 28 days later."),
    ],
)
def test_no_more_is_said_of_a_move_than_the_dates_say(before: str, after: str, said: str) -> None:
    """A month without its day is a span: from the last of March to April may be one day."""
    told = words((_START + ".date", after), given=((_START + ".date", before),))
    assert told == f"The planned date of the start {said}"


def test_rules_of_a_thousand_points_are_told_without_comparing_each_with_each() -> None:
    """Nobody waits for a registrant who pasted a book."""
    before, after = ("\n".join(f"* {word} point {at}" for at in range(1000)) for word in ("old", "other"))
    started = time.process_time()
    told = words((_RULES, after), given=((_RULES, before),))
    assert told == (
        "The rules on who can join were rewritten: 1,000 points before, 1,000 now; "
        "for one, “old point 0” is gone and “other point 0” is new."
    )
    assert time.process_time() - started < 2


def test_rules_that_only_grew_are_not_called_rewritten() -> None:
    """Nothing of what stood there is gone."""
    many = [f"* {word} point" for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")]
    told = words((_RULES, "\n".join(many)), given=((_RULES, many[0]),))
    assert told == (
        "The rules on who can join were edited (7 new points); "
        "for one, there is a new rule on joining: “two point”."
    )


_IN, _OUT = "Inclusion Criteria:", "Exclusion Criteria:"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            [_IN, "* Adult", _OUT, "* Gout"],
            [_IN, "* Adult", "* Gout", _OUT],
            "A rule moved from who cannot join to who can join: “Gout”.",
        ),
        (
            [_IN, "* Adult", _OUT, "* Gout within 3 years"],
            [_IN, "* Adult", _OUT, "* Gout within 5 years"],
            "A rule on who cannot join changed from “Gout within 3 years” to “Gout within 5 years”.",
        ),
        (
            ["KEY INCLUSION CRITERIA", "Adult", "KEY EXCLUSION CRITERIA", "Gout"],
            ["KEY INCLUSION CRITERIA", "Adult", "KEY EXCLUSION CRITERIA", "Gout", "Frail"],
            "There is a new rule on who cannot join: “Frail”.",
        ),
        (
            [_IN, "* Adult", "Exclusion Criteria for healthy controls:", "* Gout"],
            [_IN, "* Adult", "Exclusion Criteria for healthy controls:", "* Gout", "* Frail"],
            "There is a new rule on who cannot join: “Frail”.",
        ),
        (
            [_IN, "* Adult", "Exclusion: frail people", "* Gout"],
            [_IN, "* Adult", "Exclusion: frail people"],
            "A rule on who cannot join is gone: “Gout”.",
        ),
        (
            ["Inclusion and exclusion criteria:", "* Adult"],
            ["Inclusion and exclusion criteria:", "* Adult", "* Gout"],
            "There is a new rule on joining: “Gout”.",
        ),
        (["Adult"], ["Adult", "No gout"], "There is a new rule on joining: “No gout”."),
        (  # a point that speaks of the rules opens no part of them
            [_IN, "* Adult", _OUT, "* Not meeting inclusion criteria", "* Pregnancy at inclusion"],
            [_IN, "* Adult", _OUT, "* Not meeting inclusion criteria", "* Pregnancy at inclusion", "* Frail"],
            "There is a new rule on who cannot join: “Frail”.",
        ),
        (  # a heading that is stuck to a point: whom the rest is on is not said
            [_IN, "* Adult", "* At least 40 kg. Exclusion Criteria", "* Gout"],
            [_IN, "* Adult", "* At least 40 kg. Exclusion Criteria", "* Gout", "* Frail"],
            "There is a new rule on joining: “Frail”.",
        ),
        (
            [_IN, "* Adult", "Patients are excluded who have any of these:", "* Gout"],
            [_IN, "* Adult", "Patients are excluded who have any of these:", "* Gout", "* Frail"],
            "There is a new rule on joining: “Frail”.",
        ),
        (  # a clear heading came: the points below it are the same ones
            [_IN, "* Adult", "* At least 40 kg. Exclusion Criteria", "* Gout"],
            [_IN, "* Adult", "* At least 40 kg.", _OUT, "* Gout"],
            "A rule on joining changed from “At least 40 kg. Exclusion Criteria” to “At least 40 kg”.",
        ),
        (
            ["Adult", "No gout"],
            [_IN, "Adult", "No gout"],
            "In the rules on who can join, only a heading changed.",
        ),
        (
            [_IN, "* Adult", _OUT, "* Gout"],
            [_IN, "* Adult", "Key exclusion criteria:", "* Gout"],
            (
                "In the rules on who can join, only a heading changed, "
                "from “Exclusion Criteria” to “Key exclusion criteria”."
            ),
        ),
        (
            [_IN, "* Adult", "* Walks", "* Reads", _OUT],
            [_IN, "* Old man", "* Runs", _OUT, "* Smokes"],
            (
                "The rules on who can join were rewritten: 3 points before, 3 now; "
                "for one, “Adult” (who can join) is gone and “Old man” (who can join) is new."
            ),
        ),
    ],
)
def test_rule_that_keeps_people_out_is_never_told_as_one_that_lets_them_in(
    before: list[str], after: list[str], said: str
) -> None:
    """ "Pregnant" below "Exclusion Criteria" would else read as if pregnant women were wanted."""
    assert words((_RULES, "\n".join(after)), given=((_RULES, "\n".join(before)),)) == said


def test_dates_of_a_study_that_never_began_are_no_events() -> None:
    """A study that was called off had no start and no measurement, whatever kind its dates have."""
    end = "date for the end of the study"
    told = posting(
        (STATUS + "overallStatus", "WITHDRAWN"),
        (STATUS + "whyStopped", "No money"),
        (_START + ".type", "ACTUAL"),
        (_END, {"date": "2026-05", "type": "ACTUAL"}),
    )
    assert told.account == [
        "The study was called off before the first person joined; before, it was open to new people.",
        "The reason given for calling the study off is “No money”.",
        f"The record now gives May 2026 as the final {end}; before, it gave December 2027.",
        "The record now gives 1 March 2026 as the final date for the start.",
    ]


def test_start_in_the_next_month_is_told_by_the_month_it_was_planned_for() -> None:
    """What is not known to the day is not counted in days."""
    told = words((_START, {"date": "2026-05-09", "type": "ACTUAL"}), given=((_START + ".date", "2026-04"),))
    assert told == "The study started on 9 May 2026; the plan was April 2026, the month before."


def test_lists_that_only_follow_a_new_name_say_so() -> None:
    """A group or a treatment with another name neither came nor went."""
    told = posting(
        (ARMS + "armGroups[0].label", "Walking every day"),
        (ARMS + "armGroups[0].interventionNames", ["Behavioral: Daily walk at home"]),
        (ARMS + "interventions[0].name", "Daily walk at home"),
        (ARMS + "interventions[0].armGroupLabels", ["Walking every day"]),
        given=((ARMS + "interventions[0].armGroupLabels", ["Walking"]),),
    )
    assert {
        "The list of what is given to the group “Walking every day” follows the new name of what is given.",
        "The list of groups that get “Daily walk at home” follows the new name of a group.",
    } <= {change.words for change in told.changes}


def test_two_long_entries_of_a_list_show_the_words_that_differ() -> None:
    """Two quotations that are cut before they differ would say nothing."""
    start = "Sub-study 3, which looks at the second drug in people with this kind of disease in line "
    told = words(
        (ARMS + "interventions[0].armGroupLabels", [start + "2/3"]),
        given=((ARMS + "interventions[0].armGroupLabels", [start + "2"]),),
    )
    assert "line 2/3” was added" in told
    assert "line 2” was taken off" in told


def test_unknown_by_the_clock_is_never_told_as_closed() -> None:
    """Nobody confirmed the record: that is all that is known, and the last word is told as past."""
    told = posting((STATUS + "overallStatus", "UNKNOWN"), (STATUS + "lastKnownStatus", "RECRUITING"))
    assert told.mail_account == [
        (
            "Nobody has confirmed this record for two years, so what the study does now is not known; "
            "when last confirmed, the study was open to new people."
        )
    ]
    assert not re.search(r"clos|stop|no longer takes", " ".join(told.account))


def test_stop_is_told_with_its_reason_right_after() -> None:
    """A stop and its reason stand together at the top."""
    told = posting((STATUS + "overallStatus", "TERMINATED"), (STATUS + "whyStopped", "Slow accrual"))
    assert told.account == [
        "The study was stopped early and will not start again; before, it was open to new people.",
        "The reason given for stopping is “Slow accrual”.",
    ]


def test_switched_measures_are_told_from_both_sides() -> None:
    """Which measure came in and which went down."""
    outcomes = DOCUMENT["protocolSection"]["outcomesModule"]
    told = posting(
        (OUTCOMES + "primaryOutcomes[0]", outcomes["secondaryOutcomes"][0]),
        (OUTCOMES + "secondaryOutcomes[0]", outcomes["primaryOutcomes"][0]),
    )
    assert told.mail_account == [
        "“Steps walked per day” is now a main measure; before, it was a further measure.",
        "“Knee pain score” is no longer a main measure; it is now a further measure.",
    ]


@pytest.mark.parametrize("field", ["noSuchModule.x", "protocolSectionX", "designModule.brandNew"])
def test_field_without_words_of_its_own_still_has_a_sentence(field: str) -> None:
    """Whatever nobody thought of is at least said to have changed."""
    assert sentence_for(field) is texts.other


def test_more_than_forty_fields_have_words_of_their_own() -> None:
    """What readers, editors and researchers care about is named."""
    assert len(NAMED_FIELDS) >= 80


def test_quote_is_cut_honestly_and_cleaned() -> None:
    """A cut quotation says so; markup, line ends and inner quotation marks are gone."""
    assert quote('* Say "yes"\\> or\nno') == "“Say 'yes'> or no”"
    assert quote("word " * 60).endswith(" …”")
    assert len(quote("word " * 60)) < 150


def test_quoted_pair_shows_the_words_that_differ() -> None:
    """Two long texts are cut to where they part."""
    start = "The same long beginning of a sentence that goes on " * 4
    one, other = quote_pair(start + "until week 12.", start + "until week 24.")
    assert "12" in one
    assert "24" in other
    assert one.startswith("“… ")


def test_edit_of_looks_alone_is_told_as_such() -> None:
    """A moved comma is no change of words."""
    assert text_edit("the title", "Pain, at rest", "Pain at rest.") == (
        "In the title, only punctuation, spaces or capital letters changed."
    )


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"facility": "Hill Hospital", "city": "Rome", "country": "Italy"}, "Hill Hospital in Rome, Italy"),
        ({"facility": "Hill Hospital"}, "Hill Hospital"),
        ({"facility": "Clinic of Rome", "city": "Rome", "country": "Italy"}, "Clinic of Rome, Italy"),
        ({"facility": "A", "city": "Pusan", "country": "Korea, Republic of"}, "A in Pusan, South Korea"),
        ({"city": "Rome", "country": "Italy"}, "Rome, Italy"),
        ({}, "one place"),
    ],
)
def test_place_is_named_by_what_there_is(given: dict[str, str], name: str) -> None:
    """Facility, city and country as far as the record has them."""
    assert place_name(given) == name


# ── Every sentence there can be ───────────────────────────────────────────────

_CODE = re.compile(r"\b[A-Z]{2,}_[A-Z_]+\b|\b[a-z]+[A-Z][a-z]+(?:Struct|Module|Info|Date|Section)\b|\bNone\b")


def _own_words(sentence: str) -> str:
    """Return our part of a sentence, each quotation and each name as one short word."""
    own = re.sub(r"“[^”]*”", "this", sentence)
    own = re.sub(r": [^;]*?[A-Z][^;]*(?=;|\.$)", ": this", own)
    return re.sub(r"^.*(?= is now listed as a)", "This", own)


def _told_of_real_edits(documents: list[bytes]) -> list[str]:
    """Edit every field of real records, one after another, and return all that is said."""
    rng = random.Random(9)
    said: list[str] = []
    trees = [json.loads(source) for source in documents if len(source) < 60_000]
    for tree, other in itertools.pairwise(trees):
        mixed = json.loads(json.dumps(tree))
        for module, value in other["protocolSection"].items():
            if module != "identificationModule" and rng.random() < 0.4:
                mixed["protocolSection"][module] = value
        said += [
            change.words
            for change in tell(
                decode_record(json.dumps(tree).encode()), decode_record(json.dumps(mixed).encode())
            ).changes
        ]
    return said


@pytest.mark.registry
def test_no_sentence_about_real_records_shows_a_code_or_is_broken(some_documents: list[bytes]) -> None:
    """Whatever is put together from real records, sentences are whole and free of codes and field names."""
    said = _told_of_real_edits(some_documents)
    assert len(said) > 1000
    assert [each for each in said if _CODE.search(_own_words(each))] == []
    assert [each for each in said if not each.endswith(".") or "  " in each or each.endswith("..")] == []


@pytest.mark.registry
def test_our_words_are_read_at_grade_seven(some_documents: list[bytes]) -> None:
    """Our own words, with what is quoted and the names of places left out of the sum."""
    own = [_own_words(each) for each in _told_of_real_edits(some_documents[:120])]
    own = [each for each in own if " in " not in each or "“" in each]
    grades = [flesch_kincaid_grade(each) for each in set(own)]
    assert statistics.median(grades) <= 7
    assert max(longest_sentence_words(each) for each in own) <= 40
