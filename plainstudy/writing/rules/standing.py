"""Where a study stands: open or not, since when, why it stopped, and whether results are posted."""

import datetime as dt
import re
from collections.abc import Iterator

from plainstudy.plain.time_words import date_words, time_ago
from plainstudy.plain.wording import format_number
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord
from plainstudy.writing.facts import Day
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
    elif facts.status == "TERMINATED" and facts.done:
        parts.append(say("Listed as stopped early; it will not start again", v.STATUS))
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
        parts.extend(why_stopped(voice))
    start = facts.day("start")
    if facts.status == "NOT_YET_RECRUITING" and start:
        parts.append(say(f"Planned start: {start.words}", start.path))
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


def why_stopped(voice: Voice) -> tuple[Sentence, ...]:
    """Give the whole reason in the registry's words, or say that there is none.

    A long one is told in parts, one after the other: what is left out may be a harm (NCT05574335).
    """
    reason = voice.facts.why_stopped
    if reason is None:
        return (say("The registry gives no reason", "protocolSection.statusModule.whyStopped"),)
    whole = first_fit((f"The reason given is: “{reason.value}”",), reason.path)
    if whole and len(reason.value) <= _LONGEST_QUOTE:
        return (whole,)
    parts = list(dict.fromkeys(part for line in _whole_sentences(reason.value) for part in _parts(line)))
    if not parts:
        return (say("The record gives a reason, but in signs alone", reason.path),)
    kept = parts if len(parts) <= _MOST_PARTS else _first_and_harms(parts)
    told = [say(f"The reason given {_verb(parts[0], reason.value)} “{parts[0]}”", reason.path)]
    return (*told, *(say(f"It adds: “{part}”", reason.path) for part in kept[1:]))


def _verb(part: str, reason: str) -> str:
    """A part that is a sentence of its own is given as the reason; else the reason "starts" so."""
    return "is:" if reason[len(part) : len(part) + 1] == "." else "starts:"


_SENTENCE_END = re.compile(r"(?<!e\.g\.)(?<!i\.e\.)(?<=[a-z0-9)%]\.)\s+(?=[A-Z])")
_HARM = re.compile(
    r"safe|harm|risk|toxic|death|die[ds]\b|mortal|fatal|futil|efficac|effective|benefit|adverse|side effect|"
    r"reaction|hold\b|concern|depletion|bleed|DSMB|monitoring|FDA",
    re.I,
)
"""Words that no part of a reason may be left out with."""
_HINGE = re.compile(r",? (?=(?:which|who|that|because|due|based|and|but|after|per)\b)", re.I)
_LESSER = re.compile(r",? (?=(?:in|to|with|for|at|by|of)\b)", re.I)
_BRACKET = re.compile(r"[()]")
_LONGEST_QUOTE = 300
_NO_WORD = re.compile(r"\S{151,}")
_MOST_PARTS = 6
_MOST_OF_A_REASON = 21
_LEAST_OF_A_REASON = 30


def _whole_sentences(reason: str) -> Iterator[str]:
    for text in _NO_WORD.split(reason):
        yield from (line.strip().rstrip(".") for line in _SENTENCE_END.split(text) if line.strip())


def _first_and_harms(parts: list[str]) -> list[str]:
    return [part for at, part in enumerate(parts) if at < _MOST_PARTS // 2 or _HARM.search(part)]


def _parts(line: str) -> Iterator[str]:
    """Yield a sentence whole, or in parts that end where a clause or a bracket does; none of it goes."""
    if len(line.split()) <= _MOST_OF_A_REASON:
        yield line
        return
    for piece in _BRACKET.split(" ".join(line.split())):
        rest = piece.strip(" ,;:.")
        while len(rest.split()) > _MOST_OF_A_REASON:
            words = " ".join(rest.split()[:_MOST_OF_A_REASON])
            ends = _ends(_HINGE, words) or _ends(_LESSER, words) or [len(words)]
            cut = ends[-1]
            yield words[:cut].rstrip(" ,;:")
            rest = rest[cut:].lstrip(" ,;:")
        if rest:
            yield rest


def _ends(hinge: re.Pattern[str], words: str) -> list[int]:
    return [at.start() for at in hinge.finditer(words) if at.start() > _LEAST_OF_A_REASON]


def ending(voice: Voice) -> Iterator[Sentence | None]:
    """Say how it ended and whether results are posted."""
    facts = voice.facts
    if facts.status == "WITHDRAWN":
        yield say("The study was withdrawn and nobody took part", v.STATUS)
        return
    completion = facts.day("completion")  # the day of the main measure is no end (NCT02861287)
    if completion and facts.confirmed and facts.confirmed.date[:7] < completion.date[:7]:
        completion = None  # a day after the record was last confirmed is a plan (NCT02948153)
    if facts.status == "TERMINATED":
        listed = "is listed as stopped" if facts.done else "stopped"
        yield _ended(f"The study {listed} early", completion)
    elif facts.status == "COMPLETED":
        if completion and facts.end_told:
            yield say(f"The study ended in {_month_of(completion.date)}", v.STATUS, completion.path)
        else:
            yield _ended("The study has ended", completion)
    elif facts.status == "UNKNOWN":
        yield say("The record does not say whether the study was finished", v.STATUS)
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


def _ended(how: str, end: Day | None) -> Sentence:
    """Say how it ended, with the last day only as what is listed."""
    if end is None or end.actual is False:
        return say(how, v.STATUS)
    return say(f"{how}; the end date listed is {_month_of(end.date)}", v.STATUS, end.path)


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
