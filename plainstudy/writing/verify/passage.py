"""The text at a set of paths of a record, in the forms the checks need."""

import re
from collections.abc import Callable
from functools import lru_cache

from . import normal
from .headings import parts_of
from .quantities import quantities
from .quantity import Quantity


class Passage:
    """The text at a set of paths, in the forms the checks need; each is made when first asked for.

    ``raw`` is plain, with its punctuation; ``line`` is its words.
    """

    __slots__ = ("_clauses", "_line", "_parts", "_quantities", "_raw", "_text", "is_there", "says")

    def __init__(self, text: Callable[[], str] | None = None, parts: "tuple[Passage, ...]" = ()) -> None:
        """Take what gives the text as the registry wrote it, or several passages."""
        self._text = text
        self._parts = parts
        self._raw: str | None = None
        self._line: str | None = None
        self._quantities: tuple[Quantity, ...] | None = None
        self._clauses: tuple[str, ...] | None = None
        self.is_there = True
        """The record has such a place."""
        self.says = True
        """Something stands there: False and 0 do say something."""

    @property
    def raw(self) -> str:
        if self._raw is None:
            self._raw = (
                " \n ".join([part.raw for part in self._parts])
                if self._text is None
                else normal.plain(self._text())
            )
        return self._raw

    @property
    def line(self) -> str:
        if self._line is None:
            self._line = (
                " ".join([part.line for part in self._parts])
                if self._text is None
                else normal.line_of(self.raw)
            )
        return self._line

    def holds(self, line: str) -> bool:
        """True where a line of words stands in it."""
        return line in self.line

    def quantities(self) -> tuple[Quantity, ...]:
        """Give the numbers of the text, in no order; one that says the same as another only once."""
        if self._quantities is None:
            found = (
                _quantities_of(self.raw)
                if len(self.raw) <= SHORT
                else quantities(self.raw, frozenset(self.line.split()))
            )
            same = {(each.value, each.unit, each.noun, each.bound, each.per): each for each in found}
            self._quantities = tuple(same.values())
        return self._quantities

    def quantities_near(self, piece: str) -> tuple[Quantity, ...]:
        """Give the numbers of a long text's lines that hold a piece of text; nothing for a short text.

        A list is long, and reading all of it for one number is slow.
        """
        raw = self.raw
        if len(raw) < _LONG or self._quantities is not None:
            return ()
        found: list[Quantity] = []
        at = raw.find(piece)
        while at >= 0 and len(found) < _MANY:
            start, end = raw.rfind("\n", 0, at) + 1, raw.find("\n", at)
            end = len(raw) if end < 0 else end
            if end - start < _LONG:
                found += _quantities_of(raw[start:end])
            at = raw.find(piece, end)
        return tuple(found)

    def clauses(self) -> tuple[str, ...]:
        """Give the sentences and lines, each as a line of words."""
        if self._clauses is None:
            line = normal.words_line(_CLAUSE_END.sub(" \x02 ", self.raw))
            self._clauses = tuple(f" {clause.strip()} " for clause in line.split("\x02") if len(clause) > 8)
        return self._clauses


class OfCriteria(Passage):
    """The text of the criteria, which is made plain together with its division below headings."""

    __slots__ = ("_text_of_criteria",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text_of_criteria = text

    @property
    def raw(self) -> str:
        return parts_of(self._text_of_criteria).raw

    @property
    def line(self) -> str:
        return parts_of(self._text_of_criteria).line

    def holds(self, line: str) -> bool:
        return parts_of(self._text_of_criteria).holds(line)


SHORT = 60
_LONG = 400
_MANY = 100


@lru_cache(maxsize=20_000)
def _quantities_of(raw: str) -> tuple[Quantity, ...]:
    """Find the numbers of a short text, which many records share: "18 years to 75 years"."""
    return quantities(raw, frozenset(normal.line_of(raw).split()))


@lru_cache(maxsize=20_000)
def short(text: str) -> Passage:
    """Read a text that many records share: "RECRUITING", "2026-03", "18 Years"."""
    return Passage(lambda: text)


_CLAUSE_END = re.compile(r"\n|;|\.(?=\s|$|\")|\?|\",\"|\},\{")
