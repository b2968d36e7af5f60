"""Papers, links, documents, data for others; results sent in and not public yet."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import date_words, join_words
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord, UnpostedEvent

from .phrases import from_to, is_item, named_item, on_whether, one_line, quote, text_edit
from .terms import IPD, IPD_BEFORE, PAPER, SHARED_WITH_DATA, term
from .words import Sentence, text


def _paper(change: FieldChange, context: Context) -> str:
    about = change.about or {}
    citation = quote(about.get("citation") or "no title", limit=QUOTED_PAPER)
    listed = term(PAPER, about.get("type")) if about.get("type") in PAPER else "a paper"
    if is_item(change):
        verb = "now lists" if change.operation == "added" else "no longer lists"
        return f"The record {verb} {listed}: {citation}."
    if change.path.endswith(".type"):
        was = f"it was {term(PAPER, change.before)}" if change.before else "the record did not say as what"
        if change.after is None:
            return f"The record no longer says what kind a listed paper is; before, {was}: {citation}."
        return f"A paper is now listed as {listed}; before, {was}: {citation}."
    if change.path.endswith(".pmid"):
        verb = {"added": "now has", "removed": "no longer has"}.get(change.operation, "has another")
        return (
            f"A listed paper {verb} {'' if verb.endswith('another') else 'a '}number in PubMed: {citation}."
        )
    if change.before and change.after:
        return text_edit("the title or authors of a listed paper", change.before, change.after)
    return f"The title of a listed paper was {change.operation}: {quote(change.after or change.before)}."


QUOTED_PAPER = 150


def _retraction(change: FieldChange, context: Context) -> str:
    citation = quote((change.about or {}).get("citation") or "no title", limit=QUOTED_PAPER)
    within = (change.about or {}).get("within") or {}
    citation = quote(within.get("citation"), limit=QUOTED_PAPER) if within.get("citation") else citation
    if change.operation == "removed":
        return f"A listed paper is no longer marked as taken back by its journal: {citation}."
    return f"A listed paper is now marked as taken back by its journal: {citation}."


def _link(change: FieldChange, context: Context) -> str:
    about = change.about or {}
    name = quote(one_line(about.get("label") or about.get("url") or "no name"), limit=90)
    if is_item(change):
        return (
            f"A link for more reading was {'added' if change.operation == 'added' else 'taken off'}: {name}."
        )
    if change.path.endswith(".label") and change.before and change.after:
        return f"A link for more reading is named another way, {from_to(change.before, change.after)}."
    if change.path.endswith(".label"):
        verb = "now has a name" if change.after else "no longer has its name"
        return f"A link for more reading {verb}: {quote(change.after or change.before, limit=90)}."
    return f"A link for more reading leads to another address now: {name}."


_DOCUMENTS = {
    "hasProtocol": "the plan of the study",
    "hasSap": "the plan for the statistics",
    "hasIcf": "the form that people sign",
}


def _document(change: FieldChange, context: Context) -> str:
    label = named_item(change, "label", limit=90, without="one without a name")
    what = change.path.rsplit(".", 1)[1]
    if is_item(change):
        return f"A study document was {'added' if change.operation == 'added' else 'taken off'}: {label}."
    if what in _DOCUMENTS:
        return on_whether(f"the study document {label} holds {_DOCUMENTS[what]}", change.before, change.after)
    if what == "noSap":
        return on_whether("there is no plan for the statistics", change.before, change.after)
    if what == "label" and change.before and change.after:
        return f"A study document is named another way, {from_to(change.before, change.after)}."
    if what == "date" and change.before and change.after:
        before, after = (date_words(PartialDate.parse(str(value))) for value in (change.before, change.after))
        return f"The study document {label} is now dated {after}; before, {before}."
    return f"The registry has another copy of the study document {label}."


def _sharing(change: FieldChange, context: Context) -> str:
    was = IPD_BEFORE.get(str(change.before), "it did not say")
    if change.after is None:
        return f"The record no longer says whether the study's data will be shared; before, {was}."
    if change.after not in IPD:
        return f"What the record now says on sharing the study's data is new to us; before, {was}."
    return f"The record now says that the study team {term(IPD, change.after)}; before, {was}."


def _shared_as_well(change: FieldChange, context: Context) -> str:
    before, after = (
        [term(SHARED_WITH_DATA, code) for code in codes or ()] for codes in (change.before, change.after)
    )
    was = f"it named {join_words(before)}" if before else "it named nothing"
    if not after:
        return f"The record no longer says what will be shared beside the data; before, {was}."
    return f"The record now names what will be shared beside the data: {join_words(after)}; before, {was}."


def _data(change: FieldChange, context: Context) -> str:
    about = change.about or {}
    name = quote(one_line(about.get("id") or about.get("type") or about.get("url") or "no name"), limit=90)
    if is_item(change):
        verb = "added" if change.operation == "added" else "taken off"
        return f"Data that others may ask for were {verb}: {name}."
    if change.before and change.after:
        words = from_to(change.before, change.after)
        return f"What the record says on data that others may ask for changed {words}."
    told = quote(change.after or change.before)
    verb = "now also says" if change.after else "no longer says"
    return f"On data that others may ask for, the record {verb} {told}."


def _sent_in(change: FieldChange, context: Context) -> str:
    before, after = (_events_of(record) for record in (context.before, context.after))
    if after and not before:
        return "Results were sent to the registry; they are still being checked and are not public."
    if before and not after:
        return "The record no longer says that results wait to be shown; before, it did."
    if len(after) > len(before) and after[-1].type in _STEPS:
        return f"{_STEPS[after[-1].type]}; they are still not public."
    return "What the record says on results that were sent in but are not public was put right."


_STEPS = {
    "RELEASE": "Results were sent to the registry again",
    "RESET": "The registry sent the results back to be mended",
    "UNRELEASE": "The study team took back the results it had sent in",
}


def _events_of(record: StudyRecord) -> tuple[UnpostedEvent, ...]:
    return record.annotation_section.annotation_module.unposted_annotation.unposted_events


def _violation(change: FieldChange, context: Context) -> str:
    if change.operation == "removed":
        return "The record no longer has a notice of the U.S. authority about a duty to report."
    return "The record has a notice of the U.S. authority about the duty to report on this study."


_SHARE = "ipdSharingStatementModule."
SENTENCES: Mapping[str, Sentence] = {
    "referencesModule.references.retractions": _retraction,
    "referencesModule.references*": _paper,
    "referencesModule.seeAlsoLinks*": _link,
    "referencesModule.availIpds*": _data,
    "documentSection*": _document,
    _SHARE + "ipdSharing": _sharing,
    _SHARE + "description": text("the plan to share the study's data"),
    _SHARE + "timeFrame": text("the time in which data are shared"),
    _SHARE + "url": text("the link on how to ask for the data"),
    _SHARE + "accessCriteria": text("the terms for getting data", plural=True),
    _SHARE + "infoTypes": _shared_as_well,
    "annotationSection.annotationModule.unpostedAnnotation*": _sent_in,
    "annotationSection.annotationModule.violationAnnotation*": _violation,
    "statusModule.resultsWaived": lambda change, context: on_whether(
        "the duty to post results was lifted", change.before, change.after
    ),
    "statusModule.delayedPosting": lambda change, context: on_whether(
        "this record may stay hidden until the device is approved", change.before, change.after
    ),
}
