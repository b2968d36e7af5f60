"""Tests that rules ask of a change: who can join now, how far a date moved, what else came with it."""

import re
from typing import Any

from plainstudy.plain.wording import months_between
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import DateStruct, EnrollmentInfo

from .context import ENDED, TAKES_PEOPLE, Context, country_of
from .diff import FieldChange
from .diseases import names_another_disease
from .judgement import Test
from .likeness import only_numbering, words_key
from .points import only_headings_reworded

SHORT_SLIP_MONTHS = 3
FAR_BELOW_PLAN = 0.75
FAR_FROM_PLAN = 0.25


# ── Of any change ─────────────────────────────────────────────────────────────


def always(change: FieldChange, context: Context) -> bool:
    """Fit every change."""
    return True


def operation(*names: str) -> Test:
    """Fit changes of these operations."""
    return lambda change, context: change.operation in names


def from_value(value: Any) -> Test:
    """Fit what had this value before."""
    return lambda change, context: bool(change.before == value)


def to(*values: Any) -> Test:
    """Fit what has one of these values now."""
    return lambda change, context: change.after in values


def turned_on(change: FieldChange, context: Context) -> bool:
    """It is yes now."""
    return change.after is True


def turned_off(change: FieldChange, context: Context) -> bool:
    """It was yes before."""
    return change.before is True


def all_of(*tests: Test) -> Test:
    """Fit where all tests do."""
    return lambda change, context: all(test(change, context) for test in tests)


def none_of(test: Test) -> Test:
    """Fit where the test does not."""
    return lambda change, context: not test(change, context)


def only_looks(change: FieldChange, context: Context) -> bool:
    """Only punctuation, capitals or the numbers in front of points changed: no word, number or sign."""
    before, after = str(change.before or ""), str(change.after or "")
    return words_key(before) == words_key(after) or only_numbering(before, after)


def only_headings(change: FieldChange, context: Context) -> bool:
    """Headings of the rules for joining say the same in other words; every point stands where it stood."""
    return bool(change.before and change.after) and only_headings_reworded(
        str(change.before), str(change.after)
    )


def numbers_changed(change: FieldChange, context: Context) -> bool:
    """Some number in the text is another."""
    before, after = (re.findall(r"\d+", str(value or "")) for value in (change.before, change.after))
    return before != after


# ── Who can join, now and before ──────────────────────────────────────────────


def is_open(change: FieldChange, context: Context) -> bool:
    """People can join, or soon will."""
    return context.is_open


def stayed_open(change: FieldChange, context: Context) -> bool:
    """People could and can join, or soon will."""
    return context.stayed_open


def had_ended(change: FieldChange, context: Context) -> bool:
    """The study had ended by the older record."""
    return context.status_before in ENDED


def opens(change: FieldChange, context: Context) -> bool:
    """A status that takes people came."""
    return change.after in TAKES_PEOPLE and change.before not in TAKES_PEOPLE


def closes(change: FieldChange, context: Context) -> bool:
    """It took people and does not any more. UNKNOWN is no closing: nobody said so."""
    return change.before in TAKES_PEOPLE and change.after not in TAKES_PEOPLE and change.after != "UNKNOWN"


def status_moved(change: FieldChange, context: Context) -> bool:
    """The study's own status changed in the same posting."""
    return context.status_before != context.status_after


def another_disease(change: FieldChange, context: Context) -> bool:
    """A condition came or went, rather than one being worded another way or named more widely."""
    return names_another_disease(change.before or (), change.after or ())


# ── Places ────────────────────────────────────────────────────────────────────


def first_in_country(change: FieldChange, context: Context) -> bool:
    """The older record lists no place in this country."""
    country = country_of(change.about)
    return bool(country) and not context.countries_before[country]


def last_in_country(change: FieldChange, context: Context) -> bool:
    """The newer record lists no place in this country."""
    country = country_of(change.about)
    return bool(country) and not context.countries_after[country]


def first_open_in_country(change: FieldChange, context: Context) -> bool:
    """A place opened in a country without an open one."""
    return change.after in TAKES_PEOPLE and not context.open_countries_before[country_of(change.about)]


def last_open_in_country(change: FieldChange, context: Context) -> bool:
    """A place closed in a country that has no open one left."""
    return change.before in TAKES_PEOPLE and not context.open_countries_after[country_of(change.about)]


