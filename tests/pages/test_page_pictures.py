"""Pictures: what they say in words, and that what they draw stays inside."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstudy.pages.presenters.arms_picture import MOST_ARMS, present_arms
from plainstudy.pages.presenters.life_picture import Moment, present_life
from plainstudy.pages.presenters.map_picture import HEIGHT, WIDTH, PlacePoint, present_map
from plainstudy.pages.presenters.svg import lines_of, text_width
from plainstudy.pages.presenters.timeline_picture import present_timeline
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import (
    ArmGroup,
    ArmsInterventionsModule,
    DesignInfo,
    DesignModule,
    EnrollmentInfo,
    GeoPoint,
    IdentificationModule,
    ProtocolSection,
)
from plainstudy.writing.text import KeyDate

TODAY = dt.date(2026, 6, 25)


def protocol(
    *labels: str, allocation: str | None = "RANDOMIZED", model: str | None = "PARALLEL"
) -> ProtocolSection:
    """Make a protocol with arms."""
    return ProtocolSection(
        identification_module=IdentificationModule(nct_id="NCT00000001"),
        arms_interventions_module=ArmsInterventionsModule(
            arm_groups=tuple(ArmGroup(label=label, type="EXPERIMENTAL") for label in labels)
        ),
        design_module=DesignModule(
            design_info=DesignInfo(allocation=allocation, intervention_model=model),
            enrollment_info=EnrollmentInfo(count=600, type="ESTIMATED"),
        ),
    )


def date(label: str, day: str, *, actual: bool | None) -> KeyDate:
    """Make a key date."""
    return KeyDate(label=label, date=day, actual=actual, source="x")


@given(st.text(max_size=300), st.integers(1, 4))
def test_lines_are_few_and_fit(text: str, most: int) -> None:
    """Whatever a registrant typed stays within its box."""
    lines = lines_of(text, width=200, size=15, most=most)
    assert len(lines) <= most
    assert all(text_width(line, size=15) <= 200 for line in lines)


def test_short_text_is_not_cut() -> None:
    """A label that fits is whole."""
    assert lines_of("Radiation and bone cement", width=280, size=15, most=3) == ("Radiation and bone cement",)


def test_randomised_arms_are_told_as_chance() -> None:
    """The words below the picture name people, chance and groups."""
    picture = present_arms(protocol("A", "B"))
    assert picture
    assert picture.description == "600 people planned, chance decides, 2 groups: A; B"


def test_crossover_is_not_told_as_one_or_the_other() -> None:
    """NCT03397563: everyone gets both, in turn, though chance decides the order."""
    picture = present_arms(protocol("A", "B", model="CROSSOVER"))
    assert picture
    assert picture.how == "each person gets these in turn"


def test_one_arm_needs_no_choice() -> None:
    """A single group is not assigned by anything."""
    picture = present_arms(protocol("Only"))
    assert picture
    assert picture.how == ""


def test_record_without_arms_has_no_picture() -> None:
    """Nothing is drawn from nothing."""
    assert present_arms(protocol()) is None


def test_too_many_arms_are_listed_and_not_drawn() -> None:
    """A picture of thirty boxes helps nobody; the list has them all."""
    picture = present_arms(protocol(*map(str, range(MOST_ARMS + 1))))
    assert picture
    assert (picture.boxes, len(picture.arms)) == ((), MOST_ARMS + 1)


@given(st.lists(st.text(max_size=200), min_size=1, max_size=MOST_ARMS))
def test_boxes_lie_below_one_another_inside_the_picture(labels: list[str]) -> None:
    """No box covers another or leaves the picture."""
    picture = present_arms(protocol(*labels))
    assert picture
    ends = [0, *(box.y + box.height for box in picture.boxes)]
    assert all(box.y > end for box, end in zip(picture.boxes, ends, strict=False))
    assert ends[-1] <= picture.height


def test_plan_that_has_passed_is_not_told_as_done() -> None:
    """A planned date behind us says that the record does not tell whether it happened."""
    line = present_timeline([date("End", "2024-01", actual=False)], today=TODAY)
    assert line
    assert line.dates[0].note == "was planned; the record does not say whether it happened"


def test_dates_stand_in_their_order_in_time() -> None:
    """The line runs from early to late, also where the record lists them otherwise."""
    dates = [date("End", "2027", actual=False), date("Start", "2015-03-09", actual=True)]
    line = present_timeline(dates, today=TODAY)
    assert line
    assert [shown.label for shown in line.dates] == ["Start", "End"]
    assert line.dates[0].x < (line.today_x or 0) < line.dates[1].x


def test_dates_too_close_are_lifted_apart() -> None:
    """Two dates on one day do not hide each other."""
    dates = [date(name, "2026-01-01", actual=None) for name in "abc"]
    line = present_timeline(dates, today=TODAY)
    assert line
    assert len({shown.y for shown in line.dates}) == 3


def test_no_dates_make_no_line() -> None:
    """Nothing is drawn from nothing."""
    assert present_timeline([], today=TODAY) is None


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.booleans()), min_size=1, max_size=12))
@settings(deadline=None)  # the first map loads the towns
def test_places_lie_inside_the_map(points: list[tuple[float, float, bool]]) -> None:
    """Every dot is in the picture, wherever on the globe the places are."""
    picture = present_map(
        [PlacePoint(GeoPoint(lat=lat, lon=lon), "", is_open) for lat, lon, is_open in points]
    )
    assert picture
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in picture.dots)


def test_own_town_and_a_large_one_nearby_are_named() -> None:
    """A reader can tell where the one place is."""
    picture = present_map([PlacePoint(GeoPoint(lat=29.76, lon=-95.37), "Houston", is_open=True)])
    assert picture
    names = {name.text: name.is_place for name in picture.names}
    assert names["Houston"] is True
    assert not all(names.values())


def test_places_without_coordinates_make_no_map() -> None:
    """Nothing is drawn from nothing, nor from what lies off the globe."""
    assert present_map([]) is None
    assert present_map([PlacePoint(GeoPoint(lat=999, lon=0), "", is_open=True)]) is None


def moment(number: int, day: str, **over: object) -> Moment:
    """Make one version's moment."""
    values: dict[str, object] = {
        "status": "RECRUITING", "end": PartialDate(2027, 1), "end_is_actual": False, "people": 100,
        "people_is_actual": False, "places": 3,
    }  # fmt: skip
    return Moment(number=number, day=dt.date.fromisoformat(day), **(values | over))  # type: ignore[arg-type]


