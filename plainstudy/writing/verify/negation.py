"""Is the sentence for or against what its source is for or against? "Not", "no" and "without" may not come or go."""

import re
from collections.abc import Iterator

from .evidence import Evidence, Passage
from .form import Fault
from .reading import Reading
from .vocabulary import neutral

_NOT = frozenset(
    "no not nor never without neither none nobody cannot non lack lacks lacking absence absent unable inability except unless free neg negative failed fail fails unresponsive ineligible excluded excluding refuse refused refractory intolerant intolerance".split()
)
_PLAIN_NOT = frozenset("no not nor never without neither none nobody cannot".split())
TRIGGERS = _PLAIN_NOT

# What a page may deny on its own: limits of a study, silence of a record, and what another check looks at.
_OWN = re.compile(
    r"\b(?:may|might|could|can) not\b|\bcannot (?:show|prove|tell|settle|answer|say|decide|be (?:put|sure|known|told|compared))|\bno results?\b|\bwithout (?:too much|their illness|the illness|set problems|getting worse|it getting)\b|\bwill not start again\b|\bno living cancer\b|\bwithout a reaction\b|\blists? no \w+|\bhealthy \w+ (?:are|is|do|can|may|will)? ?(?:not|cannot)\b|\bnot accept healthy\b|\bnot (?:yet )?(?:posted|recruiting|open|started|begun|told|to be told|known|confirmed|stated|given|listed|sure|certain|clear|shown|proven|settled|decide|available|"
    r"by chance|a study|meant|always|enough|everyone|all|only|yet)\b|\b(?:do|does|did) not (?:know|say|list|name|give|state|describe|tell|mean|decide|show|prove|need|work better|confirm|explain)\b|\bneither\b[^.]*\b(?:told|know|knows|aware)\b|\b(?:nobody|no one|none)\b[^.]*\b(?:joined|took part|join|knows?|told|confirmed|treated|is given|was put|new)\b|"
    r"\bno (?:longer|other group|comparison|control|phase|reason|placebo|sham|treatment|such treatment|chance|upper|lower|age limit|limit|drug|active|medicine|new people|contact|place|places|dates?|single|one|more than|less than|later than|one is told)\b|\bnot (?:recruit|take|accept|look)ing\b|\bnot patients\b|\bwithout (?:telling|knowing|a comparison|a control)\b|\bhas not\b|\bhave not\b"
)


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield a denial that no cited source makes, and an assertion of what the closest passage denies."""
    denies = reading.words & _PLAIN_NOT
    if denies and section not in {"criteria"} and not _OWN.search(reading.open):
        outside = [word for word in denies if re.search(rf"\b{word}\b", reading.open)]
        if (
            outside
            and not (_NOT & set(passage.line.split()))
            and not re.search(r" (?:un|in|im|non|dis)[a-z]{4}", passage.line)
        ):
            yield "negation", "the cited sources do not deny this", outside[0]
    yield from against_source(reading, passage, ratio=0.7)


_NO_KNOWN_CAUSE = re.compile(r" (?:spontaneous|idiopathic|cryptogenic|unexplained|essential) ")


def against_source(
    reading: Reading, passage: Passage, *, ratio: float, strict: bool = True
) -> Iterator[Fault]:
    """Compare with the clause of the source that shares most words: both deny, or neither."""
    own = _content(reading.line)
    if len(own) < 3 or reading.quotes or reading.is_question or len(passage.raw) < 60:
        return
    if sum(f" {word}" in passage.line for word in own) < max(3, ratio * len(own)):
        return
    if not _denials(reading.line) and not _denials(passage.line):
        return
    best, closest = 0, ()
    for clause in passage.clauses():
        shared = sum(f" {word}" in clause for word in own)
        if shared > best:
            best, closest = shared, (clause,)
        elif shared == best and best:
            closest = (*closest, clause)
    if best < 3 or best < ratio * len(own):
        return
    own_denial = 0 if strict and _OWN.search(reading.open) else _denials(reading.line)
    after_words = 0 if strict else 4
    if all((own_denial > 0) != (_denials(_window(clause, own, after_words)) > 0) for clause in closest):
        what = "the source does not deny this" if own_denial else "the source denies this"
        yield "negation", what, closest[0].strip()[:80]


def _window(clause: str, own: list[str], after_words: int) -> str:
    """Cut a clause down to the part that the sentence took its words from, and a few words around it."""
    found = [at for at in (clause.find(f" {word}") for word in own) if at >= 0]
    first, last = min(found), max(found)
    before = " ".join(clause[:first].split()[-5:])
    after = clause[last:].split()[: 1 + after_words]
    return f" {before} {clause[first:last]} {' '.join(after)} "


def _content(line: str) -> list[str]:
    return [
        word[:7]
        for word in dict.fromkeys(line.split())
        if len(word) > 3 and word not in _COMMON and word not in _NOT
    ]


def _denials(line: str) -> int:
    return sum(word in _NOT for word in line.split()) + line.count(" un able ")


_COMMON = frozenset(
    "this that with from have been were they their people study will about which when what into than more other also those these some each only after before during".split()
)
assert neutral  # the plain words are loaded with the package, not with the first page
