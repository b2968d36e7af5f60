"""How one study is spoken of: its tense, its people, its treatments, and the choice between wordings."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plainstudy.plain.wording import end_with_stop, lower_first
from plainstudy.writing.facts import Facts, Treatment
from plainstudy.writing.general import GENERAL
from plainstudy.writing.text import Sentence

from . import naming

MAX_WORDS = 26
_WORDS = re.compile(r"[^\W_]+(?:['’.,/-][^\W_]+)*")

INTERVENTIONS = "protocolSection.armsInterventionsModule.interventions"
ARMS = "protocolSection.armsInterventionsModule.armGroups"
DESIGN = "protocolSection.designModule"
INFO = "protocolSection.designModule.designInfo"
STATUS = "protocolSection.statusModule.overallStatus"
COUNT = "protocolSection.designModule.enrollmentInfo"
ELIGIBILITY = "protocolSection.eligibilityModule"
TITLE = "protocolSection.identificationModule.briefTitle"

_TENSES = {
    "NOT_YET_RECRUITING": "plan",
    "RECRUITING": "now",
    "ENROLLING_BY_INVITATION": "now",
    "ACTIVE_NOT_RECRUITING": "now",
    "SUSPENDED": "now",
    "AVAILABLE": "now",
    "TEMPORARILY_NOT_AVAILABLE": "now",
    "COMPLETED": "past",
    "TERMINATED": "past",
    "NO_LONGER_AVAILABLE": "past",
    "APPROVED_FOR_MARKETING": "past",
    "WITHDRAWN": "never",
}


_DOING = re.compile(r"\w{3,}ing (?:the|an?|of|to|with|in|on)\b|no |not ", re.I)
"""A name that nobody "gets": "cleaning the wound"."""


def word_count(text: str) -> int:
    """Count words as the reading measure does."""
    return len(_WORDS.findall(text))


def say(text: str, *sources: str) -> Sentence:
    """Make a sentence from a text and the places it comes from."""
    return Sentence(
        text=end_with_stop(text), sources=tuple(dict.fromkeys(source for source in sources if source))
    )


def first_fit(candidates: Iterable[str], *sources: str, limit: int = MAX_WORDS) -> Sentence | None:
    """Take the first wording that is short enough; None when none is."""
    for text in candidates:
        if text and len(text) <= _MOST_LETTERS and word_count(text) <= limit:
            return say(text, *sources)
    return None


_MOST_LETTERS = 260
"""A quote without a space is one word, however long: "1,1,1,1,…"."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The facts of one study and how they are spoken."""

    facts: Facts
    tense: str
    """plan, now, past, never (withdrawn) or unclear."""
    seed: int

    def pick(self, slot: str, options: Sequence[str]) -> str:
        """Choose a wording: always the same for one study, different between studies."""
        if len(options) == 1:
            return options[0]
        return options[_mixed(self.seed, slot) % len(options)]

    def general(self, name: str, *sources: str) -> Sentence:
        """Say one of our general sentences."""
        return say(self.pick(name, GENERAL[name]), f"general:{name}", *sources)

    def does(self, base: str, *, past: str = "") -> str:
        """Choose the form of a verb: "decides", "decided", "is to decide", "was to decide"."""
        past = past or (f"{base}d" if base.endswith("e") else f"{base}ed")
        return {"now": f"{base}s", "past": past, "plan": f"is to {base}"}.get(self.tense, f"was to {base}")

    def opening(self, base: str, *, past: str = "", now: str = "") -> str:
        """Begin a first sentence: "This study tests", "This study is to test", "The plan was to test"."""
        if self.tense == "never":
            return f"The plan was to {base}"
        verb = {"now": now or f"{base}s", "past": past or f"{base}ed", "plan": f"is to {base}"}
        return f"This study {verb.get(self.tense, f'was set up to {base}')}"

    @property
    def be(self) -> str:
        """Give "is" or "was"."""
        return "is" if self.tense in {"now", "plan"} else "was"

    @property
    def are(self) -> str:
        """Give "are" or "were"."""
        return "are" if self.tense in {"now", "plan"} else "were"

    @property
    def get(self) -> str:
        """Give "get", "are to get" or "were to get": what the plan says of several people."""
        return {"now": "get", "plan": "are to get"}.get(self.tense, "were to get")

    @property
    def gets(self) -> str:
        """Give the same for one person or one group."""
        return {"now": "gets", "plan": "is to get"}.get(self.tense, "was to get")

    @property
    def over(self) -> bool:
        """True when the study has ended, or never began, or nobody knows."""
        return self.tense in {"past", "never", "unclear"}


@lru_cache(maxsize=50_000)
def _mixed(seed: int, slot: str) -> int:
    return zlib.crc32(f"{seed}:{slot}".encode())


def voice_of(facts: Facts) -> Voice:
    """Find the tense and the seed of a study."""
    return Voice(
        facts=facts,
        tense=_TENSES.get(facts.status, "unclear"),
        seed=int(facts.nct_id[3:] or 0) if facts.nct_id[3:].isdigit() else 0,
    )


def gets_what(
    voice: Voice,
    items: Sequence[Treatment],
    *,
    who: str,
    several: bool = False,
    choice: bool = False,
    one_of: bool = False,
) -> str:
    """Say what someone gets; a list that may hold choices is told as what the record lists."""
    names_of = {item.name.lower() for item in items}
    doing = any(_DOING.match(item.name) for item in items)
    if choice or voice.facts.outside_the_body or {"cisplatin", "carboplatin"} <= names_of or doing:
        whom = "all groups" if who == "Everyone" and voice.facts.arm_count > 1 else lower_first(who)
        return f"The record lists {naming.names(items, most=5, last='or' if one_of else 'and')} for {whom}"
    return f"{who} {voice.get if several else voice.gets} {naming.names(items, most=5)}"
