"""Several changes of one posting as one account: the most important first, long lists summed up."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from plainstudy.changes.context import country_of
from plainstudy.changes.place_identity import is_unnamed
from plainstudy.changes.significance import CATEGORIES, SEVERITIES
from plainstudy.plain.wording import count_of, format_number, join_words

from .phrases import country_name, place_name, quote, quote_pair
from .terms import PLACE_STATUS


class Told(Protocol):
    """A change with its judgement and its words: a row, or what will be one."""

    @property
    def path(self) -> str: ...
    @property
    def short_field(self) -> str: ...
    @property
    def operation(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def before(self) -> Any: ...
    @property
    def after(self) -> Any: ...
    @property
    def about(self) -> Any: ...
    @property
    def words(self) -> str: ...


_SUMMED_FROM = 3  # so many of one kind are summed up
_COUNTRIES_NAMED = 4
_ADMINISTRATIVE = "housekeeping"
_VERIFIED = "statusModule.statusVerifiedDate"
_REGISTRY_DATES = ("statusModule.statusVerifiedDate", "statusModule.lastUpdate")
_NOTHING_ELSE = "Nothing else about the study changed."
_SHADOWED = frozenset({"hasResults", "statusModule.lastKnownStatus", "eligibilityModule.stdAges"})
"""Fields that only follow another change, which tells it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an account, with the highest severity of what it sums up."""

    words: str
    severity: str


def account(changes: Iterable[Told]) -> list[str]:
    """Return sentences in the order in which they matter; no changes give no sentences."""
    return [line.words for line in account_lines(changes)]


def account_lines(changes: Iterable[Told]) -> list[Line]:
    """Return the account with the weight of every sentence."""
    told = sorted(changes, key=importance)
    lines = summed_up([change for change in told if not _is_told_elsewhere(change)])
    if lines:
        return lines
    quiet = [change for change in told if change.short_field not in _SHADOWED]
    beyond_dates = [change for change in quiet if not change.short_field.startswith(_REGISTRY_DATES)]
    if beyond_dates:
        return summed_up(beyond_dates)
    verified = [change for change in quiet if change.short_field == _VERIFIED]
    lines = summed_up(verified or quiet or told)
    return [*lines, Line(_NOTHING_ELSE, "minor")] if lines and quiet == told else lines


def summed_up(changes: Iterable[Told]) -> list[Line]:
    """Tell all of these changes, the most important first, many of one kind in one sentence."""
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    ordered = sorted(changes, key=importance)
    twice = _listed_twice(ordered)
    for change in ordered:
        groups[twice.get(change.path) or _group(change)].append(change)
    told = [(words, group[0].severity) for group in groups.values() for words in _tell(group)]
    first: dict[str, str] = {}
    for words, severity in told:
        first.setdefault(words, severity)
    return [Line(words, severity) for words, severity in first.items()]


def _is_told_elsewhere(change: Told) -> bool:
    """The registry's own work, or what only follows from a change that is told."""
    if change.short_field == "statusModule.overallStatus":
        return "WITHHELD" in (change.before, change.after)  # the hidden record is told as a whole
    return change.category == _ADMINISTRATIVE or change.short_field in _SHADOWED


def importance(change: Told) -> tuple[int, int]:
    """Sort by severity, then by what readers care about first."""
    severity = SEVERITIES.index(change.severity) if change.severity in SEVERITIES else len(SEVERITIES)
    category = CATEGORIES.index(change.category) if change.category in CATEGORIES else len(CATEGORIES)
    return severity, category


def _group(change: Told) -> tuple[str, ...]:
    field = change.short_field
    if field.startswith("contactsLocationsModule.locations.contacts"):
        field = "contactsLocationsModule.locations.contacts"
    what = change.operation
    if field == "contactsLocationsModule.locations.status":
        what = f"{change.before}>{change.after}" if change.after else "none"
    if field == "contactsLocationsModule.locations" and change.about is not None:
        return change.category, field, what, ""  # firsts and lasts in a country are told with the rest
    return change.category, field, what


