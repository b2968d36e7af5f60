"""Readers' reports: taken in once, answered, forgotten."""

import datetime as dt
import time

import pytest

from plainstudy.editors.models import AuditEntry, EditorialCase, ReaderReport
from plainstudy.editors.reports import (
    LONGEST,
    NotAReport,
    answer,
    clean_words,
    forget_old,
    readable_words,
    take_in,
)

from .world import NOW, fill, study

pytestmark = pytest.mark.django_db
_State = ReaderReport.State


def report(words: str = "The age is wrong.", *, index: int = 1, now: dt.datetime = NOW) -> None:
    """Send a report about the nth study's summary."""
    take_in(study=study(index), section="summary", sentence="", words=words, now=now)


def open_cases() -> int:
    """Return how many cases are open."""
    return EditorialCase.objects.filter(closed_at=None).count()


def test_report_opens_the_most_harmful_case() -> None:
    """A published text may be false: it comes first."""
    fill()
    report()
    case = EditorialCase.objects.get()
    assert (case.reason, case.harm, case.about) == ("report", 1, "Summary")


def test_same_report_sent_twice_is_kept_once() -> None:
    """A button pressed twice, a page loaded again."""
    fill()
    report()
    report()
    assert (ReaderReport.objects.count(), open_cases()) == (1, 1)
    report("Another thing.")
    assert (ReaderReport.objects.count(), open_cases()) == (2, 1)


def test_case_closes_with_the_last_open_report() -> None:
    """Answering one of two leaves the study in the queue."""
    fill()
    report()
    report("Another thing.")
    first, second = ReaderReport.objects.order_by("id")
    assert answer(report=first, state=_State.RIGHT, words="", who="anna", now=NOW)
    assert open_cases() == 1
    assert answer(report=second, state=_State.CORRECTED, words="See the summary.", who="anna", now=NOW)
    assert open_cases() == 0
    assert EditorialCase.objects.get().closed_by == "anna"


def test_report_is_answered_once() -> None:
    """The second editor hears that somebody was first, and overwrites nothing."""
    fill()
    report()
    row = ReaderReport.objects.get()
    assert answer(report=row, state=_State.RIGHT, words="Fine.", who="anna", now=NOW)
    assert not answer(report=row, state=_State.SPAM, words="No.", who="ben", now=NOW)
    row.refresh_from_db()
    assert (row.state, row.note, row.closed_by) == (_State.RIGHT, "Fine.", "anna")


def test_words_that_tell_of_a_person_can_be_deleted_at_once() -> None:
    """Nobody has to wait for the months to pass; what was found stays."""
    fill()
    report("My sister Maria is ill.")
    row = ReaderReport.objects.get()
    answer(report=row, state=_State.RIGHT, words="", who="anna", now=NOW, forget=True)
    row.refresh_from_db()
    assert (row.words, row.state) == ("", _State.RIGHT)


def test_readers_words_never_enter_the_audit_trail() -> None:
    """They are forgotten after some months; the trail is not."""
    fill()
    report("My sister Maria is ill.")
    answer(report=ReaderReport.objects.get(), state=_State.RIGHT, words="Maria", who="anna", now=NOW)
    entry = AuditEntry.objects.get()
    assert "Maria" not in "".join((entry.before, entry.after, entry.reason))


def test_old_reports_are_forgotten_and_their_case_with_them() -> None:
    """Answered or not: that is what readers were told."""
    fill(2)
    report(now=NOW - dt.timedelta(days=200))
    report(index=2, now=NOW - dt.timedelta(days=100))
    assert forget_old(months=6, now=NOW) == 1
    assert ReaderReport.objects.get().study == study(2)
    assert EditorialCase.objects.get(closed_at=None).study == study(2)
    assert forget_old(months=6, now=NOW) == 0


def test_mail_addresses_are_blotted_out() -> None:
    """Nobody is asked for one, and none is kept."""
    assert clean_words("Write to mia.b+x@example.org, please") == "Write to (address left out), please"


def test_signs_that_nobody_types_are_taken_out() -> None:
    """No zero byte, which PostgreSQL refuses, and nothing that turns the direction of writing."""
    assert clean_words("a\x00b\x1b[31m \u202ec\u2066\r\nd") == "ab[31m c\nd"


@pytest.mark.parametrize("words", ["", "  \n ", "\x00\u202e"])
def test_empty_report_is_refused(words: str) -> None:
    """The reader is asked to write something."""
    with pytest.raises(NotAReport, match="what seems wrong"):
        readable_words(words)


def test_report_that_is_too_long_is_refused_with_its_length() -> None:
    """The limit is told, and nothing is cut."""
    assert readable_words("a" * LONGEST)
    with pytest.raises(NotAReport, match="2,001"):
        readable_words("a" * (LONGEST + 1))


def test_long_text_without_an_address_is_read_at_once() -> None:
    """What somebody pastes to keep the server busy costs no more than its length."""
    started = time.process_time()
    with pytest.raises(NotAReport, match="90,000"):
        readable_words("a" * 90_000)
    clean_words("a" * 20_000)
    assert time.process_time() - started < 1
