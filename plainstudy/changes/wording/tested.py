"""What is tested: groups, treatments, the plan of the study."""

from collections.abc import Mapping
from typing import Any

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import join_words

from .phrases import from_to, one_line, quote, text_edit
from .terms import (
    ALLOCATION,
    ARM_TYPE,
    INTERVENTION_TYPE,
    MASKED,
    MASKING,
    MODEL,
    PHASE,
    PURPOSE,
    STUDY_TYPE,
    term,
    terms,
)
from .words import Sentence, text


def _label(change: FieldChange) -> str:
    return quote((change.about or {}).get("label") or "no name", limit=90)


def _name(change: FieldChange) -> str:
    return quote((change.about or {}).get("name") or "no name", limit=90)


def _arm(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return f"A group was added to the study: {_label(change)}."
    if change.operation == "removed":
        return f"A group was dropped from the study: {_label(change)}."
    return "The groups of the study are listed in another order."


def _arm_label(change: FieldChange, context: Context) -> str:
    words = from_to(change.before or "no name", change.after or "no name")
    return f"A group of the study is named another way, {words}."


def _arm_type(change: FieldChange, context: Context) -> str:
    before, after = term(ARM_TYPE, change.before), term(ARM_TYPE, change.after)
    return f"The group {_label(change)} is now {after}; before, it was {before}."


def _arm_gets(change: FieldChange, context: Context) -> str:
    before, after = (
        {one_line(_bare(item)) for item in items or ()} for items in (change.before, change.after)
    )
    come, gone = sorted(after - before), sorted(before - after)
    parts = [f"{_quoted(come)} {_was(come)} added"] if come else []
    parts += [f"{_quoted(gone)} {_was(gone)} taken off"] if gone else []
    if max(len(come), len(gone)) > 3 or not parts:
        return f"The list of what the group {_label(change)} gets changed."
    return f"In what the group {_label(change)} gets, {join_words(parts)}."


def _quoted(names: list[str]) -> str:
    return join_words([quote(name, limit=60) for name in names])


def _was(names: list[str]) -> str:
    return "was" if len(names) == 1 else "were"


def _bare(name: Any) -> str:
    """Take the registry's type off: "Drug: Aspirin" gives "Aspirin"."""
    return str(name).split(": ", 1)[-1]


def _arm_description(change: FieldChange, context: Context) -> str:
    return text_edit(f"the description of the group {_label(change)}", change.before, change.after)


def _intervention(change: FieldChange, context: Context) -> str:
    kind = str((change.about or {}).get("type"))
    what = f" ({INTERVENTION_TYPE[kind]})" if kind in INTERVENTION_TYPE and kind != "OTHER" else ""
    if change.operation == "added":
        return f"Something was added to what people get in the study: {_name(change)}{what}."
    return f"Something was taken off what people get in the study: {_name(change)}{what}."


def _intervention_name(change: FieldChange, context: Context) -> str:
    words = from_to(change.before or "no name", change.after or "no name")
    return f"What is given is named another way, {words}."


def _intervention_type(change: FieldChange, context: Context) -> str:
    before, after = term(INTERVENTION_TYPE, change.before), term(INTERVENTION_TYPE, change.after)
    return f"The record now lists {_name(change)} as {after}; before, it was {before}."


def _intervention_description(change: FieldChange, context: Context) -> str:
    return text_edit(f"the description of {_name(change)}", change.before, change.after)


def _other_names(change: FieldChange, context: Context) -> str:
    return f"The other names listed for {_name(change)} changed."


def _given_to(change: FieldChange, context: Context) -> str:
    return f"The list of groups that get {_name(change)} changed."


def _phases(change: FieldChange, context: Context) -> str:
    before, after = terms(PHASE, change.before), terms(PHASE, change.after)
    return f"The stage of testing is now: {after}; before: {before}."


def _coded(table: Mapping[str, str], intro: str) -> Sentence:
    def sentence(change: FieldChange, context: Context) -> str:
        if change.after is None:
            return f"{intro} is no longer stated; before: {term(table, change.before)}."
        return f"{intro} is now: {term(table, change.after)}; before: {term(table, change.before)}."

    return sentence


def _masked(change: FieldChange, context: Context) -> str:
    before, after = terms(MASKED, change.before), terms(MASKED, change.after)
    return f"Who is not told which group people are in is now: {after}; before: {before}."


def _samples(change: FieldChange, context: Context) -> str:
    return "What the record says on samples that are kept changed."


def _watching(change: FieldChange, context: Context) -> str:
    return "The plan for how people are watched over time changed."


SENTENCES: Mapping[str, Sentence] = {
    "armsInterventionsModule.armGroups": _arm,
    "armsInterventionsModule.armGroups.label": _arm_label,
    "armsInterventionsModule.armGroups.type": _arm_type,
    "armsInterventionsModule.armGroups.description": _arm_description,
    "armsInterventionsModule.armGroups.interventionNames": _arm_gets,
    "armsInterventionsModule.interventions": _intervention,
    "armsInterventionsModule.interventions.name": _intervention_name,
    "armsInterventionsModule.interventions.type": _intervention_type,
    "armsInterventionsModule.interventions.description": _intervention_description,
    "armsInterventionsModule.interventions.otherNames": _other_names,
    "armsInterventionsModule.interventions.armGroupLabels": _given_to,
    "designModule.studyType": _coded(STUDY_TYPE, "The kind of study"),
    "designModule.phases": _phases,
    "designModule.designInfo.allocation": _coded(ALLOCATION, "How people come into groups"),
    "designModule.designInfo.interventionModel": _coded(MODEL, "How groups are compared"),
    "designModule.designInfo.interventionModelDescription": text(
        "the notes on how groups are compared", plural=True
    ),
    "designModule.designInfo.primaryPurpose": _coded(PURPOSE, "The aim of the study"),
    "designModule.designInfo.observationalModel": _watching,
    "designModule.designInfo.timePerspective": _watching,
    "designModule.designInfo.maskingInfo.masking": _coded(MASKING, "Who knows which group people are in"),
    "designModule.designInfo.maskingInfo.maskingDescription": text(
        "the notes on who knows which group people are in", plural=True
    ),
    "designModule.designInfo.maskingInfo.whoMasked": _masked,
    "designModule.bioSpec*": _samples,
}
