"""Contacts and places: who can be called now, where, grouped by country and city."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from plainstudy.record.study import Contact, ContactsLocationsModule, GeoPoint, Location
from plainstudy.search.places import distance_km

from .map_picture import PlacePoint
from .status import may_be_asked, place_status_words

FOLD_ABOVE = 12
MOST_LISTED = 800
"""Beyond it a page would be too heavy for a phone; the nearest ones are still found among all."""


@dataclass(frozen=True, slots=True)
class Person:
    """A contact: whatever of name, phone and e-mail the record lists."""

    name: str
    phone: str
    email: str

    @property
    def phone_digits(self) -> str:
        """The phone number for a tel: link, without an extension; empty where there is none."""
        digits = "".join(sign for sign in self.phone.split("ext")[0] if sign.isdigit() or sign == "+")
        return digits if len(digits) >= 6 else ""

    @property
    def email_link(self) -> str:
        """The address for a mailto: link; empty where the text is none."""
        bare = self.email.strip()
        usable = bare.count("@") == 1 and not any(sign.isspace() or sign in "?&%<>\"'" for sign in bare)
        return bare if usable else ""


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One place of a study."""

    facility: str
    status: str
    """In words; empty where the record does not say."""
    is_open: bool
    city: str
    state: str
    country: str
    point: GeoPoint | None
    people: tuple[Person, ...]
    kilometres: int | None = None
    """From the place the reader named; None where no place was named or ours has no coordinates."""

    @property
    def distance(self) -> str:
        """The distance in both units, rounded as a straight line deserves."""
        if self.kilometres is None:
            return ""
        miles = round(self.kilometres / 1.609344)
        return f"about {self.kilometres:,} km ({miles:,} miles) away in a straight line"

    @property
    def town(self) -> str:
        return ", ".join(dict.fromkeys(part for part in (self.city, self.state) if part))


@dataclass(frozen=True, slots=True)
class Country:
    """The places of one country, by city."""

    name: str
    cities: tuple[tuple[str, tuple[PlaceShown, ...]], ...]
    count: int
    open_count: int
    is_confirmed: bool

    @property
    def summary(self) -> str:
        """How many places, and how many are looking for people."""
        places = "1 place" if self.count == 1 else f"{self.count:,} places"
        as_listed = "" if self.is_confirmed else "listed as "
        return f"{places}, {self.open_count:,} {as_listed}looking for people" if self.open_count else places


@dataclass(frozen=True, slots=True)
class PlacesShown:
    """The whole section.

    ``people`` are the study's own contacts, shown only while somebody can be
    asked about joining; ``nearest`` is filled when the reader named a place.
    """

    people: tuple[Person, ...] = ()
    is_listed: bool = True
    is_confirmed: bool = True
    """The record is recent enough to be believed about who looks for people."""
    countries: tuple[Country, ...] = ()
    nearest: tuple[PlaceShown, ...] = ()
    count: int = 0
    can_be_asked: bool = False
    has_contact: bool = False
    points: tuple[PlacePoint, ...] = ()

    @property
    def left_out(self) -> int:
        """How many places the list leaves to the registry's own page."""
        return max(self.count - MOST_LISTED, 0)

    @property
    def folds(self) -> bool:
        return self.count > FOLD_ABOVE


def present_places(
    module: ContactsLocationsModule,
    *,
    study_status: str | None,
    is_listed: bool,
    is_confirmed: bool = True,
    near: GeoPoint | None = None,
) -> PlacesShown:
    """Show the places and contacts of a record.

    Contacts appear only while the registry lists the study and says that people
    may join; those of a place only while that place may be asked as well. No place
    is told as open unless its study is.
    """
    asks = is_listed and may_be_asked(study_status)
    places = [_place(place, asks=asks, is_confirmed=is_confirmed, near=near) for place in module.locations]
    places.sort(key=lambda place: not place.is_open)
    people = _people(module.central_contacts) if asks else ()
    nearest = sorted(
        (p for p in places if p.kilometres is not None), key=lambda p: (p.kilometres or 0, p.facility)
    )
    return PlacesShown(
        people=people,
        is_listed=is_listed,
        is_confirmed=is_confirmed,
        countries=_countries(places[:MOST_LISTED], is_confirmed=is_confirmed),
        nearest=tuple(nearest[:10]),
        count=len(places),
        can_be_asked=asks,
        has_contact=bool(people) or any(place.people for place in places),
        points=tuple(PlacePoint(place.point, place.city, place.is_open) for place in places if place.point),
    )


def where_words(module: ContactsLocationsModule) -> str:
    """Say in a few words where a study is: a city, a country, or how many of each; empty where unknown."""
    countries = list(dict.fromkeys(place.country for place in module.locations if place.country))
    cities = list(dict.fromkeys(place.city for place in module.locations if place.city))
    count = len(module.locations)
    if len(cities) == 1 and len(countries) <= 1:
        return ", ".join([*cities, *countries])
    if len(countries) == 1:
        return f"{count:,} places in {_with_the(countries[0])}"
    return f"{count:,} places in {len(countries)} countries" if countries else ""


def _with_the(country: str) -> str:
    return (
        f"the {country}"
        if country in {"United States", "United Kingdom", "Netherlands", "Philippines"}
        else country
    )


def _place(location: Location, *, asks: bool, is_confirmed: bool, near: GeoPoint | None) -> PlaceShown:
    asks_here = asks and (location.status is None or may_be_asked(location.status))
    away = _away(near, location.geo_point)
    return PlaceShown(
        facility=location.facility or "Name of the place not given",
        status=place_status_words(location.status, study_is_open=asks, is_confirmed=is_confirmed),
        is_open=asks and location.status == "RECRUITING",
        city=location.city or "",
        state=location.state or "",
        country=location.country or "Country not given",
        point=location.geo_point,
        people=_people(location.contacts) if asks_here else (),
        kilometres=None if away is None else _rounded(away),
    )


def _away(near: GeoPoint | None, point: GeoPoint | None) -> float | None:
    return distance_km(near.lat, near.lon, point.lat, point.lon) if near and point else None


def _rounded(kilometres: float) -> int:
    step = 1 if kilometres < 20 else 5 if kilometres < 100 else 10
    return round(kilometres / step) * step


def _people(contacts: Iterable[Contact]) -> tuple[Person, ...]:
    return tuple(
        Person(contact.name or "", _phone(contact), contact.email or "")
        for contact in contacts
        if contact.phone or contact.email or contact.name
    )


def _phone(contact: Contact) -> str:
    extension = f" ext. {contact.phone_ext}" if contact.phone and contact.phone_ext else ""
    return f"{contact.phone or ''}{extension}"


def _countries(places: list[PlaceShown], *, is_confirmed: bool) -> tuple[Country, ...]:
    def by_country(place: PlaceShown) -> str:
        return place.country

    def by_town(place: PlaceShown) -> str:
        return place.town

    countries = []
    for name, group in groupby(sorted(places, key=by_country), key=by_country):
        here = sorted(group, key=lambda place: (place.town, not place.is_open, place.facility))
        cities = tuple((town, tuple(rows)) for town, rows in groupby(here, key=by_town))
        open_count = sum(place.is_open for place in here)
        countries.append(Country(name, cities, len(here), open_count, is_confirmed))
    return tuple(sorted(countries, key=lambda country: (-country.open_count, -country.count, country.name)))
