"""What a mail about a study says, from plain values. Subjects and the first lines name no condition.

The first lines matter as much as the subject: a locked phone on a table shows both.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SUBJECTS = {"new": "A new study you asked to hear about"}
SUBJECT = "News about a study you follow"

OPENINGS = {
    "changed": "The public record of a study you follow has changed.",
    "new": "A new study was registered that answers a wish you left with us.",
    "removed": "A study you follow is no longer on the public registry.",
    "withheld": "The public registry has stopped showing the details of a study you follow.",
    "aliased": "The public registry has joined the record of a study you follow with another one.",
    "reappeared": "A study you follow is on the public registry again.",
}
MORE_THAN_ONCE = "The public record of a study you follow has changed more than once."
READ_ON = (
    "Which one, and what it means, stands further down: a list of mails or a locked phone should not show it."
)

STANDING_LINES = {
    "removed": (
        "The registry no longer shows this study. It does not say why.",
        "Our page keeps the last record that we have.",
        "If you take part in this study, the study team can tell you more.",
    ),
    "withheld": (
        "The registry now shows only a placeholder for this study. It does not say why.",
        "If you take part in this study, the study team can tell you more.",
    ),
    "reappeared": ("The registry shows this study again.",),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What happened on one day, in sentences; never empty. ``day`` is empty where it is the only one."""

    day: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """The words of one mail. ``parts`` are in the order things happened; never empty."""

    subject: str
    opening: str
    parts: tuple[Told, ...]
    list_heading: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Return all sentences."""
        return tuple(line for part in self.parts for line in part.lines)


def compose(
    *,
    kind: str,
    account: str,
    summary: Sequence[str] = (),
    alias_of: str = "",
    day: str = "",
    earlier: Sequence[tuple[str, str]] = (),
) -> Digest | None:
    """Return the words of the mail about an event; None when there is nothing to say, since no mail is blank.

    ``account`` is what the event tells followers, one sentence a line; ``summary``
    are sentences of the plain page, for a new study; ``alias_of`` is the number of
    the study it was merged into. ``earlier`` are days and accounts of changes that
    the same mail tells first, oldest first; ``day`` is that of the last.
    """
    if kind not in OPENINGS:
        return None
    lines = _lines(kind=kind, account=account, summary=summary, alias_of=alias_of)
    told = [*((when, _clean(words.splitlines())) for when, words in earlier), (day, lines)]
    parts = _parts((when, some) for when, some in told if some)
    if not parts:
        return None
    heading = "What is tested" if kind == "new" else "What happened"
    if kind == "changed":
        heading = "What changed"
    opening = OPENINGS[kind] if len(parts) == 1 else MORE_THAN_ONCE
    return Digest(SUBJECTS.get(kind, SUBJECT), f"{opening} {READ_ON}", parts, heading)


def _parts(told: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Told, ...]:
    """Join what happened on one day."""
    by_day: dict[str, tuple[str, ...]] = {}
    for day, lines in told:
        by_day[day] = by_day.get(day, ()) + lines
    days = list(by_day.items())
    return tuple(Told(day if len(days) > 1 else "", lines) for day, lines in days)


def _lines(*, kind: str, account: str, summary: Sequence[str], alias_of: str) -> tuple[str, ...]:
    if kind == "new":
        return _clean(summary) or ("Our page tells what the record says about it.",)
    if kind == "aliased":
        if not alias_of:
            return _clean(account.splitlines())
        return (
            f"The registry joined this record with the record {alias_of}.",
            f"You now follow {alias_of} instead. You need not do anything.",
        )
    return _clean(account.splitlines()) or STANDING_LINES.get(kind, ())


def _clean(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts without control characters and line breaks; empty ones are left out."""
    tidy = (" ".join("".join(c if c.isprintable() else " " for c in text).split()) for text in texts)
    return tuple(text for text in tidy if text)


def one_line(text: str) -> str:
    """Return registry text fit for one line of a mail."""
    return " ".join(_clean([text]))


def day_words(moment: dt.datetime) -> str:
    """Return the day as it is said: "27 June 2026"."""
    return f"{moment.day} {moment:%B %Y}"
