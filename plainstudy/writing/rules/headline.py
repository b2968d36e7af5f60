"""The headline: one plain question or statement that names what is tested and for whom."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import join_words, lower_first, sentence_case
from plainstudy.writing.facts import Facts, Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .asking import forms
from .grouping import names_a_way, told_apart
from .headline_topic import shortened, with_topic
from .looking import how_many_in, is_anyone, looking, place, place_paths
from .title_cut import title_cuts
from .titles import (
    beginning_of,
    in_mid_sentence,
    is_question,
    names_a_study,
    registered_topic,
    title_point,
    title_sources,
    title_words,
)
from .voice import Voice
from .weakly import asks_to_help, says_little, weak_forms

LIMIT = 110
_MOST_USED = 4


def headline_of(voice: Voice) -> Sentence:
    """Write the headline, at most 110 characters; never a claim, a promise or "new"."""
    for plain, where in _candidates(voice):
        about = ((told, (*where, path)) for told, path in with_topic(plain, voice.facts))
        ways = (*about, (plain, where))
        ended = (
            (told, (*sources, v.STATUS)) for way, sources in ways if (told := _as_ended(way, voice.facts))
        )
        for wording, sources in (*ended, *ways):
            text = " ".join(wording.split())
            if 20 <= len(text) <= LIMIT and v.word_count(text) <= 22 and not _KEPT_AWAY_TWICE.search(text):
                return Sentence(text=_upper(text), sources=tuple(dict.fromkeys(filter(None, sources))))
    return Sentence(
        text=f"What is known about study {voice.facts.nct_id}?",
        sources=("protocolSection.identificationModule.nctId",),
    )


_KEPT_AWAY_TWICE = re.compile(r"\bprevent (\w.{3,}) in \1\b")
_OF_A_STUDY = re.compile(r"^A (?P<kind>study|look) (?=(?P<how>of|at|about|with|called|listed)\b)")


def _as_ended(wording: str, facts: Facts) -> str:
    """Say of a study that is only named that nobody joined it or that it stopped early; "" elsewhere."""
    found = _OF_A_STUDY.match(wording)
    if found is None or (facts.status == "TERMINATED" and facts.done):
        return ""
    rest = wording[found.end() :]
    if facts.status == "WITHDRAWN":
        head = "Nobody joined this study" if found["how"] != "at" else "Nobody joined: a look"
        return f"{head} {rest}"
    return f"Stopped early: a {found['kind']} {rest}" if facts.status == "TERMINATED" else ""


def _upper(text: str) -> str:
    doing = _OF_DOING.sub(r"\1 about ", text)
    text = doing if len(doing) <= LIMIT else text
    return sentence_case(text) if not text[:1].isdigit() else text


_OF_DOING = re.compile(
    r"^(A study|Nobody joined this study) of (?=(?:improving|treating|implementing|developing|mitigating|"
    r"enhancing|finding|optimi[sz]ing|preventing|unwinding|reducing|combating|protecting|building|using|"
    r"adapting|detecting|addressing|tailoring|diagnosing|adding|targeting|transforming|delivering|predicting|"
    r"monitoring|advancing|understanding|managing|increasing|promoting|supporting|testing|"
    r"evaluating|comparing|helping|making|teaching) )",
    re.I,
)
"""A title that begins with what is done: a study is about doing it."""


def _candidates(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    if facts.study_type == "observational":
        yield from looking(voice, _from_cut_title(voice))
    elif facts.study_type == "expanded access":
        yield from _access(voice)
    elif facts.status == "WITHDRAWN":
        yield from _ended(
            voice, "Nobody joined this study of {what} for {who}", "Nobody joined this study of {what}"
        )
    elif facts.status == "TERMINATED":
        stopped = ("{what} for {who}: study stopped early", "Study of {what} for {who} stopped early")
        yield from _ended(voice, voice.pick("stopped", stopped), "Study of {what} stopped early")
    else:
        yield from _asking(voice)
    yield from _from_title(voice)
    yield from _with_names(voice)
    who = n.people_with(facts)
    yield from _from_cut_title(voice)
    yield from _in_quotes(voice, bare=is_anyone(who))
    whom = f"{how_many_in(voice)}{who}{place(voice)}"
    yield f"A study of {whom}", (*n.who_paths(facts), v.COUNT, *place_paths(facts))
    yield f"A study of {who}", n.who_paths(facts)


def _with_names(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name what the record lists, all of it or what a title names, without a word on what is tested."""
    facts = voice.facts
    if facts.study_type != "interventional":
        return
    who, about = n.people_with(facts), n.unowned_topic(facts)
    used = n.used(facts)
    first = tuple(facts.treatments[number] for number in facts.focus.named)
    first = n.named(item for item in first if not item.dummy and item.kind not in {"care", "measurement"})
    ways = []
    if used and len(used) <= _MOST_USED and are_clear(used):
        ways.append((used, n.names(used, most=_MOST_USED)))
    if first and are_clear(first) and not facts.outside_the_body:
        for most in (3, 2, 1):
            others = len(first[:most]) < len(n.listed(facts))
            told = [n.called(item) for item in first[:most]]
            ways.append((first[:most], join_words([*told, *["other treatments"] * others])))
    study = _STUDIES.get(facts.status, "A study")
    for items, named in ways:
        if _NUMBERS.search(named):
            continue
        paths = (*n.paths(items), *([v.STATUS] if facts.status in _STUDIES else []))
        if not is_anyone(who):
            yield f"{study} with {named} in {who}", (*paths, *n.who_paths(facts))
        elif about is not None:
            yield f"{study} about {about.words}, with {named}", (about.path, *paths)
        yield f"{study} with {named}", paths


