"""Weak headlines: what is tested and what the study is about, where nobody is said to have the illness."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts, Topic

_HELPS = re.compile(
    r"^(?P<asks>(?:Can|Could|Does) \{what\} help) \{who\}\?$|^How well does \{what\} work for \{who\}\?$"
)
_AT_THE_END = re.compile(r" (?:in|for|of) \{who\}\?$")
_STUDY = re.compile(r"^(?:A study of \{what\} in \{who\}|\{what\} in \{who\}: a study)$")
_NOT_THAT = re.compile(
    r"\b(?:due to|induced|associated|related|undergoing|receiving|caused|after|before|during|following|risk|"
    r"prevent\w*|symptoms?|pain|loss|nausea|vomiting|complications?|surgery|suspected|history|survivors?|"
    r"fatigue|anxiety|side effects?|toxicity|without|healthy|caregivers?|families|parents)\b",
    re.I,
)
_PEOPLE = (
    r"(?:(?:the )?(?:treatment|management|therapy) of |treat(?:ing)? )?"
    r"(?:(?:adult|pediatric|elderly|older) )?"
    r"(?:(?:patients?|subjects?|participants?|individuals|people|adults?|children|adolescents?|men|women)"
    r"(?: and (?:adults?|children|adolescents?))?,? (?:with|who have|suffering from) )?"
)


def weak_forms(form: str, about: Topic, facts: Facts) -> Iterator[str]:
    """Give a question of ``asking.forms`` anew without people: "Does {what} help with asthma?".

    That something may help with an illness is asked only where a title says that it is given for it.
    """
    if any(item.name.lower() in about.words.lower() for item in facts.treatments if item.name):
        return
    words = about.words
    group = "" if " in " in words or "child" in words else _group_of(facts)
    ill = are_no_healthy_ones(facts)
    if helping := _HELPS.match(form):
        if ill and is_given_for(about, facts):
            yield f"{helping['asks'] or 'Can {what} help'} with {words}{group}?"
    elif _STUDY.match(form):
        yield f"A study of {{what}} {'in' if ill else 'and'} {words}{group}"
    elif found := _AT_THE_END.search(form):
        stem = form[: found.start()]
        if words.lower() in form.lower():
            yield f"{stem}{group}?"
        elif not ill or words.startswith(("a ", "an ")):
            yield f"{stem}? A study about {words}"
        else:
            yield f"{stem} {'of' if stem.endswith('symptoms') else 'in'} {words}{group}?"


def are_no_healthy_ones(facts: Facts) -> bool:
    """True where the box takes no healthy volunteers, and no title speaks of any."""
    titles = (title.value for title in (facts.title, facts.official_title) if title)
    return facts.healthy is not None and not facts.healthy.value and not any(map(_HEALTHY.search, titles))


_HEALTHY = re.compile(r"\bhealthy|\bvolunteers?\b|\bcontrols\b", re.I)


def asks_to_help(form: str) -> bool:
    """True for the questions whether something helps people, which need people who have the illness."""
    return _HELPS.match(form) is not None


def says_little(form: str) -> bool:
    """True for the questions that ask of nothing in particular: a title's own words tell more."""
    return form.startswith("What difference ") or _STUDY.match(form) is not None


def _group_of(facts: Facts) -> str:
    """Name the people where they are not just adults of both sexes."""
    return "" if facts.group in {"people", "adults"} else f" in {facts.group}"


def is_given_for(about: Topic, facts: Facts) -> bool:
    """True where the brief title ends on "… for asthma" or "… in patients with asthma", and that is all."""
    title = facts.title.value if facts.title else ""
    if facts.purpose != "TREATMENT" or not title or _NOT_THAT.search(title):
        return False
    words = {about.words, about.registered} - {""}
    before, after = (
        rf"\b(?:in|for|with|to|of) {_PEOPLE}(?:[\w/-]+ ){{0,3}}",
        r"\W*(?:patients|\([^()]*\)|\s)*$",
    )
    return any(re.search(before + re.escape(word) + after, title, re.I) for word in words)
