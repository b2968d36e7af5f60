"""Which second field bears out what a page says of groups and treatments.

One field of a registry is typed by one person on one afternoon: a list of treatments may name what only makes
ready for the real one, and a box may be ticked for a part of the study. So a page asserts such a thing only
where a second field agrees and none speaks against it; else it quotes, or says what the record lists:

==========================================  ===========================================================
what the page says                          what has to bear it out
==========================================  ===========================================================
this study tests X; X in the headline       a title names X (``Treatment.titled``), and nothing that the
                                            title joins to X by "plus" or "versus" is left unnamed
one group gets X and Y                      the group's own label or description names X and Y and no other
                                            treatment (``Arm.agrees``), offers no choice and no order
everyone gets X                             the same of every group
X is compared with Y, A with or without B   the same of every group, and nobody gets both (``is_joined``)
some get a placebo in its place             a group of that type names it, gets nothing tested, and no
                                            group gets it beside the tested thing
chance decides who gets what                some text says "randomized", and no group is named after a kind
                                            of people or a stage (``Facts.chance_told``)
they are not told who gets what             no text speaks of an open part, and no group gets nothing
                                            (``Facts.masking_doubt``)
there is no other group                     no text speaks of another one (``Facts.alone``)
X is also called Z                          another text uses Z, or one of them is a code
==========================================  ===========================================================
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup, Intervention

from plainstudy.writing.gated import gated

from .fact import Treatment

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
_SHORT_WORDS = frozenset("the and for not use new via per one two all low arm day mg kg ml iv sc of in on to".split())


@lru_cache(maxsize=60_000)
def words_of(text: str) -> frozenset[str]:
    """Give a text's words as they are compared: the first five letters of long ones, codes and short ones whole."""
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
    """By which words the treatments of one record may be known, and told apart."""

    any: tuple[frozenset[str], ...]
    own: tuple[frozenset[str], ...]
    """The same without those that another treatment has too; all where nothing is left."""

    def named(self, number: int, words: frozenset[str]) -> bool:
        """True where a text's words name this treatment and no mere namesake."""
        return not self.own[number].isdisjoint(words)


def named_treatments(treatments: Sequence[Treatment], record: StudyRecord) -> Named:
    """Work out the words of all treatments of one record."""
    listed = record.protocol_section.arms_interventions_module.interventions
    shared = Counter(item.path for item in treatments)
    every = tuple(
        names_of(item, _others(item, listed) if shared[item.path] == 1 else ()) for item in treatments
    )
    count = Counter(word for words in every for word in words)
    own = tuple(frozenset(word for word in words if count[word] == 1) or words for words in every)
    return Named(every, own)


def _others(item: Treatment, listed: Sequence[Intervention]) -> tuple[str, ...]:
    at = int(item.path.rpartition("[")[2].rstrip("]"))
    return tuple(name for name in listed[at].other_names if len(name) <= 60)


# ── Titles ────────────────────────────────────────────────────────────────────


def place_in_titles(words: frozenset[str], brief: str, official: str) -> int:
    """Give where a title first has one of these words, the official title after the brief one; -1 for nowhere."""
    for start, text in ((0, brief), (10_000, official)):
        for found in _TOKEN.finditer(text):
            if _short(found.group().lower()) in words:
                return start + found.start()
    return -1


_JOINS = re.compile(
    r"\+|\bplus\b|\bcombin\w+|\bversus\b|\bvs\b|\bcompar\w+ (?:with|to)\b|\bfollowed by\b|\btogether with\b|"
    r"\badd(?:ed|ition|ing)\b|\bco-?administ\w+|\bprior to\b|\balone or\b|\bwith or without\b|"
    r"\bswitch\w* (?:from|to)\b|\bwith and without\b|\band/or\b|\bin addition\b|\badjunct\w*\b",
    re.I,
)
_COMBINED = re.compile(r"\bcombined (?:immunodef|hormonal|oral contracep)\w*", re.I)


def joins_things(title: str) -> bool:
    """True where a title joins several treatments, or sets them against each other."""
    return _JOINS.search(_COMBINED.sub("", title)) is not None


