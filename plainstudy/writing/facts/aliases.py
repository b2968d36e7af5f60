"""One other name of a drug, told only where it surely names the same thing.

Registrants put into "other names" what they like: a class ("immunotherapy"), a regimen, a partner drug, a
group, a maker's address. A second name is told only for a drug, where one of the two is a code, or where
another text of the record puts one of them into brackets behind the other; and where nothing else bears it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention

from .names import is_generic, tidy, without_brackets

_OF_DRUGS = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT"})
_CODE = re.compile(
    r"(?=[A-Za-z-]*\d)(?=\d*[A-Za-z])[A-Za-z]{1,8}[- ]?\d{2,}[\w-]*(?: ?[A-Z])?|[A-Z]{2,4}-\d[\w-]*"
)
_MOST = 6
"""A longer list of names is copied from somewhere, and holds copies made by others."""
_ATC = re.compile(r"[A-Z]\d\d[A-Z]{2}\d\d|C\d{4,6}")
_NO_NAME = re.compile(
    r"therap|treat|chemo|drug|agent|inhibitor|antibod|vaccin|arm\b|group|cohort|stratum|phase|induction|"
    r"maintenance|trial|"
    r"control|placebo|standard|care|holder|number|ltd|inc\b|pharma|street|kingdom|germany|italy|france|"
    r"china|japan|"
    r"spain|name|same|none|\bn/?a\b|system|protocol|regimen|dose|mg\b|surgery|radiation|disease|syndrome|"
    r"cancer|study|test",
    re.I,
)


def other_name_of(item: Intervention, title: str, text: str, others: Sequence[str]) -> str:
    """Give one other name that is borne out; "" for none.

    ``title`` and ``text`` (titles and descriptions) in small letters; ``others``: what is listed beside it.
    """
    if item.type not in _OF_DRUGS or not item.name:
        return ""
    name = tidy(without_brackets(item.name))
    if (
        len(name.split()) > 3
        or len(item.other_names) > _MOST
        or re.search(r"[+;,/]|\b(?:and|or|plus|with)\b", name)
    ):
        return ""
    for raw in item.other_names:
        other = tidy(raw)
        if not _may_be_a_name(other, name) or any(_is_named(other, text) for text in others):
            continue
        own = _codes_agree(name, other) or _is_own_name(name, other, title)
        if own or _stand_together(name, other, text):
            return other
    return ""


def listed_beside(record: StudyRecord) -> list[list[str]]:
    """Give for each intervention what else has a name in the record: other things, and the groups."""
    module = record.protocol_section.arms_interventions_module
    labels = [group.label or "" for group in module.arm_groups]
    count = Counter(tidy(name).lower() for item in module.interventions for name in item.other_names)
    twice = [name for name, number in count.items() if number > 1]
    return [
        [
            *(
                text
                for text in labels
                if text.lower() != (item.name or "").lower() and (item.name or "-") not in text
            ),
            *(
                text
                for other in module.interventions
                if other is not item
                for text in (other.name or "", *other.other_names)
            ),
            *twice,
        ]
        for item in module.interventions
    ]


def texts_of(record: StudyRecord) -> str:
    """Give titles, descriptions and the words on groups and things in small letters."""
    part = record.protocol_section
    titles, words, module = (
        part.identification_module,
        part.description_module,
        part.arms_interventions_module,
    )
    texts = [titles.brief_title, titles.official_title, words.brief_summary, words.detailed_description]
    texts += [group.description for group in module.arm_groups]
    texts += [item.description for item in module.interventions]
    return " ".join(filter(None, texts)).lower()


def _may_be_a_name(other: str, name: str) -> bool:
    return (
        2 < len(other) <= 30
        and len(other.split()) <= 2
        and other.lower() not in name.lower()
        and name.lower() not in other.lower()
        and _NO_NAME.search(other) is None
        and _ATC.fullmatch(other) is None
        and re.search(r"[(),;:/+]", other) is None
    )


def _is_named(other: str, text: str) -> bool:
    return other.lower() in text.lower()


def _codes_agree(name: str, other: str) -> bool:
    """True where exactly one of two names is a code, and the other one a single name."""
    one, two = _CODE.fullmatch(name) is not None, _CODE.fullmatch(other) is not None
    return one != two and len((other if one else name).split()) == 1


def _is_own_name(name: str, other: str, title: str) -> bool:
    """True where the title has a drug's international name, and the list only its brand."""
    return (
        is_generic(other.lower())
        and other.lower() in title
        and name.lower() not in title
        and len(name.split()) == 1
    )


def _stand_together(name: str, other: str, text: str) -> bool:
    """True where the text has "name (other)" or the like; two international names are two drugs."""
    if is_generic(name.lower()) and is_generic(other.lower()):
        return False
    one, two = name.lower(), other.lower()
    return any(
        f"{first}{joint}{second}" in text
        for first, second in ((one, two), (two, one))
        for joint in (" (", "(", "® (", "™ (", " [", ", also called ", ", also known as ", " (brand name ")
    )