_STUDIES = {"WITHDRAWN": "Nobody joined this study", "TERMINATED": "Stopped early: a study"}
_NUMBERS = re.compile(r"\d and \d")
"""Two numbers that would be read as a range: "Plasma-Lyte 148 and 0.9% salt"."""


def _what(items: tuple[Treatment, ...], voice: Voice) -> Iterator[str]:
    """Give ways to name what is tested, the fullest first; none for names that would not be understood."""
    if not are_clear(items):
        return
    compare = voice.facts.comparison
    apart = compare.alternatives and compare.kind != "each_other" and not _any_gets_all(voice.facts, items)
    last = "or" if apart else "and"
    if joined := n.as_joined(voice.facts, items):
        yield joined
    elif len(items) == 1:
        yield n.with_kind(items[0])
        yield n.called(items[0])
    elif items:
        yield n.names(items, last=last, most=4)


def _any_gets_all(facts: Facts, items: tuple[Treatment, ...]) -> bool:
    """True where a group lists two of them or more: then nobody chooses between them (NCT02227940)."""
    numbers = {facts.treatments.index(item) for item in items}
    return any(len(numbers.intersection(arm.gets)) > 1 for arm in facts.arms)


_UNCLEAR = re.compile(r";|“[^”]*,|, (?!and\b)")


def are_clear(items: tuple[Treatment, ...]) -> bool:
    """True where no name is a list, or holds another one of them."""
    low = [item.name.lower() for item in items if item.name]
    return not any(_UNCLEAR.search(name) for name in low) and not any(
        one != other
        and re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", other)
        and (" and " in other or "+" in other)
        for one in low
        for other in low
    )


