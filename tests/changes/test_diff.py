"""Typed differences: each changed element once, at its path, matched by what it is."""

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.changes.diff import diff_records, short_field
from plainstudy.record.canonical import fingerprint
from plainstudy.record.record import decode_record

from .world import (
    ARMS,
    CONTACTS,
    DOCUMENT,
    OUTCOMES,
    PAPERS,
    PLACES,
    RESULTS,
    STATUS,
    Edit,
    document,
    place,
    record,
)


def _found(*edits: Edit) -> list[tuple[str, str, Any, Any]]:
    changes = diff_records(record(), record(*edits))
    return [(change.path, change.operation, change.before, change.after) for change in changes]


def _paths(*edits: Edit) -> list[tuple[str, str]]:
    return [(path, operation) for path, operation, _, _ in _found(*edits)]


def test_equal_records_have_no_changes() -> None:
    """Nothing is found where nothing happened."""
    assert _found() == []


def test_records_of_two_studies_are_refused() -> None:
    """Comparing two studies is an error, not a long list of changes."""
    other = record(("protocolSection.identificationModule.nctId", "NCT07654321"))
    with pytest.raises(ValueError, match="cannot compare NCT01234567 with NCT07654321"):
        diff_records(record(), other)


def test_value_changed_is_found_at_its_path() -> None:
    """A single value is told with what it was and is."""
    assert _found((STATUS + "overallStatus", "SUSPENDED")) == [
        (STATUS + "overallStatus", "changed", "RECRUITING", "SUSPENDED")
    ]


def test_value_that_comes_or_goes_is_added_or_removed() -> None:
    """An absent value is None on its side."""
    assert _found((STATUS + "whyStopped", "Money")) == [(STATUS + "whyStopped", "added", None, "Money")]
    assert _found((STATUS + "statusVerifiedDate", None)) == [
        (STATUS + "statusVerifiedDate", "removed", "2026-05", None)
    ]


def test_date_alone_is_told_at_the_date() -> None:
    """A moved date that stays an estimate is one change of the date."""
    assert _found((STATUS + "completionDateStruct.date", "2028-01")) == [
        (STATUS + "completionDateStruct.date", "changed", "2027-12", "2028-01")
    ]


def test_date_and_its_type_are_one_change() -> None:
    """An estimated date that happened is one thing, not two."""
    happened = {"date": "2027-11-03", "type": "ACTUAL"}
    assert _found((STATUS + "completionDateStruct", happened)) == [
        (STATUS + "completionDateStruct", "changed", {"date": "2027-12", "type": "ESTIMATED"}, happened)
    ]


def test_places_in_another_order_have_no_changes() -> None:
    """The order of places is nobody's edit."""
    assert _found((PLACES, DOCUMENT["protocolSection"]["contactsLocationsModule"]["locations"][::-1])) == []


def test_place_is_matched_by_its_identity_after_others_came_and_went() -> None:
    """A place's status is told at that place, wherever it stands now."""
    now = [
        place("New Clinic", "Turin", "Italy"),
        place("Sea Clinic", "Lyon", "France", "COMPLETED"),
        place("Hill Hospital", "Rome", "Italy"),
    ]
    assert _paths((PLACES, now)) == [
        (f"{PLACES}[1].status", "changed"),
        (f"{PLACES}[1]", "removed"),
        (f"{PLACES}[0]", "added"),
    ]


def test_same_place_listed_twice_more_is_two_places() -> None:
    """Exact repeats are counted, not merged."""
    places = DOCUMENT["protocolSection"]["contactsLocationsModule"]["locations"]
    assert _paths((PLACES, [*places, places[0], places[0]])) == [
        (f"{PLACES}[3]", "added"),
        (f"{PLACES}[4]", "added"),
    ]


def test_reworded_place_is_renamed() -> None:
    """A hospital under a longer name in the same city is the same place."""
    assert _paths((f"{PLACES}[0].facility", "Hill Hospital of Rome")) == [
        (f"{PLACES}[0].facility", "renamed")
    ]


def test_place_that_got_its_name_is_renamed() -> None:
    """A stand-in's name gives way to the real one in the same city."""
    unnamed = record((f"{PLACES}[0].facility", "Local Institution - 0182"))
    changes = diff_records(unnamed, record())
    assert [(change.path, change.operation) for change in changes] == [(f"{PLACES}[0].facility", "renamed")]