# ── Groups ────────────────────────────────────────────────────────────────────

_FOR_SOME = gated(
    r"\boptional\w*|\brescue\b|\bas needed\b|\bif (?:needed|indicated|necessary|required|applicable|clinically)\b|"
    r"\b(?:patients|participants|subjects|those|women|men) (?:who|that|for whom) (?:require|need|cannot|can't|do not "
    r"tolerate|are intolerant|did not|fail)\w*|\b(?:investigator|physician|doctor|clinician)s?['’]?s? (?:\w+ )?choice|"
    r"\bchoice of\b|\bdiscretion\b|\bsub-?study\b|\bsubset\b|\bwill only be\b|\bonly (?:if|for|to|in) (?:the )?(?:patients|"
    r"participants|subjects|male|female|men|women|cohort|part|arm)\w*|\beither\b|\bone of\b|\bmay (?:also )?(?:be|receive)\b|"
    r"\b(?:pre-?|peri-?)(?:and peri-?)?menopausal\b|\bfor (?:patients|participants|subjects|those|people) (?:with|who)\b",
    re.I,
)


def is_for_some(item: Intervention) -> bool:
    """True where an intervention's own words give it to some people only, or name it as one choice of several."""
    return _FOR_SOME.search(f"{item.name} {item.description}") is not None


_NOT_GIVEN = gated(
    r"\b(?:no|not|without|than|versus|vs|compared (?:to|with)|instead of|avoid\w*|stop\w*|prior|previous\w*|after|before)\b",
    re.I,
)
_SLASH_OR = re.compile(r"\w\s?/\s?[A-Za-z]|\bor\b|\band/or\b", re.I)


def agrees(
    group: ArmGroup,
    gets: Sequence[int],
    treatments: Sequence[Treatment],
    named: Named,
    *,
    instead: frozenset[str] | None = None,
) -> bool:
    """True where a group's own label and description name all that its list has, and no other treatment.

    ``instead``: the words of the titles, for a group that has no words of its own ("Arm A").
    """
    label, description = group.label or "", group.description or ""
    words = instead or words_of(label) | words_of(description)
    mine = [number for number in gets if treatments[number].kind not in {"care", "measurement"}]
    if not all(named.named(number, words) for number in mine):
        return False
    if len(mine) > 1 and _SLASH_OR.search(label):
        return False
    every = frozenset().union(*(named.any[number] for number in gets)) if gets else frozenset()
    if _names_more(label, every) or _IN_PARTS.search(description):
        return False
    others = [
        number
        for number, item in enumerate(treatments)
        if number not in gets and not item.dummy and item.kind not in {"care", "measurement"}
    ]
    if instead is not None or (not mine and "placebo" in words):
        return True  # "placebo to match X" names X
    own = frozenset().union(*(named.any[number] for number in mine))
    if any(not (named.own[number] - own).isdisjoint(words) for number in others):
        return _NOT_GIVEN.search(f"{label} {description}") is not None and not any(
            not (named.own[number] - own).isdisjoint(words_of(label)) for number in others
        )
    return True


_PIECES = re.compile(r"\s*(?:\+|&|,|\band\b|\bplus\b)\s*", re.I)
_IN_PARTS = gated(
    r"\bpart (?:I{1,3}|[1-3]|[A-C])\b|\b(?:first|second) (?:year|part|stage|phase)\b|\boptional\w*|\bsubset\b|\bsub-?study\b",
    re.I,
)


def _names_more(label: str, listed: frozenset[str]) -> bool:
    """True where a label joins to what is listed something that is not: "self-directed exercise and X"."""
    pieces = [words_of(piece) for piece in _PIECES.split(label)]
    telling = [words - _SAYS_LITTLE - _SHORT_WORDS for words in pieces]
    telling = [frozenset(word for word in words if len(word) > 2 and word.isalpha()) for words in telling]
    named = [not listed.isdisjoint(words) for words in pieces]
    return any(named) and any(words and not known for words, known in zip(telling, named, strict=True))


