"""What is said of a change: what it is about, how much it matters, whether it is mailed, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from .context import Context
from .diff import FieldChange

Category = Literal[
    "recruitment",
    "results",
    "what is measured",
    "who can join",
    "what is tested",
    "where",
    "when",
    "how many",
    "who runs it",
    "wording",
    "housekeeping",
]
Severity = Literal["major", "notable", "minor"]
Reach = Literal["mail", "silent"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
"""In the order in which an account tells them."""
SEVERITIES: tuple[Severity, ...] = ("major", "notable", "minor")

Test = Callable[[FieldChange, Context], bool]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement of one change, with the reason of the rule that made it."""

    category: Category
    severity: Severity
    mailed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A short field ("x*" for all that begin so), a test, and the judgement when both fit."""

    field: str
    test: Test
    judgement: Judgement

    def fits(self, change: FieldChange, context: Context) -> bool:
        field = change.short_field
        named = field.startswith(self.field[:-1]) if self.field.endswith("*") else field == self.field
        return named and self.test(change, context)
