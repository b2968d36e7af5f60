"""What a treatment does: hopes only as questions or hopes, harm only where the record speaks of it."""

import re
from collections.abc import Iterator

from . import directions, normal
from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

_EFFECTS = [
    "help",
    "work",
    "cure",
    "heal",
    "prevent",
    "reduce",
    "lower",
    "improve",
    "ease",
    "relieve",
    "slow",
    "stop",
    "shrink",
    "protect",
    "extend",
    "prolong",
    "save",
    "raise",
    "increase",
    "decrease",
    "boost",
    "strengthen",
    "restore",
    "treat",
    "fix",
    "kill",
    "block",
    "control",
    "calm",
    "benefit",
    "worsen",
    "lessen",
    "rise",
    "drop",
    "fall",
    "grow",
    "cut",
    "speed",
    "delay",
    "avoid",
]
_OTHER = (
    "side effects effect cause causes caused lead leads trigger "
    "triggers risk risks harm harms reaction reactions result "
    "longer live lives life better worse fewer less more feel "
    "normal recover recovery lower higher safe "
    "safely safer effective danger dangerous tolerated unwanted problems bring brings given make makes"
)
TRIGGERS = frozenset(
    {
        form
        for verb in _EFFECTS
        for form in (verb, f"{verb}s", f"{verb}es", f"{verb}d", f"{verb}ed", f"{verb}ing", f"{verb[:-1]}ing")
    }
    | set(_OTHER.split())
)

_CLAIM = sieved(
    r"\b(?:helps|works(?! (?:as|in|at|with|for)\b)|cures|heals|"
    r"prevents|reduces|lowers|improves|eases|relieves|slows|stops|"
    r"shrinks|protects|extends|prolongs|saves|raises|increases|"
    r"decreases|boosts|strengthens|"
    r"restores|treats|fixes|kills|blocks|calms|benefits|worsens|"
    r"lessens|speeds|makes (?:people|patients|them|life|it|the)|"
    r"(?:can|does|do|did|do) (?:also |really )?(?:help|work|cure|"
    r"heal|prevent|reduce|lower|improve|ease|relieve|slow|stop|"
    r"shrink|"
    r"protect|extend|prolong|save|raise|increase|decrease|boost|"
    r"strengthen|restore|treat|fix|kill|block|calm|benefit))\b"
)
_HEDGE = sieved(
    r"\?$|\b(?:if|whether|may|might|could|would|to see|to find|"
    r"to learn|tests?|tested|measures?|measured|asks?|aims?|meant|"
    r"question|looks?|looked|checks?|hopes?|cannot|can't|can not|"
    r"not known|unknown|how|plan\w*|try|tries|tried|was to|were "
    r"to|is to|not yet|nobody knows|not sure|"
    r"does not|do not|did not|is not|no)\b"
)
_RELATIVE = re.compile(r"\b(?:who|whose|whom|that|which|those)\b[^.;,]*$")

# ── Harm ──────────────────────────────────────────────────────────────────────

_SIDE = sieved(r"\bside[- ]effects?\b|\bunwanted effects?\b")
_SIDE_THERE = re.compile(
    r"side effect|adverse (?:drug )?(?:reaction|effect)|toxic|"
    r"tolera|unwanted|reactogen|drug[- ]related|treatment[- ]related|"
    r"related (?:adverse|to)"
)
_CAUSES = sieved(
    r"\b(?:can|may|might|could|will|to|often|sometimes|does|do|"
    r"did) (?:also |sometimes |even |often |rarely )?(?:cause|"
    r"lead to|bring on|trigger|result in|set off|provoke)\b(?P<what>[^.;]*)|"
    r"\b(?:causes|caused|triggers|leads to|led to|brings on|sets "
    r"off)\b(?P<what2>[^.;]*)"
)
_SUCH_AS = sieved(
    r"\b(?:side effects?|risks?|harms?|dangers?|complications?|"
    r"unwanted effects?|reactions?) (?:(?:such as|like|including|"
    r"includes?|are|is|may be|can be|of)\b|:)\s*(?P<what>[^.;]*)"
)
_HARM_THERE = re.compile(
    r" (?:side effect|risk|advers|toxic|harm|complicat|danger|"
    r"safe|tolera|reaction|cause|discomfort|hazard|unwanted|serious "
    r"event|injur|bleed|saes? |aes? |mortality|death|provo|challenge)"
)
_NAMES_NO_HARM = sieved(
    r"\b(?:not|no|does not|without) (?:list|name|say|state|describe)\w*\b|"
    r"\bhealth problems\b|\bare possible\b|\bof its own\b"
)

# ── Good that is hoped for, in words that are plain enough to slip in ─────────

