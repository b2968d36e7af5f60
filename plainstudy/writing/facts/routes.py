"""How a thing is given, where its own words name one way and neither a title nor a group names another."""

import re
from collections.abc import Sequence
from functools import lru_cache

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention
from plainstudy.writing.gated import gated

from .sorts import GIVEN

_ROUTES = (
    ("by mouth", gated(r"\b(?:oral(?:ly)?|by mouth|p\.?o\.?\b(?!\w)|tablets?|capsules?|pills?)\b", re.I)),
    ("into a vein", gated(r"\b(?:intravenous(?:ly)?|i\.?v\.?\b(?! criteria)|infusions?)", re.I)),
    (
        "as a shot under the skin",
        gated(r"\b(?:subcutaneous(?:ly)?|sub-cutaneous(?:ly)?|s\.?c\.|SC injection|SC\b)"),
    ),
    ("as a shot into a muscle", gated(r"\bintramuscular(?:ly)?\b", re.I)),
    ("through the nose", gated(r"\b(?:intranasal(?:ly)?|nasal spray|nasal(?:ly)?)\b", re.I)),
    ("under the tongue", gated(r"\b(?:sublingual(?:ly)?|under the tongue|SLIT)\b", re.I)),
    ("by breathing it in", gated(r"\b(?:inhal(?:ed|ation|er)|nebuli[sz]ed)\b", re.I)),
    ("on the skin", gated(r"\b(?:topical(?:ly)?|cream|ointment|epicutaneous|patch)\b", re.I)),
)
_WAY = r"(?:oral(?:ly)?|enteral(?:ly)?|po|p\.o\.|iv|i\.v\.|intravenous(?:ly)?|sc|subcutaneous(?:ly)?|im)"
_TO_ONE_PLACE = gated(
    r"intra-?(?:coronar|arteri|thec|peritone|disc|vesic|cerebr|ventric|tumou?r|articul|lesion|derm|vitre|"
    r"osse|pleur|nod|"
    r"lymph|polyp|cutan|spinal|cavern|uter|umbil|port)\w*|hepatic arter|epidural|caudal|convection|"
    r"catheter|locoregional|"
    r"\bnerve block|perineural|rectal|vaginal|buccal|feeding tube|nasogastric|enteral|eye drops|ocular|"
    r"mouthwash",
    re.I,
)
_EITHER_WAY = gated(rf"\b{_WAY}\s*(?:/|\bor\b)\s*{_WAY}\b", re.I)
_NO_WAY_OF_IT = gated(
    r"\b(?:not|no|never|without|also|prior|before|after|premedicat\w*|rescue|instead|either|oral "
    r"(?:immunotherapy|challenge|"
    r"food challenge|desensiti[sz]ation|tolerance|glucose|intake|steroids?|corticosteroids?|mucositis|"
    r"cavity|health|squamous|"
    r"cancer|lesions?|allergy|antidiabetic\w*|hypoglyc\w+|contracepti\w+|anti\w+))\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)])[.;]\s+|\n+")
_NEVER_BY_MOUTH = re.compile(r"\w{3,}(?:mab|cept|leucel)\b", re.I)


def goes_to_one_place(text: str) -> bool:
    """True when a text names a way into one part of the body: a lymph node, a heart artery, the brain."""
    return _TO_ONE_PLACE.search(text) is not None


def route_of(item: Intervention, kind: str, record: StudyRecord) -> str:
    """Say how it is given where its own words name one way, and titles and groups name no other; else ""."""
    if kind not in GIVEN:
        return ""
    own = _own_way(item.name or "", (item.description or "")[:600])
    if not own:
        return ""
    if own == "by mouth" and _NEVER_BY_MOUTH.search(item.name or ""):
        return ""
    part = record.protocol_section
    titles = part.identification_module
    module = part.arms_interventions_module
    mine = [
        group
        for group in module.arm_groups
        if any((item.name or "-") in name for name in group.intervention_names)
    ]
    texts = [titles.brief_title or "", titles.official_title or ""]
    for group in mine:
        alone = len(group.intervention_names) == 1
        texts.append(f"{group.label or ''} {(group.description or '') if alone else ''}")
    return own if _agree(own, texts) else ""


def _agree(own: str, texts: Sequence[str]) -> bool:
    for text in texts:
        if _TO_ONE_PLACE.search(text):
            return False
        ways = _ways(text)
        if ways and own not in ways:
            return False
        if len(ways) > 1:
            return False
    return True


@lru_cache(maxsize=20_000)
def _ways(text: str) -> tuple[str, ...]:
    return tuple(way for way, pattern in _ROUTES if pattern.search(text))


@lru_cache(maxsize=20_000)
def _own_way(name: str, description: str) -> str:
    """Find the one way that a thing's name and description tell; "" for none or several."""
    whole = f"{name} {description}"
    if _EITHER_WAY.search(whole) or _TO_ONE_PLACE.search(whole):
        return ""
    found = {*_ways(name)}
    for sentence in _SENTENCE.split(description):
        ways = _ways(sentence)
        if ways and _NO_WAY_OF_IT.search(sentence):
            return ""
        found.update(ways)
    return found.pop() if len(found) == 1 else ""
