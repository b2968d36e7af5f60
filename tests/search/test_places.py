"""Towns, ZIP codes, distances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.search.places import distance_km, find_place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boston", "Boston, MA"),
        ("springfield, il", "Springfield, IL"),
        ("Springfield IL", "Springfield, IL"),
        ("Houston, Texas, USA", "Houston, TX"),
        ("Lyon France", "Lyon, France"),
        ("London, Canada", "London, Canada"),
        ("Cambridge, UK", "Cambridge, United Kingdom"),
        ("München", "Munich, Germany"),
        ("sao paulo", "São Paulo, Brazil"),
        ("77030", "77030 Houston, TX"),
        ("77030-1234", "77030 Houston, TX"),
    ],
)
def test_place_is_found_as_people_write_it(text: str, name: str) -> None:
    """The largest of its name, unless a country or state says which."""
    place = find_place(text)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize("text", ["", "Xyzzy", "00000", "Houston, France", "   ,  ", "123456", "Lyon Texas"])
def test_unknown_place_is_none(text: str) -> None:
    """Nothing is guessed: a town in the wrong country is not found."""
    assert find_place(text) is None


@given(st.text(max_size=150))
def test_any_text_is_answered(text: str) -> None:
    """Whatever a reader types raises nothing."""
    place = find_place(text)
    assert place is None or -90 <= place.latitude <= 90


def test_distance_is_along_the_earth() -> None:
    """London to Paris is about 344 km; across the date line is near."""
    assert distance_km(51.5074, -0.1278, 48.8566, 2.3522) == pytest.approx(344, abs=2)
    assert distance_km(0, 179.9, 0, -179.9) == pytest.approx(22, abs=1)
    assert distance_km(12, 34, 12, 34) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)
