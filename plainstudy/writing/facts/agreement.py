"""Which second field bears out what a page says of groups and treatments.

One field of a registry is typed by one person on one afternoon: a list of treatments may name what only makes
ready for the real one, and a box may be ticked for a part of the study. So a page asserts such a thing only
where a second field agrees and none speaks against it; else it quotes, or says what the record lists:

==========================================  ===========================================================
what the page says                          what has to bear it out
==========================================  ===========================================================
this study tests X; X in the headline       a title names X as what is studied (see ``titled``)
one group gets X and Y                      the group's own label or description names X and Y and no other
                                            treatment (``Arm.agrees``), offers no choice and no order
everyone gets X                             the same of every group
X is compared with Y, A with or without B   the same of every group, and nobody gets both (``is_joined``)
some get a placebo in its place             a group of that type names it, gets nothing tested, and no
                                            group gets it beside the tested thing
chance decides who gets what                a text says "randomized", groups side by side hold different
                                            things, and no word may mean otherwise (``Facts.chance``)
they are not told who gets what             no text speaks of an open part, and no group gets nothing
                                            (``Facts.masking_doubt``)
there is no other group                     no text speaks of another one (``Facts.alone``)
X is also called Z                          another text uses Z, or one of them is a code
==========================================  ===========================================================
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup, Intervention
from plainstudy.writing.gated import gated

from .things import Treatment

_TOKEN = re.compile(r"[^\W_]+")
_SAYS_LITTLE_LISTED = """
    treatment therapy therapies drug injection infusion tablet tablets capsule capsules oral dose doses dosing
    group groups study intervention experimental control controls placebo active comparator standard medical
    device procedure system program programme product products solution with without from into plus once twice
    daily weekly cohort phase part level patients participants subjects high single multiple combination
    combined administration administered human based care usual acute chronic evaluation assessment this that
    will then receive received receiving given their after before during using than versus month months weeks
    week days hours both each other type clinical trial adult adults children
"""
_SAYS_LITTLE = frozenset(word[:5] for word in _SAYS_LITTLE_LISTED.split())
_SHORT_WORDS_LISTED = """
    the and for not use new via per one two all low arm day mg kg ml iv sc of in on to
"""
_SHORT_WORDS = frozenset(_SHORT_WORDS_LISTED.split())


@lru_cache(maxsize=60_000)
def words_of(text: str) -> frozenset[str]:
    """Give a text's words as they are compared: five letters of long ones, codes and short ones whole."""
    return frozenset(_short(word) for word in _TOKEN.findall(text.lower()))


def _short(word: str) -> str:
    return word[:5] if len(word) > 4 and word.isalpha() else word


@lru_cache(maxsize=60_000)
def _names_of(text: str) -> frozenset[str]:
    """Give the words of a name by which it may be known in another text."""
    found = {
        _short(word.lower())
        for word in _TOKEN.findall(text)
        if len(word) > 3 or (len(word) > 1 and (word.isupper() or any(map(str.isdigit, word))))
    }
    return frozenset(word for word in found - _SAYS_LITTLE - _SHORT_WORDS if not word.isdigit())


def names_of(item: Treatment, others: Sequence[str] = ()) -> frozenset[str]:
    """Give the words by which a treatment may be known, with those of its other names."""
    found = _names_of(f"{item.name} {item.registered}")
    words = item.name.split()
    if 2 < len(words) <= 6:
        found |= {"".join(word[0] for word in words if word[0].isalpha()).lower()}
    for other in (item.also, *others):
        found |= _names_of(other)
    return found


class Named(msgspec.Struct, frozen=True, gc=False):
    """By which words the treatments of one record may be known, and told apart; nothing of a placebo."""

    any: tuple[frozenset[str], ...]
    own: tuple[frozenset[str], ...]
    """The same without those that another treatment has too; all where nothing is left."""
    whole: tuple[frozenset[str], ...]
    """All telling words of each registered name."""

    def named(self, number: int, words: frozenset[str]) -> bool:
        """True where a text's words name this treatment and no mere namesake, or have its whole name."""
        whole = self.whole[number]
        return not self.own[number].isdisjoint(words) or (bool(whole) and whole <= words)


