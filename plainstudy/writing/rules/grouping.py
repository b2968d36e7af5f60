"""The groups by their own names: what can be said where their lists of treatments do not tell them apart."""

import re

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Arm
from plainstudy.writing.readability import grade_of
from plainstudy.writing.text import Sentence

from .voice import MAX_WORDS, Voice, first_fit

_MOST = 4


def short(text: str) -> str:
    """Give a text that is short by its spaces, too, signs and all; "" for a longer one."""
    return text if len(text.split()) <= MAX_WORDS else ""


def names_of_groups(voice: Voice) -> Sentence | None:
    """Quote what the record calls the groups, or how it describes them; None where that tells nothing."""
    arms = voice.facts.arms
    if not 2 <= len(arms) <= _MOST or len(arms) < voice.facts.arm_count:
        return None
    labels = [arm.name or arm.label for arm in arms]
    if told_apart(arms):
        quoted = join_words([f"“{label}”" for label in labels])
        paths = tuple(f"{arm.path}.label" for arm in arms)
        # Arms may be orders, or sides of one body.
        groups = "arms" if voice.facts.same_people or voice.facts.crossover else "groups"
        if (found := first_fit((short(f"The record calls the {groups} {quoted}"),), *paths)) is not None:
            return found
    words = [arm.words for arm in arms]
    if all(words) and len(set(words)) == len(words):
        quoted = join_words([f"“{text}”" for text in words])
        paths = tuple(f"{arm.path}.description" for arm in arms)
        return first_fit((short(f"The record describes the groups as {quoted}"),), *paths)
    return None


_HARDEST = 14.0


def plain_names(voice: Voice) -> Sentence | None:
    """Quote the groups' names where they read easily enough for a summary; else what happens tells them."""
    found = names_of_groups(voice)
    return found if found is None or grade_of([found.text]) <= _HARDEST else None


def told_apart(arms: tuple[Arm, ...]) -> bool:
    """True when the groups' names differ and at least one of them tells something."""
    labels = {arm.label.lower() for arm in arms}
    return all(labels) and len(labels) == len(arms) and any(arm.name for arm in arms) and _clean(arms)


def is_quotable(label: str) -> bool:
    """True for a short label that can stand between our quotation marks: no signs, no half of a bracket."""
    whole = label.count("(") == label.count(")") and label.count("[") == label.count("]")
    return 0 < len(label.split()) <= _LONGEST and whole and _NO_SIGNS.isdisjoint(label)


_LONGEST = 12
_NO_SIGNS = frozenset('"“”<>*#|\\`_!?')


def _clean(arms: tuple[Arm, ...]) -> bool:
    return all(is_quotable(arm.name or arm.label) for arm in arms)


def some_names(voice: Voice) -> Sentence | None:
    """Quote as many of the groups' names as one sentence holds; None where that is less than two."""
    arms = [arm for arm in voice.facts.arms if arm.name or is_a_control(arm)]
    arms.sort(key=lambda arm: not is_a_control(arm))
    if not told_apart(voice.facts.arms):
        return None
    for most in range(min(_MOST, len(arms)), 1, -1):
        quoted = join_words([f"“{arm.name or arm.label}”" for arm in arms[:most]])
        paths = tuple(f"{arm.path}.label" for arm in arms[:most])
        if (
            found := first_fit((short(f"Among the groups {voice.are} {quoted}"),), *paths, limit=24)
        ) is not None:
            return found
    return None


def is_a_control(arm: Arm) -> bool:
    """True for a group that its label calls a control, a placebo, or the usual."""
    return _CONTROL.search(arm.label) is not None


_CONTROL = re.compile(r"\b(?:control|placebo|usual|standard|sham)\b", re.I)
_NO_WAY = re.compile(
    r"\b(?:control\w*|placebo|sham|usual|standard|no|not|non|none|group|arm|cohort|part|phase|stage|"
    r"sequence|wait\w*|"
    r"patients|women|men|children|adults|individuals|subjects|participants|healthy|normal|treatment|"
    r"intervention|"
    r"experimental|carriers|dose|escalation|expansion|blinded|open-label)\b|ambulatory|\d",
    re.I,
)


def names_a_way(label: str) -> bool:
    """True for a short label that names something done, not people, doses or a control."""
    return 0 < len(label.split()) <= 5 and len(label) > 6 and _NO_WAY.search(label) is None
