"""The conditions of a study: coded ones with the reason why, and what can be followed."""

from collections.abc import Sequence
from dataclasses import dataclass

from plainstudy.conditions.explain import explain
from plainstudy.conditions.match import ALERTING_CONFIDENCE
from plainstudy.studies.models import StudyCondition

MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """One concept, once, and every term of the record that led to it."""

    label: str
    slug: str
    code: str
    reasons: tuple[str, ...]


def present_conditions(rows: Sequence[StudyCondition]) -> tuple[ConditionShown, ...]:
    """Show each concept once, in the record's order."""
    reasons: dict[str, list[str]] = {}
    concepts = {}
    for row in rows:
        if row.concept:
            concepts[row.concept.code] = row.concept
            reasons.setdefault(row.concept.code, []).append(_reason(row))
    return tuple(
        ConditionShown(concept.label, concept.slug, concept.public_id, tuple(dict.fromkeys(reasons[code])))
        for code, concept in concepts.items()
    )


def follow_choices(rows: Sequence[StudyCondition]) -> tuple[tuple[str, str], ...]:
    """Return (slug, label) of the concepts that a reader may follow from this study's page.

    Those that rest on a term of the registrant, not on the registry's own coding alone.
    """
    choices = {
        row.concept.slug: row.concept.label
        for row in rows
        if row.concept and row.registrant_term and row.confidence >= ALERTING_CONFIDENCE
    }
    return tuple(choices.items())[:MOST_CHOICES]


def _reason(row: StudyCondition) -> str:
    why = explain(rule=row.rule, registrant_term=row.registrant_term)
    return f"{why} Rule: {row.rule or 'none'}. We are {round(row.confidence * 100)} % sure."
