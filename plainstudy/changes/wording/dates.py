"""When the study starts and ends, planned and as it happened."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import count_of, date_words, duration_words, months_between
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import DateStruct

from .words import Sentence, text


@dataclass(frozen=True, slots=True)
class _Name:
    """How one date is spoken of."""

    noun: str
    happened: str
    """As in "the study started"."""


_NAMES: Mapping[str, _Name] = {
    "startDateStruct": _Name("start", "The study started"),
    "primaryCompletionDateStruct": _Name("last main measurement", "The last main measurement was"),
    "completionDateStruct": _Name("end of the study", "The study ended"),
}


_IN_MONTHS_FROM = 60  # days; fewer are told in weeks


def _structs(change: FieldChange, context: Context) -> tuple[DateStruct, DateStruct]:
    modules = [record.protocol_section.status_module for record in (context.before, context.after)]
    name = {
        "startDateStruct": "start_date_struct",
        "primaryCompletionDateStruct": "primary_completion_date_struct",
        "completionDateStruct": "completion_date_struct",
    }[change.path.split(".")[2]]
    return getattr(modules[0], name), getattr(modules[1], name)


def _date(change: FieldChange, context: Context) -> str:
    name = _NAMES[change.path.split(".")[2]]
    before, after = _structs(change, context)
    if before.date is None or after.date is None:
        return _came_or_went(name, before, after, happened=context.status_after != "WITHDRAWN")
    old, new = date_words(before.date), date_words(after.date)
    if before.type == after.type == "ACTUAL":
        return f"The date of the {name.noun} was corrected from {old} to {new}."
    if after.type == "ACTUAL" and context.status_after == "WITHDRAWN":  # nobody joined, so nothing happened
        was = f"; before, it gave {old}" if old != new else ""
        return f"The record now gives {new} as the final date for the {name.noun}{was}."
    if after.type == "ACTUAL":
        return _happened(name, before, after.date)
    if before.type == "ACTUAL" and after.type is not None:
        done = f"before, it was given as done {on(before.date)}"
        return f"The {name.noun} is a plan again, {on(after.date)}; {done}."
    if before.date == after.date and after.type is None:
        return f"The record no longer says whether the date of the {name.noun} is a plan: {new}."
    if before.date == after.date:
        return f"The date of the {name.noun} is now given as a plan: {new}."
    plan = "planned date" if after.type is not None else "date"
    if _is_within(before.date, after.date):
        return f"The {plan} of the {name.noun} is now given as {new}; before, it was {old}."
    return f"The {plan} of the {name.noun} moved from {old} to {new}, {moved(before.date, after.date)}."


def _came_or_went(name: _Name, before: DateStruct, after: DateStruct, *, happened: bool) -> str:
    if after.date is not None and after.type == "ACTUAL" and happened:
        return f"{name.happened} {on(after.date)}; before, the record gave no date."
    if after.date is not None:
        kind = "planned date" if after.type == "ESTIMATED" else "date"
        return f"The record now gives a {kind} for the {name.noun}: {date_words(after.date)}."
    was = f"; it was {date_words(before.date)}" if before.date else ""
    return f"The date of the {name.noun} was taken off{was}."


def _happened(name: _Name, before: DateStruct, actual: PartialDate) -> str:
    planned = before.date
    assert planned is not None
    if before.type is None:  # an old record, which does not say that its date is a plan
        was = "did not say so" if planned == actual else f"gave {date_words(planned)}"
        return f"{name.happened} {on(actual)}; before, the record {was}."
    if planned == actual:
        return f"{name.happened} {on(actual)}, the date that was planned last."
    if _is_within(planned, actual):
        return f"{name.happened} {on(actual)}; the plan was {date_words(planned)}."
    gap = moved(planned, actual)
    if gap.startswith("in the "):  # not known to the day: "the plan was April 2026, the month before"
        away = {"after": "before", "before": "after"}[gap.rsplit(" ", 1)[1]]
        gap = f"{gap.removeprefix('in ').rsplit(' ', 1)[0]} {away}"
    else:
        gap = f"so this is {gap}"
    return f"{name.happened} {on(actual)}; the plan was {date_words(planned)}, {gap}."


def on(date: PartialDate) -> str:
    """Say "on 9 March 2026" or "in March 2026"."""
    return f"{'on' if date.day else 'in'} {date_words(date)}"


def moved(before: PartialDate, after: PartialDate) -> str:
    """Say how far a date moved: "about 6 months later"."""
    later = "later" if after.earliest() > before.earliest() else "earlier"
    months = months_between(before, after)
    if before.day and after.day:
        days = abs(
            (
                dt.date(after.year, after.month or 1, after.day)
                - dt.date(before.year, before.month or 1, before.day)
            ).days
        )
        if days < 31:
            return f"{count_of(days, 'day')} {later}"
        if days < _IN_MONTHS_FROM:
            return f"about {count_of(round(days / 7), 'week')} {later}"
        return f"{duration_words(days / 30.44)} {later}"
    if months is None:
        return _apart(abs(after.year - before.year), "year", later)
    if abs(months) == 1 and before.precision != after.precision:
        return _apart(1, "month", later)  # from the last of March to April may be a day
    return f"{duration_words(abs(months))} {later}"


def _apart(count: int, unit: str, later: str) -> str:
    """Say how far apart two spans lie that are not known to the day."""
    if count == 1:
        return f"in the {unit} {'after' if later == 'later' else 'before'}"
    return f"about {count_of(count, unit)} {later}"


def _is_within(one: PartialDate, other: PartialDate) -> bool:
    """True when two dates differ in precision alone: one is a day of the other's month."""
    return one.precision != other.precision and (
        one.earliest() <= other.earliest() <= one.latest()
        or other.earliest() <= one.earliest() <= other.latest()
    )


SENTENCES: Mapping[str, Sentence] = {
    **{f"statusModule.{name}*": _date for name in _NAMES},
    "designModule.targetDuration": text("the time each person is followed"),
}
