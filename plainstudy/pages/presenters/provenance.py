"""Who wrote a page's text, when, from what, and how it was checked."""

import datetime as dt
from dataclasses import dataclass

from plainstudy.writing.models import PlainPage


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a text. ``model`` is empty where rules alone wrote it."""

    writer: str
    model: str
    written_on: dt.date
    version_number: int
    grade: int

    @property
    def sentence(self) -> str:
        """Who wrote it, in one sentence."""
        if not self.model:
            return "Fixed rules wrote this text from the registry’s record, without a language model."
        return f"The language model {self.model} drafted this text from facts of the registry’s record."


def present_provenance(row: PlainPage) -> Provenance:
    """Describe a published text's origin."""
    return Provenance(
        writer=row.writer,
        model="" if row.writer.startswith("rules") else row.writer,
        written_on=row.written_at.date(),
        version_number=row.version_number,
        grade=max(1, round(row.reading_grade)),
    )
