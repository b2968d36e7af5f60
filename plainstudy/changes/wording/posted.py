"""Posted results: their measures, people and health problems, and which of their numbers changed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import count_of, date_words, format_number, join_words
from plainstudy.record.canonical import canonical_text
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord
from plainstudy.record.results import AdverseEventsModule

from .phrases import from_to, named_item, on_whether, one_line, quote
from .terms import MEASURED_AS, term
from .words import Sentence, text

_RESULTS = "resultsSection."
_NO_TITLE = "one without a name"


def _section(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return "The study's results are now public in the registry; before, there were none."
    return "The study's results are no longer in the registry; before, they were public."


def _has_results(change: FieldChange, context: Context) -> str:
    if change.after:
        return "The registry now marks this study as one with results; before, it did not."
    return "The registry no longer marks this study as one with results; before, it did."


def _title(change: FieldChange) -> str:
    return named_item(change, "title", limit=110, without=_NO_TITLE)


def _measure(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return f"Results for one more measure are public: {_title(change)}."
    if change.operation == "removed":
        return f"Results for a measure are no longer shown: {_title(change)}."
    return "The results of the measures are listed in another order."


_CODE = re.compile(r"[A-Z]+(?:_[A-Z0-9]+)*")
_PARTS = {
    "classes": "numbers",
    "denoms": "counts of people",
    "analyses": "statistics",
    "groups": "groups",
    "periods": "numbers",
}


def _measure_part(change: FieldChange, context: Context) -> str:
    what, title = change.path.rsplit(".", 1)[1], _title(change)
    if what in _PARTS:
        return _table(f"the {_PARTS[what]} in the results for {title}", change, context)
    if what == "type":
        before, after = (term(MEASURED_AS, code) for code in (change.before, change.after))
        return f"In the results, {title} is now {after}; before, it was {before}."
    if what == "title" and change.before and change.after:
        return f"The results for a measure are named another way, {from_to(change.before, change.after)}."
    if what in {"description", "populationDescription", "timeFrame", "unitOfMeasure"}:
        thing = {"timeFrame": "the time", "unitOfMeasure": "the unit"}.get(what, "the notes")
        return text(f"{thing} in the results for {title}", plural=thing == "the notes")(change, context)
    return f"How the numbers in the results for {title} were worked out is told another way now."


def _posting_date(change: FieldChange, context: Context) -> str:
    before, after = (
        date_words(PartialDate.parse(str(value))) if value else "not given"
        for value in (change.before, change.after)
    )
    return f"The day on which results for {_title(change)} are due is now {after}; before, it was {before}."


def _shown(change: FieldChange, context: Context) -> str:
    now = {"POSTED": "are now public", "NOT_POSTED": "are no longer public"}.get(
        str(change.after), "stand otherwise"
    )
    was = {"POSTED": "they were", "NOT_POSTED": "they were not"}.get(
        str(change.before), "the record did not say"
    )
    return f"Results for {_title(change)} {now}; before, {was}."


def _of_all(what: str) -> Sentence:
    """Make the sentence for a part of the posted results: an edited text, or a table by its numbers."""

    def sentence(change: FieldChange, context: Context) -> str:
        if any(_CODE.fullmatch(str(value)) for value in (change.before, change.after)):
            return f"How the numbers on {what} were worked out is told another way in the posted results."
        if isinstance(change.before, str) or isinstance(change.after, str):
            return text(f"the notes on {what} in the posted results", plural=True)(change, context)
        return _table(f"{what} in the posted results", change, context)

    return sentence


def _table(what: str, change: FieldChange, context: Context) -> str:
    """Tell how many values of a table changed, and one of them from what to what."""
    if change.operation in {"added", "removed"}:
        verb = "was added" if change.operation == "added" else "was taken out"
        return f"A part of {what} {verb}."
    before, after = (_cells(_rows(record, change)) for record in (context.before, context.after))
    moved = [(before[at], after[at]) for at in before if at in after and before[at] != after[at]]
    told = [pair for pair in moved if not any(map(_is_code, pair))]
    counts = [(len(moved), "changed"), (len(after.keys() - before.keys()), "added")]
    counts.append((len(before.keys() - after.keys()), "taken out"))
    parts = [_counted(number, verb) for number, verb in counts if number]
    if not parts:
        return f"In {what}, the order or names of parts changed."
    if not told:
        return f"In {what}, {join_words(parts)}."
    one, other = told[0]
    example = f"{quote(one, limit=60)} became {quote(other, limit=60)}"
    return (
        f"In {what}, {example}."
        if counts == [(1, "changed"), (0, "added"), (0, "taken out")]
        else (f"In {what}, {join_words(parts)}; for one, {example}.")
    )


def _counted(number: int, verb: str) -> str:
    helper = "" if verb == "changed" else "was " if number == 1 else "were "
    return f"{count_of(number, 'value')} {helper}{verb}"


def _is_code(value: str) -> bool:
    return value in {"True", "False"} or ("_" in value and _CODE.fullmatch(value) is not None)


def _cells(rows: Any, at: str = "") -> dict[str, str]:
    """Return the values of a table by where they stand; ids of groups are no values."""
    return {where: value for where, value in _walk(rows, at) if not where.endswith(("groupId", ".id"))}


def _walk(node: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _walk(value, f"{at}.{key}")
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for place, item in enumerate(node):
            yield from _walk(item, f"{at}[{_place(item, place)}]")
    elif node is not None:
        yield at, canonical_text(str(node))


def _place(item: Any, place: int) -> str:
    """Name a row by its group where it has one: such rows come in any order."""
    return str(item["groupId"]) if isinstance(item, Mapping) and "groupId" in item else str(place)


def _rows(record: StudyRecord, change: FieldChange) -> Any:
    """Return the table that a change speaks of, in one of the two records; None where it has none."""
    node: Any = msgspec.to_builtins(record.results_section, enc_hook=str)
    for key in change.short_field.removeprefix(_RESULTS).split("."):
        if isinstance(node, Sequence):
            node = _one_titled(node, change)
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _one_titled(items: Sequence[Any], change: FieldChange) -> Any:
    about = change.about or {}
    for names in (("title", "type", "timeFrame"), ("title",)):
        for item in items:
            if all(_same(item.get(name), about.get(name)) for name in names):
                return item
    return None


def _same(one: Any, other: Any) -> bool:
    """Compare two texts of which the second may be cut."""
    return (one or "")[:400] == (other or "")[:400] if isinstance(one, str | None) else one == other


_HARMS = (
    ("deaths_num_affected", "who died"),
    ("serious_num_affected", "with serious health problems"),
    ("other_num_affected", "with other health problems"),
)


def _event_groups(change: FieldChange, context: Context) -> str:
    """Tell the sums over all groups that changed: how many died, how many had serious problems."""
    modules = [_harms(record) for record in (context.before, context.after)]
    told = []
    for name, words in _HARMS:
        before, after = (_sum(module, name) for module in modules)
        if before != after and before is not None and after is not None:
            told.append(
                f"the number of people {words} changed from {format_number(before)} to {format_number(after)}"
            )
    if not told:
        return _table("the groups in the posted list of health problems", change, context)
    return f"In the posted results, {join_words(told)}."


def _harms(record: StudyRecord) -> AdverseEventsModule:
    return record.results_section.adverse_events_module if record.results_section else AdverseEventsModule()


def _sum(module: AdverseEventsModule, name: str) -> int | None:
    found = [number for group in module.event_groups if (number := getattr(group, name)) is not None]
    return sum(found) if found else None


def _events(what: str) -> Sentence:
    def sentence(change: FieldChange, context: Context) -> str:
        before, after = ((value or {}).get("items", 0) for value in (change.before, change.after))
        if before != after:
            kinds = count_of(after, "kind")
            return f"The posted list of {what} now has {kinds}; before, it had {format_number(before)}."
        return _table(f"the posted list of {what}", change, context)

    return sentence


def _paid_by_sponsor(change: FieldChange, context: Context) -> str:
    now = {True: "works for the sponsor", False: "does not work for the sponsor"}
    was = {True: "did", False: "did not"}.get(change.before, "was not said to")
    after = now.get(change.after, "is not said to work for the sponsor")
    return f"By the posted results, the lead researcher {after}; before, he or she {was}."


def _waits(change: FieldChange, context: Context) -> str:
    spans = {"LTE60": "up to 60 days", "GT60": "more than 60 days", "OTHER": "under other terms"}
    before, after = (spans.get(str(code), "not stated") for code in (change.before, change.after))
    return f"How long researchers may have to wait before they publish is now {after}; before: {before}."


def _bound(change: FieldChange, context: Context) -> str:
    return on_whether("researchers are bound in what they may publish", change.before, change.after)


def _threshold(change: FieldChange, context: Context) -> str:
    before, after = (
        f"{one_line(value)} percent" if value else "not stated" for value in (change.before, change.after)
    )
    return f"The share of people from which on a health problem is listed is now {after}; before: {before}."


def _whom_to_ask(change: FieldChange, context: Context) -> str:
    what = change.path.rsplit(".", 1)[1]
    if what in {"title", "organization"} and change.before and change.after:
        thing = "person" if what == "title" else "body"
        return f"The {thing} to ask about the posted results changed {from_to(change.before, change.after)}."
    thing = {"phone": "phone number", "phoneExt": "phone extension", "email": "e-mail address"}.get(
        what, "name"
    )
    verb = {"added": "was added", "removed": "was taken off"}.get(change.operation, "changed")
    return f"The {thing} of whom to ask about the posted results {verb}."


_HARMS_PATH = _RESULTS + "adverseEventsModule"
SENTENCES: Mapping[str, Sentence] = {
    "resultsSection": _section,
    "hasResults": _has_results,
    _RESULTS + "outcomeMeasuresModule.outcomeMeasures": _measure,
    _RESULTS + "outcomeMeasuresModule.outcomeMeasures.anticipatedPostingDate": _posting_date,
    _RESULTS + "outcomeMeasuresModule.outcomeMeasures.reportingStatus": _shown,
    _RESULTS + "outcomeMeasuresModule.outcomeMeasures*": _measure_part,
    _RESULTS + "participantFlowModule*": _of_all("who started and who finished"),
    _RESULTS + "baselineCharacteristicsModule*": _of_all("the people who took part"),
    _HARMS_PATH + ".eventGroups": _event_groups,
    _HARMS_PATH + ".seriousEvents": _events("serious health problems"),
    _HARMS_PATH + ".otherEvents": _events("other health problems"),
    _HARMS_PATH + ".timeFrame": text("the time over which health problems were counted"),
    _HARMS_PATH + ".frequencyThreshold": _threshold,
    _HARMS_PATH + "*": text("the notes on how health problems were counted", plural=True),
    _RESULTS + "moreInfoModule.limitationsAndCaveats*": text("the note on the limits of the results"),
    _RESULTS + "moreInfoModule.certainAgreement.piSponsorEmployee": _paid_by_sponsor,
    _RESULTS + "moreInfoModule.certainAgreement.restrictionType": _waits,
    _RESULTS + "moreInfoModule.certainAgreement.restrictiveAgreement": _bound,
    _RESULTS + "moreInfoModule.certainAgreement*": text(
        "the notes on who may publish the results", plural=True
    ),
    _RESULTS + "moreInfoModule.pointOfContact*": _whom_to_ask,
    "resultsSection*": _of_all("details"),
}
