"""Posted results: their measures, people and health problems, and which of their numbers changed."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import count_of, date_words, format_number, join_words
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord
from plainstudy.record.results import AdverseEventsModule

from .phrases import from_to, named_item, on_whether, one_line
from .tables import CODE, table_words
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
        return table_words(f"the {_PARTS[what]} in the results for {title}", change, context)
    if what == "type":
        before, after = (term(MEASURED_AS, code) for code in (change.before, change.after))
        return f"In the results, {title} is now {after}; before, it was {before}."
    if what == "title" and change.before and change.after:
        return f"The name of a measure in the posted results changed {from_to(change.before, change.after)}."
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
        if any(CODE.fullmatch(str(value)) for value in (change.before, change.after)):
            return f"How the numbers on {what} were worked out is told another way in the posted results."
        if change.path.endswith(".title") and change.before and change.after:
            return f"A name in the posted table on {what} changed {from_to(change.before, change.after)}."
        if isinstance(change.before, str) or isinstance(change.after, str):
            return text(f"the notes on {what} in the posted results", plural=True)(change, context)
        return table_words(f"the posted table on {what}", change, context)

    return sentence


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
        return table_words("the posted list of health problems", change, context)
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
        return table_words(f"the posted list of {what}", change, context)

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