def _tell(group: Sequence[Told]) -> list[str]:
    words = list(dict.fromkeys(change.words for change in group))
    if _is_of_one_place(group):
        return [_status_of_one(group)]
    if len(group) < _SUMMED_FROM:
        return words
    field = group[0].short_field
    if field.startswith("contactsLocationsModule.locations.contacts"):
        return [_contacts(group)]
    if field in _SUMS:
        return [_SUMS[field](group)]
    if field in _DETAILS:
        return [_detail(group, *_DETAILS[field])]
    rest = len(words) - 2
    return words if rest < 2 else [*words[:2], f"And {count_of(rest, 'more change')} of this kind."]


def _places(group: Sequence[Told]) -> str:
    count, where = count_of(len(group), "place"), by_country(change.about for change in group)
    edge = _countries(change for change in group if change.severity == "notable")
    everywhere = set(edge) == set(_countries(group))
    if group[0].operation == "added":
        first = f"; before, none was listed in {_some_of(edge, last='or')}" if edge else ""
        first = "; before, none was listed there" if everywhere else first
        return f"{count} were added, {where}{_standing(group)}{first}."
    last = f"; none is left in {_some_of(edge, last='or')}" if edge else ""
    return f"{count} are no longer listed, {where}{'; none is left there' if everywhere else last}."


def _some_of(countries: Sequence[str], *, last: str) -> str:
    """Name countries as far as anyone reads, and count the rest."""
    rest = len(countries) - _COUNTRIES_NAMED
    if rest < 2:
        return join_words(countries, last=last)
    return join_words([*countries[:_COUNTRIES_NAMED], f"{rest} more countries"], last=last)


def _standing(group: Sequence[Told]) -> str:
    """Say how the places stand: "; 2 are listed as open to new people and 1 as not open yet"."""
    counted = Counter(PLACE_STATUS.get(str((change.about or {}).get("status"))) for change in group)
    known = [(status, number) for status, number in counted.most_common() if status]
    if not known:
        return ""
    if len(counted) == 1:
        return f"; all are listed as {known[0][0]}"
    parts = [f"{format_number(number)} as {status}" for status, number in known]
    return f"; listed are {join_words(parts)}"


def _statuses(group: Sequence[Told]) -> str:
    count, where = count_of(len(group), "place"), by_country(change.about for change in group)
    before, after = (PLACE_STATUS.get(str(value)) for value in (group[0].before, group[0].after))
    if after is None:
        return f"The record no longer says whether {count} are open, {where}."
    was = f"they were {before}" if before else "the record did not say"
    return f"{count} are now listed as {after}, {where}; before, {was}."


def _listed_twice(changes: Iterable[Told]) -> dict[str, tuple[str, ...]]:
    """Name by their paths the statuses of a clinic that is listed more than once, where they differed."""
    found: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for change in changes:
        about = change.about or {}
        if change.short_field == f"{_PLACE}.status" and about.get("facility") and not is_unnamed(about):
            where = (str(about.get(name)) for name in ("facility", "city", "zip", "country"))
            found["one place", str(change.after), *where].append(change)
    return {
        change.path: key
        for key, group in found.items()
        if len({change.before for change in group}) > 1
        for change in group
    }


def _is_of_one_place(group: Sequence[Told]) -> bool:
    return len(group) > 1 and {change.path for change in group} <= set(_listed_twice(group))


def _status_of_one(group: Sequence[Told]) -> str:
    """Tell in one sentence what two entries of one clinic say now: two would contradict each other."""
    name, after = place_name(group[0].about), PLACE_STATUS.get(str(group[0].after))
    befores = dict.fromkeys(PLACE_STATUS.get(str(change.before)) for change in group)
    was = join_words([f"as {status}" if status else "without a word on it" for status in befores])
    now = f"{name} is now listed as {after}" if after else f"What the record now says of {name} is new to us"
    if group[0].after is None:
        now = f"The record no longer says whether this place is open: {name}"
    return f"{now}; it is listed more than once, before {was}."


