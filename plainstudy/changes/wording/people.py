"""Who can join: ages, sex, health, conditions; ``criteria`` tells the rules as they stand in the record."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import age_words

from . import criteria
from .phrases import from_to, list_edit, on_whether
from .terms import AGES, CHOSEN, SEX, term, terms
from .words import Sentence, text


def _age(which: str, none: str) -> Sentence:
    def sentence(change: FieldChange, context: Context) -> str:
        if change.after is None:
            return f"There is {none} now; before, the {which} age was {age_words(str(change.before))}."
        if change.before is None:
            return f"There is now a {which} age: {age_words(str(change.after))}; before, there was none."
        old, new = age_words(str(change.before)), age_words(str(change.after))
        return f"The {which} age to join changed from {old} to {new}."

    return sentence


def _sex(change: FieldChange, context: Context) -> str:
    before, after = term(SEX, change.before), term(SEX, change.after)
    if change.after is None:
        return f"The record no longer says which sex the study is for; before, it was for {before}."
    if change.before is not None and context.is_open:
        return f"The study is now for {after}; before, it was for {before}."
    is_ = "is" if context.is_open else "was"
    said = "it did not say" if change.before is None else f"it said for {before}"
    return f"The record now says that the study {is_} for {after}; before, {said}."


def _healthy(change: FieldChange, context: Context) -> str:
    can, cannot = ("can", "cannot") if context.is_open else ("could", "could not")
    was = {True: f"it said that they {can}", False: f"it said that they {cannot}", None: "it did not say"}
    before = was[change.before]
    if change.after is None:
        return f"The record no longer says whether healthy people {can} join; before, {before}."
    now = f"{can} join as well" if change.after else f"{cannot} join"
    return f"The record now says that healthy people {now}; before, {before}."


def _gender(change: FieldChange, context: Context) -> str:
    what = "gender, as people see it themselves, decides who can join"
    return on_whether(what, change.before, change.after)


def _conditions(change: FieldChange, context: Context) -> str:
    return list_edit("the conditions that are studied", change.before, change.after)


def _keywords(change: FieldChange, context: Context) -> str:
    return list_edit("the search words of the record", change.before, change.after)


def _sampling(change: FieldChange, context: Context) -> str:
    was = f"they were picked {term(CHOSEN, change.before)}" if change.before else "the record did not say"
    if change.after is None:
        return f"The record no longer says how people are picked for the study; before, {was}."
    return f"People are now picked for the study {term(CHOSEN, change.after)}; before, {was}."


def _age_groups(change: FieldChange, context: Context) -> str:
    before, after = terms(AGES, change.before), terms(AGES, change.after)
    return f"The registry's age groups for this study are now {after}; before, they were {before}."


def _gender_text(change: FieldChange, context: Context) -> str:
    if change.before and change.after:
        return f"What the record says on gender changed {from_to(change.before, change.after)}."
    return text("the note on gender")(change, context)


SENTENCES: Mapping[str, Sentence] = {
    "eligibilityModule.minimumAge": _age("lowest", "no lowest age"),
    "eligibilityModule.maximumAge": _age("highest", "no highest age"),
    "eligibilityModule.sex": _sex,
    "eligibilityModule.healthyVolunteers": _healthy,
    "eligibilityModule.genderBased": _gender,
    "eligibilityModule.genderDescription": _gender_text,
    "eligibilityModule.stdAges": _age_groups,
    "eligibilityModule.eligibilityCriteria": criteria.edit_words,
    "eligibilityModule.studyPopulation": text("the words on whom the study looks at", plural=True),
    "eligibilityModule.samplingMethod": _sampling,
    "conditionsModule.conditions": _conditions,
    "conditionsModule.keywords": _keywords,
}
