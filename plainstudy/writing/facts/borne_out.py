"""Whether a listed condition stands anywhere else in a record: a title, the summary, who can join.

A list of conditions is filled in by itself. What it names and nothing else does may be a word of a library,
a wider name, or something that the study hardly touches ("self efficacy" for a study of asthma): it is
told as listed, never as what a study is about.
"""

import re

from plainstudy.plain.dictionary import lookup, simplify
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import asked_for, has_any, is_ruled_out, is_told_absent, named_in, stems_of
from .short_forms import own_short_forms
from .things import Topic
from .word_order import in_order

_SAYS_NO_MORE_LISTED = """
    cancer tumor tumour carcin adenoc neopla malign solid allerg hypers infect injury pain lesion wound syndro
    metast sensit abnorm health status relate level levels functi tract nut
"""
_SAYS_NO_MORE = frozenset(_SAYS_NO_MORE_LISTED.split())
"""Heads that belong to many illnesses: what stands beside one tells which it is."""
_SHORT = re.compile(r"\b[A-Z][A-Za-z0-9]{0,3}[A-Z0-9]{1,3}\b")
_MOST_SHORTS = 12
_SUMMARY = 4_000
_DISC = (
    r"\bdis[ck]s? (?:herniation|displacement|prolapse|protrusion|hernia)|"
    r"(?:herniat|prolaps|slipp)\w+ (?:\w+ )?dis[ck]|herniated nucleus"
)
_FOODS = (
    r"(?:egg|milk|pea|nut|peanut|wheat|soy|fish|shellfish|shrimp|crab|sesame|walnut|cashew|hazelnut|apple)s?"
)
_OTHER_NAMES = (
    (gated(_DISC, re.I), "slipped disc herniated disk displacement prolapse"),
    (
        gated(r"\brhinit\w*|\brhinoconj\w*|\bhay fever|\bpollinosis|\bpollen[- ]allerg", re.I),
        "nose allergy allergic rhinitis hay fever rhinoconjunctivitis eyes",
    ),
    (gated(rf"\b{_FOODS}[- ](?:\w+ )?allerg|\ballerg\w* to (?:\w+ )?{_FOODS}\b", re.I), "food allergy"),
    (gated(r"\bperennial|\bmites?\b", re.I), "perennial year-round nonseasonal"),
    (gated(r"\boesophag|\besophag", re.I), "esophagus esophageal food pipe"),
    (gated(r"\bgliom|\bglioblast", re.I), "brain"),
    (gated(r"\batopic dermat|\beczema", re.I), "eczema atopic dermatitis"),
    (gated(r"\bidiopathic\b|\bspontaneous\b", re.I), "idiopathic spontaneous"),
    (gated(r"\bh(?:a)?emato\w+|\bblood cancer", re.I), "hematologic blood"),
    (gated(r"\bmultiple myeloma", re.I), "plasma cell myeloma"),
    (gated(r"\bcarious|\bcaries|\bcavit", re.I), "tooth decay caries dental"),
    (gated(r"\bcervix|\bcervical", re.I), "cervix cervical"),
    (gated(r"\btype 2\b|\btype ii\b|\bt2dm?\b", re.I), "non-insulin-dependent"),
)
"""What one illness is also called; a text that has the one has the other."""


