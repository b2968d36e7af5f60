"""For or against, as the source is: "not", "no" and "without" may neither come nor go."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from .form import Fault
from .normal import AMERICAN, word_set
from .passage import Passage
from .reading import Reading, read
from .sieve import sieved

_NOT = word_set(
    "no not nor never without neither none nobody cannot non "
    "lack lacks lacking absence absent unable inability except "
    "unless neg negative failed fail fails unresponsive "
    "ineligible excluded excluding refuse refused "
    "intolerant intolerance"
)
_PLAIN_NOT = word_set("no not nor never without neither none nobody cannot")
TRIGGERS = _PLAIN_NOT

# What a page may deny on its own: limits of a study, silence of a record, and what another check looks at.
_OWN = sieved(
    r"\b(?:may|might|could|can) not\b|\bcannot (?:be split|show|prove|tell|"
    r"settle|answer|say|decide|be (?:put|sure|known|told|compared))|"
    r"\bno results?\b|\bwithout (?:too much|their illness|the "
    r"illness|set problems|getting worse|it getting)\b|\bwill "
    r"not start again\b|\bno living cancer\b|\bwithout a reaction\b|"
    r"\blists? no \w+|\bhealthy \w+ (?:are|is|do|can|may|will)? "
    r"?(?:not|cannot)\b|\bnot accept healthy\b|\bnot (?:yet )?(?:posted|"
    r"recruiting|open|started|begun|told|to be told|known|confirmed|"
    r"stated|given|listed|sure|certain|clear|shown|proven|settled|"
    r"decide|available|"
    r"by chance|a study|meant|always|enough|everyone|all|only|"
    r"yet)\b|\b(?:do|does|did) not (?:know|say|list|name|give|"
    r"state|describe|tell|mean|decide|show|prove|need|work better|"
    r"confirm|explain)\b|\bneither\b[^.]*\b(?:told|know|knows|"
    r"aware)\b|\b(?:nobody|no one|none)\b[^.]*\b(?:joined|took "
    r"part|join|knows?|told|confirmed|treated|is given|was put|"
    r"new)\b|"
    r"\bno (?:longer|other group|comparison|control|phase|reason|"
    r"placebo|sham|treatment|such treatment|chance|upper|lower|"
    r"age limit|limit|drug|active|medicine|new people|contact|"
    r"place|places|dates?|single|one|more than|less than|later "
    r"than|one is told)\b|\bnot (?:recruit|take|accept|look)ing\b|"
    r"\bnot patients\b|\bwithout (?:telling|knowing|a comparison|"
    r"a control)\b|\bhas not\b|\bhave not\b"
)


class Asked(msgspec.Struct, frozen=True, gc=False):
    """What a sentence denies or asserts, worked out once."""

    denies: str
    """A denial that needs a source, or ""."""
    words: tuple[str, ...]
    """Telling words, by which the clause of a source is found that says the same; none where too few."""
    begun: tuple[str, ...]
    """The same with the space before them."""
    sure: tuple[str, ...]
    """Those that a source writes in the same way, British or American."""
    said: str
    """The sentence's words, in which "with or without" is no denial."""
    is_denial: bool


@lru_cache(maxsize=60_000)
def asked(text: str) -> Asked:
    """Work out what a sentence denies."""
    reading = read(text)
    denies = reading.words & _PLAIN_NOT
    if denies == {"without"} and _EITHER_WAY in reading.line:
        denies = frozenset()  # "A, with or without B": held against the groups by ``arms``
    outside = [word for word in denies if re.search(rf"\b{word}\b", reading.open)] if denies else []
    said = _without_pairs(reading.line.replace(_ILL_AND_NOT, " "))
    words = _content(said)
    telling = () if len(words) < 3 or reading.quotes or reading.is_question else tuple(words)
    return Asked(
        denies=outside[0] if outside and not reading.find(_OWN) else "",
        words=telling,
        begun=tuple([f" {word}" for word in telling]),
        sure=tuple([word for word in telling if not _is_spelled_otherwise(word)]),
        said=said,
        is_denial=_denials(said) > 0,
    )