def may_take_people(change: FieldChange, context: Context) -> bool:
    """A place that is open, will be, or of which the record does not say."""
    return (change.about or {}).get("status") in (None, "NOT_YET_RECRUITING", *TAKES_PEOPLE)


def place_opens_or_closes(change: FieldChange, context: Context) -> bool:
    """A place takes people and did not, or the other way round."""
    return (change.before in TAKES_PEOPLE) != (change.after in TAKES_PEOPLE)


# ── Dates ─────────────────────────────────────────────────────────────────────


def only_type(change: FieldChange, context: Context) -> bool:
    """The same day, now told as done or as planned."""
    return change.path.endswith(".type")


def was_actual(change: FieldChange, context: Context) -> bool:
    """A date that was already told as done is corrected, not moved."""
    struct = date_struct(change, context.before)
    return struct.date is not None and struct.type == "ACTUAL"


def moved_little(change: FieldChange, context: Context) -> bool:
    """Moved by less than three months, either way."""
    months = months_moved(change)
    return months is not None and abs(months) < SHORT_SLIP_MONTHS


def date_struct(change: FieldChange, record: Any) -> DateStruct:
    """Return the date of the study that the change speaks of, as a record has it."""
    name = re.sub(r"(?=[A-Z])", "_", change.path.split(".")[2]).lower()
    struct = getattr(record.protocol_section.status_module, name)
    assert isinstance(struct, DateStruct)
    return struct


def months_moved(change: FieldChange) -> int | None:
    """Return by how many full months a date moved; 0 where only its type did; None where one is absent."""
    if change.path.endswith(".type"):
        return 0
    before, after = (_date(value) for value in (change.before, change.after))
    if before is None or after is None:
        return None
    months = months_between(before, after)
    return (after.year - before.year) * 12 if months is None else months


def _date(value: Any) -> PartialDate | None:
    text = value.get("date") if isinstance(value, dict) else value
    return PartialDate.parse(text) if text else None


# ── Numbers of people ─────────────────────────────────────────────────────────


def far_below_plan(change: FieldChange, context: Context) -> bool:
    """The count given as actual is under three quarters of the plan."""
    old, new = _enrollment(context)
    if not _turned_actual(old, new) or not old.people or new.people is None:
        return False
    return new.people < FAR_BELOW_PLAN * old.people


def far_from_plan(change: FieldChange, context: Context) -> bool:
    """The plan grew or shrank by a quarter or more."""
    old, new = _enrollment(context)
    if not old.people or new.people is None or _turned_actual(old, new):
        return False
    return abs(new.people - old.people) >= FAR_FROM_PLAN * old.people


def _enrollment(context: Context) -> tuple[EnrollmentInfo, EnrollmentInfo]:
    records = (context.before, context.after)
    old, new = (record.protocol_section.design_module.enrollment_info for record in records)
    return old, new


def _turned_actual(old: EnrollmentInfo, new: EnrollmentInfo) -> bool:
    return old.type != "ACTUAL" and new.type == "ACTUAL"


# ── Measures, papers, groups ──────────────────────────────────────────────────


def primary_dropped(change: FieldChange, context: Context) -> bool:
    """A main measure was dropped in the same posting."""
    return ("outcomesModule.primaryOutcomes", "removed") in context.operations


def moved_between_lists(change: FieldChange, context: Context) -> bool:
    """A measure moved to this list from another one."""
    return change.operation == "moved" and change.about is not None


def left_primary(change: FieldChange, context: Context) -> bool:
    """A measure was a main one."""
    return isinstance(change.before, dict) and change.before.get("list") == "primaryOutcomes"


def is_paper(kind: str) -> Test:
    """Fit papers listed as of this kind."""
    return lambda change, context: (change.about or {}).get("type") == kind


def follows_from_interventions(change: FieldChange, context: Context) -> bool:
    """A group's list of treatments moved because a treatment came, went or was renamed."""
    return any(field in context.fields for field in _TREATMENT_ITSELF)


_TREATMENT_ITSELF = (
    "armsInterventionsModule.interventions",
    "armsInterventionsModule.interventions.name",
    "armsInterventionsModule.interventions.type",
)
