"""Whom a point of the rules for joining is on, and how surely."""

import itertools
import time

import pytest

from plainstudy.changes.points import certain_sides, only_headings_reworded, read_rules, turned_points

from .world import DOCUMENT, OUTCOMES, PLACES, STATUS, WHO, place, posting

_RULES = WHO + "eligibilityCriteria"
_PLACES = DOCUMENT["protocolSection"]["contactsLocationsModule"]["locations"]
_CONDITIONS, _MEASURES = "protocolSection.conditionsModule.conditions", OUTCOMES + "secondaryOutcomes"
_IN, _OUT = "Inclusion Criteria:", "Exclusion Criteria:"
_UNREAD = [
    "Who cannot join:",
    "Who cannot join",
    "Ineligible:",
    "Contraindications:",
    "Contra-indications",
    "Exlusion Criteria:",
    "Excusion criteria",
    "Exclusion Criteria include the following",
    "Exclusion criteria - the following people",
    "Non inclusion criteria:",
    "Non-inclusion criteria",
    "Non-eligibility",
    "Not eligible if",
    "People who should not take part",
    "You may not join if:",
    "We do not accept people with:",
    "Critères de non-inclusion",
    "Criterios de exclusión",
    "Criteri di esclusione:",
    "Ausschlusskriterien",
    "Kriteria eksklusi:",
    "Критерии исключения",
    "排除标准:",
]


@pytest.mark.parametrize("mark", ["* ", "1. ", ""])
@pytest.mark.parametrize("heading", _UNREAD)
def test_heading_that_nobody_knows_lets_no_one_in(heading: str, mark: str) -> None:
    """Its points were exclusions before: "moved to who can join" would send pregnant women to a study."""
    known = "\n".join([_IN, f"{mark}Adult", f"{mark}Walks", _OUT, f"{mark}Pregnant", f"{mark}Gout"])
    unread = "\n".join([_IN, f"{mark}Adult", f"{mark}Walks", heading, f"{mark}Pregnant", f"{mark}Gout"])
    more = unread + f"\n{mark}Frail"
    assert all(point.side != "in" for point in read_rules(more).points[-3:])
    for before, after in itertools.permutations([known, unread, more], 2):
        for change in posting((_RULES, after), given=((_RULES, before),)).changes:
            told = change.words.replace("The rules on who can join were", "").replace(
                "In the rules on who can join", ""
            )
            assert "who can join" not in told
            assert "who cannot join" not in told.replace("“Who cannot join", "").replace(
                "“who cannot join", ""
            )


def test_side_is_told_where_both_texts_say_it_by_the_same_headings() -> None:
    """Weak words are no end in themselves."""
    old = read_rules("\n".join([_IN, "* Adult", _OUT, "* Gout"]))
    new = read_rules(
        "\n".join(["KEY INCLUSION CRITERIA", "* Adult", "Exclusion criteria for men:", "* Gout"])
    )
    assert certain_sides(old, new)
    assert [point.side for point in new.points] == ["in", "out"]
    assert not certain_sides(old, read_rules("\n".join([_IN, "* Adult", "* Gout"])))


def test_points_below_a_heading_that_went_are_told_as_turned() -> None:
    """Exclusions that now stand below what people need may be a slip: readers should look."""
    before, after = "\n".join([_IN, "* Adult", _OUT, "* Gout"]), "\n".join([_IN, "* Adult", "* Gout"])
    assert [point.words for point in turned_points(read_rules(before), read_rules(after))] == ["Gout"]
    (change,) = posting((_RULES, after), given=((_RULES, before),)).changes
    assert change.mailed
    assert change.words == (
        "The headings in the rules on who can join changed, "
        "so that a point may count another way now: “Gout”."
    )