def check(reading: Reading, passage: Passage) -> Iterator[Fault]:
    """Yield a denial that no cited source makes, and an assertion of what the closest passage denies."""
    wanted = asked(reading.text)
    if wanted.denies:
        explained = " known cause" in reading.line and _NO_KNOWN_CAUSE.search(passage.line)
        if (
            not explained
            and _NOT.isdisjoint(passage.line.split())
            and not re.search(r" (?:un|in|im|non|dis)[a-z]{4}", passage.line)
        ):
            yield "negation", "the cited sources do not deny this", wanted.denies
    if wanted.words:
        yield from against_source(reading, passage, ratio=0.7)


_EITHER_WAY = " with or without "
_ILL_AND_NOT = " and for people without it "
"""Such a sentence has an assertion and a denial in it: only the denial needs a source that denies."""
_BOTH_KINDS = " relapsed or refractory "


def _without_pairs(line: str) -> str:
    """Leave out a denial that only stands beside its opposite: both kinds of people take part."""
    return line.replace(_EITHER_WAY, " with ").replace(_BOTH_KINDS, " relapsed ")


_NO_KNOWN_CAUSE = re.compile(r" (?:spontaneous|idiopathic|cryptogenic|unexplained|essential) ")


def against_source(
    reading: Reading, passage: Passage, *, ratio: float, strict: bool = True
) -> Iterator[Fault]:
    """Compare with the clause of the source that shares most words: both deny, or neither."""
    wanted = asked(reading.text)
    own = wanted.words
    if not own or len(passage.raw) < 60:
        return
    raw = passage.raw
    enough = max(3, ratio * len(own))
    if sum(map(raw.__contains__, wanted.sure)) + len(own) - len(wanted.sure) < enough:
        return
    if strict and reading.find(_OWN):
        return  # a denial that a page may make on its own
    line = passage.line
    begun = wanted.begun
    if sum(map(line.__contains__, begun)) < enough:
        return
    if not wanted.is_denial and not _denials(line):
        return
    best = 0
    closest: tuple[str, ...] = ()
    for clause in map(_without_pairs, passage.clauses()):
        shared = sum(map(clause.__contains__, begun))
        if shared > best:
            best, closest = shared, (clause,)
        elif shared == best and best:
            closest = (*closest, clause)
    if best < 3 or best < ratio * len(own):
        return
    own_denies = wanted.is_denial
    near = [_denials(_window(clause, own, 0 if strict else 4)) > 0 for clause in closest]
    if own_denies and not any(_denials(clause) for clause in closest):
        yield "negation", "the source does not deny this", closest[0].strip()[:80]
    elif not own_denies and all(near):
        yield "negation", "the source denies this", closest[0].strip()[:80]


@lru_cache(maxsize=20_000)
def _is_spelled_otherwise(word: str) -> bool:
    """True for a word in American spelling that a source may write in British."""
    return any(american in word for american in AMERICAN)


def _window(clause: str, own: tuple[str, ...], after_words: int) -> str:
    """Cut a clause down to the part that the sentence took its words from, and a few words around it."""
    before_words = 5 if after_words else 2
    found = [at for at in (clause.find(f" {word}") for word in own) if at >= 0]
    first, last = min(found), max(found)
    before = " ".join(clause[:first].split()[-before_words:])
    after = clause[last:].split()[: 1 + after_words]
    return f" {before} {clause[first:last]} {' '.join(after)} "


def _content(line: str) -> list[str]:
    return [
        word[:7]
        for word in dict.fromkeys(line.split())
        if len(word) > 3 and word not in _COMMON and word not in _NOT
    ]


def _denials(line: str) -> int:
    return sum(map(_NOT.__contains__, line.split())) + line.count(" un able ")


_COMMON = word_set(
    "this that with from have been were they their people study "
    "will about which when what into than more other also those "
    "these some each only after before during"
)