def is_borne_out(record: StudyRecord, topic: Topic) -> bool:
    """True where a title, the summary or a rule of who can join speaks of a listed condition.

    Half of the words that tell it, and the last of them, must stand there; of what is no illness, all.
    """
    part = record.protocol_section
    titles = part.identification_module
    both = f"{titles.brief_title or ''} {titles.official_title or ''}"
    text = f"{both} {(part.description_module.brief_summary or '')[:_SUMMARY]}"
    low = text.lower()
    names = tuple(dict.fromkeys((topic.words, in_order(topic.registered))))
    if topic.kind != "illness":
        if topic.kind == "state" and "pregnan" in topic.words.lower():
            return _OF_PREGNANCY.search(low) is not None
        return any(_stands_word_for_word(low, name) for name in names)
    if any(_is_half_named(low, name) for name in names):
        return True
    if (shorts := own_short_forms(record, topic.registered)) and has_any(low, shorts):
        return True
    if any(_has_initials(text, name) for name in names):
        return True
    more = (words for found, words in _OTHER_NAMES if found.search(text))
    wider = " ".join((low, *_spelled_out(text), *more))
    if any(_is_half_named(wider, name) for name in names):
        return True
    wider = f"{wider} {simplify(both).lower()}"  # the slowest, asked last
    if any(_is_half_named(wider, name) for name in names):
        return True
    criteria = part.eligibility_module.eligibility_criteria or ""
    told = (_telling(name)[-1:] for name in names)
    stems = (*shorts, *(other for found in told for stem in found for other in _other_words(stem)))
    if not _TUMORS.isdisjoint(stems_of(topic.words, same=False)) and not asked_for(
        criteria, stems_of("cancer"), strictly=False
    ):
        return False
    if not stems or any(is_told_absent(criteria, name) for name in names):
        return False
    if asked_for(criteria, stems):
        return True
    return asked_for(criteria, stems, strictly=False) and not any(
        is_ruled_out(criteria, name) for name in names
    )


def _other_words(stem: str) -> tuple[str, ...]:
    return (stem,) if stem in _LOOSE else stems_of(stem)


_OF_PREGNANCY = gated(
    r"pregnan|cesarean|caesarean|c-section|birth|\blabou?r\b|maternal|obstetric|deliver(?:y|ies)\b"
)


def _stands_word_for_word(low: str, name: str) -> bool:
    words = re.findall(r"\w+", name.lower())
    if not words or words[0] not in low:
        return False
    pattern = r"(?:['’]s)?\W+".join([*map(re.escape, words[:-1]), re.escape(words[-1].removesuffix("s"))])
    return re.search(rf"\b{pattern}", low) is not None


def _has_initials(text: str, name: str) -> bool:
    """True where a text has the first letters of three words or more as a short form: ASD."""
    letters = "".join(word[0] for word in re.findall(r"[A-Za-z]\w*", name)).upper()
    return 3 <= len(letters) <= 5 and letters in text and re.search(rf"\b{letters}s?\b", text) is not None


def _telling(name: str) -> tuple[str, ...]:
    return tuple(stem for stem in stems_of(name, same=False) if stem not in _SAYS_NO_MORE)


def _is_half_named(low: str, name: str) -> bool:
    """True where a text has the head of a name, and half of the words or more that tell it from others."""
    stems = stems_of(name, same=False)
    telling = _telling(name)
    if not telling:
        return _has_all(low, stems)
    if _TUMORS.isdisjoint(stems) or _has_all(low, ("cancer",)) or has_any(low, _KINDS_OF_TUMOR):
        found = [_has_all(low, (stem,)) for stem in telling]
        heads = [number for number, stem in enumerate(telling) if len(stem) > _LETTERS] or [-1]
        return sum(found) * 2 >= len(found) and found[heads[-1]]
    return False  # a cerebellar tumor is not borne out by a cerebellar tremor (NCT05998486)


_TUMORS = frozenset({"cancer", "tumor", "tumour", "carcin", "adenoc", "neopla", "malign"})
_KINDS_OF_TUMOR = ("adenom", "gliom", "blastom", "myelom", "mesotheliom")
_LETTERS = 3
"""A short form of so few letters is no head."""


def _has_all(low: str, stems: tuple[str, ...]) -> bool:
    """True where each word stands there itself; for some, another word for it does as well."""
    return bool(stems) and all(
        has_any(low, (stem,)) or (stem not in _LOOSE and named_in(low, stem)) for stem in stems
    )


_LOOSE = frozenset({"rhinit", "allerg", "hypers", "dermat", "nose", "headac", "migrai"})
"""Of these, what counts as another word elsewhere is another illness: no asthma is "hypersensitivity"."""


def _spelled_out(text: str) -> list[str]:
    """Give the words of the short forms in a text."""
    shorts = dict.fromkeys(_SHORT.findall(text))
    found = (lookup(short) for short in list(shorts)[:_MOST_SHORTS])
    return [f"{term.term} {' '.join(form for form, _ in term.forms)}".lower() for term in found if term]