def named_treatments(treatments: Sequence[Treatment], record: StudyRecord) -> Named:
    """Work out the words of all treatments of one record."""
    listed = record.protocol_section.arms_interventions_module.interventions
    shared = Counter(item.path for item in treatments)
    every = tuple(
        frozenset() if item.dummy else names_of(item, _others(item, listed) if shared[item.path] == 1 else ())
        for item in treatments
    )
    count = Counter(word for words in every for word in words)
    own = tuple(frozenset(word for word in words if count[word] == 1) or words for words in every)
    return Named(every, own, tuple(_names_of(item.name or item.registered) for item in treatments))


def _others(item: Treatment, listed: Sequence[Intervention]) -> tuple[str, ...]:
    at = int(item.path.rpartition("[")[2].rstrip("]"))
    return tuple(name for name in listed[at].other_names if len(name) <= 60)


# ── Groups ────────────────────────────────────────────────────────────────────

_FOR_SOME = gated(
    r"\boptional\w*|\brescue\b|"
    r"\b(?:patients|participants|subjects|those|women|men) (?:who|that|for whom) (?:require|need|cannot|"
    r"can't|do not tolerate|are intolerant|did not|fail)\w*|"
    r"\b(?:investigator|physician|doctor|clinician)s?['’]?s?['’]? (?:\w+ )?choice|\bchoice of\b|"
    r"\bsub-?study\b|\bsubset\b|\bwill only be\b|"
    r"\bonly (?:if|for|to|in) (?:the )?(?:patients|participants|subjects|male|female|men|women|cohort|part|"
    r"arm)\w*|"
    r"\bmay (?:also )?receive\b|\b(?:pre-?|peri-?)(?:and peri-?)?menopausal\b|"
    r"\bfor (?:patients|participants|subjects|those|people) (?:with|who)\b",
    re.I,
)


def is_for_some(item: Intervention) -> bool:
    """True where an intervention's own words give it to some people only, or as one choice of several."""
    return _FOR_SOME.search(f"{item.name} {item.description}") is not None


_NOT_GIVEN = gated(
    r"\b(?:no|not|without|than|versus|vs|compared (?:to|with)|instead of|avoid\w*|stop\w*|prior|previous\w*|"
    r"after|before)\b",
    re.I,
)
_SLASH_OR = re.compile(r"\w\s?/\s?[A-Za-z]|\bor\b|\band/or\b", re.I)


class Agreement(msgspec.Struct, frozen=True, gc=False):
    """How a group's own words fit its list."""

    names_all: bool
    """The label and the description name all that is listed, and nothing else."""
    in_label: bool = False
    """The label alone does, and the description names nothing else; of a placebo, that it is one."""
    others: bool = False
    """Another treatment is named, if only as what the placebo is a copy of."""


def _is_real(item: Treatment) -> bool:
    return not item.dummy and item.kind not in {"care", "measurement"}


_DUMMIES = frozenset({"place", "sham", "dummy", "vehic"})
_DISAGREES = Agreement(names_all=False)


def agreement_of(
    group: ArmGroup,
    gets: Sequence[int],
    treatments: Sequence[Treatment],
    named: Named,
    titles: frozenset[str],
) -> Agreement:
    """Hold a group's own words against its list.

    ``titles``: the words of the titles, which count for a group that has none of its own ("Arm A").
    """
    label, description = group.label or "", group.description or ""
    mine = [number for number in gets if _is_real(treatments[number])]
    if titles:
        return Agreement(names_all=all(named.named(number, titles) for number in mine))
    in_label = words_of(label)
    words = in_label | words_of(description)
    every = frozenset(word for number in gets for word in named.any[number])
    if (
        not all(named.named(number, words) for number in mine)
        or (len(mine) > 1 and _SLASH_OR.search(label))
        or _names_more(label, every)
        or (len(description.split()) <= _SHORT_TEXT and _names_more(description, every))
        or _IN_PARTS.search(description)
    ):
        return _DISAGREES
    dummy = not mine and not words.isdisjoint(_DUMMIES)
    others = frozenset().union(
        *(
            named.own[number] - every
            for number, item in enumerate(treatments)
            if number not in gets and _is_real(item)
        )
    )
    if not mine and not dummy and _NOT_GIVEN.search(label):
        return Agreement(names_all=True, in_label=True)  # "without X"
    if not dummy and not others.isdisjoint(words):
        told = not others.isdisjoint(in_label) or not _NOT_GIVEN.search(f"{label} {description}")
        return _DISAGREES if told else Agreement(names_all=True)
    if dummy:
        clear = not in_label.isdisjoint(_DUMMIES)
        return Agreement(names_all=True, in_label=clear, others=not others.isdisjoint(words))
    clear = bool(mine) and all(named.named(number, in_label) for number in mine)
    return Agreement(names_all=True, in_label=clear)