def test_life_of_a_study_is_told_in_words_too() -> None:
    """Who does not see the picture hears what it shows."""
    moments = [
        moment(1, "2026-01-01"),
        moment(2, "2026-03-01", status="TERMINATED", people=40, people_is_actual=True),
    ]
    life = present_life(moments, today=TODAY)
    assert life
    assert life.description == (
        "2 versions. Status: Listed as looking for people, then The study was stopped early. "
        "End: January 2027 (planned). People: 100 (planned), later 40. Places: 3."
    )
    assert [band.tone for band in life.bands] == ["open", "stopped"]


@pytest.mark.parametrize("days", [0, 1, 4000])
def test_bands_fill_the_width_without_gaps(days: int) -> None:
    """From the first version to today there is always one status."""
    later = (dt.date(2015, 1, 1) + dt.timedelta(days=days)).isoformat()
    life = present_life([moment(1, "2015-01-01"), moment(2, later, status="COMPLETED")], today=TODAY)
    assert life
    first, second = life.bands
    assert abs(first.x + first.width - second.x) <= 5
    assert second.x + second.width >= 330


def test_unknown_numbers_leave_their_track_out() -> None:
    """A study without a known end or size has no line for them."""
    life = present_life([moment(1, "2026-01-01", end=None, people=None)], today=TODAY)
    assert life
    assert [track.title for track in life.tracks] == ["Places"]