def test_unnamed_places_of_two_cities_are_never_one() -> None:
    """ "Research Site" in Rome that went is not "Research Site" in Turin that came."""
    before = record((PLACES, [place("Research Site", "Rome", "Italy", state="Lazio")]))
    after = record((PLACES, [place("Research Site", "Turin", "Italy", state="Piemonte")]))
    assert {change.operation for change in diff_records(before, after)} == {"added", "removed"}


def test_renamed_country_moves_no_place() -> None:
    """The registry's new name for a country is a change of the word alone."""
    before = record((PLACES, [place("City Clinic", "Izmir", "Turkey")]))
    after = record((PLACES, [place("City Clinic", "Izmir", "Turkey (Türkiye)")]))
    assert [change.path for change in diff_records(before, after)] == [f"{PLACES}[0].country"]


def test_measure_that_became_primary_is_moved() -> None:
    """A switch between the lists is told as one, at both places where measures now stand."""
    primary = DOCUMENT["protocolSection"]["outcomesModule"]["primaryOutcomes"][0]
    secondary = DOCUMENT["protocolSection"]["outcomesModule"]["secondaryOutcomes"][0]
    found = _found((OUTCOMES + "primaryOutcomes[0]", secondary), (OUTCOMES + "secondaryOutcomes[0]", primary))
    assert [(path, operation, before["list"]) for path, operation, before, _ in found] == [
        (OUTCOMES + "primaryOutcomes[0]", "moved", "secondaryOutcomes"),
        (OUTCOMES + "secondaryOutcomes[0]", "moved", "primaryOutcomes"),
    ]


def test_reworded_measure_is_renamed() -> None:
    """A measure that goes on in other words keeps its identity."""
    assert _paths((OUTCOMES + "primaryOutcomes[0].measure", "Knee pain score, centrally assessed")) == [
        (OUTCOMES + "primaryOutcomes[0].measure", "renamed")
    ]


def test_another_measure_in_the_same_words_around_is_no_rewording() -> None:
    """What is measured counts, not the frame: "change from baseline to week 12" of something else is new."""
    before = record((OUTCOMES + "primaryOutcomes[0].measure", "Change in HbA1c from baseline to week 12"))
    after = record(
        (OUTCOMES + "primaryOutcomes[0].measure", "Change in body weight from baseline to week 12")
    )
    assert [change.operation for change in diff_records(before, after)] == ["added", "removed"]


def test_order_of_measures_is_a_change() -> None:
    """Order means something for measures, once and at the list."""
    rows = DOCUMENT["protocolSection"]["outcomesModule"]["secondaryOutcomes"]
    assert _paths((OUTCOMES + "secondaryOutcomes", rows[::-1])) == [(OUTCOMES + "secondaryOutcomes", "moved")]


def test_arm_with_another_number_is_another_arm() -> None:
    """Cohort 2 that went is not cohort 3 that came."""
    before = record((ARMS + "armGroups[1].label", "Cohort 2"))
    after = record((ARMS + "armGroups[1].label", "Cohort 3"))
    assert {change.operation for change in diff_records(before, after)} == {"added", "removed"}


def test_long_label_with_another_number_is_a_renamed_arm() -> None:
    """A line of treatment corrected within a long label drops no group."""
    label = "Sub-study 3, deruxtecan plus ramucirumab with rilvegostomig in {} AGA lung cancer"
    before = record((ARMS + "armGroups[1].label", label.format("2L")))
    after = record((ARMS + "armGroups[1].label", label.format("2/3L")))
    assert [(change.path, change.operation) for change in diff_records(before, after)] == [
        (ARMS + "armGroups[1].label", "renamed")
    ]


def test_contact_is_matched_by_role_and_name() -> None:
    """Another phone number is a detail of the same contact."""
    assert _paths((f"{CONTACTS}[0].phone", "555-0199")) == [(f"{CONTACTS}[0].phone", "changed")]


def test_contact_of_a_place_says_which_place() -> None:
    """A change inside a place knows the place, and keeps no phone or address in its label."""
    contact = {"name": "Bob Ray", "role": "CONTACT", "email": "b@example.org", "phone": "555-0111"}
    (change,) = diff_records(record(), record((f"{PLACES}[2].contacts", [contact])))
    assert change.path == f"{PLACES}[2].contacts[0]"
    assert change.about is not None
    assert change.about["within"]["facility"] == "Sea Clinic"
    assert not {"email", "phone"} & set(change.about)


def test_paper_is_matched_by_its_number() -> None:
    """A paper keeps its identity when its citation is written another way."""
    assert _paths((f"{PAPERS}[0].citation", "Doe J. Knees. Journal of Knees. 2020")) == [
        (f"{PAPERS}[0].citation", "changed")
    ]


