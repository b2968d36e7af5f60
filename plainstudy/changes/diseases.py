"""Whether a list of conditions names another disease now, or the same ones in other words. Pure."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from plainstudy.conditions.match import ALERTING_CONFIDENCE, match_term
from plainstudy.conditions.vocabularies.builtin import vocabulary
from plainstudy.record.canonical import canonical_text

from .likeness import likeness, name_key

_ALIKE = 0.5
_PAIRS_COMPARED = 20_000  # terms that came or went with those of the other list
_EXACT = frozenset({"exact", "variant", "singular", "word order", "abbreviation"})
_GRADES = frozenset({"i", "ii", "iii", "iv", "v", "a", "b", "c", "d", "e"})


def names_another_disease(before: Collection[str], after: Collection[str]) -> bool:
    """Say whether a condition came or went; True, too, of lists too long to compare.

    A term came or went unless the other list names the same concept or a narrower
    one: "Breast Neoplasms" beside "Breast Cancer", "Cancer" beside both. Where no
    vocabulary knows a term, nearly the same words must do.
    """
    old, new = ({canonical_text(term): term for term in terms} for terms in (before, after))
    gone = [term for key, term in old.items() if key not in new]
    come = [term for key, term in new.items() if key not in old]
    if len(gone) * len(new) + len(come) * len(old) > _PAIRS_COMPARED:
        return True
    return not (
        all(_is_named(term, by=new.values()) for term in gone)
        and all(_is_named(term, by=old.values()) for term in come)
    )


def _is_named(term: str, *, by: Collection[str]) -> bool:
    """True when one of the other terms says the same, or something narrower."""
    named = _concepts(term)
    for other in by:
        concepts = _concepts(other)
        if named and concepts:
            if set(named) <= set().union(*map(_with_broader, concepts)) and _same_grade(term, named, other):
                return True
        elif likeness(term, other) >= _ALIKE and _grade(term) == _grade(other):
            return True
    return False


def _same_grade(term: str, named: Mapping[str, str], other: str) -> bool:
    """A concept found with words left out may be of another stage or type; what it says wholly is not."""
    return _EXACT.issuperset(named.values()) or _grade(term) <= _grade(other)


def _grade(term: str) -> frozenset[str]:
    """Return what numbers a disease: the "iii" of "Stage III", the "2" of "type 2"."""
    return frozenset(word for word in name_key(term).split() if word in _GRADES or word.isdigit())


@lru_cache(maxsize=1000)
def _concepts(term: str) -> Mapping[str, str]:
    """Return the codes of the concepts that a term surely names, each with the rule that found it."""
    found = match_term(term, vocabulary=vocabulary())
    return {match.concept.code: match.rule for match in found if match.confidence >= ALERTING_CONFIDENCE}


def _with_broader(code: str) -> set[str]:
    return {code, *vocabulary().broader(code)}
