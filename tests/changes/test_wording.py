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
_PAPERS: list[dict[str, Any]] = DOCUMENT["protocolSection"]["referencesModule"]["references"]
_START, _END = STATUS + "startDateStruct", STATUS + "completionDateStruct"
_COUNT = DESIGN + "enrollmentInfo"
_MEASURED = "resultsSection.outcomeMeasuresModule.outcomeMeasures[0]"
_HARMS = "resultsSection.adverseEventsModule.eventGroups"
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
    ("The study started on 1 March 2026, as planned.", ((_START + ".type", "ACTUAL"),), ()),
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
    ("The final count is 100 people, as planned.", ((_COUNT + ".type", "ACTUAL"),), (CLOSED,)),
    (
        "The record now gives the count of people so far, 7; the plan was 100.",
        ((_COUNT, {"count": 7, "type": "ACTUAL"}),),
        ((STATUS + "overallStatus", "SUSPENDED"),),
    ),
    (
        "The record no longer says how many people are in the study; before, it was 100 people.",
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
        "The study now also takes healthy people; before, it did not.",
        ((WHO + "healthyVolunteers", True),),
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
        "The rules on who can join have a new point: “Pregnant or breastfeeding”.",
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
        "The rules on who could join no longer have this point: “Gout”.",
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
            "In what the group “Walking” gets, “Device: Daily walk” was added "
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
        "The stage of testing is now phase 2 and phase 3; before, it was phase 2.",
        ((DESIGN + "phases", ["PHASE2", "PHASE3"]),),
        (),
    ),
    (
        (
            "How people come into groups is now: people are put into groups, but not by chance; "
            "before: people are put into groups by chance."
        ),
        ((DESIGN + "designInfo.allocation", "NON_RANDOMIZED"),),
        (),
    ),
    (
        "A main measure is worded another way, from “Knee pain score” to “Knee pain score at rest”.",
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
            "A new place was added, the first one in the United States: Park Clinic in Boise, United States; "
            "it is listed as open to new people."
        ),
        ((PLACES, [*_PLACES, place("Park Clinic", "Boise", "United States")]),),
        (),
    ),
    (
        (
            "A new place was added, the first one: Park Clinic in Boise, United States; "
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
            "no place in France is open now."
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
        "A contact for the study is named another way, from “Ann Lee” to “Ann Lee, MD”.",
        ((f"{CONTACTS}[0].name", "Ann Lee, MD"),),
        (),
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
            "On whether the study tests a drug that the U.S. authority oversees, the record now says yes; "
            "before, it said no."
        ),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", True),),
        (("protocolSection.oversightModule.isFdaRegulatedDrug", False),),
    ),
    (
        (
            "The study team plans to share the study's data with other researchers now; "
            "before, the record did not say."
        ),
        (("protocolSection.ipdSharingStatementModule.ipdSharing", "YES"),),
        (),
    ),
    (
        "What will be shared beside the data is now the plan of the study; before, it was nothing.",
        (("protocolSection.ipdSharingStatementModule.infoTypes", ["STUDY_PROTOCOL"]),),
        (),
    ),
    (
        "In the numbers in the results for “Knee pain score”, “4” became “5”.",
        ((_MEASURED + ".classes[0].categories[0].measurements[0].value", "5"),),
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
        "The body that is responsible for the study changed from “Hill Hospital” to “Lake Institute”.",
        ((SPONSORS + "leadSponsor.name", "Lake Institute"),),
        (),
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
    assert told == "The rules on who can join were edited (7 points new); for one, “two point” is new."


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
