"""Points of who can join: what is a choice is not split, what is unreadable is left to the record."""

import pytest

from .documents import facts, text

HEADS = "Inclusion Criteria:\n\n{}\n\nExclusion Criteria:\n\n* Pregnant"


def can(*points: str) -> list[str]:
    """Return the points told to a reader."""
    criteria = HEADS.format("\n".join(f"* {point}" for point in points))
    return [sentence.text for sentence in text(criteria=criteria).criteria.can]


@pytest.mark.parametrize("line", ["Has a polyp, or", "Has a polyp OR", "One of the following:"])
def test_points_that_are_a_choice_are_not_all_asked_for(line: str) -> None:
    """Either is enough."""
    criteria = HEADS.format(f"* {line}\n* Has a wart")
    assert facts(criteria=criteria).points.clear is False


def test_number_and_unit_are_parted() -> None:
    """ "18years" is a slip of the keyboard."""
    assert can("Age at least 18years") == ["Age at least 18 years."]
    assert can("Age 21 - 55 years") == ["Age 21 to 55 years."]


def test_point_of_a_bare_abbreviation_is_left_to_the_record() -> None:
    """ "ASA at least 4" tells a reader nothing."""
    assert can("ASA ≥ 4") == []


def test_point_with_broken_signs_is_left_to_the_record() -> None:
    """ "Age â‰¥ 18" lost its sign."""
    assert can("Age â‰¥ 18 years") == []


def test_numbers_that_count_the_points_are_left_out() -> None:
    """ "2 Asthma" does not ask for two of it."""
    criteria = "Inclusion Criteria:\n\n1 Age over 18 years\n2 Asthma for a year\n3 Signed consent\n"
    told = [sentence.text for sentence in text(criteria=criteria).criteria.can]
    assert told == ["Age over 18 years.", "Asthma for a year.", "Signed consent."]