_MAY_NOT = re.compile(r"\b(?:may|might|could|does|did|can) ?not\b[^.;]*$")
_BENEFITS = tuple(
    (sieved(pattern), pieces)
    for pattern, pieces in (
        (
            (
                r"\blive(?:s|d)? (?:\w+ )?longer\b|\blonger li(?:fe|ves)\b|"
                r"\bhow long (?:people|they|patients|adults|women|men|"
                r"children) live\b|\bextends? li(?:fe|ves)\b|\bstay alive\b"
            ),
            (
                " surviv",
                " death",
                " mortal",
                " os ",
                " die",
                " live ",
                " life expect",
                " lifespan",
                "progression",
                " pfs ",
                " dfs ",
                " rfs ",
                " efs ",
                " time to",
                " relapse",
                " recur",
                " alive",
            ),
        ),
        (r"\bsaves? lives\b|\bsave li(?:fe|ves)\b", (" save", " mortal", " surviv", " death")),
        (
            (
                r"\bquality of life\b|\bbetter life\b|\bmakes? (?:\w+ "
                r")?life (?:easier|better)\b|\beasier (?:daily )?life\b|"
                r"\bdaily life\b|\blives of\b"
            ),
            (
                " quality",
                " qol",
                " life",
                " daily",
                " disab",
                " function",
                " activit",
                " well being",
                " wellbeing",
                " sf 36",
                " eq 5d",
                " qlq",
                " mrs ",
                " odi ",
                " independ",
            ),
        ),
        (
            r"\bfeels? better\b|\bget(?:s|ting)? better\b|\bback to normal\b|\bnormal life\b|\brecover\w*\b",
            (
                " recover",
                " symptom",
                " respon",
                " remis",
                " improv",
                " feel",
                " quality",
                " well",
                " score",
                " scale",
                " return",
                " cure",
                " heal",
                " rehab",
                " function",
                " resol",
                " treat",
            ),
        ),
        (
            (
                r"\bstay (?:well|out of hospital|active|independent)\b|"
                r"\bgo home (?:sooner|earlier)\b|\breturn to work\b|\bfewer "
                r"(?:visits|hospital\w*|days|deaths|attacks)\b"
            ),
            (
                " hospital",
                " length of stay",
                " discharge",
                " work",
                " activ",
                " independ",
                " attack",
                " exacerb",
                " visit",
                " prevent",
                " death",
                " mortal",
                " day",
            ),
        ),
        (
            (
                r"\b(?:works?|act|acts) better\b|\bmore effective\b|\bsafer\b|"
                r"\bbetter than\b|\bstronger than\b|\bas good as\b|\bas "
                r"well as\b(?! (?:in|on|for)\b)"
            ),
            (
                " compar",
                " superior",
                " inferior",
                " better",
                " versus",
                " vs ",
                " more ",
                " efficacy",
                " effective",
                " than ",
                " random",
                " arm",
                " group",
                " control",
                " safety",
                " equival",
                " improve",
            ),
        ),
    )
)


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield effects told as certain, harm and benefit without a source, and directions turned round."""
    if section == "criteria":
        return
    low = reading.open
    if (
        (found := reading.find(_CLAIM))
        and not reading.find(_HEDGE)
        and not _RELATIVE.search(low[: found.start()])
    ) and (
        found.group() not in passage.raw
        or section
        in {
            "could_lead_to",
            "summary",
            "headline",
            "substance",
        }
    ):
        yield "effect", "an effect is told as certain", found.group()
    yield from _harm(reading, passage, sources)
    for pattern, pieces in _BENEFITS:
        found = reading.find(pattern)
        if (
            not found
            or _MAY_NOT.search(low[: found.start()])
            or any(piece in passage.line for piece in pieces)
        ):
            continue
        if not reading.is_question or not any(piece in evidence.whole().line for piece in pieces[:6]):
            yield "effect", "the cited sources do not speak of this", found.group()
    if (found := reading.find(_HELPS_PEOPLE)) and not reading.is_question:
        rest = found["what"].split()
        borne_out = any(word in reading.content for word in normal.words_line(found["what"]).split())
        if (
            rest
            and rest[0] not in _NO_BENEFIT
            and not borne_out
            and not any(reading.find(p) for p, _pieces in _BENEFITS)
        ):
            yield "effect", "the cited sources do not speak of this", found["what"].strip()
    if reading.names.isdisjoint(("rise", "raise", "boost", "reduce", "grow")):
        yield from directions.check(reading, passage)


_HELPS_PEOPLE = sieved(
    r"\b(?:helps?|lets?|makes?|allows?|enables?) (?:these |some "
    r"|many |such |more )?(?:people|them|patients|adults|men|women|"
    r"children|everyone|a person)\b(?P<what>[^.;,?]*)"
)
_NO_BENEFIT = word_set("like with who and in whose choose decide understand of at from on for to these")


def _harm(reading: Reading, passage: Passage, sources: tuple[str, ...]) -> Iterator[Fault]:
    if reading.find(_NAMES_NO_HARM):
        return
    from_results = any(source.startswith("resultsSection.adverseEventsModule") for source in sources)
    if (found := reading.find(_SIDE)) and not _SIDE_THERE.search(passage.raw):
        yield (
            "harm",
            "the cited sources speak of health problems or of nothing, not of side effects",
            found.group(),
        )
    for pattern in (_CAUSES, _SUCH_AS):
        if (found := reading.find(pattern)) and not (_HARM_THERE.search(passage.line) or from_results):
            yield "harm", "the cited sources do not speak of such harm", found.group()
            return


SPEAKS = (
    _CLAIM,
    _SIDE,
    _CAUSES,
    _SUCH_AS,
    _HELPS_PEOPLE,
    *directions.SPEAKS,
    *(pattern for pattern, _pieces in _BENEFITS),
)
"""A sentence that matches none of these claims nothing that this check looks at."""
