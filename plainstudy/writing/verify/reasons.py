"""Why a study stopped: in the registered words or not at all."""

from collections.abc import Iterator

from .evidence import Evidence
from .form import Fault
from .normal import normal
from .reading import Reading
from .sieve import bits_of, sieved

_BECAUSE = sieved(
    r"\b(?:stopped|ended|terminated|withdrawn|halted|paused|suspended|"
    r"closed|cut short)\b[^.;]*\b(?:because|due to|owing to|as "
    r"a result of|since|over|after|for (?:safety|lack|slow|financial|"
    r"business))\b"
)
_REASON = sieved(
    r"\breasons?\b[^.;:]*(?:\b(?:is|was|are|were)\b|:)|"
    r"\b(?:gives?|gave|names?|states?) (?:a|the|its) reason\b"
)
_NO_REASON = sieved(
    r"\b(?:no|not (?:give|say|name|state)\w*(?: the| a| any)?) "
    r"reasons?\b|\breasons? (?:is|are|was|were) not (?:given|stated|"
    r"known|listed)|\bdoes not say why\b|\bwithout (?:a|giving "
    r"a) reason"
)
_FAILED = sieved(r"\b(?:study|trial|treatment|drug|it) (?:has )?(?:failed|was a failure)\b")
_NOT_SAFETY = sieved(
    r"\bnot (?:about|because of|due to|for|related to|a matter "
    r"of)\b[^.;]*\b(?:safety|harm|side effects?)\b|\bnothing to "
    r"do with safety\b"
)


def check(reading: Reading, evidence: Evidence, sources: tuple[str, ...]) -> Iterator[Fault]:
    """Yield what is said of the reason for stopping that is not the registered one."""
    if not reading.may & _ANY:
        return
    low = reading.open
    reason = evidence.protocol.status_module.why_stopped
    why_line = (reason or "").lower()
    if found := reading.find(_NO_REASON):
        if reason:
            yield "reason", "the record gives a reason", found.group()
    elif (found := (reading.find(_BECAUSE) or reading.find(_REASON))) and (
        not any(source.endswith("whyStopped") for source in sources)
        and evidence.status in {"TERMINATED", "WITHDRAWN", "SUSPENDED"}
        and " nobody took part" not in low
    ):
        yield "reason", "a reason must come from the registered reason", found.group()
    told = reading.find(_BECAUSE) or reading.find(_REASON)
    if told and "safety" in low and "safe" not in why_line and not reading.find(_NOT_SAFETY):
        yield "reason", "the registered reason does not speak of safety", told.group()
    if (found := reading.find(_FAILED)) and normal(found.group()) not in normal(why_line):
        yield "reason", "the record does not say that it failed", found.group()
    if (found := reading.find(_NOT_SAFETY)) and "safety" not in why_line:
        yield "reason", "the record does not say so", found.group()


SPEAKS = (_BECAUSE, _REASON, _NO_REASON, _FAILED, _NOT_SAFETY)
"""A sentence that matches none of these claims nothing that this check looks at."""
_ANY = bits_of(SPEAKS)
