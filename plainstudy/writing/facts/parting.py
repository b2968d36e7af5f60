"""One registered name that holds several things is taken apart, but only where each part is surely a thing.

"A plus B" may be two drugs, one tablet, a drug and the words for how it is given, or a mark on a cell
("CD34+"). So a name is split only where every part is a known or capitalised name, no bracket is cut, and
nothing calls the whole one product; else it stays whole.
"""

import re
from functools import lru_cache

from .names import has_letters, is_generic, tidy, without_brackets

_JOINS = re.compile(
    r"\s*(?:(?<!CD\d)(?<!CD\d\d)(?<!CD\d\d\d)\+(?!\s?/)|;|\bplus\b|\bcombined with\b|\bin combination "
    r"with\b|\btogether with\b|"
    r"\bco-?administered with\b|,? with or without\b)\s*",
    re.I,
)
_WITH = re.compile(r"\s+with\s+", re.I)
_ONLY_AND = re.compile(r"\s+(?:and|&)\s+", re.I)
_LISTED = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*、\s*", re.I)
_AND = re.compile(r"\s+(?:and|&|with|or|vs\.?|versus)\s+|\s*/\s*(?=placebo)", re.I)
_DUMMY = re.compile(r"\b(?:placebos?|sham|vehicle|dummy|mock)\b", re.I)
_SPLIT_TYPES = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT"})
_TRADE_MARK = re.compile(r"\+\s?TM\b")
_ISOTOPE = re.compile(r"\[(\d{2,3}m?[A-Za-z]{1,2})\][ -]?")
"""A radioactive mark in brackets, without which a name is another thing's: "[68Ga] …"."""
_LABEL = re.compile(
    r"^(?:cohort|part|dose|phase|arm|group|evaluation|stage)(?:[\s/-]\w+){0,3}\s*:\s+(?=\S)", re.I
)
_WIDE = str.maketrans({"；": ";", "，": ",", "＋": "+", "（": "(", "）": ")", "／": "/"})
_ONE_PRODUCT = re.compile(
    r"fixed[- ]dose|\bFDC\b|co-?formulat|\bmixture\b|\bmixed with\b|\band \w+ (?:tablets?|capsules?)\b|"
    r"adjuvant\b|\bkit\b|cocktail",
    re.I,
)
_LEFT_OPEN = re.compile(r"\bwith ?(?:/|or|and|and/or) ?without\b|±|\+/-|\band/or\b", re.I)
"""What leaves open who gets a part of it: told whole, or not at all (NCT07134413)."""
_CODE = re.compile(r"(?:[A-Z]{1,5}-?\d{2,}[A-Z\d-]*|[A-Z]{2,6}-?\d?)")
_ALONE = re.compile(
    r"^(?:triplet|doublet)? ?(?:combination of )?|\s*(?:as )?\b(?:monotherapy|alone|only|single "
    r"agent)\b\.?$",
    re.I,
)
_TARGET = re.compile(r"(?:PD-?L?1|CTLA-?4|TIGIT|tight|LAG-?3|VEGF|EGFR|HER2)", re.I)
_KNOWN_LISTED = """
    placebo chemotherapy radiotherapy radiation insulin vitamin exercise aspirin prednisone
    metformin standard adt immunotherapy radiochemotherapy chemoradiotherapy surgery diet oxygen
    steroids corticosteroids rituximab allogeneic autologous high low intrathecal total stereotactic
    concurrent best endocrine androgen physical conventional temozolomide iron zinc folic calcium
    magnesium omega fish green hyaluronic hyaluronidase recombinant nab
"""
_KNOWN = frozenset(_KNOWN_LISTED.split())


@lru_cache(maxsize=20_000)
def parts_of(registered: str, type_: str) -> tuple[str, ...]:
    """Take "A + placebo" apart; a name that may be one thing stays whole. A mere target is ""."""
    plain = _ISOTOPE.sub(r"\1-", _LABEL.sub("", registered.translate(_WIDE)))
    name = tidy(without_brackets(plain)) if "(" in plain or "[" in plain else tidy(plain)
    name = _TRADE_MARK.sub("", name)
    whole = (name,) if name else ()
    if type_ not in _SPLIT_TYPES:
        return whole
    if _DUMMY.search(name):
        return _with_dummy(name) or whole
    if _ONE_PRODUCT.search(plain) or _LEFT_OPEN.search(plain):
        return whole
    parts = _split(name)
    return tuple(dict.fromkeys("" if _TARGET.fullmatch(part) else part for part in parts)) or whole


def _split(name: str) -> tuple[str, ...]:
    joined = [
        _ALONE.sub("", part).strip(" ,") for part in _JOINS.split(_ALONE.sub("", name)) if has_letters(part)
    ]
    parts = [drug for part in joined for drug in _drugs_of(part)]
    if len(parts) == 1 and parts != joined:
        return tuple(parts)
    if (
        len(parts) == 1
        and len(order := name.split("-")) == 2
        and all(is_generic(drug.lower()) for drug in order)
    ):
        return tuple(sorted(order))  # one drug and then the other: "sorafenib-sunitinib"
    if len(parts) == 1:
        for joint in (_ONLY_AND, _WITH):
            pieces = [piece for piece in joint.split(name) if has_letters(piece)]
            short = joint is _WITH or all(len(piece.split()) <= 2 for piece in pieces)
            if (
                len(pieces) == 2
                and short
                and all(map(_is_a_thing, pieces))
                and (joint is not _WITH or _are_drugs(pieces))
            ):
                return tuple(pieces)
        return (_ALONE.sub("", name).strip(" ,") or name,)
    return tuple(parts) if all(map(_is_a_thing, parts)) else (name,)


def _with_dummy(name: str) -> tuple[str, ...]:
    """Take a placebo out of a name that holds one."""
    parts = [part for part in _JOINS.split(name) if has_letters(part)]
    if len(parts) == 1:
        parts = [part for part in _AND.split(name) if has_letters(part)]
    return tuple(parts) if all(len(part.split()) <= 5 for part in parts) else ()


def _drugs_of(name: str) -> list[str]:
    """Take "Cisplatin, Carboplatin" and "PM1021 and nivolumab" apart: drugs' names or codes only."""
    listed = [part for part in _LISTED.split(name) if part]
    generic = [part for part in listed if is_generic(part.lower())]
    if (
        len(listed) > 2
        and len(generic) == 1
        and all(part[:1].isupper() and " " not in part for part in listed if part not in generic)
    ):
        return generic  # a brand, the drug's own name and a code
    drugs = len(listed) > 1 and all(is_generic(part.lower()) or _CODE.fullmatch(part) for part in listed)
    return listed if drugs else [name]


def _are_drugs(pieces: list[str]) -> bool:
    first = pieces[0].split()[0]
    return is_generic(first.lower()) or (
        _CODE.fullmatch(pieces[0]) is not None and any(map(str.isdigit, first))
    )


def _is_a_thing(part: str) -> bool:
    """True for a part that begins as a name does: with a capital, as a drug or code, or a word we know."""
    words = part.split()
    if not 0 < len(words) <= 5 or part.count("(") != part.count(")"):
        return False
    first = words[0]
    return (
        first[:1].isupper()
        or is_generic(first.lower())
        or first.lower().strip(",") in _KNOWN
        or _CODE.match(first) is not None
    )
