"""Where a study stands: open or not, since when, why it stopped, and whether results are posted."""

import datetime as dt
import re
from collections.abc import Iterator

from plainstudy.plain.time_words import date_words, time_ago
from plainstudy.plain.wording import format_number
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord
from plainstudy.writing.facts import standing as facts_standing
from plainstudy.writing.text import Sentence

from . import voice as v
from .voice import Voice, first_fit, say

_VERIFIED = "protocolSection.statusModule.statusVerifiedDate"
_STATUS = {
    "RECRUITING": "Listed as recruiting: open to new people",
    "NOT_YET_RECRUITING": "Listed as not yet open to new people",
    "ENROLLING_BY_INVITATION": "Only people who are invited can join",
    "ACTIVE_NOT_RECRUITING": "Under way, but closed to new people",
    "SUSPENDED": "Paused for now; it may start again",
    "TERMINATED": "Stopped early; it will not start again",
    "COMPLETED": "Finished; nobody new can join",
    "WITHDRAWN": "Withdrawn before anyone joined",
    "AVAILABLE": "Listed as available outside a study",
    "NO_LONGER_AVAILABLE": "No longer available",
    "TEMPORARILY_NOT_AVAILABLE": "Not available for now",
    "APPROVED_FOR_MARKETING": "Approved for sale, so this way of access has ended",
}
_LAST_KNOWN = {
    "RECRUITING": "open to new people",
    "NOT_YET_RECRUITING": "not open yet",
    "ACTIVE_NOT_RECRUITING": "under way and closed to new people",
    "ENROLLING_BY_INVITATION": "open to invited people only",
    "SUSPENDED": "paused",
}


def status_of(voice: Voice) -> tuple[Sentence, ...]:
    """Say where the study stands, without a word that another day would make false."""
    facts = voice.facts
    parts = []
    if facts.status == "UNKNOWN":
        parts.append(
            say(
                "Nobody knows from this record whether the study goes on: it has not been confirmed for "
                "over two years",
                v.STATUS,
            )
        )
        if facts.last_known_status in _LAST_KNOWN:
            parts.append(
                say(
                    f"It was last listed as {_LAST_KNOWN[facts.last_known_status]}",
                    "protocolSection.statusModule.lastKnownStatus",
                )
            )
    elif facts.status in _STATUS:
        parts.append(say(_STATUS[facts.status], v.STATUS))
    else:
        parts.append(
            say(
                "The record does not say in a known way whether this study is open, so ask the study team",
                v.STATUS,
            )
        )
    if facts.status in {"TERMINATED", "WITHDRAWN", "SUSPENDED"}:
        parts.append(why_stopped(voice))
    start = facts.day("start")
    if facts.status == "NOT_YET_RECRUITING" and start:
        parts.append(say(f"The planned start is {start.words}", start.path))
    if facts.confirmed:
        when = "on" if facts.confirmed.date.count("-") == 2 else "in"
        text = f"The study team last confirmed the record {when} {facts.confirmed.words}"
        parts.append(say(text, facts.confirmed.path))
    return tuple(parts)


def status_today(record: StudyRecord, *, today: dt.date) -> tuple[Sentence, ...]:
    """Say what is true of the status on this day only: how old it is, whether a planned start has passed.

    Pages add it when they are shown; ``today`` is the day of the registry's snapshot.
    """
    part = record.protocol_section.status_module
    day = facts_standing.today_of(record, today)
    parts = []
    if day.start_has_passed and part.start_date_struct.date:
        words = date_words(part.start_date_struct.date)
        parts.append(
            say(
                f"It was due to open in {words}; nobody has confirmed since that it did",
                "protocolSection.statusModule.startDateStruct.date",
                v.STATUS,
            )
        )
    if part.status_verified_date and part.overall_status in facts_standing.OPEN | {
        "UNKNOWN",
        "ACTIVE_NOT_RECRUITING",
        "SUSPENDED",
    }:
        ago = time_ago(part.status_verified_date, today)
        parts.append(say(f"That was {ago}", _VERIFIED))
    if day.stale:
        parts.append(say("Ask the study team whether it is still open", _VERIFIED, v.STATUS))
    return tuple(parts)


