"""The search page: what was found, and what it can be narrowed to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from plainstudy.conditions.models import Concept
from plainstudy.pages.queries import unpublished_among
from plainstudy.plain.wording import format_number
from plainstudy.search.queries import Hit, SearchResults

from .cards import Card
from .glance import phase_words
from .help import is_about_suicide
from .status import short_status

FILTERS = ("status", "country", "phase", "type", "condition")
_LABELS = {
    "status": "Where it stands",
    "country": "Country",
    "phase": "Phase",
    "type": "Kind",
    "condition": "Condition",
}
_TYPES = {"INTERVENTIONAL": "Something is tested", "OBSERVATIONAL": "People are observed",
          "EXPANDED_ACCESS": "Access outside a study"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing results can be narrowed by; without choices it is not shown."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Results and filters. ``before`` and ``after`` lead to other pages of results; empty where none."""

    query: str
    total: int
    cards: tuple[tuple[Card, str], ...]
    """Each with where it is."""
    filters: tuple[Filter, ...]
    suggestion: str
    did_you_mean: str
    other_spelling: str
    """Address of the same search in the other spelling; empty without one."""
    is_loose: bool
    is_ready: bool
    missing: str
    """An NCT number that was asked for and that we do not hold."""
    page: int
    pages: int
    before: str
    after: str
    near: str
    near_name: str
    near_is_unknown: bool
    needs_help: bool

    @property
    def is_narrowed(self) -> bool:
        return bool(self.near) or any(
            choice.is_chosen and choice.value for f in self.filters for choice in f.choices
        )


def present_search(found: SearchResults, *, asked: Mapping[str, str], near_name: str) -> SearchPage:
    """Show results for what was asked: "q", "near" and the filters, as they stand in the address."""
    labels = _condition_labels(found, asked)
    unpublished = unpublished_among(hit.nct_id for hit in found.hits)
    return SearchPage(
        query=asked.get("q", ""),
        total=found.total,
        cards=tuple((_card(hit, unpublished), _where(hit, near_name)) for hit in found.hits),
        filters=tuple(
            _filter(name, found, asked.get(name, ""), labels) for name in FILTERS if found.is_ready
        ),
        suggestion=found.suggestion,
        did_you_mean=found.did_you_mean,
        other_spelling=_address({**asked, "q": found.did_you_mean}, 1) if found.did_you_mean else "",
        is_loose=found.is_loose,
        is_ready=found.is_ready,
        missing=found.nct_id if found.nct_id and not found.total else "",
        page=found.page,
        pages=found.pages,
        before=_address(asked, found.page - 1) if found.page > 1 else "",
        after=_address(asked, found.page + 1) if found.page < found.pages else "",
        near=asked.get("near", ""),
        near_name=near_name,
        near_is_unknown=bool(asked.get("near")) and not near_name,
        needs_help=is_about_suicide(asked.get("q", "")),
    )


def _address(asked: Mapping[str, str], page: int) -> str:
    return "?" + urlencode({**{name: value for name, value in asked.items() if value}, "page": page})


def _filter(name: str, found: SearchResults, chosen: str, labels: Mapping[str, str]) -> Filter:
    counted: Sequence[tuple[str, int]] = found.facets.get(name, ())
    if chosen and chosen not in dict(counted):
        counted = [*counted, (chosen, 0)]
    choices = [Choice(value, f"{_value_words(name, value, labels)} ({format_number(count)})", value == chosen)
               for value, count in counted]  # fmt: skip
    everything = [Choice("", "Any", not chosen)] if choices else []
    return Filter(name, _LABELS[name], (*everything, *choices))


def _value_words(name: str, value: str, labels: Mapping[str, str]) -> str:
    if name == "status":
        return short_status(value).words
    if name == "phase":
        return phase_words((value,)) or "No phase given"
    if name == "type":
        return _TYPES.get(value, "Other")
    return labels.get(value, value)


def _condition_labels(found: SearchResults, asked: Mapping[str, str]) -> dict[str, str]:
    slugs = {slug for slug, _ in found.facets.get("condition", ())} | {asked.get("condition", "")}
    return dict(Concept.objects.filter(slug__in=slugs - {""}).values_list("slug", "label"))


def _card(hit: Hit, unpublished: Collection[str]) -> Card:
    """Show one study; a text that was withdrawn after it was indexed lends no headline."""
    headline = hit.headline if hit.nct_id not in unpublished else ""
    phase = phase_words(tuple(hit.phases.split()))
    people = f"{hit.people:,} people" if hit.people is not None else ""
    return Card(
        nct_id=hit.nct_id,
        title=headline or hit.title or hit.nct_id,
        status=short_status(hit.status),
        about=" · ".join(part for part in (f"Phase {phase}" if phase else "", people) if part),
    )


def _where(hit: Hit, near_name: str) -> str:
    """Name the first places; where a town was asked for, only count them: the first may be far away."""
    if near_name and hit.place_count > 1:
        return f"{hit.place_count:,} places, at least one near {near_name}"
    shown = [", ".join(part for part in place if part) for place in hit.places[:2]]
    more = hit.place_count - len(shown)
    return "; ".join(shown) + (f" and {more:,} more" if shown and more > 0 else "")
