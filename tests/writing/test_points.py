"""Which points of who can join are shown: none that says something else once it stands alone."""

import pytest

from plainstudy.writing.facts.criteria import _HEADING, points_of

from .documents import facts, record, text

BOTH = "Inclusion Criteria:\n\n{}\n\nExclusion Criteria:\n\n{}"


def told(*asked: str, against: tuple[str, ...] = ("Pregnant",)) -> tuple[list[str], list[str]]:
    """Return the points for and against."""
    criteria = BOTH.format(*("\n".join(f"* {point}" for point in points) for points in (asked, against)))
    shown = text(criteria=criteria).criteria
    return [sentence.text for sentence in shown.can], [sentence.text for sentence in shown.cannot]


def clear(criteria: str) -> bool:
    """Say whether a list can be split."""
    return facts(criteria=criteria).points.clear


@pytest.mark.parametrize(
    "against",
    [
        "No fever in the last week",
        "Must not have a fever",
        "Patients may be rescreened after a fever",
        "Patients with fever excluding children",
    ],
)
def test_reason_against_with_a_denial_or_a_permission_is_left_to_the_record(against: str) -> None:
    """Below "cannot join" such a line says the opposite."""
    assert told("Asthma", against=(against, "Broken leg"))[1] == ["Broken leg."]


def test_reason_against_that_says_again_what_its_heading_says_is_shown_whole() -> None:
    """ "Will be excluded" is no denial there."""
    assert told("Asthma", against=("Smokers will be excluded",))[1] == ["Smokers will be excluded."]


@pytest.mark.parametrize(
    "point",
    [
        "Any of the above diagnoses",
        "Fit for this activity",
        "Able to take these drugs",
        "Age as described above",
        "Meets the inclusion criteria",
        "Has one of the two",
        "And a cough at night",
        "or a cough at night",
        "Cohort B: has a cough",
        "For cohort B only",
        "Asthma for a year. Signed consent",
        "Asthma for a year.12",
        "CXV and QBZ at rest",
        "Age between ≥ 13 to ≤ 65 years",
        "Apgar score < 7 gestational age < 36 weeks",
    ],
)
def test_point_that_does_not_stand_alone_is_left_to_the_record(point: str) -> None:
    """It points away, goes on, is for some only, or is nothing but letters."""
    shown = told("Has a cough", point)[0]
    assert shown in ([], ["Has a cough."], ["Has a cough.", "Asthma for a year."])


def test_same_point_is_given_once() -> None:
    """A record that lists a point twice asks for it once."""
    assert told("Has a cough", "Has a cough", "Has a cold")[0] == ["Has a cough.", "Has a cold."]


@pytest.mark.parametrize(
    "points",
    [
        "* Has a cough\n* or has a cold",
        "* Has a cough\n* OR\n* Has a cold",
        "* Any of these:\n* Cough\n* Cold",
        "* Has a cough\n* Healthy controls without a cough",
        "* 20 patients with a cough\n* 20 patients with a cold",
    ],
)
def test_list_of_which_some_are_a_choice_or_for_a_group_is_not_split(points: str) -> None:
    """Shown as single lines, all would seem to be asked of everyone."""
    assert not clear(BOTH.format(points, "* Pregnant"))
    assert clear(BOTH.format("* Has a cough\n* Has a cold", "* Pregnant"))


def test_many_empty_lines_before_a_heading_are_not_tried_one_by_one() -> None:
    """The pattern of a heading stays within its line; dashes and empty lines before it belong to no list."""
    assert (
        "\n" not in _HEADING.search("Inclusion Criteria:\n- Age" + "\n" * 50 + "Exclusion Criteria:", 24)[0]
    )
    rules = "Inclusion Criteria:\n\n* Age\n" + "\n" * 20_000 + "-----\n\n2.\nExclusion Criteria:\n\n* Asthma"
    points = points_of(record(criteria=rules))
    assert (points.inclusion, points.exclusion) == (("Age",), ("Asthma",))
