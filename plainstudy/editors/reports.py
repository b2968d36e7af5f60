"""Readers' reports: taken in, answered, forgotten. Nothing is stored of who sent one."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable

from django.db import transaction

from plainstudy.studies.models import Study

from .audit import note
from .cases import close_cases, open_cases
from .models import AuditEntry, EditorialCase, ReaderReport, Section

LONGEST = 2000
"""Letters of a report."""
_READ = 10 * LONGEST
"""Letters that are looked at before a text is called too long."""
PARTS = {
    **dict(Section.choices),
    "dates": "The dates",
    "places": "Places and contacts",
    "conditions": "The conditions",
    "other": "Something else",
}
"""What a report may be about, by its name."""

_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]@]{1,64}@[^\s<>\"',;:()\[\]]{1,255}")
"""Bounded on both sides: without that a long text of no address takes the square of its length."""
_BLOTTED = "(address left out)"
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Signs that turn the direction of writing: words could be shown other than they are."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Me"}
_STRUCK = range(0x334, 0x339)
"""Strokes through the sign before: what is read would not be what is checked."""
_MONTH = dt.timedelta(days=30.44)


class NotAReport(ValueError):
    """Nothing was written, or far too much; the message says so to the reader."""


def clean_words(text: str) -> str:
    """Take out what no reader types, signs of control and direction, and what none should, mail addresses."""
    lines = _TURNS.sub("", text.replace("\r\n", "\n"))
    shown = "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return _ADDRESS.sub(_BLOTTED, shown).strip()


def seen_words(text: str) -> str:
    """Return an editor's words on one line, without signs that are not seen or show others than they are."""
    line = " ".join(text.split())
    shown = (s for s in line if unicodedata.category(s) not in _UNSEEN and ord(s) not in _STRUCK)
    return " ".join("".join(shown).split())


def readable_words(text: str) -> str:
    """Return a report's words as they are kept; NotAReport where there are none, or too many."""
    words = clean_words(text[:_READ])
    if not words:
        raise NotAReport("Please write what seems wrong.")
    length = len(words) + len(text[_READ:])
    if length > LONGEST:
        raise NotAReport(
            f"Please shorten your text: at most {LONGEST:,} letters fit, and these are {length:,}."
        )
    return words


@transaction.atomic
def take_in(*, study: Study, section: str, sentence: str, words: str, now: dt.datetime) -> None:
    """Keep a report and ask the editors to look. The same report again, while open, is kept once."""
    _hold([study.id])
    text = "\x1f".join((study.nct_id, section, sentence, words))
    ReaderReport.objects.bulk_create(
        [
            ReaderReport(
                study=study,
                section=section,
                sentence=sentence,
                words=words,
                digest=hashlib.blake2b(text.encode(), digest_size=16).digest(),
                version_number=study.head_number,
                created_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    open_cases(reason=EditorialCase.Reason.REPORT, about={study.id: PARTS[section]}, now=now)


@transaction.atomic
def answer(
    *, report: ReaderReport, state: str, words: str, who: str, now: dt.datetime, forget: bool = False
) -> bool:
    """Close a report; False where another editor was first. The case closes with the last open report.

    ``forget`` deletes the reader's words at once: for those that tell of a person.
    """
    _hold([report.study_id])
    changed = ReaderReport.objects.filter(id=report.id, state=ReaderReport.State.OPEN).update(
        state=state, note=words, closed_by=who, closed_at=now, **({"words": ""} if forget else {})
    )
    if not changed:
        return False
    nct_id = report.study.nct_id
    found = ReaderReport.State(state).label
    note(
        who=who,
        action=AuditEntry.Action.ANSWERED,
        nct_id=nct_id,
        section=report.section,
        now=now,
        after=f"report {report.id}: {found}",
    )
    _settle([report.study_id], who=who, now=now)
    return True


def forget_old(*, months: int, now: dt.datetime) -> int:
    """Delete reports that came more than so many months ago, answered or not; returns how many."""
    old = ReaderReport.objects.filter(created_at__lt=now - months * _MONTH)
    if not old.exists():
        return 0
    with transaction.atomic():
        studies = list(old.filter(state=ReaderReport.State.OPEN).values_list("study_id", flat=True))
        _hold(studies)
        deleted = old.delete()[0]
        _settle(studies, who="", now=now)
    return deleted


def _hold(study_ids: Iterable[int]) -> None:
    """Let one at a time take in, answer or forget reports of a study, until the end of the transaction.

    Else, on PostgreSQL, the case could close with what looks like the last report while another comes in.
    """
    rows = Study.objects.select_for_update(no_key=True).filter(id__in=set(study_ids)).order_by("id")
    list(rows.values_list("id", flat=True))


def _settle(study_ids: list[int], *, who: str, now: dt.datetime) -> None:
    """Close the cases of studies that have no open report left."""
    still = ReaderReport.objects.filter(study_id__in=study_ids, state=ReaderReport.State.OPEN)
    left = set(study_ids) - set(still.values_list("study_id", flat=True))
    close_cases(study_ids=left, reasons=[EditorialCase.Reason.REPORT], now=now, by=who)
