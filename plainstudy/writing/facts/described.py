"""What a thing is in the record's own words: one short sentence of its description that can be quoted."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention
from plainstudy.writing.gated import gated

from .agreement import words_of
from .names import exact
from .prose import OFFICIAL, SUMMARY, TITLE

_FEWEST, _MOST = 3, 17
_FOR_WHAT_IS_GIVEN = frozenset({"drug", "biological", "vaccine", "supplement", "radiation", "food", "care"})
"""What is told by its name and how it is given: here only words for what it is are quoted."""
_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-Z][^\W\d_A-Z\d)%])[.;](?:\s+(?=[A-Z•*-])|\s*$)|\n")
_NOTHING_SAID = re.compile(
    r"(?:all |the |each )?(?:participants?|patients?|subjects?|people) "
    r"(?!specific)(?:\w+ ){0,4}?(?:are|is|were|was|eat|underwent)\b|"
    r"delivered by\b|undergo\b|"
    r"receive\b|\d+ (?:patients|participants|subjects)\b|treatment (?:with|of|by)\b",
    re.I,
)
_TOLD_BY_NAME = "measurement"
_CLAIMS = gated(
    r"evidence-based|designed|overcom|improv|reduc|effective|efficac|proven|shown|demonstrat|benefi|\bbest|"
    r"\bsafe|novel|innovat|\bnew\b|unique|superior|\bcure|breakthrough|advanced|optimal|powerful|patent|"
    r"approved|significan|popular|\bwell[- ]known|success|standard of care|gold standard|state[- ]of|promis|"
    r"prevent|protect|enhanc|\bhelps?\b|relie[fv]|therapeutic effect|\b(?:we|our|us|my|you|your|user)\b|"
    r"established|hypothes|will (?:then )?be (?:determined|decided|announced)|https?|www\.|see |section|"
    r"protocol|above|below|described|mentioned|following|respectively|\bth(?:is|ese|ey|eir)\b|\bit\b|\bsuch\b|\bsame\b|control|"
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
    if item.name and first.startswith(item.name) and _IN_BRACKETS.fullmatch(first, len(item.name)):
        return "", True  # what stands in the brackets is told alone
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


_SUMMARY_READ = 4_000
_IS_CALLED = re.compile(
    r"(?:[®™]|\s?\([^()]{1,60}\))*(?:,| is| are)\s+(?:(?:an?|the)\s+)?"
    r"(?P<what>(?:(?!(?:in|for|with|versus|vs|to|as|and|that|which|who|is|are|being|will|was|when|or|from|on|by|of)\b)"
    r"[A-Za-z0-9α-ω][\w/+α-ω-]*\s?){2,12})"
)
_PRAISE_FIRST = re.compile(
    r"(?:(?:an?|the|new|novel|potent|highly|investigational|experimental|first-in-class|innovative|"
    r"best-in-class|study)\s+)+",
    re.I,
)
_IN_BRACKETS = re.compile(r"\s?\(([^()]{5,80})\)\.?")
_NOT_ENDED = re.compile(r"\s*(?:and|or)\b|[-/]")
_GOES_ON = re.compile(
    r"targeting|directed|against|binding|composed|comprising|under|currently|developed", re.I
)
_NO_CLASS = re.compile(r"\d[a-z]{4,}|developed|next-generation|made|listed|called|known|a single|other", re.I)
_A_THING = re.compile(
    r"(?:antibod(?:y|ies)|inhibitor|agonist|antagonist|blocker|modulator|degrader|engager|activator|conjugate|"
    r"vaccine|hormone|insulin|peptide|enzyme|steroid|antihistamine|antibiotic|probiotic|immunoglobulin|"
    r"analogue?|radiotracer|t[- ]cell therapy|cell therapy|gene therapy)",
    re.I,
)


def called_in(record: StudyRecord, item: Intervention, name: str, *, path: str) -> tuple[str, str]:
    """Give what the record calls a drug, word for word, and where: "an oral FLT3 inhibitor".

    ``name``: as it is listed, at ``path``. Its own description may have no more than "X (a CD8 modulator)";
    else a title or the summary is read. "" twice where nothing of that kind stands right behind the name.
    """
    titles = record.protocol_section.identification_module
    summary = (record.protocol_section.description_module.brief_summary or "")[:_SUMMARY_READ]
    if len(name) < _FEWEST:
        return "", ""
    bare = (item.description or "").strip()
    inside = _IN_BRACKETS.fullmatch(bare, len(name)) if bare.startswith(name) else None
    if inside and (words := _a_class(inside[1])):
        return words, f"{path}.description"
    for place, text in ((TITLE, titles.brief_title), (OFFICIAL, titles.official_title), (SUMMARY, summary)):
        at = (text or "").find(name)
        while text and at >= 0:
            found = _IS_CALLED.match(text, at + len(name))
            fits = found and not text[at - 1 : at].isalnum() and not _NOT_ENDED.match(text, found.end())
            if found and fits and (words := _a_class(found["what"])):
                return words, place
            at = text.find(name, at + 1)
    return "", ""


def _a_class(what: str) -> str:
    """Give the words up to the last that is a class of drugs; "" for none, or for praise."""
    words, cut = what.split(), ""
    while words and not _A_THING.fullmatch(words[-1]) and not _A_THING.fullmatch(" ".join(words[-2:])):
        cut = words.pop()
    if cut and not _GOES_ON.fullmatch(cut):
        return ""  # "anti-T cell immunoglobulin and ITIM domain" (NCT05537051)
    left = _PRAISE_FIRST.sub("", " ".join(words), count=1) if words else ""
    if (
        len(left.split()) < 2
        or _NO_CLASS.search(left)
        or _CLAIMS.search(left)
        or _SIGNS.search(left)
        or _TURNS.search(left)
    ):
        return ""
    return left
