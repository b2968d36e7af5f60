"""What a thing is in the record's own words: one short sentence of its description that can be quoted."""

import re

from plainstudy.record.study import Intervention
from plainstudy.writing.gated import gated

from .agreement import words_of
from .names import exact

_FEWEST, _MOST = 3, 17
_FOR_WHAT_IS_GIVEN = frozenset({"drug", "biological", "vaccine", "supplement", "radiation", "food", "care"})
"""What is told by its name and how it is given: here only words for what it is are quoted."""
_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-Z][^\W\d_A-Z\d)%])[.;](?:\s+(?=[A-Z•*-])|\s*$)|\n")
_NOTHING_SAID = re.compile(
    r"(?:all |the |each )?(?:participants?|patients?|subjects?|people) (?:are|is|were|was|eat)\b|undergo\b|"
    r"receive\b|\d+ (?:patients|participants|subjects)\b|treatment (?:with|of|by)\b",
    re.I,
)
_TOLD_BY_NAME = "measurement"
_CLAIMS = gated(
    r"evidence-based|designed|overcom|improv|reduc|effective|efficac|proven|shown|demonstrat|benefi|\bbest|"
    r"\bsafe|novel|innovat|\bnew\b|unique|superior|\bcure|breakthrough|advanced|optimal|powerful|patent|"
    r"approved|significan|popular|\bwell[- ]known|success|standard of care|gold standard|state[- ]of|promis|"
    r"prevent|protect|enhanc|\bhelps?\b|relie[fv]|therapeutic effect|\b(?:we|our|us|my|you|your|user)\b|"
    r"hypothes|will be (?:determined|decided|announced)|https?|www\.|see |section|protocol|above|below|"
    r"described|mentioned|following|respectively|\bth(?:is|ese|ey|eir)\b|\bit\b|\bsuch\b|\bsame\b|control|"
    r"placebo|sham|comparator|\barms?\b|\bgroup|cohort|part [a-d1-9]\b|randomi[sz]|as follows|\bfda\b|potent",
    re.I,
)
"""What praises, promises, speaks of the authors, or points to what stands elsewhere."""
_SIGNS = re.compile(r"[<>=|*_\\“”\"`#^~:：±→•@]|\.\.|…|�|[(\[][^)\]]*$|^[^(\[]*[)\]]")
_LOOSE_END = re.compile(
    r"\b(?:and|or|of|the|with|as|by|to|in|on|for|at|from|than|which|that|a|an|including|include|using|via|through|"
    r"delivered|receiving|real-time|self-guided|marketed|based|e\.?g|i\.?e)$",
    re.I,
)
_IS = re.compile(r"\b(?:is|are) (?:an?|the|made|derived|composed)\b", re.I)
_CLASS = gated(
    r"\b(?:antibod(?:y|ies)|inhibitor|agonist|antagonist|blocker|hormone|insulin|protein|peptide|enzyme|"
    r"conjugate|vaccine|virus|vector|cells|extract|bacteri\w+|steroid|antihistamine|antibiotic|molecule|"
    r"immunoglobulin|formula|allergens?|pollen|vitamin|oil|powder|rays|radiation)\b",
    re.I,
)


def words_for(item: Intervention, kind: str) -> tuple[str, bool]:
    """Give the first sentence of the description, or its beginning, where it says what the thing is.

    True for a whole sentence. "" for a description that praises, or points to what stands elsewhere.
    """
    text = (item.description or "").strip()
    if not text or kind == _TOLD_BY_NAME or _NOTHING_SAID.match(text):
        return "", True
    first = exact(" ".join(_SENTENCE_END.split(text, maxsplit=1)[0].split())).rstrip(" .;,")
    whole = len(first.split()) <= _MOST
    if not whole:
        first = "" if kind in _FOR_WHAT_IS_GIVEN else _beginning(first)
    words = first.split()
    if len(words) < _FEWEST or not first[:1].isalnum():
        return "", True
    if _SIGNS.search(first) or _LOOSE_END.search(first) or _CLAIMS.search(first):
        return "", True
    if kind in _FOR_WHAT_IS_GIVEN and not (_CLASS.search(first) and (_IS.search(first) or _is_a_noun(words))):
        return "", True
    said = words_of(first) - _SMALL - words_of(item.name or "")
    return (first, whole) if said else ("", True)


_BREAK = re.compile(
    r"(?=, |,? (?:that|which|who|where|using|delivered|including|consisting|comprising|via|through|"
    r"in order to)\b)"
)
_TURNS = re.compile(
    r"\b(?:no|not|never|without|except|unless|only|other than|instead|addition|since|although|after|if|"
    r"less|more|lower|defined|evaluat\w+|be|been)\b",
    re.I,
)
"""What the rest of a sentence could turn into something else."""
_SHORTEST_BEGINNING = 5
_SMALL = frozenset({"the", "a", "an", "of", "and", "is", "with"})


def _beginning(sentence: str) -> str:
    """Give the longest beginning of a long sentence that could stand for itself; "" for none."""
    for found in reversed(list(_BREAK.finditer(sentence))):
        start = sentence[: found.start()].rstrip(" ,;(")
        number = len(start.split())
        if number <= _MOST:
            return start if number >= _SHORTEST_BEGINNING and not _TURNS.search(start) else ""
    return ""


def _is_a_noun(words: list[str]) -> bool:
    """True for a few words without an amount: "anti- PD-1 and TIGIT bispecific antibody"."""
    return len(words) <= _FEW and not any(word[0].isdigit() for word in words)


_FEW = 8
