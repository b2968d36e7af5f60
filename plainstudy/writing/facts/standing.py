"""Where a study stands: status, dates, why it stopped, who answers for it, where it is."""

import datetime as dt
import re

from plainstudy.plain.time_words import date_words
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord
from plainstudy.record.study import DateStruct
from plainstudy.writing.gated import gated

from .fact import Day, Fact, Today
from .names import tidy

PATH = "protocolSection.statusModule"
SPONSOR = "protocolSection.sponsorCollaboratorsModule"
PLACES = "protocolSection.contactsLocationsModule.locations"
REFERENCES = "protocolSection.referencesModule.references"

_KNOWN_LISTED = """
    RECRUITING NOT_YET_RECRUITING ENROLLING_BY_INVITATION ACTIVE_NOT_RECRUITING SUSPENDED TERMINATED
    COMPLETED WITHDRAWN AVAILABLE NO_LONGER_AVAILABLE TEMPORARILY_NOT_AVAILABLE APPROVED_FOR_MARKETING
"""
KNOWN = frozenset(_KNOWN_LISTED.split())
OPEN = frozenset({"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
_STALE_DAYS = 365
_ACTUAL = {"ACTUAL": True, "ESTIMATED": False}


def status_of(record: StudyRecord) -> tuple[str, bool]:
    """Give the status and whether it is one we know; the registry's UNKNOWN and new values are not."""
    status = record.protocol_section.status_module.overall_status or ""
    return status, status in KNOWN


def dates_of(record: StudyRecord) -> tuple[tuple[str, Day], ...]:
    """Give the dates of the record by name, each as precise as registered."""
    part = record.protocol_section.status_module
    listed: tuple[tuple[str, DateStruct, str], ...] = (
        ("first_posted", part.study_first_post_date_struct, "studyFirstPostDateStruct"),
        ("start", part.start_date_struct, "startDateStruct"),
        ("primary_completion", part.primary_completion_date_struct, "primaryCompletionDateStruct"),
        ("completion", part.completion_date_struct, "completionDateStruct"),
        ("results_posted", part.results_first_post_date_struct, "resultsFirstPostDateStruct"),
        ("last_update", part.last_update_post_date_struct, "lastUpdatePostDateStruct"),
    )
    return tuple(
        (name, _day(item.date, f"{PATH}.{field}.date", actual=_ACTUAL.get(item.type or "")))
        for name, item, field in listed
        if item.date is not None
    )


def confirmed_of(record: StudyRecord) -> Day | None:
    """Give when the study team last confirmed the record."""
    date = record.protocol_section.status_module.status_verified_date
    return _day(date, f"{PATH}.statusVerifiedDate", actual=True) if date else None


def _day(date: PartialDate, path: str, *, actual: bool | None) -> Day:
    return Day(date=str(date), words=date_words(date), actual=actual, path=path)


def today_of(record: StudyRecord, today: dt.date) -> Today:
    """Say what is true of the status on this day only."""
    part = record.protocol_section.status_module
    confirmed, start = part.status_verified_date, part.start_date_struct.date
    return Today(
        date=today.isoformat(),
        stale=part.overall_status in OPEN
        and confirmed is not None
        and (today - confirmed.latest()).days > _STALE_DAYS,
        start_has_passed=part.overall_status == "NOT_YET_RECRUITING"
        and start is not None
        and start.latest() < today,
    )


def why_stopped_of(record: StudyRecord) -> Fact[str] | None:
    """Give the reason why it stopped, in the registry's words."""
    text = record.protocol_section.status_module.why_stopped
    return Fact(tidy(text), f"{PATH}.whyStopped", text) if text and tidy(text) else None


_NO_BENEFIT = re.compile(
    r"\bfutil|\black of (?:\w+ )?(?:efficacy|effect\w*|benefit|activity)|\bno (?:\w+ )?(?:benefit|efficacy|"
    r"effect)\b|"
    r"\bineffective|\binsufficient (?:efficacy|activity|benefit)|\bnot (?:be )?(?:effective|efficacious|"
    r"superior)|"
    r"\b(?:goal|measure|endpoint|objective|aim|outcome)s? (?:\w+ )?(?:\w+ )?not (?:be )?(?:met|reached|"
    r"achieved)\b|"
    r"\b(?:goal|measure|endpoint|objective|aim|outcome)s? (?:is|was|are|were) unlikely to be (?:met|"
    r"reached)\b|"
    r"\b(?:did not|fail(?:ed|ure) to|unlikely to) (?:\w+ ){0,4}(?:efficacy|endpoints?|benefit|superiority|"
    r"effect)\b",
    re.I,
)
_ABOUT_JOINING = re.compile(r"enrol|recruit|accru", re.I)
_DONE = re.compile(
    r"^\W*(?:completed|finished|recruitment (?:fulfilled|completed?))\W*$|"
    r"\b(?:objectives?|endpoints?|goals?|aims?)\b.{0,30}\b(?:met|reached|completed|"
    r"achieved)\b|"
    r"\b(?:met|reached|completed|achieved) (?:\w+ ){0,3}(?:objectives?|endpoints?|goals?|aims?)\b",
    re.I,
)
_NOT_DONE = re.compile(r"\bnot\b|\bunlikely\b|\bnever\b|\bfail|\bunable", re.I)


def no_benefit_of(record: StudyRecord) -> bool:
    """True when the reason why it stopped speaks of a benefit that is unlikely or was not seen."""
    reason = record.protocol_section.status_module.why_stopped or ""
    return _NO_BENEFIT.search(reason) is not None and _ABOUT_JOINING.search(reason) is None


def stopped_when_done(record: StudyRecord) -> bool:
    """True when the reason why it stopped is that it had reached what it was to reach (NCT05255484)."""
    reason = record.protocol_section.status_module.why_stopped or ""
    return _DONE.search(reason) is not None and _NOT_DONE.search(reason) is None


_YEAR = re.compile(r"(?:\b(?:until|to|till|through) (?:\w+ ){0,2}|(?:19|20)\d\d ?[–-] ?)(20[0-4]\d)\b")


def is_end_told(record: StudyRecord) -> bool:
    """True where the day of the end is marked as real, and no text goes on into a later year.

    A study that stopped early has its last visit there, not the day on which it was stopped (NCT01728519).
    """
    part = record.protocol_section.status_module
    end = part.completion_date_struct
    if part.overall_status == "TERMINATED" or end.date is None or end.type != "ACTUAL":
        return False
    year = end.date.year
    return all(int(found[1]) <= year for found in _YEAR.finditer(_all_words(record)))


def sponsor_of(record: StudyRecord) -> tuple[Fact[str] | None, bool]:
    """Give who answers for the study, and whether that is a person."""
    part = record.protocol_section.sponsor_collaborators_module
    name = part.lead_sponsor.name
    if not name or not tidy(name):
        return None, False
    person = part.responsible_party.type == "SPONSOR_INVESTIGATOR" or part.lead_sponsor.class_ == "INDIV"
    return Fact(tidy(name), f"{SPONSOR}.leadSponsor.name", name), person


def _city_in(listed: str, country: str) -> str:
    """Give the name of a city without a street, a postcode or its country; "" for a street alone."""
    parts = [part.strip() for part in listed.split(",")]
    named = [part for part in parts if part and not any(map(str.isdigit, part))]
    return next((part for part in named if part != country or len(named) == 1), "")


def places_of(record: StudyRecord) -> tuple[int, tuple[str, ...], Fact[str] | None]:
    """Give how many places are listed, in which countries, and the city where there is only one.

    No city where the titles or the summary speak of several places: the one that is listed may be
    the office of who answers for the study (NCT07027163). No country whose places were all withdrawn
    (NCT04975997).
    """
    listed = record.protocol_section.contacts_locations_module.locations
    taking_part = [place for place in listed if place.status != "WITHDRAWN"] or listed
    countries = tuple(dict.fromkeys(place.country for place in taking_part if place.country))
    cities = {(place.city, place.country) for place in listed}
    city = None
    text = _NO_PLACE.sub(" ", _titles_and_summary(record)) if len(cities) == 1 else ""
    if any(_differs(found[1], len(countries)) for found in _COUNTRIES.finditer(_all_words(record))):
        countries = ()
    if spoken := _MANY_PLACES.search(text):
        countries = () if _MANY_COUNTRIES.search(spoken.group()) else countries
    elif listed and len(cities) == 1 and listed[0].city and len(countries) == 1:
        name = _city_in(tidy(listed[0].city), countries[0])
        city = Fact(f"{name}, {countries[0]}", f"{PLACES}[0].city", listed[0].city) if name else None
    return len(listed), countries, city


_ONE_PLACE = gated(
    r"\b(?:single|mono|one)[- ]?(?:cent(?:er|re|ric)\b(?! of\b)|(?:site|institution|hospital|clinic)(?:al)? "
    r"(?:study|trial|pilot))|"
    r"\b(?:in|at|from) (?:a|one) single (?:cent(?:er|re)|hospital|clinic|institution)\b",
    re.I,
)
_NO_TOWN = (
    r"(?! (?:[A-Z]\w+ ){0,2}(?:[Ss]cale|[Ss]core|[Ii]n[dv]|[Qq]u|[Tt]est|[Cc]ri|[Cc]la|[Pp]rot|[Dd]ia|"
    r"[Cc]ons|[Dd]ef|[Ss]tate|[Dd]ecl|[Mm]eth|[Ss]ys|[Tt]ype|and [A-Z]))"
)
"""What is called after a town: a score, a list of questions; and a town that is one of two."""


def is_place_told(record: StudyRecord, city: Fact[str] | None) -> bool:
    """True where the text bears the one listed place out: it names the town, or says that it is one place."""
    if city is None:
        return False
    text = _all_words(record)
    if _ONE_PLACE.search(text):
        return True
    name = city.value.split(",", maxsplit=1)[0]
    if name not in text:
        return False
    town = rf"\b(?:in|at|from|near|of) (?:the )?{_NAMES}{re.escape(name)}\b{_NO_TOWN}"
    return re.search(town, text.replace("Declaration of ", "")) is not None


_NAMES = r"(?:[A-Z][\w'’-]+,? (?:of |and |for )?){0,6}"
_NUMBERS = {
    word: at
    for at, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_COUNTRIES = gated(
    r"\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?:[a-z]+ ){0,2}countries\b", re.I
)


def _differs(number: str, count: int) -> bool:
    """True where the text gives another number of countries than the list has (NCT03387722)."""
    return (_NUMBERS.get(number.lower()) or int(number)) != count


def _all_words(record: StudyRecord) -> str:
    details = record.protocol_section.description_module.detailed_description
    return f"{_titles_and_summary(record)} . {details}"


_MANY_PLACES = gated(
    r"\bmulti[- ]?(?:center|centre|centric|site|national|country|clinic|institution)\w*|\binternational\b|"
    r"\bnation-?wide\b|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|multiple|various) "
    r"(?:\w+ ){0,3}(?:centers|centres|sites|hospitals|clinics|departments|countries|institutions|schools)\b|"
    r"\b(?:sites|centers|centres|hospitals|clinics) (?:across|throughout)\b|\bacross (?:europe|africa|asia|"
    r"countries)\b|\beuropean (?:study|survey|registry|cohort|countries)\b",
    re.I,
)
_NO_PLACE = gated(
    r"\binternational (?:classification|headache|society|prostate|study group|conference|"
    r"unit|normali[sz]ed|federation|association|staging|consensus|working|criteria|diabetes|union|myeloma|"
    r"guidelines?)",
    re.I,
)


_MANY_COUNTRIES = re.compile(r"national\b|countr|europe|\basia|\bafrica", re.I)


def _titles_and_summary(record: StudyRecord) -> str:
    part = record.protocol_section
    titles = part.identification_module
    return " . ".join(
        filter(None, (titles.brief_title, titles.official_title, part.description_module.brief_summary))
    )


def papers_of(record: StudyRecord) -> int:
    """Count the papers that the record links and that are not mere background."""
    return sum(
        item.type in {"RESULT", "DERIVED"} for item in record.protocol_section.references_module.references
    )
