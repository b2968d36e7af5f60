"""Who can join: ages, sex, health, conditions, and the rules as they stand in the record."""

import difflib
from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.changes.likeness import bare_point, only_numbering, words_key
from plainstudy.plain.wording import age_words, count_of, join_words

from .phrases import from_to, list_edit, on_whether, one_line, quote, quote_pair
from .terms import AGES, CHOSEN, SEX, term, terms
from .words import Sentence, text

_ALIKE = 0.5
_PAIRS_COMPARED = 4000  # points that went and points that came; with more, the rules were rewritten


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
    if change.after is None:
        was = term(SEX, change.before)
        return f"The record no longer says which sex the study is for; before, it was for {was}."
    if change.before is None:
        return f"The study is now for {term(SEX, change.after)}; before, the record did not say."
    before, after = term(SEX, change.before), term(SEX, change.after)
    return f"The study is now for {after}; before, it was for {before}."


def _healthy(change: FieldChange, context: Context) -> str:
    now = {
        True: "The study now also takes healthy people",
        False: "The study does not take healthy people now",
    }
    was = {True: "it took them", False: "it did not", None: "the record did not say"}
    if change.after is None:
        return f"The record no longer says whether healthy people can join; before, {was[change.before]}."
    return f"{now[change.after]}; before, {was[change.before]}."


def _gender(change: FieldChange, context: Context) -> str:
    what = "who can join depends on gender as people see it themselves"
    return on_whether(what, change.before, change.after)


def _conditions(change: FieldChange, context: Context) -> str:
    return list_edit("the conditions that are studied", change.before, change.after)


def _keywords(change: FieldChange, context: Context) -> str:
    return list_edit("the search words of the record", change.before, change.after)


def _criteria(change: FieldChange, context: Context) -> str:
    """Tell the edited points of the rules for joining; a point is a line of the text."""
    who = "who can join" if context.is_open else "who could join"
    if not (change.before and change.after):
        return text(f"the rules on {who}", plural=True)(change, context)
    old, new = _points(str(change.before)), _points(str(change.after))
    gone, come, edited = _compare_points(old, new)
    changed = len(gone) + len(come) + len(edited)
    if not changed:
        return _same_points(change, who)
    if changed == 1:
        return _one_point(gone, come, edited, who)
    if gone and come and len(gone) + len(come) > max(4, 0.7 * max(len(old), len(new))):
        return (
            f"The rules on {who} were rewritten: {count_of(len(old), 'point')} before, {len(new):,} now; "
            f"for one, {quote(gone[0], limit=80)} is gone and {quote(come[0], limit=80)} is new."
        )
    counts = [
        f"{count_of(len(come), 'point')} new" if come else "",
        f"{count_of(len(edited), 'point')} changed" if edited else "",
        f"{count_of(len(gone), 'point')} gone" if gone else "",
    ]
    counted = join_words([part for part in counts if part])
    return f"The rules on {who} were edited ({counted}); {_example(gone, come, edited)}."


def _one_point(gone: list[str], come: list[str], edited: list[tuple[str, str]], who: str) -> str:
    if edited:
        one, other = quote_pair(*edited[0])
        return f"A rule on {who} changed from {one} to {other}."
    if come:
        return f"The rules on {who} have a new point: {quote(come[0])}."
    return f"The rules on {who} no longer have this point: {quote(gone[0])}."


def _example(gone: list[str], come: list[str], edited: list[tuple[str, str]]) -> str:
    """Tell the one edit that says most: the point that changed most."""
    if edited:
        one, other = quote_pair(*min(edited, key=lambda pair: _likeness(*pair)))
        return f"for one, {one} became {other}"
    return f"for one, {quote(come[0])} is new" if come else f"for one, {quote(gone[0])} is gone"


def _same_points(change: FieldChange, who: str) -> str:
    if only_numbering(str(change.before), str(change.after)):
        return f"In the rules on {who}, only the numbers in front of the points changed."
    return f"The points in the rules on {who} stand in another order or are split in another way."


def _points(criteria: str) -> list[str]:
    return [point for line in criteria.splitlines() if (point := one_line(bare_point(line)))]


def _compare_points(old: list[str], new: list[str]) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return points that are gone, that are new, and pairs of which one became the other."""
    known, now = set(map(words_key, old)), set(map(words_key, new))
    gone = [point for point in old if words_key(point) not in now]
    come = [point for point in new if words_key(point) not in known]
    edited: list[tuple[str, str]] = []
    if len(gone) * len(come) > _PAIRS_COMPARED:
        return gone, come, edited
    for point in list(gone):
        best = max(come, key=lambda other: _likeness(point, other), default=None)
        if best is not None and _likeness(point, best) >= _ALIKE:
            edited.append((point, best))
            gone.remove(point)
            come.remove(best)
    return gone, come, edited


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


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
    "eligibilityModule.eligibilityCriteria": _criteria,
    "eligibilityModule.studyPopulation": text("the words on whom the study looks at", plural=True),
    "eligibilityModule.samplingMethod": _sampling,
    "conditionsModule.conditions": _conditions,
    "conditionsModule.keywords": _keywords,
}
