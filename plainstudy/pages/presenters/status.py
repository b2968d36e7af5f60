"""Whether a study is looking for people, in words that are right today. A closed vocabulary.

What is not in it is "unknown", and unknown is never shown as open.
"""

import datetime as dt
from dataclasses import dataclass

from plainstudy.plain.wording import date_words, time_ago
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import StatusModule

STALE_AFTER_DAYS = 365
_OPEN, _SOON, _CLOSED, _STOPPED, _UNSURE = "open", "soon", "closed", "stopped", "unsure"

_WORDS: dict[str, tuple[str, str]] = {
    "RECRUITING": (_OPEN, "Looking for people now"),
    "ENROLLING_BY_INVITATION": (_CLOSED, "Only people who are invited can join"),
    "NOT_YET_RECRUITING": (_SOON, "Not open yet"),
    "ACTIVE_NOT_RECRUITING": (_CLOSED, "Not looking for people now. The study goes on"),
    "COMPLETED": (_CLOSED, "The study has ended"),
    "TERMINATED": (_STOPPED, "The study was stopped early"),
    "SUSPENDED": (_STOPPED, "The study is on hold"),
    "WITHDRAWN": (_STOPPED, "The study was called off before anyone joined"),
    "AVAILABLE": (_OPEN, "This treatment can be asked for outside a study"),
    "TEMPORARILY_NOT_AVAILABLE": (_STOPPED, "Access to this treatment is on hold"),
    "NO_LONGER_AVAILABLE": (_CLOSED, "This treatment is no longer given outside a study"),
    "APPROVED_FOR_MARKETING": (_CLOSED, "The treatment was approved, so this special access has ended"),
    "WITHHELD": (_UNSURE, "The registry does not show this study’s details"),
    "UNKNOWN": (_UNSURE, "Nobody has confirmed for years whether this study goes on"),
}
_LISTED_AS = {
    "RECRUITING": "Listed as looking for people",
    "NOT_YET_RECRUITING": "Listed as not open yet",
    "ACTIVE_NOT_RECRUITING": "Listed as going on, closed to new people",
    "AVAILABLE": "Listed as available outside a study",
}
"""For lists, which do not say when the record was confirmed."""
_PLACE_WORDS = {
    "RECRUITING": "Looking for people",
    "ENROLLING_BY_INVITATION": "By invitation only",
    "NOT_YET_RECRUITING": "Not open yet",
    "ACTIVE_NOT_RECRUITING": "Not looking for people now",
    "COMPLETED": "Has ended here",
    "TERMINATED": "Stopped here",
    "SUSPENDED": "On hold here",
    "WITHDRAWN": "Called off here",
    "AVAILABLE": "Can be asked for here",
    "TEMPORARILY_NOT_AVAILABLE": "On hold here",
    "NO_LONGER_AVAILABLE": "No longer given here",
    "APPROVED_FOR_MARKETING": "No longer given here",
}
_SHORT = {
    _OPEN: "Open",
    _SOON: "Not open yet",
    _CLOSED: "Closed",
    _STOPPED: "Stopped or on hold",
    _UNSURE: "Not known",
}
_MAY_BE_ASKED = {"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"}
_STILL_RUNNING = {"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING",
                  "SUSPENDED", "AVAILABLE", "TEMPORARILY_NOT_AVAILABLE"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The status as shown.

    ``tone`` is "open", "soon", "closed", "stopped" or "unsure" and picks mark and
    colour; ``words`` say it; ``confirmed`` says how long ago; ``advice`` is there
    when the record may be out of date.
    """

    tone: str
    words: str
    confirmed: str = ""
    advice: str = ""

    @property
    def is_open(self) -> bool:
        """People may join, or be about to: the record says so and it is recent enough to be believed."""
        return self.tone in {_OPEN, _SOON}

    @property
    def short(self) -> str:
        return _SHORT[self.tone]

    @property
    def sentence(self) -> str:
        """All of it as text: "Looking for people now. Confirmed 8 months ago."."""
        return " ".join(f"{part}." for part in (self.words, self.confirmed, self.advice) if part)


def status_line(status: StatusModule, *, today: dt.date, is_listed: bool = True) -> StatusLine:
    """Say where a study stands.

    A status that should still move but was last confirmed a year ago or more is
    told as listed, not as known; so is a start that has passed.
    """
    code = status.overall_status or ""
    if not is_listed and code != "WITHHELD":
        return StatusLine(_UNSURE, "The registry no longer shows this study")
    tone, words = _WORDS.get(
        code, (_UNSURE, "The record does not say in known words whether people can join")
    )
    verified = status.status_verified_date
    confirmed = f"Confirmed {_when(verified, today)}" if verified else ""
    if code == "UNKNOWN":
        return StatusLine(tone, words, _last_confirmed(verified), "Ask before you count on it")
    if code not in _STILL_RUNNING:
        return StatusLine(tone, words)
    if verified and (today - verified.latest()).days >= STALE_AFTER_DAYS:
        listed = f"Listed as: {words[0].lower()}{words[1:]}"
        return StatusLine(_UNSURE, listed, _last_confirmed(verified), "Ask whether this is still so")
    start = status.start_date_struct
    if code == "NOT_YET_RECRUITING" and start.date and start.date.latest() < today:
        was_due = f"Was due to start {_in(start.date)}; the record does not say that it has"
        return StatusLine(tone, "Listed as not open yet", confirmed, was_due)
    if code == "NOT_YET_RECRUITING" and start.date:
        return StatusLine(tone, f"Not open yet. Planned to start {_in(start.date)}", confirmed)
    return StatusLine(tone, words, confirmed)


def may_be_asked(code: str | None) -> bool:
    """Say whether a listed contact may be shown as one to ask about joining."""
    return code in _MAY_BE_ASKED


def place_status_words(code: str | None, *, study_is_open: bool = True, is_confirmed: bool = True) -> str:
    """Say where one place stands; empty where the record does not say.

    Empty, too, where a place is listed as open and the study is not; a record that
    nobody has confirmed lately is told as listed, not as known.
    """
    if not code:
        return ""
    words = _PLACE_WORDS.get(code, "Status not known")
    if not may_be_asked(code):
        return words
    if not study_is_open:
        return ""
    return words if is_confirmed else f"Listed as {words[0].lower()}{words[1:]}"


def short_status(code: str) -> StatusLine:
    """Return tone and words of a status alone, for lists, without a word on how fresh it is."""
    tone, words = _WORDS.get(code, (_UNSURE, "Status not known"))
    return StatusLine(tone, _LISTED_AS.get(code, words))


def _last_confirmed(verified: PartialDate | None) -> str:
    return (
        f"The study team last confirmed it in {_month(verified)}"
        if verified
        else "No date of the last check is given"
    )


def _month(date: PartialDate) -> str:
    return date_words(PartialDate(date.year, date.month))


def _in(date: PartialDate) -> str:
    return f"on {date_words(date)}" if date.day else f"in {date_words(date)}"


def _when(verified: PartialDate, today: dt.date) -> str:
    """How long ago; a month without its day that lies ahead is "this month" at most."""
    return time_ago(verified, today) if verified.earliest() <= today else "this month"
