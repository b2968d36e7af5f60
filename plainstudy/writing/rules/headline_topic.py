"""A headline made to say what a study is about, where its words alone do not."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import lower_first
from plainstudy.writing.facts import Facts
from plainstudy.writing.facts.bearing_out import has_any, stems_of

from . import naming as n
from .looking import is_anyone
from .weakly import are_no_healthy_ones
from .whom import counted

_OF = re.compile(r"^(?P<head>A study|A look|Study|Nobody joined this study) (?:of|at)(?: |: )(?P<rest>.+)$")
_WITH = re.compile(r"^(?P<head>A study|Nobody joined this study|Stopped early: a study) with (?P<rest>.+)$")
_COUNT = re.compile(r"^(?:about )?[\d,]+ ")
_STOPPED = " stopped early"
_BARE = re.compile(
    r" (?:in|for|of) (?:people|adults|women|men|children(?: and teenagers)?|babies(?: and toddlers)?)\?$"
)


def with_topic(wording: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """Give the headline with what the study is about, and where that stands; nothing where it says so."""
    about = n.unowned_topic(facts)
    if about is None or not is_anyone(n.people_with(facts)):
        return
    if _says(wording, facts) or about.words.lower() in wording.lower():
        return
    words = counted(about.words)
    if found := _WITH.match(wording):
        yield f"{found['head']} about {words}, with {found['rest']}", about.path
    elif found := _OF.match(wording):
        head, rest = found["head"], found["rest"]
        if ": " in rest or _COUNT.match(rest) or is_anyone(rest):
            told = f"{head} about {words}, with {rest}" if ": " not in rest else ""
        elif rest.endswith(_STOPPED):
            told = f"{head} about {words}{_STOPPED}: {rest.removesuffix(_STOPPED)}"
        else:
            told = f"{head} {'at' if head == 'A look' else 'about'} {words}: {lower_first(rest)}"
        if told:
            yield told, about.path
    elif wording.startswith("Access to ") and ", for " in wording:
        yield f"{wording.rpartition(', for ')[0]}, in {words}", about.path
    elif wording.endswith("?"):
        if are_no_healthy_ones(facts) and "how do they compare" in wording:
            yield f"{_BARE.sub('?', wording)[:-1]} in {words}?", about.path
        yield f"{_BARE.sub('?', wording)} A study about {words}", about.path
        if "“" not in wording:
            yield f"A study about {words}: {lower_first(_BARE.sub('?', wording))}", about.path
    elif wording.startswith("“") and wording.endswith("”"):
        yield f"A study about {words}: {wording}", about.path


def _says(wording: str, facts: Facts) -> bool:
    """True where the words name one of the illnesses that the study is about, or another name of it."""
    stems = (stem for item in facts.about for stem in (*stems_of(item.words), *stems_of(item.registered)))
    return has_any(wording.lower(), tuple(stems))