def _detail(group: Sequence[Told], one: str, many: str) -> str:
    """Tell that the names or addresses of many places changed, and one of them from what to what."""
    if not (group[0].before and group[0].after):
        done = "were added" if group[0].after else "were taken off"
        told = quote(group[0].after or group[0].before)
        return f"{many} of {count_of(len(group), 'place')} {done}; for one, the {one} {told}."
    before, after = quote_pair(group[0].before, group[0].after)
    verb = "are written another way" if one == "country" else "changed"  # no place moves to another country
    return f"{many} of {count_of(len(group), 'place')} {verb}; for one, the {one} {before} became {after}."


def _countries(changes: Iterable[Told]) -> list[str]:
    return list(dict.fromkeys(country_name(country_of(change.about)) for change in changes))


def _contacts(group: Sequence[Told]) -> str:
    places = [(change.about or {}).get("within") or {} for change in group]
    where = len({repr(sorted(place.items())) for place in places})
    verb = {"added": "were added", "removed": "are no longer listed"}.get(group[0].operation, "were changed")
    return f"Contact details for {count_of(where, 'place') if where > 1 else place_name(places[0])} {verb}."


def _central_contacts(group: Sequence[Told]) -> str:
    verb = {"added": "were added", "removed": "are no longer listed"}.get(group[0].operation, "were changed")
    return f"{count_of(len(group), 'contact')} for the study {verb}."


def _listed(what: str, key: str) -> Callable[[Sequence[Told]], str]:
    def sum_up(group: Sequence[Told]) -> str:
        verb = {"added": "were added", "removed": "were dropped"}.get(group[0].operation, "were changed")
        names = [quote((change.about or {}).get(key) or "no name", limit=70) for change in group[:3]]
        rest = len(group) - len(names)
        listed = join_words([*names, f"{rest} more"] if rest else names)
        return f"{count_of(len(group), what)} {verb}: {listed}."

    return sum_up


def by_country(places: Iterable[Mapping[str, Any] | None]) -> str:
    """Say where places are: "5 in Germany, 4 in France and 3 in Spain", "all in France", "one each in …"."""
    counted = Counter(country_name(country_of(place)) or "a country not given" for place in places)
    if len(counted) == 1:
        return f"all in {next(iter(counted))}"
    named = counted.most_common(_COUNTRIES_NAMED + (len(counted) == _COUNTRIES_NAMED + 1))
    rest = counted.total() - sum(number for _, number in named)
    if not rest and max(counted.values()) == 1:
        return f"one each in {join_words([country for country, _ in named])}"
    parts = [f"{format_number(number)} in {country}" for country, number in named]
    more = count_of(len(counted) - len(named), "more country", "more countries")
    return join_words([*parts, f"{format_number(rest)} in {more}"] if rest else parts)


_PLACE = "contactsLocationsModule.locations"
_DETAILS: Mapping[str, tuple[str, str]] = {
    f"{_PLACE}.facility": ("name", "The names"),
    f"{_PLACE}.city": ("city", "The cities"),
    f"{_PLACE}.state": ("state", "The states"),
    f"{_PLACE}.zip": ("postal code", "The postal codes"),
    f"{_PLACE}.country": ("country", "The countries"),
}
_SUMS: Mapping[str, Callable[[Sequence[Told]], str]] = {
    "contactsLocationsModule.locations": _places,
    "contactsLocationsModule.locations.status": _statuses,
    "contactsLocationsModule.centralContacts": _central_contacts,
    "outcomesModule.primaryOutcomes": _listed("main measure", "measure"),
    "outcomesModule.secondaryOutcomes": _listed("further measure", "measure"),
    "outcomesModule.otherOutcomes": _listed("extra measure", "measure"),
    "armsInterventionsModule.armGroups": _listed("group", "label"),
    "armsInterventionsModule.interventions": _listed("treatment", "name"),
    "referencesModule.references": _listed("paper", "citation"),
    "documentSection.largeDocumentModule.largeDocs": _listed("study document", "label"),
}
