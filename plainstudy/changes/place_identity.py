"""Which place is which: cities with two names, sites that got a name, hospitals in a corrected city. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from .countries import same_country
from .likeness import name_key

Place = Mapping[str, Any]

_LONG_NAME = 20  # characters of a hospital's name that no second hospital of the country has
_NUMBER = re.compile(r"\d+")
# What sponsors write instead of a hospital's name until it may be told.
_UNNAMED = re.compile(
    r"(?:local institution|(?:research|study|clinical|investigational|investigative|trial|recruiting)\s*"
    r"(?:study\s*|trial\s*)?(?:site|center|centre|facility)|site\b|.*\binvestigational site)",
    re.I,
)
_SITE_CODE = re.compile(r"(?:[A-Z]{1,4}[- ]?)?\d{2,}(?:[- ]\d+)*")  # "USA02-0"


def parts_of(item: Place, names: tuple[str, ...]) -> list[str]:
    """Return an item's fields as they compare; a city and a country under the one name they go by here."""
    values = {name: item.get(name) for name in names}
    if values.get("country"):
        values["country"] = same_country(str(values["country"]))
    if values.get("city"):
        values["city"] = _city(str(values["city"]))
    return [name_key(value) for value in values.values()]


def _city(name: str) -> str:
    """Return a city's name without accents and the word for city, as in "São Paulo" and "Taichung City"."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    return _CITY.sub("", bare) or bare


_CITY = re.compile(r"(?<!\s)\s++(?:city|shi|si)$", re.I)


def is_unnamed(place: Place) -> bool:
    """True for a place with a stand-in for its name, as in "Research Site"."""
    facility = str(place.get("facility") or "")
    return _UNNAMED.match(facility) is not None or _SITE_CODE.fullmatch(facility.strip()) is not None


def unnamed_likeness(one: Place, other: Place) -> float:
    """Find the place that got its name: it had a stand-in for one, and lies in the same city and district."""
    if not is_unnamed(one) or is_unnamed(other):
        return 0.0
    codes = ["".join(_NUMBER.findall(str(item.get("zip") or ""))) for item in (one, other)]
    return 0.7 if codes[0] and codes[0] == codes[1] else 0.0


def _city_key(place: Place) -> str | None:
    parts = parts_of(place, ("city", "country"))
    return "\n".join(parts) if all(parts) else None


def _spot_key(place: Place) -> str | None:
    """Where the registry puts a city on the map: two names of one city have one spot."""
    spot = place.get("geoPoint")
    if not (isinstance(spot, Mapping) and place.get("country")):
        return None
    return f"{round(spot['lat'], 2)} {round(spot['lon'], 2)} {parts_of(place, ('country',))[0]}"


def _long_name_key(place: Place) -> str | None:
    parts = parts_of(place, ("facility", "country"))
    return "\n".join(parts) if all(parts) and len(parts[0]) >= _LONG_NAME else None


# Ways to know a place by the last one left of its kind, and what the two must be.
LAST_RESORTS: tuple[tuple[Callable[[Place], str | None], Callable[[Place, Place], bool]], ...] = (
    (_city_key, lambda one, other: is_unnamed(one) and not is_unnamed(other)),
    (_city_key, lambda one, other: not (one.get("facility") and other.get("facility"))),
    (
        _spot_key,
        lambda one, other: is_unnamed(one) and name_key(one["facility"]) == name_key(other.get("facility")),
    ),
    (
        _long_name_key,
        lambda one, other: not is_unnamed(one) and not (one.get("state") and other.get("state")),
    ),
)
