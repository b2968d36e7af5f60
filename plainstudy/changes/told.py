"""A posting told: every change with its judgement and its words, and the account of all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plainstudy.record.record import StudyRecord

from .context import Context, compare
from .diff import short_field
from .significance import SEVERITIES, judge
from .wording import account, words_of


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What a row of Change will hold."""

    path: str
    operation: str
    category: str
    severity: str
    mailed: bool
    before: Any
    after: Any
    about: Mapping[str, Any] | None
    words: str

    @property
    def short_field(self) -> str:
        return short_field(self.path)


@dataclass(frozen=True, slots=True)
class Posting:
    """All that changed between two versions; no changes leave all of it empty."""

    changes: tuple[ToldChange, ...]

    @property
    def severity(self) -> str:
        """The highest of its changes; "" without any."""
        found = {change.severity for change in self.changes}
        return next((severity for severity in SEVERITIES if severity in found), "")

    @property
    def account(self) -> list[str]:
        return account(self.changes)

    @property
    def mailed(self) -> tuple[ToldChange, ...]:
        return tuple(change for change in self.changes if change.mailed)

    @property
    def mail_account(self) -> list[str]:
        return account(self.mailed)


def tell(before: StudyRecord, after: StudyRecord) -> Posting:
    """Compare two records of one study and tell what changed, each thing once; ValueError if not of one."""
    context = compare(before, after)
    return Posting(tuple(_told(context)))


def _told(context: Context) -> Iterable[ToldChange]:
    for change in context.changes:
        judgement = judge(change, context)
        yield ToldChange(
            path=change.path,
            operation=change.operation,
            category=judgement.category,
            severity=judgement.severity,
            mailed=judgement.mailed,
            before=_without_controls(change.before),
            after=_without_controls(change.after),
            about=_without_controls(change.about),
            words=_without_controls(words_of(change, context)),
        )


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _without_controls(value: Any) -> Any:
    """Take out what neither PostgreSQL's JSON nor XML can hold; a registrant may have pasted it."""
    if isinstance(value, str):
        return value if value.isprintable() else _CONTROLS.sub("", value)
    if isinstance(value, Mapping):
        return {key: _without_controls(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_controls(part) for part in value]
    return value
