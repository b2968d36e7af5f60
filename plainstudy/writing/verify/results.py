"""Results, papers, and who runs and pays: told only as far as the record goes."""

import re
from collections.abc import Iterator

from .evidence import Evidence
from .form import Fault
from .normal import normal, word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

TRIGGERS = word_set(
    "shown rarer milder shorter longer smaller larger safer stronger more less few little many "
    "results result posted paper papers published showed shown "
    "found proved proven demonstrated revealed concluded worked "
    "helped improved lowered reduced raised increased decreased "
    "prevented cured survived shrank "
    "better fewer benefited alive eased slowed stopped saved "
    "worse pays pay paid fund funds funded funding finances financed "
    "company firm maker protected lived suffered died relieved "
    "higher lower "
    "grew fell rose dropped recovered safe effective had developed got"
)
_NONE = sieved(
    r"\b(?:no|not any|without) (?:\w+ )?results?\b|\bresults? "
    r"(?:are|is|were|have|has) not (?:yet )?(?:been )?(?:posted|"
    r"published|available|given|listed)|\bresults? (?:have|has|"
    r"are)n't"
)
_WHERE = sieved(r"\b(?:posted|registry|registered|record)\b")
_POSTED = sieved(
    r"\bresults? (?:are|were|is|have been|has been) (?:now |already "
    r"|also )?(?:posted|published|available|listed|shown)|\bposted "
    r"(?:results?|figures?)|\bhas (?:posted )?results\b|\bresults "
    r"(?:show|showed)"
)
_PAPERS = sieved(
    r"\b(?:lists?|names?|links?|links to|cites?|has|are|is) (?:an?|"
    r"one|two|\d+|some|several|no)? ?(?:\w+ )?papers?\b"
)
_FOUND = sieved(
    r"(?<![-\w])(?:showed|(?:has|have) shown|shown (?:that|to)|proved|proven|demonstrated|revealed|"
    r"concluded|worked (?:well|better|in|for)|helped|improved|"
    r"lowered|reduced(?![- ]\w+ (?:diet|dose|hht|therapy|schedule|"
    r"regimen)|-dose|-intensity)|raised|increased|decreased|prevented|"
    r"cured|survived|shrank|"
    r"benefit(?:ed|ted)|were alive|(?:was|were|is|are) (?:much "
    r"|far |also )?(?:better|worse|rarer|fewer|lower|higher|smaller|"
    r"shorter|safer|stronger|milder|"
    r"(?:more|less) (?:effective|common|often|likely|severe|frequent|safe))\b|did "
    r"(?:much )?better|did worse|got (?:much )?better|got worse|"
    r"felt better|lived longer|had (?:fewer|few|little|many|less|more|better|lower|"
    r"higher|no|milder)|eased|slowed|saved|"
    r"was safe|were safe|was effective|recovered|relieved|protected|"
    r"fell|rose|dropped|(?<!newly )developed|suffered|found that|"
    r"was found|were found|died|went down|went up|came back less|"
    r"had a (?:lower|higher|better))\b"
)
_HEDGED = sieved(
    r"\?|\b(?:whether|if|how (?:many|much|often|long|well|strong|"
    r"high|bad|far|fast|people|soon)|measures?|measured|asks?|"
    r"checks?|checked|looks?|looked|not|no longer|never|counts?|"
    r"counted|compares?|compared|was to|were to|would|to see|to "
    r"find|aim|plan\w*|hope\w*|question|may|might|could)\b"
)
_RELATIVE = re.compile(r"\b(?:who|whose|whom|which|that|after|before|when|because|once)\b[^.;,]*$")
_PAYS = sieved(r"\b(?:pays?|paid) for\b|\bfund(?:s|ed|ing)\b|\bfinanc(?:es|ed|ing)\b|\bruns and pays\b")
_PAYS_THERE = re.compile(r" (?:fund|financ|grant|pay|paid|cost|reimburs|compensat|charge|support)")
_COMPANY = sieved(
    r"\b(?:drug ?maker|drug company|pharmaceutical company|pharma company|company|manufacturer)\b"
)
RESULTS = "resultsSection"


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield what the sentence says of results, papers and money against the record."""
    if section == "criteria":
        return
    low = reading.open
    cites_results = any(source.startswith(RESULTS) for source in sources)
    has_results = evidence.record.results_section is not None or evidence.record.has_results
    if found := reading.find(_NONE):
        if has_results:
            yield "results", "results are posted", found.group()
        elif not reading.find(_WHERE):
            yield "results", "no results in this registry does not mean that none exist", found.group()
    elif (found := reading.find(_POSTED)) and not has_results and "wrong result" not in low:
        yield "results", "no results are posted", found.group()
    if found := reading.find(_PAPERS):
        references = evidence.protocol.references_module.references
        if bool(references) == (" no " in found.group()):
            yield "results", "the record does not bear out what is said of papers", found.group()
    if (
        not cites_results
        and (found := reading.find(_FOUND))
        and not reading.find(_HEDGED)
        and not _RELATIVE.search(low[: found.start()])
        and reading.names.isdisjoint(found.group().split())
        and not _describes(found, low, passage, sources)
    ):
        yield "results", "told as a result, without posted results as its source", found.group()
    if (found := reading.find(_PAYS)) and not _PAYS_THERE.search(passage.line):
        yield "word", "the cited sources do not say who pays", found.group()
    if found := reading.find(_COMPANY):
        sponsor = evidence.protocol.sponsor_collaborators_module.lead_sponsor
        if sponsor.class_ != "INDUSTRY" and not re.search(
            r" (?:company|manufactur|industry|pharma)", passage.line
        ):
            yield "name", "the sponsor is not registered as a company", found.group()


_ALSO_ADJECTIVES = word_set("raised reduced increased decreased lowered improved")


def _describes(found: re.Match[str], low: str, passage: Passage, sources: tuple[str, ...]) -> bool:
    """True for "raised serum IgE", "reduced diet": words that describe, and stand so in the source."""
    if re.search(r"\b(?:and|with|of|or) $", low[: found.start()]) and found.group() in _ALSO_ADJECTIVES:
        return True
    following = re.match(r"[ -]?([a-z]+)", low[found.end() :])
    if following is None or any("outcomesModule" in source for source in sources):
        return False
    return normal(f"{found.group()} {following[1]}") in passage.line


SPEAKS = (_NONE, _POSTED, _PAPERS, _FOUND, _PAYS, _COMPANY)
"""A sentence that matches none of these claims nothing that this check looks at."""
