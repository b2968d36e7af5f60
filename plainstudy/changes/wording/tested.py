"""What is tested: groups, treatments, the plan of the study."""

import re
from collections.abc import Mapping
from typing import Any

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.record.canonical import canonical_text

from .phrases import coded, from_to, list_edit, named_item, quote, text_edit
from .terms import (
    ALLOCATION,
    ARM_TYPE,
    INTERVENTION_TYPE,
    LOOKS,
    MASKED,
    MASKING,
    MODEL,
    PHASE,
    PURPOSE,
    SAMPLES,
    STUDY_TYPE,
    WATCHED,
    term,
    terms,
)
from .words import Sentence, text


def _label(change: FieldChange) -> str:
    return named_item(change, "label", limit=90, without="one without a name")


def _name(change: FieldChange) -> str:
    return named_item(change, "name", limit=90, without="something without a name")


def _arm(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return f"A group was added to the study: {_label(change)}."
    if change.operation == "removed":
        return f"A group was dropped from the study: {_label(change)}."
    return "The groups of the study are listed in another order."


def _arm_label(change: FieldChange, context: Context) -> str:
    return _renamed("a group of the study", change)


def _renamed(what: str, change: FieldChange) -> str:
    if change.after is None:
        return f"The name of {what} was taken off; it was {quote(change.before, limit=90)}."
    if change.before is None:
        return f"The name of {what} was added: {quote(change.after, limit=90)}."
    return f"The name of {what} changed {from_to(change.before, change.after)}."


def _arm_type(change: FieldChange, context: Context) -> str:
    was = f"it was {term(ARM_TYPE, change.before)}" if change.before else "the record did not say what it was"
    if change.after is None:
        return f"The record no longer says what the group {_label(change)} is for; before, {was}."
    return f"The group {_label(change)} is now {term(ARM_TYPE, change.after)}; before, {was}."


def _arm_gets(change: FieldChange, context: Context) -> str:
    before, after = (list(map(_bare, items or ())) for items in (change.before, change.after))
    if set(map(canonical_text, before)) == set(map(canonical_text, after)):  # only what kind of thing it is
        before, after = (list(map(str, items or ())) for items in (change.before, change.after))
    looks = (
        "the list of what the study looks at in" if _only_watches(context) else "the list of what is given to"
    )
    what = f"{looks} the group {_label(change)}"
    return _list_of_names(
        what, change, before, after, renamed(context, "interventions.name"), of="what is given"
    )


def _list_of_names(
    what: str, change: FieldChange, before: list[str], after: list[str], new: Mapping[str, str], *, of: str
) -> str:
    """Tell which names came and went; a thing that has only another name now neither came nor went."""
    followed = [new.get(canonical_text(name), name) for name in before]
    if new and set(map(canonical_text, followed)) == set(map(canonical_text, after)):
        return f"{what[:1].upper()}{what[1:]} follows the new name of {of}."
    return list_edit(what, followed if new else before, after)


def renamed(context: Context, field: str) -> dict[str, str]:
    """Return the new names of groups or treatments by their old ones."""
    return context.new_names.get(f"armsInterventionsModule.{field}", {})


def _only_watches(context: Context) -> bool:
    return context.after.protocol_section.design_module.study_type == "OBSERVATIONAL"


def _bare(name: Any) -> str:
    """Take the registry's type off: "Drug: Aspirin" gives "Aspirin"."""
    return str(name).split(": ", 1)[-1]


def _arm_description(change: FieldChange, context: Context) -> str:
    return text_edit(f"the description of the group {_label(change)}", change.before, change.after)


def _intervention(change: FieldChange, context: Context) -> str:
    kind, name = (str((change.about or {}).get(key)) for key in ("type", "name"))
    known = kind in INTERVENTION_TYPE and kind != "OTHER" and not _PRETENDED.search(name)
    what = f" ({INTERVENTION_TYPE[kind]})" if known else ""
    which = "what the study looks at" if _only_watches(context) else "what people get in the study"
    verb = "added to" if change.operation == "added" else "taken off"
    return f"Something was {verb} {which}: {_name(change)}{what}."


# The registry lists a placebo as a drug: nobody should read that it is one.
_PRETENDED = re.compile(r"placebo|sham|dummy|vehicle|no (?:treatment|intervention)", re.I)


def _intervention_name(change: FieldChange, context: Context) -> str:
    what = "something that the study looks at" if _only_watches(context) else "something that people get"
    return _renamed(what, change)


def _intervention_type(change: FieldChange, context: Context) -> str:
    was = f"it was {term(INTERVENTION_TYPE, change.before)}" if change.before else "the record did not say"
    if change.after is None:
        return f"The record no longer says what kind of thing {_name(change)} is; before, {was}."
    return f"The record now lists {_name(change)} as {term(INTERVENTION_TYPE, change.after)}; before, {was}."


def _intervention_description(change: FieldChange, context: Context) -> str:
    return text_edit(f"the description of {_name(change)}", change.before, change.after)


def _other_names(change: FieldChange, context: Context) -> str:
    return list_edit(f"the other names listed for {_name(change)}", change.before, change.after)


def _given_to(change: FieldChange, context: Context) -> str:
    before, after = (list(map(str, items or ())) for items in (change.before, change.after))
    what = f"the list of groups {'with' if _only_watches(context) else 'that get'} {_name(change)}"
    return _list_of_names(what, change, before, after, renamed(context, "armGroups.label"), of="a group")


def _phases(change: FieldChange, context: Context) -> str:
    was = f"it was listed as {terms(PHASE, change.before)}" if change.before else "the record did not say"
    if not change.after:
        return f"The record no longer says which phase of testing the study is in; before, {was}."
    return f"The study is now listed as {terms(PHASE, change.after)}; before, {was}."


def _told(table: Mapping[str, str], what: str) -> Sentence:
    """Make the sentence for a coded field whose words are sentences of their own."""

    def sentence(change: FieldChange, context: Context) -> str:
        before, after = (table.get(str(code)) for code in (change.before, change.after))
        was = f"it said that {before}" if before else "it did not say" if change.before is None else ""
        was = f"; before, {was}" if was else ""
        if change.after is None:
            return f"The record no longer says {what}{was}."
        if after is None:
            return f"What the record now says on {what} is new to us{was}."
        return f"The record now says that {after}{was}."

    return sentence


def _masked(change: FieldChange, context: Context) -> str:
    was = f"these were {terms(MASKED, change.before)}" if change.before else "the record did not say"
    if not change.after:
        return f"The record no longer says who is not told which group people are in; before, {was}."
    return f"Those not told which group people are in are now {terms(MASKED, change.after)}; before, {was}."


def _looks(change: FieldChange, context: Context) -> str:
    was = f"it looked {term(LOOKS, change.before)}" if change.before else "the record did not say"
    if change.after is None:
        return f"The record no longer says over what time the study looks; before, {was}."
    return f"The study now looks {term(LOOKS, change.after)}; before, {was}."


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
    "designModule.studyType": coded(STUDY_TYPE, "The kind of study"),
    "designModule.phases": _phases,
    "designModule.designInfo.allocation": _told(ALLOCATION, "how people come into groups"),
    "designModule.designInfo.interventionModel": _told(MODEL, "how groups are compared"),
    "designModule.designInfo.interventionModelDescription": text(
        "the notes on how groups are compared", plural=True
    ),
    "designModule.designInfo.primaryPurpose": coded(PURPOSE, "The aim of the study"),
    "designModule.designInfo.observationalModel": _told(WATCHED, "how the study looks at people"),
    "designModule.designInfo.timePerspective": _looks,
    "designModule.designInfo.maskingInfo.masking": _told(MASKING, "who knows which group people are in"),
    "designModule.designInfo.maskingInfo.maskingDescription": text(
        "the notes on who knows which group people are in", plural=True
    ),
    "designModule.designInfo.maskingInfo.whoMasked": _masked,
    "designModule.bioSpec.retention": _told(SAMPLES, "what becomes of samples"),
    "designModule.bioSpec.description": text("the note on samples that are kept"),
}