@pytest.mark.parametrize(
    ("before", "after", "mailed"),
    [
        ([_IN, "* Adult", _OUT, "* Gout"], ["Inclusion", "* Adult", "Who cannot join", "* Gout"], False),
        ([_IN, "* Adult", _OUT, "* Gout"], [_IN, "* Adult", "Main Exclusion Criteria", "* Gout"], False),
        ([_IN, "* Adult", _OUT, "* Gout"], [_IN, "* Adult", "Inclusion criteria", "* Gout"], True),
        ([_IN, "* Adult", _OUT, "* Gout"], [_IN, "* Adult", "Eligible:", "* Gout"], True),
        ([_IN, "* Adult", _OUT, "* Gout"], [_IN, "* Adult", "Exclusion criteria for men", "* Gout"], True),
        ([_IN, "Any of these:", "* Adult", "* Gout"], [_IN, "All of these:", "* Adult", "* Gout"], True),
        ([_IN, "* Old", "Ineligible:", "* Gout"], [_IN, "* Old", "* Gout", "Ineligible:"], True),
        (["* Adult", "* Gout"], ["* Adult", _OUT, "* Gout"], True),
    ],
)  # fmt: skip
def test_heading_that_says_the_same_in_other_words_is_no_mail(
    before: list[str],
    after: list[str],
    mailed: bool,
) -> None:
    """A follower who reads "only a heading changed" has lost a minute and some trust."""
    old, new = "\n".join(before), "\n".join(after)
    assert only_headings_reworded(old, new) is not mailed
    (change,) = posting(
        (_RULES, new), given=((_RULES, old), (STATUS + "overallStatus", "RECRUITING"))
    ).changes
    assert change.mailed is mailed
    assert change.category == ("who can join" if mailed else "wording")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a" + "\n" * 20_000 + "b", "c" + "\n" * 20_000 + "d"),
        ("\t\n " * 20_000, "\t\n " * 20_000 + "x"),
        ("a" + " " * 100_000 + "b", "a" + " " * 100_000 + "c"),
        ("a" * 100_000, "a" * 50_000 + "b" * 50_000),
        ("* gout\n" * 5_000, "* frail\n" * 5_000),
        ("a b " * 2_000, "b a " * 2_000),
        ("\n".join("a b " * 19 + f"x{at}" for at in range(60)), "\n".join("b a " * 19 for at in range(60))),
        ("inclusion " * 10_000, "exclusion " * 10_000),
        ("inclusion criteria\n" * 10_000, "exclusion criteria\n" * 10_000),
    ],
    ids=["blank lines", "tabs", "spaces", "no spaces", "one word", "two words", "alike", "words", "headings"],
)
def test_texts_that_nobody_wrote_by_hand_are_told_in_a_second(before: str, after: str) -> None:
    """One pasted text must not hold up the changes of all other studies."""
    started = time.process_time()
    told = posting((_RULES, after), given=((_RULES, before),))
    assert told.account
    assert time.process_time() - started < 2
    assert "moved from" not in told.account[0]


def test_rules_too_long_to_read_are_told_without_a_how() -> None:
    """Less is said, and nothing wrong."""
    before, after = "* Adult\n" * 20_000, "* Adult\n" * 20_000 + "* Gout"
    (change,) = posting((_RULES, after), given=((_RULES, before),)).changes
    assert change.words == "The rules on who can join changed; they are very long, so we do not say how."


@pytest.mark.parametrize(("status", "mailed"), [("COMPLETED", False), ("RECRUITING", True)])
def test_first_place_in_a_country_is_mailed_only_where_people_may_join(status: str, mailed: bool) -> None:
    """A place that is listed for the first time and is finished helps nobody who waits for one."""
    told = posting((PLACES, [*_PLACES, place("Fjord Clinic", "Oslo", "Norway", status)]))
    (change,) = told.changes
    assert (change.severity, change.mailed) == ("notable", mailed)


def test_pasted_terms_and_names_take_no_minutes() -> None:
    """Conditions are looked up, measures compared each with each, cities cut: all of it once took minutes."""
    started = time.process_time()
    measures = [
        [{"measure": f"{word} thing of {at} " * 400} for at in range(60)] for word in ("old", "other")
    ]
    told = posting(
        (_CONDITIONS, ["gout " * 10_000]),
        (PLACES + "[0].city", "Rome" + "\n" * 20_000 + "North"),
        (_MEASURES, measures[1]),
        given=((_CONDITIONS, ["flu " * 10_000]), (_MEASURES, measures[0])),
    )
    assert told.mail_account
    assert time.process_time() - started < 4
