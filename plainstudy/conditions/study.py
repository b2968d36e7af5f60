"""All conditions of one study: its registrant's terms, and what only the registry's coding names. Pure."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from plainstudy.conditions.match import Match, match_term
from plainstudy.conditions.modifiers import LONE_WORDS_THAT_MISLEAD, NEGATIONS
from plainstudy.conditions.terms import phrase, phrase_of, stems_of, words_of
from plainstudy.conditions.vocabulary import Vocabulary, VocabularyConcept, mesh_concept

_EXCLUSION = re.compile(r"\bexclu(?:sion|ded|de|des|ding)\b", re.I)
_NOT_YET = frozenset({"post", "pre", "anti"})
_SENTENCE = re.compile(r"[\n.;]+")


@dataclass(frozen=True, slots=True)
class MeshTerm:
    """A heading by which the registry coded the study, with its MeSH number as in "D003920"."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class StudyTexts:
    """What of a record is needed to code it; absent texts are empty."""

    terms: Sequence[str]
    titles: Sequence[str] = ()
    criteria: str = ""
    mesh: Sequence[MeshTerm] = ()


@dataclass(frozen=True, slots=True)
class CodedTerm:
    """One concept of a study; ``position`` is its term's, None where only the registry's coding has it."""

    position: int | None
    match: Match


def code_study(texts: StudyTexts, *, vocabulary: Vocabulary) -> list[CodedTerm]:
    """Return the concepts of a study in the order of its terms, each concept once a term.

    A heading that only the registry's coding has is added when the titles or terms speak of it, when no term
    names something narrower, and when the study does not exclude it.
    """
    coded = coded_concepts(texts.mesh, vocabulary)
    found = [
        CodedTerm(position, match)
        for position, term in enumerate(texts.terms)
        for match in match_term(term, vocabulary=vocabulary, coded=coded)
    ]
    known = {term.match.concept.code for term in found}
    for code in list(known):
        known |= vocabulary.broader(code)
    for concept in coded:
        if concept.code not in known and _may_stand(concept, texts, vocabulary):
            found.append(CodedTerm(None, Match(concept, "registry's own coding")))
            known |= {concept.code, *vocabulary.broader(concept.code)}
    return found


def coded_concepts(mesh: Sequence[MeshTerm], vocabulary: Vocabulary) -> tuple[VocabularyConcept, ...]:
    """Return the concepts of the registry's headings; those the vocabulary lacks are made on the spot."""
    return tuple(
        vocabulary.headed(term.heading) or mesh_concept(heading=term.heading, mesh_id=term.id)
        for term in mesh
    )


def _may_stand(concept: VocabularyConcept, texts: StudyTexts, vocabulary: Vocabulary) -> bool:
    if not concept.is_condition:
        return False
    keys = _keys(concept)
    if not any(_speaks_of(text, keys, vocabulary) for text in (*texts.titles, *texts.terms)):
        return False
    return not _excludes(texts.criteria, keys)


@lru_cache(maxsize=5_000)
def _keys(concept: VocabularyConcept) -> frozenset[str]:
    """Return the names of a concept as they are looked for in a text, without short and misleading ones."""
    keys = frozenset(key for name in concept.names if len(key := phrase_of(name)) > 3)
    return keys - LONE_WORDS_THAT_MISLEAD


def _speaks_of(text: str, keys: Set[str], vocabulary: Vocabulary) -> bool:
    """Say whether a title names one of these, not denied, and not as the end of another illness's name.

    "Cystic fibrosis" does not speak of fibrosis, "post-polycythemia" not of polycythemia.
    """
    whole = f" {phrase_of(text)} "
    stems = whole.split()
    for key in keys:
        if f" {key} " not in whole:
            continue
        words = key.split()
        for start in range(len(stems) - len(words) + 1):
            if stems[start : start + len(words)] != words or NEGATIONS & set(stems[:start]):
                continue
            before = stems[start - 1 : start]
            if not before or (before[0] not in _NOT_YET and not vocabulary.phrased([*before, *words])):
                return True
    return False


def _excludes(criteria: str, keys: Set[str]) -> bool:
    """Say whether what follows "Exclusion", or a sentence with "excluded", names one of these."""
    parts = _EXCLUSION.split(criteria, maxsplit=1)
    text = parts[1] if len(parts) > 1 else ""
    sentences = [sentence for sentence in _SENTENCE.split(parts[0]) if NEGATIONS & set(words_of(sentence))]
    last = _SENTENCE.split(parts[0])[-1]
    whole = f" {phrase(stems_of(words_of(' '.join((last, text, *sentences)))))} "
    return any(f" {key} " in whole for key in keys)
