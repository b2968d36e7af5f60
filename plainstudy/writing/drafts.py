"""Texts of many studies: documents in, checked texts ready to store out. Pure: worker processes do it."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from plainstudy.record.record import StudyRecord
from plainstudy.studies.heads import Head

from .check import check
from .edits import Edit, put_in, stand_or_fall
from .facts import Facts, extract_facts, facts_hash
from .finding import Finding
from .mending import left_out
from .readability import grade_of
from .rules import sentences_of, with_explanations, write_text
from .text import StudyText, encode_text

FACTS_CHANGED = "the record changed under it"
CHECKS_FAIL = "the checks no longer find it borne out by the record"


@dataclass(frozen=True, slots=True)
class Order:
    """One page to write. ``known_facts`` is the hash of its stored text; None where there is none.

    ``edits`` are the sections of it that editors wrote.
    """

    head: Head
    known_facts: bytes | None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it is stored, with how many checks it failed."""

    headline: str
    content: str
    """JSON of a StudyText."""
    reading_grade: float
    findings: int
    first_finding: str
    edited: str = "{}"
    """JSON: the day by section that an editor wrote."""


@dataclass(frozen=True, slots=True)
class Fall:
    """An editor's section that is shown no longer, and why."""

    edit: Edit
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an order comes to; without ``written`` the facts are those of the stored text."""

    nct_id: str
    facts_hash: bytes
    written: Written | None
    edits: tuple[int, ...] = ()
    """The editors' sections that it was made with, those that fell among them."""
    fallen: tuple[Fall, ...] = ()


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
        return _draft(order, today=today)
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


def _draft(order: Order, *, today: dt.date) -> Draft:
    record = order.head.record()
    facts = extract_facts(record, today=today)
    hashed = facts_hash(facts)
    ids = tuple(edit.id for edit in order.edits)
    still, changed = stand_or_fall(order.edits, order.head.document()) if order.edits else ((), ())
    if hashed == order.known_facts and not changed:
        return Draft(record.nct_id, hashed, None, ids)
    text = write_text(facts)
    findings: Sequence[Finding] = check(text, facts, record)
    if findings:
        text = left_out(text, facts, findings)
        findings = check(text, facts, record)
    fallen = [Fall(edit, FACTS_CHANGED) for edit in changed]
    if still:
        text, findings, still, doubtful = _edited(text, findings, still, facts, record)
        fallen += [Fall(edit, CHECKS_FAIL) for edit in doubtful]
    written = Written(
        headline=text.headline.text,
        content=encode_text(text).decode(),
        reading_grade=grade_of(sentence.text for _, sentence in sentences_of(text)),
        findings=min(len(findings), 32_000),
        first_finding=_in_words(findings[0]) if findings else "",
        edited=json.dumps({edit.section: edit.made_on for edit in still}),
    )
    return Draft(record.nct_id, hashed, written, ids, tuple(fallen))


def _in_words(finding: Finding) -> str:
    """Tell a finding to a person."""
    about = f"{finding.part}: {finding.kind}" if finding.part else finding.kind
    detail = f", {finding.detail}" if finding.detail else ""
    return f"{about}{detail}" + (f" in “{finding.sentence}”" if finding.sentence else "")


def _edited(
    text: StudyText,
    findings: Sequence[Finding],
    edits: tuple[Edit, ...],
    facts: Facts,
    record: StudyRecord,
) -> tuple[StudyText, Sequence[Finding], tuple[Edit, ...], tuple[Edit, ...]]:
    """Put in the edits that add no finding; returns text, findings, the edits in it and those left out.

    The record may have changed where no edit rests: the checks have the last word on editors' sentences too.
    """
    kept = edits
    found: Sequence[Finding]
    while kept:
        tried = put_in(text, kept)
        found = check(tried, facts, record)
        added = {finding.part for finding in found if finding not in findings}
        if not added:
            return with_explanations(tried), found, kept, tuple(edit for edit in edits if edit not in kept)
        sound = tuple(edit for edit in kept if edit.section not in added)
        kept = sound if len(sound) < len(kept) else ()
    return text, findings, (), edits