def _ended(voice: Voice, full: str, short: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    items = n.leading(facts)
    about = n.unowned_topic(facts)
    bare = is_anyone(n.people_with(facts))
    for what in _what(items, voice) if not bare or about is not None else ():
        for who, _, places in n.ways_to_name(facts):
            if about is not None and bare:
                yield short.format(what=f"{what} in {about.words}"), (*n.paths(items), about.path, v.STATUS)
            elif who not in {"people", "adults"}:
                yield full.format(what=what, who=who), (*n.paths(items), *places, v.STATUS)
        yield short.format(what=what), (*n.paths(items), v.STATUS)
    text = title_words(voice.facts)
    if text and not is_question(text) and not names_a_study(text):
        yield (
            short.format(what=in_mid_sentence(text, voice.facts)),
            (*title_sources(voice.facts, text), v.STATUS),
        )
    for what in _what(items, voice):
        yield short.format(what=what), (*n.paths(items), v.STATUS)


def _access(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    items = n.named(voice.facts.treatments)
    sources = (*n.paths(items), *n.who_paths(voice.facts), "protocolSection.designModule.studyType")
    who = n.people_with(voice.facts)
    for what in _what(items, voice):
        yield f"Access to {what} outside a study, for {who}", sources
        yield f"Access to {what} outside a study", sources


def _by_groups(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name two groups that only their labels tell apart, as registered."""
    facts = voice.facts
    if facts.allocation != "chance" or facts.crossover or facts.comparison.kind not in {"same", "unclear"}:
        return
    labels = tuple(arm.name for arm in facts.arms)
    if len(labels) != 2 or not all(map(names_a_way, labels)) or not told_apart(facts.arms):
        return
    one, two = labels
    paths = tuple(f"{arm.path}.label" for arm in facts.arms)
    for who, _, places in n.ways_to_name(facts):
        yield f"“{one}” or “{two}”: how do they compare in {who}?", (*paths, *places)
    yield f"“{one}” or “{two}”: how do they compare?", paths
    yield f"“{one}” or “{two}”?", paths


_AGREEING = re.compile(r"\b(does|Does|is|Is) (?=\{what\})")
_SEVERAL = {"does": "do ", "Does": "Do ", "is": "are ", "Is": "Are "}


def _of_several(found: re.Match[str]) -> str:
    return _SEVERAL[found[1]]


def _asking(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    items = n.leading(facts)
    yield from _by_groups(voice)
    if not items:
        return
    against = tuple(facts.treatments[number] for number in facts.comparison.against)
    rivals = n.tested(facts) if facts.comparison.kind == "each_other" else ()
    versus = against if facts.comparison.kind == "treatments" else ()
    said = (
        facts.aim,
        facts.copy_of,
        facts.less_treatment,
        facts.extension,
        facts.for_their_children,
    )
    sources = (
        *n.paths((*items, *rivals, *versus)),
        facts.outcomes[0].path if facts.outcomes else "",
        *(fact.path for fact in said if fact),
    )
    ways = n.ways_to_name(facts)
    joined = n.as_joined(facts, items)
    about = n.unowned_topic(facts)
    bare = is_anyone(n.people_with(facts)) and not n.only_healthy(facts)
    for form in forms(voice, items):
        if bare and says_little(form):
            yield from _from_short_title(voice)
        shorter = shortened(about, facts) if about else ()
        for weak in (weak for topic in shorter for weak in weak_forms(form, topic, facts)) if bare else ():
            for what in _what(items, voice):
                several = what != joined and n.are_several(what, one=len(items) == 1)
                wording = _AGREEING.sub(_of_several, weak) if several else weak
                yield wording.format(what=what), (about.path, *sources) if about else sources
        for what in _what(items, voice):
            for who, topic, places in ways:
                several = what != joined and n.are_several(what, one=len(items) == 1)
                wording = _AGREEING.sub(_of_several, form) if several else form
                asked = wording.format(what=what, who=who, topic=topic)
                if bare and about is not None and asks_to_help(form):
                    continue
                if about is not None and about.words not in asked and ":" not in asked:
                    yield f"{about.words}: {lower_first(asked)}", (about.path, *sources, *places)
                if asked.endswith(" in people: a study"):
                    continue  # of nobody in particular
                yield asked, (*sources, *places)


_SHORT_TITLE = 9


def _from_short_title(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give a title's own words first where they are few: they name illness and treatment together."""
    text = title_words(voice.facts)
    if text and v.word_count(text) <= _SHORT_TITLE and not names_a_study(text) and not is_question(text):
        yield f"A study of {in_mid_sentence(text, voice.facts)}", title_sources(voice.facts, text)


def _from_title(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    text = title_words(facts)
    if text and not names_a_study(text):
        if not is_question(text):
            yield f"A study of {in_mid_sentence(text, facts)}", title_sources(facts, text)
            yield f"A study: {text}", title_sources(facts, text)
        yield text, title_sources(facts, text)
    if (point := title_point(facts)) and not names_a_study(point):
        lent, who = title_sources(facts, point), n.people_with(facts)
        about, point = n.unowned_topic(facts), in_mid_sentence(point, facts)
        if not is_anyone(who):
            yield f"A study of {point} in {who}", (*lent, *n.who_paths(facts))
            for topic in shortened(facts.ill_with, facts) if facts.ill_with else ():
                if topic.words not in point:
                    yield f"A study of {point} in {topic.words}", (*lent, topic.path)
        elif about is not None and about.words not in point:
            yield f"A study about {about.words}: {point}", (about.path, *lent)
        yield f"A study of {point}", lent


def _from_cut_title(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the first words of a title that cannot be told whole, with what the study is about before them."""
    facts = voice.facts
    head = "A look at" if facts.study_type == "observational" else "A study of"
    for piece in title_cuts(facts, room=LIMIT - len(head) - 1):
        text = f"{head} {in_mid_sentence(piece, facts)}"
        if all(len(told) <= LIMIT for told, _ in with_topic(text, facts)):
            yield text, title_sources(facts, piece)


def _in_quotes(voice: Voice, *, bare: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the title as registered, where nothing else can be said; a part of it where nobody is named."""
    if voice.facts.title is None:
        return
    title = voice.facts.title.value
    about = n.unowned_topic(voice.facts)
    if about is not None and about.words.lower() not in title.lower():
        yield f"A study about {about.words}: “{title}”", (v.TITLE, about.path)
    yield f"A study called “{title}”", (v.TITLE,)
    if bare:
        yield f"“{title}”", (v.TITLE,)
        topic = registered_topic(title)
        yield f"A study of “{topic}”", (v.TITLE,)
        if beginning := beginning_of(topic):
            yield f"A study of “{beginning} …”", (v.TITLE,)
