"""Our dictionary of medical and research words: find them, replace the safe ones, explain the rest.

``words/<topic>.csv`` holds one term a row:

========== =====================================================================================
term       as it stands in a running text; a capital inside a word, or the part "abbreviation" or "unit",
           makes it match in exactly that case, all else matches in any case
plain      what may stand in its place with the same meaning; empty: explained, never replaced
explanation one line for the reader
part       noun, adjective, verb, abbreviation, phrase, idiom, scale or unit
caution    when a replacement would be wrong, for people who edit this file
forms      other spellings, ``|`` between them; ``form=words`` has a replacement of its own (plurals),
           ``form=`` is explained only, ``form`` alone has the replacement of the term
unless     words that, right before or after, forbid the replacement ("pulmonary" for "hypertension")
========== =====================================================================================

Matching walks one trie over words, longest match first; its time does not grow with the number of terms.
A hyphen between two words counts as a space, so "double blind" finds "double-blind".
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from plainstudy.plain.wording import article

PARTS = frozenset({"noun", "adjective", "verb", "abbreviation", "phrase", "idiom", "scale", "unit"})
COLUMNS = ("term", "plain", "explanation", "part", "caution", "forms", "unless")


class BadDictionaryError(ValueError):
    """A row of ``words/*.csv`` is not usable; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the dictionary; ``plain`` is "" when the term may only be explained.

    ``forms`` maps every form, the term itself first, to its own replacement ("" for none).
    """

    term: str
    plain: str
    explanation: str
    part: str
    caution: str
    forms: tuple[tuple[str, str], ...]
    unless: frozenset[str]
    topic: str


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term where it stands: ``text[start:end] == found``; ``plain`` is what may replace this very form."""

    term: Term
    start: int
    end: int
    found: str
    plain: str


@dataclass(slots=True)
class _Node:
    """A step in the trie; ``endings`` holds (exact spelling or None, term, plain) of forms that end here."""

    steps: "dict[str, _Node]"
    endings: list[tuple[str | None, Term, str]]


_TOKEN = re.compile(r"\w+(?:['’.]\w+)*|[^\w\s‐‑–-]")
_SPLIT = re.compile(f"({_TOKEN.pattern})")
_COMMON_GAPS = frozenset({" ", "-", ""})
_GAP = re.compile(r"[‐‑–]|[ \t\xa0]+|[ \t]*\n[ \t]*")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|‘[^’]*’|(?<!\w)'[^'\n]+'(?!\w)")
_ARTICLE_BEFORE = re.compile(r"\b(an?|the)(\s+)$", re.I)
_ARTICLE_FIRST = re.compile(r"^(?:an?|the) ", re.I)
_ARTICLE_NEAR = re.compile(r"\ban? (?:[\w-]+ ){1,3}$", re.I)
_MANY = frozenset({"hives", "piles", "gums", "airways", "inner organs", "heavy periods"})
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n[\s*•\d.)-]*)[\"“(\[]?$")
_LAST_WORD = re.compile(r"([^\W_]+)[\s‐‑–-]*$")
_NEXT_WORDS = re.compile(r"[\s‐‑–-]*([^\W_]+)(?: [^\W_]+)?")
# "Fatigue Severity Scale" is a name: what stands shortly before one of these keeps its words.
_INSTRUMENT_WORDS = (
    "scale scales score scores index questionnaire questionnaires inventory rating interview nrs"
)
_INSTRUMENT = frozenset(_INSTRUMENT_WORDS.split())
_FIXED = "‐‑–-/'’"  # a term that touches one of these is part of a larger word and stays as it is


def terms() -> tuple[Term, ...]:
    """Give every term, by topic and then in the order of the file."""
    return _dictionary()[0]


def lookup(form: str) -> Term | None:
    """Find the term that has exactly this form ("AEs", "Hypertension"); None when we have none."""
    use = next(_matches(form), None)
    return use.term if use and (use.start, use.end) == (0, len(form)) else None


def find_terms(text: str) -> tuple[TermUse, ...]:
    """Find the terms in a text, in order, without overlap, the longest at each place."""
    return tuple(_matches(text))


def explain(text: str) -> tuple[Term, ...]:
    """Give each term that stands in the text once, in order of first use; call it on the simplified text.

    The row's own ``term`` can be another spelling than the one in the text; :func:`find_terms` has that one.
    """
    return tuple(dict.fromkeys(use.term for use in _matches(text)))


def simplify(text: str) -> str:
    """Replace the terms that have a plain form of the same meaning; everything else stays as it is.

    Left alone: text inside quotes, a term in its own brackets ("high blood pressure (hypertension)"), part
    of a hyphened word, the name of a scale, a term beside a word of its ``unless`` list. Simplifying twice
    is simplifying once.
    """
    for _ in range(4):  # a replacement can, rarely, complete another term
        simpler = _simplify_once(text)
        if simpler == text:
            break
        text = simpler
    return text


def _simplify_once(text: str) -> str:
    uses = [use for use in _matches(text) if use.plain]
    if not uses:
        return text
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    done = 0
    pieces: list[str] = []
    for use in uses:
        if any(start < use.end and use.start < end for start, end in quoted) or _must_stay(text, use):
            continue
        before = text[done : use.start]
        plain = _in_case_of(use, text)
        if found := _ARTICLE_BEFORE.search(before):
            plain = _ARTICLE_FIRST.sub("", plain)
            if found[1].lower() != "the":
                fitting = article(plain)
                fitting = fitting.capitalize() if found[1][0].isupper() else fitting
                before = before[: found.start()] + fitting + found[2]
        pieces += (before, plain)
        done = use.end
    return "".join(pieces) + text[done:]


def _must_stay(text: str, use: TermUse) -> bool:
    before, after = text[use.start - 1 : use.start], text[use.end : use.end + 1]
    if (before and before in _FIXED) or (after and after in _FIXED) or (before == "(" and after == ")"):
        return True
    if text[use.end :].lstrip().lower().startswith(f"({use.plain.lower()}"):
        return True
    if use.term.part == "idiom" and "-" in use.found:
        return True  # "once-daily insulin": what is written with a hyphen stands before a noun
    if use.plain in _MANY and _ARTICLE_NEAR.search(text, max(0, use.start - 40), use.start):
        return True  # "a clearly defined allergic urticaria": no such thing as a hives
    following = _NEXT_WORDS.match(text, use.end)
    if following and not _INSTRUMENT.isdisjoint(following[0].lower().split()):
        return True
    if not use.term.unless:
        return False
    last = _LAST_WORD.search(text, max(0, use.start - 40), use.start)
    return any(word and word[1].lower() in use.term.unless for word in (last, following))


def _in_case_of(use: TermUse, text: str) -> str:
    """Give the replacement the case of what it replaces: "Hypertension" becomes "High blood pressure"."""
    letters = [letter for letter in use.found if letter.isalpha()]
    is_acronym = _is_exact(use.found.split()[0])
    if len(letters) > 5 and all(letter.isupper() for letter in letters):
        return use.plain.upper()
    starts = bool(_SENTENCE_START.search(text, max(0, use.start - 12), use.start))
    if starts and use.start > 12 and text[use.start - 1].isalnum():
        starts = False
    if (use.found[:1].isupper() and not is_acronym) or (starts and letters and letters[0].isupper()):
        return use.plain[:1].upper() + use.plain[1:]
    return use.plain


def _is_exact(word: str) -> bool:
    """True for a word whose capitals carry its meaning: MRI, HbA1c, eGFR."""
    return any(letter.isupper() for letter in word[1:])


def _matches(text: str) -> Iterator[TermUse]:
    parts = _SPLIT.split(_same_length_lower(text))  # gap, token, gap, token, …, gap
    ends = tuple(accumulate(map(len, parts)))
    root = _dictionary()[1].steps
    last = len(parts) - 1
    free = 0
    for at in [place for place, part in enumerate(parts) if part in root]:
        if at < free:  # inside the term before
            continue
        node: _Node | None = root[parts[at]]
        best: TermUse | None = None
        step = at
        while node is not None:
            if node.endings and (use := _ending_here(text, node, ends[at - 1], ends[step])):
                best, free = use, step + 1
            step += 2
            if step > last or (parts[step - 1] not in _COMMON_GAPS and not _GAP.fullmatch(parts[step - 1])):
                break
            node = node.steps.get(parts[step])
        if best is not None:
            yield best


def _same_length_lower(text: str) -> str:
    """Lower the case; the few letters that would become two keep theirs, so that places stay the same."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _ending_here(text: str, node: _Node, start: int, end: int) -> TermUse | None:
    found = text[start:end]
    for exact, term, plain in node.endings:
        if exact is None or _same_case(exact, found):
            return TermUse(term, start, end, found, plain)
    return None


def _same_case(exact: str, found: str) -> bool:
    """Compare word by word; an exact word must have the same capitals, any other may differ."""
    return all(
        want == got if want[:1] != "\0" else True
        for want, got in zip(exact.split(), _split_words(found), strict=True)
    )


def _split_words(text: str) -> list[str]:
    return _TOKEN.findall(text)


@cache
def _dictionary() -> tuple[tuple[Term, ...], _Node]:
    all_terms = tuple(_read_all())
    root = _Node({}, [])
    for term in all_terms:
        for form, plain in term.forms:
            node = root
            tokens = _split_words(form)
            for token in tokens:
                node = node.steps.setdefault(token.lower(), _Node({}, []))
            every = term.part in {"abbreviation", "unit"}
            exact = " ".join(t if every or _is_exact(t) else "\0" for t in tokens)
            node.endings.append((exact if exact.strip("\0 ") else None, term, plain))
            node.endings.sort(key=lambda ending: ending[0] is None)
    return all_terms, root


def _read_all() -> Iterator[Term]:
    folder = files("plainstudy.plain") / "words"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".csv"):
            yield from read_terms(file.read_text(encoding="utf-8"), file.name.removesuffix(".csv"))


def read_terms(table: str, topic: str) -> Iterator[Term]:
    """Read the rows of one CSV file; BadDictionaryError for a wrong header, part or missing field."""
    rows = csv.reader(table.splitlines())
    if tuple(next(rows, ())) != COLUMNS:
        raise BadDictionaryError(f"{topic}.csv: the first line must be {','.join(COLUMNS)}")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS):
            raise BadDictionaryError(f"{topic}.csv line {number}: {len(row)} fields, not {len(COLUMNS)}")
        term, plain, explanation, part, caution, forms, unless = (field.strip() for field in row)
        if not term or not explanation or part not in PARTS:
            raise BadDictionaryError(f"{topic}.csv line {number}: no term, no explanation or a bad part")
        yield Term(
            term=term,
            plain=plain,
            explanation=explanation,
            part=part,
            caution=caution,
            forms=((term, plain), *_read_forms(forms, plain)),
            unless=frozenset(filter(None, unless.lower().split("|"))),
            topic=topic,
        )


def _read_forms(forms: str, plain: str) -> Iterator[tuple[str, str]]:
    for entry in filter(None, forms.split("|")):
        form, has_own, own = entry.partition("=")
        yield form.strip(), own.strip() if has_own else plain
