"""Several changes of one posting as one account: the most important first, long lists summed up."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from plainstudy.changes.context import country_of
from plainstudy.changes.significance import CATEGORIES, SEVERITIES
from plainstudy.plain.wording import count_of, join_words

from .phrases import country_name, quote
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
_SHADOWED = frozenset({"hasResults", "statusModule.lastKnownStatus", "eligibilityModule.stdAges"})
"""Fields that only follow another change, which tells it."""


def account(changes: Iterable[Told]) -> list[str]:
    """Return sentences in the order in which they matter; no changes give no sentences."""
    told = sorted(changes, key=importance)
    real = [change for change in told if not _is_told_elsewhere(change)]
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for change in real:
        groups[_group(change)].append(change)
    lines = [line for group in groups.values() for line in _tell(group)]
    if lines:
        return lines
    verified = [change.words for change in told if change.short_field == _VERIFIED]
    if verified:
        return [*verified, "Nothing else about the study changed."]
    others = [change.words for change in told]
    return list(dict.fromkeys(others))[:_SUMMED_FROM]


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
    if len(group) < _SUMMED_FROM:
        return words
    sum_up = _SUMS.get(group[0].short_field)
    if sum_up is None and group[0].short_field.startswith("contactsLocationsModule.locations.contacts"):
        sum_up = _contacts
    if sum_up is not None:
        return [sum_up(group)]
    rest = len(words) - 2
    return words if rest < 2 else [*words[:2], f"And {count_of(rest, 'more change')} of this kind."]


def _places(group: Sequence[Told]) -> str:
    count = count_of(len(group), "place")
    where = by_country(change.about for change in group)
    edge = _countries(change for change in group if change.severity == "notable")
    if group[0].operation == "added":
        everywhere = set(edge) == set(_countries(group))
        first = f"; these are the first ones in {join_words(edge)}" if edge else ""
        first = "; the study had no place there before" if everywhere else first
        return f"{count} were added: {where}{first}."
    last = f"; none is left in {join_words(edge)}" if edge else ""
    last = "; none is left there" if set(edge) == set(_countries(group)) else last
    return f"{count} are no longer listed: {where}{last}."


def _statuses(group: Sequence[Told]) -> str:
    places = by_country(change.about for change in group)
    count = count_of(len(group), "place")
    before, after = (PLACE_STATUS.get(str(value)) for value in (group[0].before, group[0].after))
    if after is None:
        return f"The record no longer says whether {count} are open ({places})."
    was = f"; before, they were {before}" if before else ""
    return f"{count} are now listed as {after} ({places}){was}."


def _countries(changes: Iterable[Told]) -> list[str]:
    return list(dict.fromkeys(country_name(country_of(change.about)) for change in changes))


def _contacts(group: Sequence[Told]) -> str:
    where = len({repr(sorted(((change.about or {}).get("within") or {}).items())) for change in group})
    verb = {"added": "were added", "removed": "are no longer listed"}.get(group[0].operation, "were changed")
    return f"Contact details for {count_of(where, 'place')} {verb}."


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
    """Say where places are: "Germany (5), France (4) and Spain (3)"; one country alone without its count."""
    counted = Counter(country_name(country_of(place)) or "no country given" for place in places)
    if len(counted) == 1:
        return f"all in {next(iter(counted))}"
    named = counted.most_common(_COUNTRIES_NAMED)
    rest = len(counted) - len(named)
    single = not rest and max(counted.values()) == 1
    parts = [country if single else f"{country} ({number})" for country, number in named]
    return join_words([*parts, f"{count_of(rest, 'more country', 'more countries')}"] if rest else parts)


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
