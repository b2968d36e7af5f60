"""Who wrote a page's text, when, from what, and how it was checked; or why there is none."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from plainstudy.editors.models import Section
from plainstudy.plain.wording import join_words
from plainstudy.writing.models import PlainPage

EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a text. ``model`` is empty where rules alone wrote it."""

    writer: str
    model: str
    edited: tuple[str, ...]
    """Headings of the parts that a person wrote, in quotation marks."""
    written_on: dt.date
    version_number: int
    grade: int

    @property
    def sentence(self) -> str:
        """Who wrote it, in one sentence or two."""
        origin = (
            f"The language model {self.model} drafted this text from facts of the registry’s record."
            if self.model
            else "Fixed rules wrote this text from the registry’s record, without a language model."
        )
        return f"{origin} A person wrote these parts: {join_words(self.edited)}." if self.edited else origin


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An editor took the text away: since when, and why, in plain words."""

    since: dt.date
    reason: str


def present_provenance(row: PlainPage) -> Provenance:
    """Describe a published text's origin."""
    return Provenance(
        writer=row.writer,
        model="" if row.writer.startswith("rules") else row.writer,
        edited=_edited_parts(row),
        written_on=row.written_at.date(),
        version_number=row.version_number,
        grade=max(1, round(row.reading_grade)),
    )


def _edited_parts(row: PlainPage) -> tuple[str, ...]:
    """Name the parts that a person wrote as their headings do, in the order of the page, each once."""
    names = (name for name in Section.values if name in row.edited)
    headings = (Section.WHO_CAN_JOIN if name == Section.CRITERIA else Section(name) for name in names)
    return tuple(f"“{label}”" for label in dict.fromkeys(heading.label for heading in headings))


def present_withdrawal(row: PlainPage | None) -> Withdrawal | None:
    """Describe why a text is kept away; None where no editor did that."""
    if row is None or row.withdrawn_at is None:
        return None
    return Withdrawal(since=row.withdrawn_at.date(), reason=row.withdrawn_reason)


def edited_days(row: PlainPage) -> Mapping[str, dt.date]:
    """Return the day by section that a person wrote."""
    return {name: dt.date.fromisoformat(day) for name, day in row.edited.items()}


def writers_of(row: PlainPage) -> dict[str, str]:
    """Return who wrote each section: the page's writer, or "editor"."""
    return {name: EDITOR if name in row.edited else row.writer for name in Section.values}
