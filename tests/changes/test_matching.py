"""Which item became which."""

import pytest

from plainstudy.changes.likeness import likeness, only_numbering, words_key
from plainstudy.changes.matching import out_of_order, pair_items
from plainstudy.record import study
from plainstudy.record.canonical import canonical_part

from .world import place


def _places(before: list[dict[str, str]], after: list[dict[str, str]]) -> tuple[object, object, object]:
    paired = pair_items(before, after, kind=study.Location, same=canonical_part(study.Location))
    return paired.pairs, paired.removed, paired.added


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taichung City", "Taichung"),
        ("Sao Paulo", "São Paulo"),
        ("Hangzhou Shi", "Hangzhou"),
    ],
)
def test_city_written_another_way_is_the_same_place(one: str, other: str) -> None:
    """Accents and the word for city do not move a hospital."""
    before, after = place("Research Site", one, "X"), place("Research Site", other, "X")
    assert _places([before], [after]) == (((0, 0),), (), ())


def test_clinic_of_one_name_in_two_states_is_two_places() -> None:
    """A chain's clinic in another state is another place."""
    before = place("Mayo Clinic", "Rochester", "United States", state="Minnesota")
    after = place("Mayo Clinic", "Jacksonville", "United States", state="Florida")
    assert _places([before], [after]) == ((), (0,), (0,))


def test_hospital_that_moved_within_its_state_is_one_place() -> None:
    """A corrected city leaves the place what it was."""
    before = place("Hill Hospital", "Sulaimani", "Iraq", state="Kurdistan")
    after = place("Hill Hospital", "Sunkar", "Iraq", state="Kurdistan")
    assert _places([before], [after]) == (((0, 0),), (), ())


def test_many_places_that_got_their_names_are_each_found() -> None:
    """However long the list, places are compared within their city."""
    zips = [f"{at:05d}" for at in range(300)]
    before = [place(f"Local Institution - {code}", f"C{code}", "Italy", zip=code) for code in zips]
    after = [place(f"Hospital {code}", f"C{code}", "Italy", zip=f"I {code}") for code in zips]
    assert _places(before, after) == (tuple((at, at) for at in range(300)), (), ())


def test_site_that_got_its_name_and_another_postal_code_is_one_place() -> None:
    """All that left a city and all that came to it is one place each: the stand-in got its name."""
    before = [place("Local Institution - 0079", "Lyon", "France", zip="69001"), place("A", "Rome", "Italy")]
    after = [place("A", "Rome", "Italy"), place("Sea Clinic", "Lyon", "France", zip="69008")]
    assert _places(before, after) == (((1, 0), (0, 1)), (), ())
    code = [place("USA02-0", "Lyon", "France"), before[1]]
    assert _places(code, after) == (((1, 0), (0, 1)), (), ())


def test_site_without_a_name_is_not_guessed_among_two() -> None:
    """Two new hospitals in its city: nobody knows which it became, if any."""
    before = [place("Local Institution - 0079", "Lyon", "France")]
    after = [place("Sea Clinic", "Lyon", "France"), place("Lake Clinic", "Lyon", "France")]
    assert _places(before, after) == ((), (0,), (0, 1))


def test_named_hospital_that_left_is_no_other_hospital() -> None:
    """A named place that went and another that came to the same city are two events."""
    before, after = place("Hill Hospital", "Lyon", "France"), place("Sea Clinic", "Lyon", "France")
    assert _places([before], [after]) == ((), (0,), (0,))


def test_city_with_another_name_on_the_same_spot_is_the_same_place() -> None:
    """Mexico City was Ciudad de México: the registry puts both on one spot."""
    spot = {"lat": 19.42847, "lon": -99.12766}
    before = place("Research Site", "Ciudad de México", "Mexico", geoPoint=spot)
    after = place("Research Site", "Mexico City", "Mexico", geoPoint=spot)
    assert _places([before], [after]) == (((0, 0),), (), ())


def test_hospital_with_a_long_name_is_known_in_another_city() -> None:
    """A corrected city, where the record has no district and no postal code."""
    name = "Goztepe Prof. Dr. Suleyman Yalcin City Hospital"
    assert _places([place(name, "Istanbul", "Turkey")], [place(name, "Kocaeli", "Turkey")]) == (
        ((0, 0),),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "Overall survival in PD-L1 positive people",
            "Progression-free survival in PD-L1 positive people",
            False,
        ),
        ("Overall survival in PD-L1 positive people", "Overall survival in people with PD-L1", True),
        ("Mean seated systolic blood pressure", "Mean seated diastolic blood pressure", False),
        ("Objective response rate by investigator", "Objective response rate by central review", True),
        ("Change in knee pain at rest", "Change in knee function at rest", False),
        ("Complete response by imaging review", "Partial response by imaging review", False),
    ],
)
def test_measure_that_names_another_thing_is_no_rewording(one: str, other: str, *, same: bool) -> None:
    """However many words two measures share, one that tells them apart makes it a switch."""
    paired = pair_items(
        [{"measure": one}], [{"measure": other}], kind=study.Outcome, same=canonical_part(study.Outcome)
    )
    assert (paired.pairs == ((0, 0),)) is same


def test_each_item_pairs_once() -> None:
    """Two equal places before and one after: one is gone."""
    same = place("Hill Hospital", "Rome", "Italy")
    assert _places([same, same], [same]) == (((0, 0),), (1,), ())


def test_likeness_counts_telling_words_only() -> None:
    """Words common to all measures neither join nor part them."""
    assert (
        likeness("Change from baseline in pain at week 12", "Change from baseline in sleep at week 12") == 0
    )
    assert likeness("Overall survival", "Overall survival at 2 years") > 0.7
    assert likeness("", "Pain") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Age ≥ 18.", "age >= 18", True),
        ("Age ≥ 18", "Age ≤ 18", False),
        ("0.5 mg", "5 mg", False),
        ("-5 °C", "5 °C", False),
        ("no pain", "pain", False),
        (None, "", True),
    ],
)
def test_words_key_keeps_words_numbers_and_signs(one: str | None, other: str, *, same: bool) -> None:
    """Only what carries no meaning is left out."""
    assert (words_key(one) == words_key(other)) is same


def test_only_numbering_sees_other_list_marks_and_nothing_else() -> None:
    """Another number before a point is numbering; another number in it is not."""
    assert only_numbering("1. Gout\n2. Pain", "1. Gout\n3. Pain")
    assert not only_numbering("1. Gout for 2 years", "1. Gout for 3 years")


def test_order_is_read_from_places() -> None:
    """Items that only make room for a new one kept their order."""
    assert not out_of_order([(0, 0), (1, 2)])
    assert out_of_order([(1, 0), (0, 1)])
