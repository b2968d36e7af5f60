"""From a registrant's condition term to the concepts it names, each with the rule that found it. Pure.

The rules go from sure to less sure and stop at the first that answers. None of them guesses by similar letters,
and none drops a word that could change the illness: "pulmonary hypertension" is not "hypertension".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plainstudy.conditions.modifiers import HEAD_LINKS, LIST_MARKS, NEGATIONS, without_modifiers
from plainstudy.conditions.terms import SMALL_WORDS, plain_text, stems_of, words_of
from plainstudy.conditions.vocabulary import Vocabulary, VocabularyConcept

MATCHER_VERSION = 1
"""Raise it when better rules should code stored studies anew."""

CONFIDENCE = {
    "exact": 1.0,
    "variant": 0.95,
    "singular": 0.95,
    "word order": 0.9,
    "abbreviation": 0.9,
    "brackets removed": 0.9,
    "modifier removed": 0.8,
    "part": 0.75,
    "last words": 0.75,
    "registry MeSH agrees": 0.7,
    "registry's own coding": 0.3,
}
ALERTING_CONFIDENCE = 0.7
"""Concepts below it are shown, and never send a mail: the registry's own coding alone is not enough."""

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Match:
    """A concept and why a term stands for it."""

    concept: VocabularyConcept
    rule: str

    @property
    def confidence(self) -> float:
        """From 0 to 1; see CONFIDENCE."""
        return CONFIDENCE[self.rule]


def match_term(
    term: str, *, vocabulary: Vocabulary, coded: Iterable[VocabularyConcept] = ()
) -> tuple[Match, ...]:
    """Return the concepts that a registrant's term names, usually one; () when none is sure.

    ``coded`` are the concepts of the registry's own coding of the same study: they decide between readings,
    and never bring in a concept whose words are not in the term.
    """
    coded = tuple(coded)
    whole = _whole(term, vocabulary, coded)
    if whole:
        return (whole,)
    outside = " ".join(_BRACKETS.sub(" ", term).split())
    if outside != " ".join(term.split()):
        return _beside_brackets(term, outside, vocabulary, coded)
    return _reduced(term, vocabulary, coded)


def _whole(term: str, vocabulary: Vocabulary, coded: tuple[VocabularyConcept, ...]) -> Match | None:
    """Match the term as it stands, up to spelling, number and order of words."""
    concept = vocabulary.abbreviated(term)
    if concept:
        return Match(concept, "abbreviation")
    for concept in vocabulary.perhaps_abbreviated(term):
        if concept in coded:
            return Match(concept, "abbreviation")
    concept = vocabulary.named(term)
    if concept:
        same = plain_text(term) in {plain_text(concept.heading), plain_text(concept.label)}
        return Match(concept, "exact" if same else "variant")
    stems = stems_of(words_of(term))
    concept = vocabulary.phrased(stems)
    if concept:
        return Match(concept, "singular")
    concept = vocabulary.reordered(stems) if len(stems) > 1 else None
    return Match(concept, "word order") if concept else None


def _beside_brackets(
    term: str, outside: str, vocabulary: Vocabulary, coded: tuple[VocabularyConcept, ...]
) -> tuple[Match, ...]:
    whole = _whole(outside, vocabulary, coded)
    if whole:
        return (Match(whole.concept, "brackets removed"),)
    found = _reduced(outside, vocabulary, coded)
    if found:
        return found
    for inside in ("".join(pair) for pair in _BRACKETS.findall(term)):
        whole = _whole(inside, vocabulary, coded)
        if whole:
            return (Match(whole.concept, "part"),)
    return ()


def _reduced(
    term: str, vocabulary: Vocabulary, coded: tuple[VocabularyConcept, ...]
) -> tuple[Match, ...]:
    """Match what is left of the term without words that say which form, stage or people, or its parts."""
    words = words_of(term)
    plain = without_modifiers(stems_of(words))
    if plain != stems_of(words):
        concept = vocabulary.phrased(plain) or (vocabulary.reordered(plain) if len(plain) > 1 else None)
        if concept and concept.is_condition:
            return (Match(concept, "modifier removed"),)
    parts = _parts(term, vocabulary, coded)
    if parts:
        return parts
    last = _last_words(plain, vocabulary, coded)
    if last:
        return (last,)
    agreed = _agreed(stems_of(words), vocabulary, coded)
    return (agreed,) if agreed else ()


def _simple(term: str, vocabulary: Vocabulary, coded: tuple[VocabularyConcept, ...]) -> VocabularyConcept | None:
    """Match a part of a term: as it stands, without modifiers, or by its last words."""
    whole = _whole(term, vocabulary, coded)
    if whole and not whole.concept.is_condition:
        return None
    if whole:
        return whole.concept
    plain = without_modifiers(stems_of(words_of(term)))
    concept = vocabulary.phrased(plain) or (vocabulary.reordered(plain) if len(plain) > 1 else None)
    if concept and concept.is_condition:
        return concept
    last = _last_words(plain, vocabulary, coded)
    return last.concept if last else None


def _parts(
    term: str, vocabulary: Vocabulary, coded: tuple[VocabularyConcept, ...]
) -> tuple[Match, ...]:
    """Match "asthma and COPD" twice, "stroke in young adults" once, "pain without cancer" as pain alone."""
    head, link, rest = _split_head(term)
    pieces = [piece.strip() for piece in LIST_MARKS.split(head) if piece.strip()]
    if link in {"with", "in", "in patients with", "among"}:
        pieces += [piece.strip() for piece in LIST_MARKS.split(rest) if piece.strip()]
    if len(pieces) < 2 and not link:
        return ()
    last = words_of(pieces[-1])[-1:] if pieces else []
    found: dict[str, Match] = {}
    for piece in pieces:
        if NEGATIONS & set(words_of(piece)):
            continue
        concept = _simple(piece, vocabulary, coded)
        if concept is None and last and len(words_of(piece)) <= 2:
            shared = vocabulary.phrased(stems_of([*words_of(piece), *last]))  # "breast and ovarian cancer"
            concept = shared if shared and shared.is_condition else None
        if concept:
            found.setdefault(concept.code, Match(concept, "part"))
    return tuple(found.values())


def _split_head(term: str) -> tuple[str, str, str]:
    match = HEAD_LINKS.search(term)
    if match is None:
        return term, "", ""
    return term[: match.start()], match.group(1).casefold(), term[match.end() :]


def _last_words(
    stems: list[str], vocabulary: Vocabulary, coded: tuple[VocabularyConcept, ...]
) -> Match | None:
    """Match the longest end of the term: what an English compound is a kind of.

    One word is enough only when the registry's coding agrees, since "pulmonary hypertension" is no "hypertension".
    """
    for start in range(1, len(stems)):
        if stems[start - 1] in NEGATIONS or stems[start] in SMALL_WORDS:
            continue
        concept = vocabulary.phrased(stems[start:])
        if concept is None or not concept.is_condition:
            continue
        if len(stems) - start >= 2:
            return Match(concept, "last words")
        if concept in coded:
            return Match(concept, "registry MeSH agrees")
    return None


def _agreed(
    stems: list[str], vocabulary: Vocabulary, coded: tuple[VocabularyConcept, ...]
) -> Match | None:
    """Match words in the middle of the term when the registry coded the study with the same concept."""
    for length in range(len(stems) - 1, 0, -1):
        for start in range(len(stems) - length + 1):
            if start and stems[start - 1] in NEGATIONS:
                continue
            concept = vocabulary.phrased(stems[start : start + length])
            if concept and concept.is_condition and concept in coded:
                return Match(concept, "registry MeSH agrees")
    return None
