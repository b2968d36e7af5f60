"""How many people."""

from collections.abc import Mapping

from plainstudy.changes.context import OPEN, Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import count_of, format_number

from .words import Sentence

_MAY_STILL_JOIN = OPEN | {"SUSPENDED"}


def _enrollment(change: FieldChange, context: Context) -> str:
    old, new = (r.protocol_section.design_module.enrollment_info for r in (context.before, context.after))
    before, after = old.people, new.people
    final, was_final = new.type == "ACTUAL", old.type == "ACTUAL"
    if after is None:
        if old.type == "ESTIMATED":
            was = f"; before, the plan was {people(before)}" if before is not None else ""
            return f"The record no longer says how many people are planned{was}."
        was = f"; before, it was {people(before)}" if before is not None else ""
        return f"The record no longer says how many people are in the study{was}."
    if before is None:
        kind = "" if not final else " so far" if context.status_after in _MAY_STILL_JOIN else " in the end"
        return f"The record now says how many people: {people(after)}{kind if final else ' planned'}."
    if final and context.status_after in _MAY_STILL_JOIN:
        return _so_far(before, after, was_final=was_final)
    if final and was_final:
        return f"The final count of people was corrected from {format_number(before)} to {people(after)}."
    if final:
        gap = (
            "the number that was planned last"
            if before == after
            else f"the plan was {format_number(before)}, so {difference(before, after)}"
        )
        return f"The final count is {people(after)}{', ' if before == after else '; '}{gap}."
    if was_final:
        return (
            f"The count is a plan again, {people(after)}; before, {format_number(before)} was given as final."
        )
    if before == after:
        return f"The count of {people(after)} is now given as a plan."
    change_words = f"from {format_number(before)} to {format_number(after)}, {difference(before, after)}"
    return f"The planned number of people changed {change_words}."


def _so_far(before: int, after: int, *, was_final: bool) -> str:
    """Tell a count given as actual while people may still join: it is no final one."""
    was = f"before, it gave {format_number(before)}" if was_final else f"the plan was {format_number(before)}"
    return f"The record now gives the count of people so far, {format_number(after)}; {was}."


def people(number: int) -> str:
    """Say "1 person" or "50 people"."""
    return count_of(number, "person", "people")


def difference(before: int, after: int) -> str:
    """Say "50 more" or "50 fewer"."""
    gap = after - before
    return f"{format_number(abs(gap))} {'more' if gap > 0 else 'fewer'}"


SENTENCES: Mapping[str, Sentence] = {"designModule.enrollmentInfo*": _enrollment}
