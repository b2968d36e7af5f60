"""Where the study stands, what is planned and what has happened."""

import re
from collections.abc import Iterator

from . import reasons
from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

TRIGGERS = word_set(
    "recruiting recruit recruits open opens opened closed join "
    "joins joined enrolling finished complete completed ended "
    "ends over stopped stop terminated withdrawn suspended paused "
    "invited invitation available listed ongoing way running "
    "nobody began begun started start starts hold new unknown "
    "part enrolled participated took included treated got received "
    "decided measured compared tested gave had followed confirmed "
    "volunteers looking goes continues still late early planned "
    "plan reason because failed failure died invite yet apply "
    "people"
)
_OPEN = frozenset(("RECRUITING", "AVAILABLE"))
_INVITED = frozenset(("ENROLLING_BY_INVITATION",))
_NOT_BEGUN = frozenset(("NOT_YET_RECRUITING", "WITHDRAWN"))
_RUNNING = frozenset(
    ("RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "AVAILABLE", "SUSPENDED")
)
_CLOSED = frozenset(
    (
        "ACTIVE_NOT_RECRUITING",
        "COMPLETED",
        "TERMINATED",
        "WITHDRAWN",
        "SUSPENDED",
        "NO_LONGER_AVAILABLE",
        "TEMPORARILY_NOT_AVAILABLE",
        "APPROVED_FOR_MARKETING",
    )
)
_ENDED = frozenset(("COMPLETED", "TERMINATED", "WITHDRAWN", "NO_LONGER_AVAILABLE", "APPROVED_FOR_MARKETING"))

_WHETHER = sieved(r"\b(?:whether|if|ask|nobody knows|not known|does not say)\b")
_WAS = sieved(
    r"\b(?:was (?:last )?(?:listed|known|registered|recorded)|last (?:listed|known|said|recorded))\b"
)
_NOT_YET = sieved(
    r"\bnot yet (?:recruit|open|start|begun|taking|enrol|looking)\w*|"
    r"\bnot (?:been )?(?:open(?:ed)?|started|begun) (?:yet|so "
    r"far)|\byet to (?:open|start|begin)|\bhas(?: not|n't) (?:yet "
    r")?(?:opened|started|begun)|\bnot open yet\b|\bbefore it "
    r"(?:opens|starts)|\bnobody can join yet"
)
_CLOSED_NOW = sieved(
    r"\bno longer (?:recruiting|open|enrolling|accepting|taking|"
    r"looking|available)|\b(?:is|are) not (?:now |currently )?(?:recruiting|"
    r"open|taking|looking|enrolling|accepting|available)|\bclosed\b(?!-)|"
    r"\bstopped (?:recruiting|taking|enrolling|accepting)|"
    r"\b(?:nobody|no one) (?:new |else )?can join(?! yet)|\bnot "
    r"(?:taking|accepting|looking for) (?:any )?(?:new|more)|\btoo "
    r"late to join|\bcannot be joined|\brecruit\w* (?:has|is) "
    r"(?:ended|over|closed|finished)"
)
_OPEN_NOW = sieved(
    r"\b(?:is|are|was|were|as|now|still|currently) (?:now |still "
    r"|currently |actively )?(?:recruiting|enrolling)\b|\b(?:is|"
    r"now|still) open\b|\bopen to (?:new|more|people|anyone|volunteers)|"
    r"\blooking for (?:new |more )?(?:people|participants|volunteers|"
    r"patients|adults|men|women|children)|"
    r"\b(?:people|patients|adults|you|anyone|women|men|children|"
    r"participants) can (?:still |now )?(?:join|apply|enrol+|sign)(?! "
    r"the| if| who| only)\b|\b(?:takes?|taking|accepts?|accepting|"
    r"wants?|needs?|seeks?) (?:in |on )?(?:new|more) (?:people|"
    r"participants|patients|volunteers)|\bjoin (?:it )?now\b|\brecruit(?:ing|"
    r"ment) (?:is |has )?(?:open|under way|ongoing|begun|started)|"
    r"\bis recruiting|^recruiting\b|\blisted as (?:recruiting|"
    r"open)|\blast listed as (?:recruiting|open)"
)
_SUBJECT = r"(?:study|trial|research|it|test|registry)"
_FINISHED = sieved(
    rf"\b{_SUBJECT} (?:is|has|was|had) ?(?:now |already |been |"
    rf"since )?(?:completed?|finished|over|ended)\b|^(?:finished|"
    rf"completed|ended)\b|\b{_SUBJECT} (?:ended|finished|closed)\b|"
    rf"\bstudy that (?:has )?ended\b"
)
_STOPPED = sieved(
    rf"\b(?:stop(?:s|ped)|ended|ends|closed|halted|cut short|terminated|"
    rf"broken off)\b[^.;]{{0,12}}\bearly\b|\b(?:was|been) (?:terminated|"
    rf"halted|stopped|cut short|abandoned|cancel+ed)\b|\bterminated\b|"
    rf"\bstopped early\b|\b{_SUBJECT} (?:was )?stopped\b"
)
_WITHDRAWN = sieved(
    r"\bwithdrawn before\b|\b(?:study|trial|it) (?:was|has been|"
    r"is) withdrawn\b|^withdrawn\b|\bnever (?:started|began|opened|"
    r"took place)\b|\bdid not (?:start|take place)\b"
)
_NOBODY = sieved(
    r"\b(?:nobody|no one|no people|no participants|0 people|zero "
    r"people|no patients) (?:has |had |ever |was |were )?(?:joined|"
    r"took part|enrolled|treated|taken part|included)\b|\bbefore "
    r"anyone joined\b|\bbecause nobody took part\b"
)
_PAUSED = sieved(r"\b(?:suspended|paused|on hold|interrupted)\b")
_ONGOING = sieved(
    rf"\bunder way\b|\bongoing\b|\b{_SUBJECT} (?:is still running|"
    rf"is running|goes on|continues|is still going)\b|\bstill (?:running|"
    rf"going on)\b"
)
_INVITE = sieved(r"\binvit\w+")
_BEFORE = re.compile(r"\b(?:before|until|if|when|once|ever)\b[^.;]*$")
_BEGUN = sieved(rf"\b{_SUBJECT} (?:has |had )?(?:started|began|begun|opened)\b(?! not)")

_STATUS_CLAIMS = (
    (_NOT_YET, frozenset(("NOT_YET_RECRUITING",)), "the study is not listed as yet to open"),
    (
        _FINISHED,
        frozenset(("COMPLETED", "TERMINATED", "NO_LONGER_AVAILABLE", "APPROVED_FOR_MARKETING")),
        "the study is not listed as finished",
    ),
    (_STOPPED, frozenset(("TERMINATED", "WITHDRAWN", "SUSPENDED")), "the study is not listed as stopped"),
    (_WITHDRAWN, frozenset(("WITHDRAWN",)), "the study is not listed as withdrawn"),
    (_PAUSED, frozenset(("SUSPENDED",)), "the study is not listed as paused"),
    (_ONGOING, _RUNNING, "the study is not listed as going on"),
)


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield what the sentence says of the status, of the plan or of the people that the record does not."""
    yield from _status(reading, evidence, passage)
    yield from _people(reading, evidence, from_results=any("resultsSection" in path for path in sources))
    yield from _happened(reading, evidence)
    yield from reasons.check(reading, evidence, sources)


def _status(reading: Reading, evidence: Evidence, passage: Passage) -> Iterator[Fault]:
    low = reading.open
    status = evidence.status
    if reading.find(_WAS) and status == "UNKNOWN":
        status = evidence.protocol.status_module.last_known_status or ""
    if _is_about_a_place(passage, reading):
        return
    for what, found in (*_stages(reading, status), *_openness(reading, status, passage)):
        if not _WHETHER.search(low[: found.start()]):
            yield "status", what, found.group()
    nobody, begun = reading.find(_NOBODY), reading.find(_BEGUN)
    if nobody and not _nobody_joined(evidence):
        yield "status", "the record does not say that nobody took part", nobody.group()
    before = _BEFORE.search(low[: begun.start()]) or reading.find(_NO_ONE) if begun else None
    if begun and not before and status in _NOT_BEGUN:
        yield "plan", "the study has not begun by its record", begun.group()


def _stages(reading: Reading, status: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield claims of how far the study is that its status does not bear out."""
    for pattern, allowed, what in _STATUS_CLAIMS:
        if (
            status not in allowed
            and (found := reading.find(pattern))
            and not (pattern is _STOPPED and _other_stop(reading.open, found))
        ):
            yield what, found


def _openness(reading: Reading, status: str, passage: Passage) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield claims of being open, closed or by invitation that the status does not bear out."""
    claim = _open_or_closed(reading)
    if claim is None:
        return
    pattern, found = claim
    if pattern == "closed":
        if status not in _CLOSED:
            yield "the study is not listed as closed", found
    elif pattern == "open":
        if status not in (_INVITED if reading.find(_INVITE) else _OPEN):
            yield "the study is not listed as open" + (" to all" if status in _INVITED else ""), found
    elif status not in _INVITED and "invit" not in passage.line:
        yield "the study is not listed as by invitation", found


def _open_or_closed(reading: Reading) -> tuple[str, re.Match[str]] | None:
    """Return the first claim of being closed, open or by invitation."""
    if reading.find(_NOT_YET):
        return None
    for name, pattern in (("closed", _CLOSED_NOW), ("open", _OPEN_NOW), ("invited", _INVITE)):
        if found := reading.find(pattern):
            return name, found
    return None


def _nobody_joined(evidence: Evidence) -> bool:
    people = evidence.design.enrollment_info
    return evidence.status == "WITHDRAWN" or (people.count == 0 and people.type != "ESTIMATED")


def _other_stop(low: str, found: re.Match[str]) -> bool:
    """True for "people who stopped the drug early", which says nothing of this study."""
    return bool(
        re.search(
            r"\b(?:people|patients|participants|who|treatment|drug|dose|pregnancy) (?:\w+ )?$",
            low[: found.start()],
        )
    )


_PLACES = sieved(r"\b(?:places?|hospitals?|clinics?|sites?)\b")


def _is_about_a_place(passage: Passage, reading: Reading) -> bool:
    return reading.find(_PLACES) is not None and "status" in passage.raw and "facility" in passage.raw


# ── How many, planned or real ─────────────────────────────────────────────────

_JOINED = sieved(
    r"\b(?:took part|taken part|joined|(?<!be )enrolled|participated|"
    r"signed up|were (?:included|studied|treated|followed|enrolled|"
    r"recruited|tested|assigned|randomi[sz]ed)|was (?:included|"
    r"enrolled|treated)|entered|have joined|has joined|volunteered|"
    r"received|were in)\b"
)
_PLAN = sieved(
    r"\b(?:are to|is to|was to|were to|will|plan(?:s|ned|ning)?|"
    r"aims?|hopes?|expects?|expected|wants?|seeks?|should|may(?! \d)|"
    r"up to|would|intend\w*|to be|target|goal|are being|needs?|"
    r"due|estimated|looking for)\b"
)


_ALL_JOINED = sieved(
    r"\b(?:took part|joined|were enrolled|have joined|to take part|will take part|will join|participated)\b"
)
_PARTLY = word_set("group groups arm place places of each per first another more other others country cohort")


def _people(reading: Reading, evidence: Evidence, *, from_results: bool) -> Iterator[Fault]:
    info = evidence.design.enrollment_info
    if info.people is None:
        return
    for item in reading.quantities:
        if item.noun != "people":
            continue
        if item.value != info.people:
            if not from_results and reading.find(_ALL_JOINED) and reading.words.isdisjoint(_PARTLY):
                yield "number", "the record has another number of people", item.text
            continue
        joined, planned = reading.find(_JOINED), reading.find(_PLAN)
        if (
            joined
            and not planned
            and (info.type == "ESTIMATED" or (info.type is None and evidence.status not in _ENDED))
        ):
            yield "plan", "the number of people is a plan and is told as what happened", joined.group()
        if (
            planned
            and not joined
            and info.type == "ACTUAL"
            and planned.group() != "plan"
            and evidence.status not in {"WITHDRAWN"}
        ):
            yield "plan", "the number of people has happened and is told as a plan", planned.group()


_WHO = (
    r"(?:people|participants|patients|everyone|everybody|they|women|"
    r"men|children|adults|doctors|researchers|investigators|volunteers|"
    r"half|others|some|each person|all groups|chance|the study|this "
    r"study|the trial|it|\d+)"
)
_DID = sieved(
    rf"\b{_WHO} (?!is |are )(?:\w+ )?(?:got|received|took part|"
    rf"took|joined|gave|had been|were given|was given|were treated|"
    rf"were told|decided|measured|compared|tested|looked|collected|"
    rf"followed|checked|asked|counted|"
    r"showed|improved|enrolled|have joined|has joined|were assigned|"
    r"were split|ran|lasted|ended|finished|found|helped|worked)\b"
)
_NO_ONE = sieved(r"\b(?:nobody|no one|not|never|was to|were to|to have|plan)\b")


def _happened(reading: Reading, evidence: Evidence) -> Iterator[Fault]:
    if evidence.status in _NOT_BEGUN and (found := reading.find(_DID)) and not reading.find(_NO_ONE):
        clause = reading.open[max(0, found.start() - 24) : found.end()]
        if not re.search(r"\b(?:who|whose|whom|which|that|after|before|if)\b", clause):
            yield (
                "plan",
                "the study has not begun by its record, yet this is told as what happened",
                found.group(),
            )


SPEAKS = (
    *(pattern for pattern, _allowed, _what in _STATUS_CLAIMS),
    *(_NOT_YET, _CLOSED_NOW, _OPEN_NOW, _INVITE, _NOBODY, _BEGUN),
    *(_JOINED, _PLAN, _ALL_JOINED, _DID, *reasons.SPEAKS),
)
"""A sentence that matches none of these claims nothing that this check looks at."""