def test_results_that_come_are_one_change_told_by_their_size() -> None:
    """A whole section is one change; its tables are counted, not copied."""
    assert _found(("resultsSection", RESULTS), ("hasResults", True)) == [
        ("resultsSection", "added", None, {"outcomeMeasures": 1}),
        ("hasResults", "added", None, True),
    ]


def test_withheld_study_is_no_list_of_removed_things() -> None:
    """A placeholder in place of the record says that it is hidden, not that all its parts went."""
    hidden = decode_record(
        json.dumps(
            {
                "protocolSection": {
                    "identificationModule": {"nctId": "NCT01234567", "briefTitle": "[Redacted]"},
                    "statusModule": {"overallStatus": "WITHHELD"},
                }
            }
        ).encode()
    )
    assert [(change.path, change.operation) for change in diff_records(record(), hidden)] == [
        ("protocolSection", "removed"),
        (STATUS + "overallStatus", "changed"),
    ]
    assert diff_records(hidden, record())[0].operation == "added"


def test_short_field_has_no_positions_and_no_section() -> None:
    """Rules and sentences name fields this way."""
    assert short_field(f"{PLACES}[12].contacts[0].name") == "contactsLocationsModule.locations.contacts.name"
    assert short_field("resultsSection") == "resultsSection"


# ── Nothing goes unreported, nothing is invented ──────────────────────────────


def _leaves(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(node, dict):
        return [leaf for key, value in node.items() for leaf in _leaves(value, (*path, key))]
    if isinstance(node, list):
        return [path, *(leaf for at, value in enumerate(node) for leaf in _leaves(value, (*path, at)))]
    return [path]


def _edited(tree: dict[str, Any], *, leaf: tuple[Any, ...], how: int, rng: random.Random) -> None:
    node: Any = tree
    for key in leaf[:-1]:
        node = node[key]
    value = node[leaf[-1]]
    if isinstance(value, list):
        shuffled = rng.sample(value, len(value))
        node[leaf[-1]] = (
            [value[::-1], value[1:], [*value, value[0]], shuffled, []][how % 5] if value else value
        )
    elif isinstance(value, bool):
        node[leaf[-1]] = not value
    elif isinstance(value, int | float):
        node[leaf[-1]] = value + how
    elif how == 0:
        del node[leaf[-1]]
    else:
        node[leaf[-1]] = [f"{value} more", f"  {value}\r\n", "another", value.upper(), value[:7]][how % 5]


def _agree(before: bytes, after: bytes) -> bool:
    """Say whether diff and canonical form agree on these two documents; True for what is no record."""
    try:
        one, other = decode_record(before), decode_record(after)
    except ValueError:
        return True
    if one.nct_id != other.nct_id:
        return True
    return bool(diff_records(one, other)) == (fingerprint(before).canonical != fingerprint(after).canonical)


@given(data=st.data(), seed=st.integers(0, 1000))
def test_diff_reports_exactly_what_the_canonical_form_sees(data: st.DataObject, seed: int) -> None:
    """Any two edits of our document: changes are found if and only if the canonical form differs."""
    tree = copy.deepcopy(document(("resultsSection", RESULTS)))
    before = json.dumps(tree).encode()
    for _ in range(2):
        leaf = data.draw(st.sampled_from(_leaves(tree)))
        _edited(tree, leaf=leaf, how=data.draw(st.integers(0, 9)), rng=random.Random(seed))
    assert _agree(before, json.dumps(tree).encode())


@pytest.mark.registry
def test_diff_and_canonical_form_agree_on_edited_real_records(some_documents: list[bytes]) -> None:
    """Seeded edits anywhere in real records are reported when, and only when, they mean something."""
    rng = random.Random(4)
    wrong = []
    for source in some_documents * 2:
        if len(source) > 60_000:
            continue
        tree = json.loads(source)
        leaf = rng.choice([leaf for leaf in _leaves(tree) if leaf])
        _edited(tree, leaf=leaf, how=rng.randrange(10), rng=rng)
        if not _agree(source, json.dumps(tree).encode()):
            wrong.append(leaf)
    assert wrong == []


def test_every_named_change_survives_json() -> None:
    """What a change holds can be stored and sent."""
    other = record((PLACES, []), (OUTCOMES + "primaryOutcomes", []), ("resultsSection", RESULTS))
    for change in diff_records(record(), other):
        assert json.loads(json.dumps([change.before, change.after, change.about])) is not None
