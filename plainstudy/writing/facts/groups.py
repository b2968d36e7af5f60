"""The groups of a study: what each gets, and what their own names and descriptions tell of them."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup
from plainstudy.writing.gated import Gated, gated

from .agreement import Named, agreement_of, is_for_some, named_treatments, picks_one, words_of
from .labels import names_nothing
from .names import exact, has_letters, tidy
from .things import Arm, Treatment
from .treatments import DUMMY_TYPES, MOST, PATH


def arms_of(
    record: StudyRecord, treatments: tuple[Treatment, ...], numbers: list[list[int]]
) -> tuple[Arm, ...]:
    """Give the groups with what each of them gets."""
    module = record.protocol_section.arms_interventions_module
    by_name: dict[str, list[int]] = {}
    for item, mine in zip(module.interventions, numbers, strict=True):
        by_name.setdefault(_key(item.name or ""), []).extend(mine)
    by_label: dict[str, list[int]] = {}
    for item, mine in zip(module.interventions, numbers, strict=True):
        for label in item.arm_group_labels:
            by_label.setdefault(_key(label), []).extend(mine)
    named = named_treatments(treatments, record)
    said = record.protocol_section.identification_module
    titles = words_of(f"{said.brief_title} {said.official_title}")
    for_some = frozenset(
        number
        for item, mine in zip(module.interventions, numbers, strict=True)
        if is_for_some(item)
        for number in mine
    )
    return tuple(
        _arm(
            group,
            position,
            by_name,
            by_label,
            treatments,
            named,
            for_some,
            titles,
            (said.brief_title or "") if len(module.arm_groups) == 1 else "",
        )
        for position, group in enumerate(module.arm_groups[:MOST])
    )


def _arm(
    group: ArmGroup,
    position: int,
    by_name: dict[str, list[int]],
    by_label: dict[str, list[int]],
    treatments: tuple[Treatment, ...],
    named: Named,
    for_some: frozenset[int],
    titles: frozenset[str],
    offered: str,
) -> Arm:
    mine: list[int] = []
    for listed in group.intervention_names:
        mine += by_name.get(_key(listed.partition(": ")[2] or listed), ())
    if not group.intervention_names:
        mine += by_label.get(_key(group.label or ""), ())
    ordered = tuple(dict.fromkeys(mine))
    tested = any(treatments[number].kind not in {"care", "measurement"} for number in ordered)
    described = f"{group.label or ''} {group.description or ''}"
    names = [treatments[number].name for number in ordered]
    choice = _offers_a_choice(described, names)
    in_order = _ORDER.search(described) is not None
    real = [number for number in ordered if treatments[number].kind not in {"care", "measurement"}]
    picks = len(real) > 1 and (
        any(picks_one(words, real, named) for words in (described, offered))
        or _NOT_ALL.search(described) is not None
        or {"cisplatin", "carboplatin"} <= {text.lower() for text in names}
        or not for_some.isdisjoint(real)
    )
    name = _telling(exact(group.label or ""))
    silent = not name and not tidy(group.description or "")
    fit = agreement_of(group, ordered, treatments, named, titles if silent else frozenset())
    later = in_order and fit.others
    some = _is_doubted(group.description or "", names)
    sure = (fit.in_label and not later and not some) or (fit.names_all and not choice and not in_order)
    return Arm(
        label=tidy(group.label or ""),
        type=group.type or "",
        gets=tuple(number for number in ordered if not treatments[number].dummy),
        dummies=tuple(number for number in ordered if treatments[number].dummy),
        path=f"{PATH}.armGroups[{position}]",
        rest="" if tested and group.type not in DUMMY_TYPES else _rest(group),
        name=name,
        words=_quotable(exact(group.description or "")),
        choice=choice,
        picks=picks,
        dummy_said=_SAYS_DUMMY.search(described) is not None,
        in_order=in_order,
        agrees=sure and not picks and for_some.isdisjoint(ordered),
        one_of=_ONE_OF.search(described) is not None and _COMBINES.search(described) is None,
        dummy_told=group.type not in DUMMY_TYPES
        and "placebo" in described.lower()
        and not any(treatments[n].dummy for n in ordered),
    )


_SAYS_DUMMY = re.compile(r"placebo|\bsham\b|\bdummy\b|\bvehicle\b", re.I)
_NOT_ALL = re.compile(r"±|\+/-|\boptional\b", re.I)
_CHOICE = gated(
    r"\beither\b|\bchoice\b|\boptional\w*|\band/or\b|\bdepending\b|\bused for\b|\bas needed\b|\bdiscretion\b|"
    r"\bif (?:needed|indicated|eligible|the (?:patient|participant))\b|\bunless\b|"
    r"\bone of\b",
    re.I,
)


_ONE_OF = gated(r"\bchoice\b|\bone of\b|\beither\b", re.I)
_COMBINES = re.compile(r"\bplus\b|\bcombin\w*|\+|\bin addition\b|\bwith (?!or\b)", re.I)
_ORDER = gated(
    r"\bfollowed by\b|\bthen (?:\w+ )?(?:switch|receiv|treat|get|given|start|chang)\w*|\bswitch\w*|"
    r"\bcross(?:ed|es|ing)?[- ]?over|\bsequentially\b|\bin sequence\b|"
    r"\buntil (?:\w+ ){0,3}progression,? (?:then|"
    r"followed|and then)|"
    r"->|→|\bafter progression\b|\bonce (?:the|their|they|it|he|she)\b|\bfirst \S+ (?:\w+ ){0,4}later\b|"
    r"\blater\b",
    re.I,
)
_DOUBT = gated(
    r"\b(?:or|if|some|optional\w*|as needed|according to|may|might|either|unless|in vitro|ex vivo|"
    r"when needed)\b",
    re.I,
)


def _offers_a_choice(text: str, names: list[str]) -> bool:
    """True where a group's text names one treatment or another, or one that only some of the group get."""
    if _CHOICE.search(text):
        return True
    first = _first_words(names)
    lowered = text.lower()
    if _near(first, lowered, _DOUBT):
        return True
    if len(first) < 2 or " or " not in lowered:
        return False
    any_of = "|".join(map(re.escape, first))
    one_or_other = rf"\b(?:{any_of})\b[^.;]{{0,40}}\bor\b[^.;]{{0,25}}\b(?:{any_of})\b"
    return re.search(one_or_other, lowered) is not None


