"""Texts of many studies: documents in, checked texts ready to store out. Pure: worker processes do it."""

import datetime as dt
from dataclasses import dataclass

from plainstudy.record.record import StudyRecord
from plainstudy.studies.heads import Head

from .check import check
from .facts import extract_facts, facts_hash
from .mending import left_out
from .readability import grade_of
from .rules import sentences_of, write_text
from .text import encode_text


@dataclass(frozen=True, slots=True)
class Order:
    """One page to write. ``known_facts`` is the hash of its stored text; None where there is none."""

    head: Head
    known_facts: bytes | None


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it is stored, with how many checks it failed."""

    headline: str
    content: str
    """JSON of a StudyText."""
    reading_grade: float
    findings: int
    first_finding: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an order comes to; without ``written`` the facts are those of the stored text."""

    nct_id: str
    facts_hash: bytes
    written: Written | None


@dataclass(frozen=True, slots=True)
class Task:
    """A batch of orders for a worker process, and the registry's day."""

    orders: tuple[Order, ...]
    today: dt.date


def draft_all(task: Task) -> list[Draft | str]:
    """Write a batch; a string says why a record could not be read."""
    return [_draft_or_reason(order, task.today) for order in task.orders]


def _draft_or_reason(order: Order, today: dt.date) -> Draft | str:
    try:
        return _draft(order.head.record(), today=today, known_facts=order.known_facts)
    except _UNEXPECTED as problem:
        return f"{type(problem).__name__}: {problem}"


_UNEXPECTED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
)
"""What a record that nobody has seen before may do to pure code: it stops its own page and no other."""


def _draft(record: StudyRecord, *, today: dt.date, known_facts: bytes | None) -> Draft:
    facts = extract_facts(record, today=today)
    hashed = facts_hash(facts)
    if hashed == known_facts:
        return Draft(record.nct_id, hashed, None)
    text = write_text(facts)
    findings = check(text, facts, record)
    if findings:
        text = left_out(text, facts, findings)
        findings = check(text, facts, record)
    written = Written(
        headline=text.headline.text,
        content=encode_text(text).decode(),
        reading_grade=grade_of(sentence.text for _, sentence in sentences_of(text)),
        findings=min(len(findings), 32_000),
        first_finding=str(findings[0]) if findings else "",
    )
    return Draft(record.nct_id, hashed, written)
