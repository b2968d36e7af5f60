"""Whom a point of the rules for joining is on, and how surely."""

import itertools

import pytest

from plainstudy.changes.points import certain_sides, only_headings_reworded, read_rules, turned_points

from .world import STATUS, WHO, posting

_RULES = WHO + "eligibilityCriteria"
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
        ([_IN, "* Old", "Ineligible:", "* Gout", "* Frail"], [_IN, "* Old", "* Gout", "Ineligible:", "* Frail"], True),
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
