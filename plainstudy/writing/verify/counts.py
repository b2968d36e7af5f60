"""Counts that follow from fields of the record: of places, groups, treatments, papers, people in results."""

from collections.abc import Iterator
from typing import Any

from plainstudy.record.results import AdverseEventsModule, EventGroup, OutcomeMeasure, ParticipantFlowModule
from plainstudy.record.study import (
    ArmGroup,
    ArmsInterventionsModule,
    ContactsLocationsModule,
    DesignModule,
    EnrollmentInfo,
    Intervention,
    Location,
    Reference,
    ReferencesModule,
)

from .evidence import Evidence


def counts(noun: str, evidence: Evidence, sources: tuple[str, ...], words: frozenset[str]) -> Iterator[float]:
    """Yield the counts that the cited fields bear out for what is counted."""
    for path, node in evidence.nodes(sources):
        if isinstance(node, DesignModule | EnrollmentInfo) or path.endswith("enrollmentInfo.count"):
            people = evidence.design.enrollment_info.people
            if noun not in {"places", "countries", "cities", "groups", "papers"} and people is not None:
                yield float(people)
        elif path.startswith("resultsSection"):
            yield from _counts_of_results(node, words, noun)
        elif isinstance(node, tuple):
            yield from _counts_of_list(noun, node)
        elif isinstance(node, ArmsInterventionsModule):
            yield from _counts_of_list(noun, node.arm_groups)
            yield from _counts_of_list(noun, node.interventions)
        elif isinstance(node, ContactsLocationsModule):
            yield from _counts_of_list(noun, node.locations)
        elif isinstance(node, ReferencesModule):
            yield from _counts_of_list(noun, node.references)


def _counts_of_list(noun: str, items: tuple[Any, ...]) -> Iterator[float]:
    first = items[0] if items else None
    count = float(len(items))
    if isinstance(first, Location):
        # a country whose places were all withdrawn sends nobody
        taking_part = [item for item in items if item.status != "WITHDRAWN"] or items
        countries = {item.country for item in taking_part if item.country}
        cities = {(item.city, item.country) for item in items if item.city}
        by_noun = {"places": count, "countries": float(len(countries)), "cities": float(len(cities))}
        if noun == "places":
            yield from (
                float(sum(item.status == status for item in items))
                for status in {item.status for item in items}
            )
            yield from (float(sum(item.country == country for item in items)) for country in countries)
            yield float(len({item.facility for item in items}))
        yield by_noun.get(noun, count)
    elif isinstance(first, ArmGroup):
        if noun in {"people", "places", "countries"}:
            return
        yield count
        for kind in {item.type for item in items}:
            yield float(sum(item.type == kind for item in items))
        yield float(
            sum(
                item.type not in {"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"}
                for item in items
            )
        )
        yield count - 1
    elif isinstance(first, Intervention):
        if noun in {"people", "places", "countries"}:
            return
        yield count
        for kind in {item.type for item in items}:
            yield float(sum(item.type == kind for item in items))
        yield float(sum("placebo" not in (item.name or "").lower() for item in items))
    elif isinstance(first, Reference):
        yield float(sum(item.type in {"RESULT", "DERIVED"} for item in items))
        yield count
    elif noun not in {"people", "places", "countries"}:
        yield count
        yield max(count - 1, 0)
        yield max(count - 2, 0)
        yield max(count - 3, 0)


def _event_counts(words: frozenset[str], noun: str) -> tuple[str, ...]:
    sort = "serious" if "serious" in words else "deaths" if words & {"died", "death", "deaths"} else ""
    sorts = (sort,) if sort else ("deaths", "serious", "other")
    parts = ("affected",) if sort and noun == "people" else ("affected", "at_risk")
    return tuple(f"{sort}_num_{part}" for sort in sorts for part in parts)


def _counts_of_results(node: Any, words: frozenset[str], noun: str) -> Iterator[float]:
    """Yield single counts and sums over groups of posted results, of the sort that the words speak of."""
    if isinstance(node, AdverseEventsModule):
        node = node.event_groups
    if isinstance(node, EventGroup):
        node = (node,)
    if isinstance(node, tuple) and node and isinstance(node[0], EventGroup):
        for name in _event_counts(words, noun):
            values = [getattr(group, name) for group in node]
            known = [float(value) for value in values if value is not None]
            yield from known
            yield sum(known)
    elif isinstance(node, ParticipantFlowModule):
        for period in node.periods:
            for step in period.milestones:
                counts = [
                    float(item.num_subjects)
                    for item in step.achievements
                    if item.num_subjects and item.num_subjects.isdigit()
                ]
                yield sum(counts)
    elif isinstance(node, OutcomeMeasure):
        for denominator in node.denoms:
            yield sum(float(item.value) for item in denominator.counts if item.value and item.value.isdigit())