def why_stopped(voice: Voice) -> Sentence:
    """Give the reason in the registry's words, or say that there is none."""
    reason = voice.facts.why_stopped
    if reason is None:
        return say("The registry gives no reason", "protocolSection.statusModule.whyStopped")
    first = _FIRST_SENTENCE.match(reason.value)
    last = _BEFORE.match(reason.value) and _LAST_SENTENCE.search(reason.value)
    return first_fit(
        (
            f"The reason given is: “{reason.value}”",
            f"The reason given ends: “{last[1]}”" if last and _is_whole(last[1]) else "",
            f"The reason given starts: “{first[1]}”" if first and _is_whole(first[1]) else "",
            f"The reason given starts: “{_first_words(reason.value)}”",
        ),
        reason.path,
    ) or say("The record gives a long reason, which stands below in its own words", reason.path)


_FIRST_SENTENCE = re.compile(r"(.{20,}?[a-z)])\.(?=\s+[A-Z])")
_BEFORE = re.compile(r"(?:prior to|before) (?:the )?(?:terminat|stop|withdraw|clos|study)", re.I)
_LAST_SENTENCE = re.compile(r"(?<=[a-z)]\. )([A-Z][^.]{20,})\.?\s*$")
"""Of a reason that begins with what came before the stop (NCT05574335)."""
_HINGE = re.compile(r",? (?=(?:which|who|that|because|due|based|and|but|after|per|in|\())", re.I)
_MOST_OF_A_REASON = 18
_LEAST_OF_A_REASON = 30


def _is_whole(text: str) -> bool:
    return text.count("(") == text.count(")") and not text.endswith(("e.g", "i.e"))


def _first_words(reason: str) -> str:
    """Cut a long reason where a clause ends, else after so many words."""
    words = " ".join(reason.split()[:_MOST_OF_A_REASON])
    ends = [found.start() for found in _HINGE.finditer(words) if found.start() > _LEAST_OF_A_REASON]
    cut = words[: ends[-1] if ends else len(words)]
    closed = cut if "(" not in cut or _is_whole(cut) else cut[: cut.rindex("(")]
    return closed.rstrip(" ,;:.(")


def ending(voice: Voice) -> Iterator[Sentence | None]:
    """Say how it ended and whether results are posted."""
    facts = voice.facts
    if facts.status == "WITHDRAWN":
        yield say("The study was withdrawn and nobody took part", v.STATUS)
        return
    completion = facts.day("completion") or facts.day("primary_completion")
    if completion and facts.confirmed and facts.confirmed.date[:7] < completion.date[:7]:
        completion = None  # a day after the record was last confirmed is a plan (NCT02948153)
    if facts.status == "TERMINATED":
        when = f" in {_month_of(completion.date)}" if completion and completion.actual is not False else ""
        yield say(f"The study stopped early{when}", v.STATUS, completion.path if completion and when else "")
    elif facts.status == "COMPLETED":
        if completion and completion.actual is not False:
            yield say(f"The study ended in {_month_of(completion.date)}", v.STATUS, completion.path)
        else:
            yield say("The study has ended", v.STATUS)
    elif facts.status == "UNKNOWN":
        yield say("It is not known how far the study got", v.STATUS)
    elif facts.status == "NOT_YET_RECRUITING" and (start := facts.day("start")):
        if facts.today.start_has_passed:
            due = f"It was due to start in {_month_of(start.date)}"
            yield say(f"{due}; the record has not confirmed that it did", start.path, v.STATUS)
        else:
            yield say(f"The planned start is {start.words}", start.path, v.STATUS)
    elif facts.taking_part:
        yield say(f"Taking part lasts {facts.taking_part.value}", facts.taking_part.path)
    if facts.status in {"COMPLETED", "TERMINATED"} or facts.results is not None:
        yield results_line(voice)


def results_line(voice: Voice) -> Sentence:
    """Say whether results are posted here, and whether the record lists papers."""
    facts = voice.facts
    if facts.results is not None:
        return say("Results are posted in this registry", "resultsSection")
    if facts.papers:
        papers = "a paper" if facts.papers == 1 else f"{format_number(facts.papers)} papers"
        return say(
            f"No results are posted in this registry; the record lists {papers}",
            facts.papers_path,
            "hasResults",
        )
    return say("No results are posted in this registry", "hasResults")


def _month_of(date: str) -> str:
    """Leave the day out: "2012-09-14" gives "September 2012"."""
    whole = PartialDate.parse(date)
    return date_words(PartialDate(whole.year, whole.month))
