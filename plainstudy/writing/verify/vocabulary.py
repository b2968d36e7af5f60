"""Which words need no source, and which words of a source bear a plain word out."""

from functools import cache, lru_cache
from importlib.resources import files

from plainstudy.plain.dictionary import terms

from .normal import normal, stem, word_set


def _lines(name: str) -> list[str]:
    text = (files("plainstudy.writing.verify") / "words" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _forms(word: str, section: str) -> tuple[str, ...]:
    if section == "words":
        return (word,)
    many = (
        word[:-1] + "ies"
        if word[-1] == "y" and word[-2] not in "aeiou"
        else (word + "es" if word.endswith(("s", "x", "ch", "sh")) else word + "s")
    )
    if section == "nouns":
        return (word, many)
    root = word[:-1] if word[-1] in "ey" else word
    past = word[:-1] + "ied" if many.endswith("ies") else root + "ed" if word[-1] == "e" else word + "ed"
    ing = root + "ing" if word[-1] == "e" else word + "ing"
    doubled = word + word[-1]
    return (word, many, past, ing, doubled + "ed", doubled + "ing")


@cache
def neutral() -> frozenset[str]:
    """Give the small-letter words that need no source."""
    found: set[str] = set()
    section = "words"
    for line in _lines("neutral.txt"):
        if line.startswith("["):
            section = line.strip("[]")
            continue
        for word in normal(line).split():
            found.update(_forms(word, section))
    return frozenset(found)


# An explanation may name an illness that its term does not mean ("a test that people with asthma …").
_ILLNESSES = word_set(
    "fast faster slow slower quick quickly insulin steroid steroids chemotherapy vaccine antibiotic "
    "antibiotics asthma diabetes diabetic cancer cancers tumor "
    "tumors stroke "
    "depression allergy allergies allergic infection infections "
    "leukemia lymphoma arthritis eczema migraine epilepsy dementia "
    "heart lung lungs kidney kidneys liver brain breast prostate "
    "pregnancy pregnant children death pain obesity hiv malaria "
    "flu autism schizophrenia psoriasis anemia"
)


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Map each plain word's stem to the pieces that bear it out, as they stand in a line of words."""
    found: dict[str, set[str]] = {}
    for line in _lines("means.txt"):
        if line.startswith("="):
            short, _, words = line[1:].partition(":")
            for word in words.split():
                found.setdefault(stem(word), set()).add(f" {short} ")
            continue
        plain_word, _, pieces = line.partition(":")
        for raw in pieces.split(","):
            piece = raw.strip()
            mark = piece[1:] if piece.startswith("~") else f" {piece}" + (" " if len(piece) <= 3 else "")
            found.setdefault(stem(plain_word.strip()), set()).add(mark)
    for term in terms():
        for form, plain_form in term.forms:
            line = normal(form)
            explained = set(normal(term.explanation).split()) - _ILLNESSES
            for word in explained.union(normal(plain_form).split()) - neutral():
                found.setdefault(stem(word), set()).add(line)
    return {word: tuple(sorted(pieces, key=len)) for word, pieces in found.items()}


@lru_cache(maxsize=100_000)
def pieces_for(word: str) -> tuple[str, ...]:
    """Give the strings of which one must stand in a source's line for a word to be borne out by meaning."""
    return _meanings().get(stem(word), ())


@lru_cache(maxsize=100_000)
def _own_pieces(word: str) -> tuple[str, ...]:
    """Give the strings that show the word itself, or one of its family, in a line of words."""
    root = stem(word)
    if len(root) <= 3 or any(letter.isdigit() for letter in word):
        return tuple(f" {form} " for form in {word, word.removesuffix("s"), f"{word}s"})
    if len(root) == 4 and len(word) <= 5:
        return tuple(
            f" {root}{ending} "
            for ending in ("", "s", "e", "es", "ed", "ing", "y", "al", "ic", "ly", "er", "ers", word[4:])
        )
    return (f" {root}",)


@lru_cache(maxsize=100_000)
def pieces_of(word: str) -> tuple[str, ...]:
    """Give all strings of which one must stand in a source's line for a word to be borne out."""
    return (*_own_pieces(word), *pieces_for(word))


def bears_out(line: str, word: str) -> bool:
    """True when a source's line holds the word, one of its family, or what it may stand for."""
    for piece in pieces_of(word):  # noqa: SIM110  a loop takes half the time of any() here
        if piece in line:
            return True
    return False
