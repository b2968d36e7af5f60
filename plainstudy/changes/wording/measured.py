"""What is measured: main, further and extra measures, and when they are taken."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange

from .phrases import from_to, named_item, quote, text_edit
from .terms import OUTCOME_LIST, term
from .words import Sentence


def _kind(change: FieldChange) -> str:
    """Say which list the measure stands in: "a main measure"."""
    return term(OUTCOME_LIST, change.short_field.split(".")[1])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _measure(change: FieldChange, *, limit: int = 110) -> str:
    return named_item(change, "measure", limit=limit, without="one without a name")


def _item(change: FieldChange, context: Context) -> str:
    kind = _kind(change)
    if change.operation == "added":
        return f"{_capital(kind)} was added: {_measure(change)}."
    if change.operation == "removed":
        return f"{_capital(kind)} was dropped: {_measure(change)}."
    if change.about is None:
        return f"The {kind.split(' ', 1)[1]}s are listed in another order."
    was = term(OUTCOME_LIST, (change.before or {}).get("list"))
    if was == "a main measure":
        return f"{_measure(change)} is no longer a main measure; it is now {kind}."
    return f"{_measure(change)} is now {kind}; before, it was {was}."


def _wording(change: FieldChange, context: Context) -> str:
    kind = _kind(change)
    if change.after is None:
        return f"{_capital(kind)} has no words now; before, it was {quote(change.before)}."
    if change.before is None:
        return f"{_capital(kind)} now has words: {quote(change.after)}; before, it had none."
    return f"The words of {kind} changed {from_to(change.before, change.after)}."


def _time(change: FieldChange, context: Context) -> str:
    what = f"The time for the {_kind(change).split(' ', 1)[1]} {_measure(change, limit=80)}"
    if change.operation == "added":
        return f"{what} was added: {quote(change.after)}."
    if change.operation == "removed":
        return f"{what} was taken off; it was {quote(change.before)}."
    return f"{what} changed {from_to(change.before, change.after)}."


def _description(change: FieldChange, context: Context) -> str:
    what = f"the description of the {_kind(change).split(' ', 1)[1]} {_measure(change, limit=80)}"
    return text_edit(what, change.before, change.after)


SENTENCES: Mapping[str, Sentence] = {
    f"outcomesModule.{name}{ending}": sentence
    for name in OUTCOME_LIST
    for ending, sentence in (
        ("", _item),
        (".measure", _wording),
        (".timeFrame", _time),
        (".description", _description),
    )
}
