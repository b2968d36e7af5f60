"""From a registrant's condition term to the concepts it names, each with the rule that found it. Pure.

The rules go from sure to less sure and stop at the first that answers. None guesses by similar
letters, and none drops a word that could change the illness: "pulmonary hypertension" is not "hypertension".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plainstudy.conditions.modifiers import (
    DEGREES,
    EXCLUDING,
    HEAD_LINKS,
    INHERITANCE,
    LIST_MARKS,
    LONE_WORDS_THAT_MISLEAD,
    NEGATIONS,
    PEOPLE,
    WORDS_THAT_STAND_ALONE,
    without_modifiers,
)
from plainstudy.conditions.terms import SMALL_WORDS, phrase, phrase_of, plain_text, stems_of, words_of
from plainstudy.conditions.vocabulary import Vocabulary, VocabularyConcept

MATCHER_VERSION = 2
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

_LONGEST_TERM = 500
"""Characters; the longest of some thousands of real terms has 155, and a pasted text took minutes."""

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
    if len(term) > _LONGEST_TERM:
        return ()
    found = _Reader(vocabulary=vocabulary, coded=tuple(coded)).read(term)
    if "benign" in words_of(term):  # what is benign is no cancer, whatever heading both share
        return tuple(match for match in found if "cancer" not in match.concept.label.casefold())
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """The rules, in their order."""

    vocabulary: Vocabulary
    coded: tuple[VocabularyConcept, ...]

    def read(self, term: str) -> tuple[Match, ...]:
        whole = self.whole(term)
        if whole:
            return (whole,)
        outside = " ".join(_BRACKETS.sub(" ", term).split())
        if outside != " ".join(term.split()):
            return self.beside_brackets(term, outside)
        return self.reduced(term)

    def whole(self, term: str) -> Match | None:
        """Match the term as it stands, up to spelling, number and order of words."""
        concept = self.vocabulary.abbreviated(term)
        if concept:
            return Match(concept, "abbreviation")
        for concept in self.vocabulary.perhaps_abbreviated(term):
            if concept in self.coded:
                return Match(concept, "abbreviation")
        concept = self.vocabulary.named(term)
        if concept:
            same = plain_text(term) in {plain_text(concept.heading), plain_text(concept.label)}
            return Match(concept, "exact" if same else "variant")
        stems = stems_of(words_of(term))
        wanted = phrase(stems)
        for concept in self.coded:  # headings that only the registry's coding has, as rare diseases
            if wanted == phrase_of(concept.heading):
                return Match(concept, "exact" if plain_text(term) in concept.names else "singular")
        concept = self.vocabulary.phrased(stems)
        if concept:
            return Match(concept, "singular")
        concept = self.vocabulary.reordered(stems) if len(stems) > 1 else None
        return Match(concept, "word order") if concept else None

    def beside_brackets(self, term: str, outside: str) -> tuple[Match, ...]:
        """Match what stands outside brackets; what stands inside only where an abbreviation is outside."""
        whole = self.whole(outside)
        if whole:
            return (Match(whole.concept, "brackets removed"),)
        found = self.reduced(outside)
        if found or " " in outside:
            return found
        for inside in ("".join(pair) for pair in _BRACKETS.findall(term)):
            whole = self.whole(inside)
            if whole:
                return (Match(whole.concept, "part"),)
        return ()

    def reduced(self, term: str) -> tuple[Match, ...]:
        """Match what is left without words of form, stage and people; else its parts; else its end."""
        concept = self.without_modifiers(term)
        if concept:
            return (Match(concept, "modifier removed"),)
        parts, denied = self.parts(term)
        if parts:
            return parts
        last = self.last_words(term) or self.agreed(term)
        return (last,) if last and last.concept.code not in denied else ()

    def without_modifiers(self, term: str) -> VocabularyConcept | None:
        stems = stems_of(words_of(term))
        for degree in DEGREES:
            left = without_modifiers(stems, degree=degree)
            if left == list(stems):
                continue
            abbreviation = self.vocabulary.abbreviated(left[0].upper()) if len(left) == 1 else None
            if abbreviation and left[0].upper() in term:  # "advanced NSCLC"
                return abbreviation
            concept = self.vocabulary.phrased(left)
            if concept is None and len(left) > 1:
                concept = self.vocabulary.reordered(left)
            if concept and concept.is_condition:
                return concept
        return None

    def simple(self, term: str) -> VocabularyConcept | None:
        """Match one part of a term: as it stands, without modifiers, or by its last words."""
        whole = self.whole(term)
        if whole:
            return whole.concept if whole.concept.is_condition else None
        concept = self.without_modifiers(term)
        if concept:
            return concept
        last = self.last_words(term)
        return last.concept if last else None

    def parts(self, term: str) -> tuple[tuple[Match, ...], set[str]]:
        """Match "asthma and COPD" twice, "stroke in young adults" once, "pain without cancer" as pain.

        Returned beside the matches: the codes of concepts that the term denies.
        """
        meant = EXCLUDING.split(term)[0]
        head, link, rest = _split_head(meant)
        pieces = [piece for piece in LIST_MARKS.split(head) if piece.strip()]
        if link in _LINKS_TO_MORE:
            pieces += [piece for piece in LIST_MARKS.split(rest) if piece.strip()]
        if len(pieces) < 2 and not link and meant == term:
            return (), set()
        last = words_of(pieces[-1])[-1:] if pieces else ()
        found: dict[str, Match] = {}
        denied: set[str] = set()
        for piece in pieces:
            words = words_of(piece)
            negated = next((place for place, word in enumerate(words) if word in NEGATIONS), None)
            concept = self.simple(piece if negated is None else " ".join(words[negated + 1 :]))
            if concept is None and last and len(words) <= 2:
                shared = self.vocabulary.phrased(stems_of((*words, *last)))  # "breast and ovarian cancer"
                concept = shared if shared and shared.is_condition else None
            if concept and negated is None:
                found.setdefault(concept.code, Match(concept, "part"))
            elif concept:
                denied.add(concept.code)
        return tuple(match for code, match in found.items() if code not in denied), denied

    def last_words(self, term: str) -> Match | None:
        """Match the longest end of the term: what an English compound is a kind of.

        One word is enough when it means the same in every compound ("allergic asthma"), or when the
        registry's coding agrees, and never one that misleads. The end may not begin inside a hyphened
        word ("colo-rectal cancer"), nor hold a number (other types have other numbers).
        """
        stems, glued = _with_hyphens(term)
        for start in range(1, len(stems)):
            if stems[start - 1] in NEGATIONS or stems[start] in SMALL_WORDS or glued[start]:
                continue
            if "family" in stems[:start]:  # "family history of breast cancer" is a relative's
                return None
            end = stems[start:]
            concept = self.vocabulary.phrased(end)
            if concept is None or not concept.is_condition or any(stem.isdigit() for stem in end):
                continue
            if len(end) >= 2 or end[0] in WORDS_THAT_STAND_ALONE:
                return Match(concept, "last words")
            if concept in self.coded and end[0] not in LONE_WORDS_THAT_MISLEAD:
                return Match(concept, "registry MeSH agrees")
        return None

    def agreed(self, term: str) -> Match | None:
        """Match words anywhere in the term when the registry coded the study with the same concept."""
        if not self.coded:
            return None
        stems, glued = _with_hyphens(EXCLUDING.split(term)[0])
        for length in range(min(len(stems) - 1, _LONGEST_NAME), 0, -1):
            for start in range(len(stems) - length, -1, -1):  # in English the last word says what it is
                if glued[start] or NEGATIONS & set(stems[:start]):
                    continue
                words = stems[start : start + length]
                if length == 1 and (words[0] in LONE_WORDS_THAT_MISLEAD or len(words[0]) < 4):
                    continue
                if start and stems[start - 1] in INHERITANCE and any(word.isdigit() for word in words):
                    continue
                concept = self.vocabulary.phrased(words)
                if concept and concept.is_condition and concept in self.coded:
                    return Match(concept, "registry MeSH agrees")
        return None


_LINKS_TO_MORE = frozenset({"with", "in", "among"}) | {f"in {people} with" for people in PEOPLE}
_LONGEST_NAME = 6
_HYPHENED = re.compile(r"(?<=[^\W_])[-‐–](?=[^\W_])")


def _split_head(term: str) -> tuple[str, str, str]:
    match = HEAD_LINKS.search(term)
    if match is None:
        return term, "", ""
    return term[: match.start()], " ".join(match.group(1).casefold().split()), term[match.end() :]


def _with_hyphens(term: str) -> tuple[tuple[str, ...], list[bool]]:
    """Return the stems of a term, and for each whether a hyphen ties it to the one before."""
    words: list[str] = []
    glued: list[bool] = []
    for piece in term.split():
        for place, half in enumerate(_HYPHENED.split(piece)):
            for word in words_of(half):
                words.append(word)
                glued.append(place > 0)
    return stems_of(tuple(words)), glued
