"""Results, papers, documents, data."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange

from .phrases import is_item, one_line, quote
from .terms import IPD, term
from .words import Sentence, text


def _section(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return "The study's results are now public in the registry; before, there were none."
    return "The study's results are no longer in the registry; before, they were public."


def _has_results(change: FieldChange, context: Context) -> str:
    if change.after:
        return "The registry now marks this study as one with results."
    return "The registry no longer marks this study as one with results."


def _measure(change: FieldChange, context: Context) -> str:
    title = quote((change.about or {}).get("title") or "no name", limit=110)
    if change.operation == "added":
        return f"Results for one more measure are public: {title}."
    if change.operation == "removed":
        return f"Results for a measure are no longer shown: {title}."
    return "The results of the measures are listed in another order."


def _measure_part(change: FieldChange, context: Context) -> str:
    title = quote((change.about or {}).get("title") or "no name", limit=110)
    what = {
        "classes": "The numbers",
        "denoms": "The counts of people",
        "analyses": "The statistics",
        "groups": "The groups",
    }
    return f"{what.get(change.path.rsplit('.', 1)[1], 'Details')} in the results for {title} were changed."


def _posting_date(change: FieldChange, context: Context) -> str:
    title = quote((change.about or {}).get("title") or "no name", limit=110)
    return f"The date by which results for {title} will come changed."


def _about(what: str) -> Sentence:
    return lambda change, context: f"{what} in the posted results {_verb(change)}."


def _verb(change: FieldChange) -> str:
    return {"added": "were added", "removed": "were taken out"}.get(change.operation, "were changed")


def _paper(change: FieldChange, context: Context) -> str:
    kind = (change.about or {}).get("type")
    citation = quote((change.about or {}).get("citation") or "no title", limit=QUOTED_PAPER)
    listed = {
        "RESULT": "a paper with results of the study",
        "DERIVED": "a paper that the registry linked by its own search",
    }.get(str(kind), "a paper for background")
    if is_item(change) and change.operation == "added":
        return f"The record now lists {listed}: {citation}."
    if is_item(change):
        return f"The record no longer lists {listed}: {citation}."
    return f"The details of a listed paper changed: {citation}."


QUOTED_PAPER = 150


def _retraction(change: FieldChange, context: Context) -> str:
    citation = quote((change.about or {}).get("citation") or "no title", limit=QUOTED_PAPER)
    within = (change.about or {}).get("within") or {}
    citation = quote(within.get("citation"), limit=QUOTED_PAPER) if within.get("citation") else citation
    if change.operation == "removed":
        return f"A listed paper is no longer marked as taken back by its journal: {citation}."
    return f"A listed paper is now marked as taken back by its journal: {citation}."


def _link(change: FieldChange, context: Context) -> str:
    name = one_line((change.about or {}).get("label") or (change.about or {}).get("url") or "")
    return f"A link for more reading {_item_verb(change)}{f': {quote(name, limit=90)}' if name else ''}."


def _document(change: FieldChange, context: Context) -> str:
    if change.path.endswith(("size", "uploadDate", "filename", "date")):
        return "A newer copy of a study document was put in the registry."
    label = quote((change.about or {}).get("label") or "a document", limit=90)
    return f"A study document {_item_verb(change)}: {label}."


def _item_verb(change: FieldChange) -> str:
    verbs = {"added": "was added", "removed": "was taken off"} if is_item(change) else {}
    return verbs.get(change.operation, "was changed")


def _sharing(change: FieldChange, context: Context) -> str:
    before, after = term(IPD, change.before), term(IPD, change.after)
    return f"The plan to share the study's data with other researchers is now: {after}; before: {before}."


def _data(change: FieldChange, context: Context) -> str:
    return "The list of data that others may ask for changed."


def _sent_in(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return "Results were sent to the registry; they are still being checked and are not public."
    if change.operation == "removed":
        return "The record no longer says that results wait to be shown."
    return "The record changed what it says on results that were sent in but are not public."


def _violation(change: FieldChange, context: Context) -> str:
    if change.operation == "removed":
        return "The record no longer has a notice of the U.S. authority about a duty to report."
    return "The record has a notice of the U.S. authority about the duty to report on this study."


def _waived(change: FieldChange, context: Context) -> str:
    if change.after:
        return "The record now says that the duty to post results was lifted."
    return "The record no longer says that the duty to post results was lifted."


def _delayed(change: FieldChange, context: Context) -> str:
    if change.after:
        return "The registry may now wait to show this record until the device has been approved."
    return "The registry no longer waits for an approval before it shows this record."


def _certificate(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return "The sponsor has asked to post the results later."
    if change.operation == "removed":
        return "The sponsor's request to post the results later was taken off."
    return "The date of the sponsor's request to post the results later changed."


_RESULTS = "resultsSection."
_SHARE = "ipdSharingStatementModule."
SENTENCES: Mapping[str, Sentence] = {
    "resultsSection": _section,
    "hasResults": _has_results,
    _RESULTS + "outcomeMeasuresModule.outcomeMeasures": _measure,
    _RESULTS + "outcomeMeasuresModule.outcomeMeasures.anticipatedPostingDate": _posting_date,
    _RESULTS + "outcomeMeasuresModule.outcomeMeasures*": _measure_part,
    _RESULTS + "participantFlowModule*": _about("Details of who started and who finished"),
    _RESULTS + "baselineCharacteristicsModule*": _about("Details of the people who took part"),
    _RESULTS + "adverseEventsModule*": _about("Numbers of health problems"),
    _RESULTS + "moreInfoModule.limitationsAndCaveats*": text("the note on the limits of the results"),
    _RESULTS + "moreInfoModule.pointOfContact*": _about("Details of whom to ask"),
    _RESULTS + "moreInfoModule*": _about("Terms on who may publish"),
    "resultsSection*": _about("Details"),
    "referencesModule.references.retractions": _retraction,
    "referencesModule.references*": _paper,
    "referencesModule.seeAlsoLinks*": _link,
    "referencesModule.availIpds*": _data,
    "documentSection*": _document,
    _SHARE + "ipdSharing": _sharing,
    _SHARE + "description": text("the plan to share the study's data"),
    _SHARE + "timeFrame": text("the time in which data are shared"),
    _SHARE + "url": lambda change, context: "The link on how to ask for the data changed.",
    _SHARE + "accessCriteria": text("the terms for getting data", plural=True),
    "ipdSharingStatementModule*": _data,
    "annotationSection.annotationModule.unpostedAnnotation*": _sent_in,
    "annotationSection.annotationModule.violationAnnotation*": _violation,
    "statusModule.resultsWaived": _waived,
    "statusModule.delayedPosting": _delayed,
    "statusModule.dispFirst*": _certificate,
}
