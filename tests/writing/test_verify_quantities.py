"""Numbers, units and dates as they are read from a text."""

import pytest

from plainstudy.writing.verify.days import dates
from plainstudy.writing.verify.normal import normal, stem, with_digits
from plainstudy.writing.verify.quantities import quantities
from plainstudy.writing.verify.quantity import Quantity


def read(text: str) -> tuple[Quantity, ...]:
    """Find the numbers of a plain text."""
    return quantities(text, normal(text).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 600 people are to take part", [(600.0, "", "people")]),
        ("1,752 women at 12 places", [(1752.0, "", "people"), (12.0, "", "places")]),
        ("for a year and a half", [(1.5, "year", "single")]),
        ("twenty-five older adults", [(25.0, "", "people")]),
        ("baseline, weeks 4, 8 and 12", [(4.0, "week", ""), (8.0, "week", ""), (12.0, "week", "")]),
        ("3 to 5 years", [(3.0, "year", ""), (5.0, "year", "")]),
        ("10 mg/kg", [(10.0, "mg/kg", "")]),
        ("month1", [(1.0, "month", "")]),
        ("hba1c and covid-19", []),
        ("in may 2026", []),
        ("several people, once more", [(1.0, "", "more")]),
    ],
)
def test_text_with_numbers_gives_value_unit_and_what_is_counted(
    text: str, expected: list[tuple[float, str, str]]
) -> None:
    """Numbers in digits, in words and in lists that share a unit; digits of names and dates are none."""
    assert [(item.value, item.unit, item.noun) for item in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "per", "value"),
    [
        ("twice a day", "day", 2.0),
        ("once daily", "day", 1.0),
        ("2.5 mg bid", "day", 2.0),
        ("3 times a week", "week", 3.0),
        ("weekly", "week", 1.0),
        ("tid", "day", 3.0),
    ],
)
def test_frequency_in_any_form_gives_times_and_unit(text: str, per: str, value: float) -> None:
    """How often, in words and in prescribers' short forms."""
    assert [(item.per, item.value) for item in read(text) if item.per] == [(per, value)]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("18 years or older", ["min"]),
        ("at most 18 years", ["max"]),
        ("no more than 4 weeks", ["max"]),
        ("no less than 4 weeks", ["min"]),
        ("more than 18 years and less than 75 years", ["min", "max"]),
        ("18 years", [""]),
    ],
)
def test_limit_before_or_after_a_number_gives_its_direction(text: str, bounds: list[str]) -> None:
    """At least and at most, also where the word stands behind or another number follows."""
    assert [item.bound for item in read(text)] == bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it ended in september 2012", (2012, 9, 0)),
        ("on 9 march 2015", (2015, 3, 9)),
        ("march 9, 2015", (2015, 3, 9)),
        ("2012-09-14", (2012, 9, 14)),
        ("in 2007", (2007, 0, 0)),
    ],
)
def test_date_in_any_form_is_read_as_exact_as_it_is(text: str, expected: tuple[int, int, int]) -> None:
    """Dates without a day or month keep that."""
    assert [(day.year, day.month, day.day) for day in dates(text)] == [expected]


def test_counted_year_like_number_is_no_date() -> None:
    """2000 people are not the year 2000."""
    assert dates("2000 people, 1950 mg") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tumour, HAEMATOLOGY", "tumor hematology"),
        ("Stage IV", "stage 4"),
        ("Type2Diabetes", "type 2 diabetes"),
        ("≥ 5 µg", "5 ug"),
        ("Sjögren’s", "sjogren s"),
        ("MPL®", "mpl"),
    ],
)
def test_same_words_in_other_spelling_meet_in_one_form(one: str, other: str) -> None:
    """British and American, roman and arabic, accents and signs."""
    assert with_digits(normal(one)) == with_digits(normal(other))


def test_family_of_words_shares_a_stem_of_at_least_four_letters() -> None:
    """Endings go, short words stay whole."""
    assert stem("vaccinated")[:6] == stem("vaccination")[:6] == "vaccin"
    assert stem("pain") == "pain"
    assert all(len(stem(word)) >= 4 for word in ("allergies", "spinal", "surgery", "treatments"))