_STAGE = gated(
    r"\b(?:induction|run-?in|lead-?in|maintenance|extension|expansion|escalation|screening|roll-?over|open[- ]label|"
    r"part|phase|stage|period|step|stratum|cohort|module|sub-?study|consolidation|re-?treatment|cross-?over)\b",
    re.I,
)
_KIND_OF_PEOPLE = gated(
    r"\bhealthy(?: \w+)? (?:controls?|volunteers?|participants?|subjects?|individuals?|adults|people|persons?|women|men|"
    r"children|donors?|males?|females?|cohort|group|arm|peers|siblings|infants|pregnan\w+)\b|\bhealthy\W*$|^healthy$|"
    r"\bnormal (?:controls?|subjects|people|volunteers|individuals|participants|pregnan\w+|women|weight|glucose|glycemi\w+)\b|"
    r"\b(?:patients?|people|participants?|women|men|children|subjects?|individuals|adults|infants|volunteers) "
    r"(?:with(?! (?:\w+ )?(?:therapy|treatment))|without|who (?:have|had|are|were)|lacking|diagnosed)\b(?: [\w-]+){0,2}|"
    r"\bcontrol (?:subjects|patients|participants|volunteers|individuals)\b|\b(?:non-?)?smokers?\b|\bcarriers\b|"
    r"\bnon-?(?:diabetic|asthmatic|allergic|obese)s?\b|\b(?:diabetics|asthmatics|allergics)\b|"
    r"\b(?:diabetic|asthmatic|allergic|obese|lean) (?:patients|subjects|participants|individuals|people|children|women|men|"
    r"adults|group|volunteers)\b|\b(?:previously|already) diagnosed\b",
    re.I,
)
_HEALTHY_GROUP = gated(
    r"\b(?:healthy|normal) (?:\w+ )?(?:controls?|volunteers?|participants?|subjects?|individuals?|adults|people|women|men|"
    r"children|donors?|pregnan\w+)\b",
    re.I,
)


def kind_of_group(group: ArmGroup, illness: frozenset[str]) -> tuple[str, str]:
    """Say what a group is called after, and in which words: "people", an "illness", a "stage", or "" (neither)."""
    label = group.label or ""
    if found := _KIND_OF_PEOPLE.search(label) or _HEALTHY_GROUP.match(group.description or ""):
        return "people", found.group().lower()
    for found in _WITH.finditer(label):
        if not illness.isdisjoint(words_of(found[2])):
            return "people", found.group().lower()
    if not illness.isdisjoint(words_of(label)) and len(label.split()) <= 8 and not _DOES.search(label):
        return "illness", label
    return ("stage", "") if _STAGE.search(label) else ("", "")


_WITH = re.compile(r"\b(with|without|no) ((?:[\w-]+\W?){1,3})", re.I)
_DOES = re.compile(
    r"\b(?:receiv\w+|treat\w*|therapy|undergo\w*|intervention|given|get|mg|dose|group [A-D1-4]|plus|standard|usual|"
    r"program\w*|education|training|exercise|care|control|placebo|management|vaccine|surgery|support|prevention|"
    r"screening|app|diet)\b|\+",
    re.I,
)


_CALLED_DUMMY = gated(r"placebo|\bsham\b|\bdummy\b|\bvehicle\b", re.I)


def stands_for_a_dummy(item: Intervention, record: StudyRecord, types: frozenset[str]) -> bool:
    """True for what only groups of a placebo or sham ``types`` list, where a text calls it or them so.

    Maltodextrin, a buffer or a mask at no pressure is then the placebo or the sham (NCT04738565, NCT03154762).
    """
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    mine = [group for group in groups if any(item.name and item.name in name for name in group.intervention_names)]
    if not mine or len(mine) == len(groups) or any(group.type not in types for group in mine):
        return False
    if any(len(group.intervention_names) > 1 for group in mine):
        return False
    titles = part.identification_module
    texts = [titles.brief_title, titles.official_title, part.description_module.brief_summary, item.description]
    texts += [text for group in mine for text in (group.label, group.description)]
    texts += [*item.other_names, part.description_module.detailed_description]
    return any(text and _CALLED_DUMMY.search(text) for text in texts)