_FOR_SOME_NEAR = gated(
    r"\b(?:if|some|optional\w*|as needed|may|might|unless|in vitro|ex vivo|when needed)\b", re.I
)


def _is_doubted(text: str, names: list[str]) -> bool:
    """True where a name stands beside a word that gives the thing to some only: "may get", "as needed"."""
    return _near(_first_words(names), text.lower(), _FOR_SOME_NEAR)


def _first_words(names: list[str]) -> list[str]:
    return [name.split(maxsplit=1)[0].lower() for name in names if len(name) > 2]


def _near(words: list[str], lowered: str, pattern: Gated) -> bool:
    """True where a pattern matches in the same sentence, within 25 letters of one of these words."""
    for word in dict.fromkeys(words):
        at = lowered.find(word)
        while at >= 0:
            before = _SENTENCE.split(lowered[max(0, at - 25) : at])[-1]
            end = at + len(word)
            after = _SENTENCE.split(lowered[end : end + 25])[0]
            if pattern.search(f"{before} | {after}"):
                return True
            at = lowered.find(word, end)
    return False


_SENTENCE = re.compile(r"[.;]")
_LONGEST_NAME = 12
_QUOTES = frozenset('"“”<>*#|\\`_!?')
_ONLY_PEOPLE = gated(
    r"(?:(?:patients?|cases?|subjects?|controls?|participants?|groups?|arms?|study|sample|"
    r"population)\W*)+",
    re.I,
)
_ONLY_NUMBERED = re.compile(r"(?:cohort|arm|group|part|period|stage|phase|level)\s*-?\s*\w{1,3}", re.I)


def _telling(label: str) -> str:
    """Give a label that says something of the group; "" for "Group A", "Experimental"."""
    if not has_letters(label) or not _QUOTES.isdisjoint(label) or len(label.split()) > _LONGEST_NAME:
        return ""
    nothing = names_nothing(label) or _ONLY_NUMBERED.fullmatch(label) or _ONLY_PEOPLE.fullmatch(label)
    return "" if nothing else label


def _quotable(text: str) -> str:
    words = text.rstrip(". ")
    if not words or not has_letters(words) or not _QUOTES.isdisjoint(words) or ". " in words:
        return ""
    return words if 2 <= len(words.split()) <= _LONGEST_NAME and not names_nothing(words) else ""


_CARE_AS_USUAL = gated(
    r"\b(?:usual|standard|routine|conventional) (?:of )?(?:\w+ )?(?:care|treatment|therapy|practice|"
    r"management)|treatment as usual|\bTAU\b|\bSOC\b",
    re.I,
)
_SOMETHING = gated(
    r"\b(?:advice|advise\w*|usual|habit\w*|routine\w*|standard|conventional|regular|continu\w*|same|normal|"
    r"education|information|"
    r"leaflet|brochure|attention|only|diet|healthy|counsel\w*|alone|avoid\w*|other)\b",
    re.I,
)
_PLAIN_LABEL = re.compile(
    r"(?:the )?(?:un-?treated|non-?treat\w+|control\w*|comparison|observation\w*|no[- ]\w+(?: \w+)?|"
    r"without \w+|"
    r"no|not|nothing|none|nil|group|arms?|cohort|subjects?|patients|participants|treatment|intervention|only|"
    r"[\s;:,()/–-]|\b[a-d1-9]\b)+",
    re.I,
)
_PLAIN_WORDS = re.compile(
    r"\b(?:no|not|without|none|untreated|control|controls|observation|"
    r"observed)\b",
    re.I,
)
_LATER = re.compile(
    r"\bafter (?:[\w-]+,? ){1,6}(?:they|this group|the control|participants|patients|subjects)\b|"
    r"\bcross(?:es|ed)?[- ]?over\b|\b(?:at|by) the end\b|\bsubsequently\b|\blater\b",
    re.I,
)


def _rest(group: ArmGroup) -> str:
    """Say whether a group without the treatment gets usual care, something of its own, or nothing at all."""
    label, description = tidy(group.label or ""), tidy(group.description or "")
    words = " ".join((label, description, *group.intervention_names))
    if _CARE_AS_USUAL.search(words):
        return "care"
    if _SOMETHING.search(words) or _LATER.search(description):
        return "something"
    plain = _PLAIN_LABEL.fullmatch(label) is not None
    told = not description or _PLAIN_WORDS.search(description) is not None
    return "" if plain and told else "something"


def _key(name: str) -> str:
    return " ".join(name.lower().split())
