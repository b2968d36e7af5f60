"""Studies in lists: a headline, where it stands, and two or three facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from plainstudy.studies.models import Study
from plainstudy.writing.models import PlainPage

from .glance import phase_words
from .status import StatusLine, short_status


@dataclass(frozen=True, slots=True)
class Card:
    """One study in a list."""

    nct_id: str
    title: str
    status: StatusLine
    about: str
    """"Phase 2 of 4 · 87 people", as far as known."""


def present_cards(studies: Iterable[Study]) -> tuple[Card, ...]:
    """Show studies in their order; ``page`` should be selected with them."""
    return tuple(map(present_card, studies))


def present_card(study: Study) -> Card:
    """Show one study by our headline, else by the registry's title."""
    page: PlainPage | None = getattr(study, "page", None)
    is_listed = study.presence == Study.Presence.LISTED
    phase = phase_words(tuple(study.phases.split()))
    people = f"{study.enrollment:,} people" if study.enrollment is not None else ""
    return Card(
        nct_id=study.nct_id,
        title=page.headline if page and page.published else study.title or study.nct_id,
        status=short_status(study.overall_status) if is_listed else short_status(""),
        about=" · ".join(part for part in (f"Phase {phase}" if phase else "", people) if part),
    )