_SHORT_TEXT = 9
"""In words: a description that is no sentence, and names what a group gets (NCT02730338)."""
_PIECES = re.compile(r"(?<!\s)\s*+(?:\+|&|, |\band\b|\bplus\b)\s*", re.I)
_OF_CARE_LISTED = """
    tau soc usual routine conventional alone background best supportive monotherapy arm maintenance matching
    follow continued continue regular normal optimal observation comparator
"""
_OF_CARE = frozenset(word[:5] for word in _OF_CARE_LISTED.split())
_IN_PARTS = gated(
    r"\bcycles? \d+ and (?:beyond|later|subsequent\w*|onwards?)\b|\bpart (?:I{1,3}|[1-3]|[A-C])\b|"
    r"\b(?:first|second) (?:year|part|stage|phase)\b|\boptional\w*|"
    r"\bsubset\b|\bsub-?study\b",
    re.I,
)


def _names_more(label: str, listed: frozenset[str]) -> bool:
    """True where a label joins to what is listed something that is not: "self-directed exercise and X"."""
    pieces = [words_of(piece) for piece in _PIECES.split(label)]
    telling = [words - _SAYS_LITTLE - _SHORT_WORDS - _OF_CARE for words in pieces]
    telling = [
        frozenset(word for word in words if len(word) > 2 and word.isalpha())
        if not any(map(str.isdigit, piece))
        else frozenset()
        for words, piece in zip(telling, _PIECES.split(label), strict=True)
    ]
    named = [not listed.isdisjoint(words) for words in pieces]
    return any(named) and any(words and not known for words, known in zip(telling, named, strict=True))


_FOOD = re.compile(
    r"milk|yog|formula|food|diet|bread|juice|meal|drink|oil|education|exercise|program|care|advice", re.I
)
_CALLED_DUMMY = gated(r"placebo|\bsham\b|\bdummy\b|\bvehicle\b", re.I)


def stands_for_a_dummy(item: Intervention, record: StudyRecord, types: frozenset[str]) -> bool:
    """True for what only groups of a placebo or sham ``types`` list, where its words or a title call it so.

    Maltodextrin, a buffer or a mask at no pressure is then the placebo or sham (NCT04738565, NCT03154762). A
    summary that speaks of a placebo does not say which of the things is meant (NCT06509243).
    """
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    mine = [
        group for group in groups if any(item.name and item.name in name for name in group.intervention_names)
    ]
    if not mine or len(mine) == len(groups) or any(group.type not in types for group in mine):
        return False
    if any(len(group.intervention_names) > 1 for group in mine):
        return False
    own = [item.name, item.description, *item.other_names]
    own += [text for group in mine for text in (group.label, group.description)]
    if any(text and _CALLED_DUMMY.search(text) for text in own):
        return True
    titles = part.identification_module
    named = any(text and _CALLED_DUMMY.search(text) for text in (titles.brief_title, titles.official_title))
    return named and _FOOD.search(item.name or "") is None


_NEAR_OR = 5
"""How many words from an "or" the two things stand between which it chooses."""


def picks_one(text: str, gets: Sequence[int], named: Named) -> bool:
    """True where a text says "A or B" of two that a group has, or speaks of somebody's choice."""
    if _CHOOSES.search(text):
        return True
    if len(gets) < 2 or " or " not in text.lower():
        return False
    words = [_short(word) for word in _TOKEN.findall(text.lower())]
    for at, word in enumerate(words):
        if word == "or":
            before = _nearest(reversed(words[max(0, at - _NEAR_OR) : at]), gets, named)
            after = _nearest(words[at + 1 : at + _NEAR_OR], gets, named)
            if before and after and before.isdisjoint(after):
                return True
    return False


def _nearest(words: Iterable[str], gets: Sequence[int], named: Named) -> frozenset[int]:
    """Give the treatments that the first telling word of these may mean."""
    for word in words:
        if found := frozenset(number for number in gets if word in named.own[number]):
            return found
    return frozenset()


_CHOOSES = gated(
    r"\b(?:investigator|physician|doctor|clinician)s?['’]?s?['’]? (?:\w+ )?choice|\bchoice of\b", re.I
)
