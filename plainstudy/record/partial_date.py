"""Dates that are only as precise as the registry gave them."""

import calendar
import datetime as dt
import re
from typing import Self

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate:
    """A calendar date as precise as the registry gave it, and no more.

    "2026-03" keeps ``day=None``: a primary completion date without a day must
    never be shown, sorted or compared as if a day had been registered. There is
    no ``<`` for that reason; ``earliest`` and ``latest`` say which end is meant.
    Not a dataclass, which the JSON decoder would expect as an object.
    """

    __slots__ = ("day", "month", "year")
    year: int
    month: int | None
    day: int | None

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        """Refuse what is no date; ValueError."""
        if day is not None and month is None:
            raise ValueError("a day needs a month")
        dt.date(year, month or 1, day or 1)
        for name, value in (("year", year), ("month", month), ("day", day)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a PartialDate does not change")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.year, self.month, self.day) == (other.year, other.month, other.day)

    def __hash__(self) -> int:
        return hash((self.year, self.month, self.day))

    def __repr__(self) -> str:
        return f"PartialDate.parse({str(self)!r})"

    def __reduce__(self) -> tuple[type["PartialDate"], tuple[int, int | None, int | None]]:
        """Let it cross to worker processes."""
        return PartialDate, (self.year, self.month, self.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026", "2026-03" or "2026-03-09"; ValueError for anything else."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is not a date of the form 2026, 2026-03 or 2026-03-09")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        return cls(year, month, day)

    @property
    def precision(self) -> str:
        """Return "year", "month" or "day"."""
        return "day" if self.day else "month" if self.month else "year"

    def earliest(self) -> dt.date:
        """Return the first day this may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> dt.date:
        """Return the last day this may mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Return the registry's own form."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
