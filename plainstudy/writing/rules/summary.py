"""The summary: what is tested, in whom, how many, how, what is measured, how it ended."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import count_of, format_number, join_words
from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import voice as v
from .measures import in_past, measure_of
from .standing import ending
from .voice import Voice, first_fit, say

MOST = 8
_KIND = {
    "drug": "a drug",
    "vaccine": "a vaccine",
    "device": "a device",
    "procedure": "a procedure",
    "radiation": "a radiation treatment",
    "supplement": "a supplement",
    "test": "a test",
    "software": "a digital program",
    "food": "a food",
}
_MASKED = {
    "PARTICIPANT": "the people who take part",
    "CARE_PROVIDER": "those who care for them",
    "INVESTIGATOR": "the researchers",
    "OUTCOMES_ASSESSOR": "those who judge the results",
}


def summary_of(voice: Voice) -> tuple[Sentence, ...]:
    """Write 3 to 8 short sentences in the order of the course of a study; the least telling give way first."""
    facts = voice.facts
    if facts.study_type == "expanded access":
        parts = _access(voice)
    elif facts.study_type == "observational":
        parts = _observing(voice)
    else:
        parts = _testing(voice)
    found: dict[str, tuple[int, Sentence]] = {}
    for weight, sentence in parts:
        if sentence is not None:
            found.setdefault(sentence.text, (weight, sentence))
    kept = list(found.values())
    while len(kept) > MOST:
        heaviest = max(weight for weight, _ in kept)
        last = max(at for at, (weight, _) in enumerate(kept) if weight == heaviest)
        del kept[last]
    return tuple(sentence for _, sentence in kept)


_Weighed = Iterator[tuple[int, Sentence | None]]
_KEEP, _TELLING, _USEFUL, _MINOR, _SPARE = range(5)


def _testing(voice: Voice) -> _Weighed:
    yield _KEEP, what_is_tested(voice)
    yield _KEEP, for_whom(voice)
    yield _MINOR, other_conditions(voice)
    yield _KEEP, how_many(voice)
    yield from ((_weight(sentence), sentence) for sentence in how_compared(voice))
    yield _USEFUL, who_is_told(voice)
    yield _TELLING, main_measure(voice)
    yield from ((_KEEP, sentence) for sentence in ending(voice))


def _weight(sentence: Sentence | None) -> int:
    if sentence is None or sentence.sources[0].startswith("general:"):
        return _SPARE
    return _USEFUL if sentence.sources[0].endswith(("allocation", "interventionModel")) else _TELLING


def what_is_tested(voice: Voice) -> Sentence | None:
    """Say what is tested or compared; the registered title where nothing has a usable name."""
    facts, compare = voice.facts, voice.facts.comparison
    items = v.leading(facts)
    all_items = v.tested(facts)
    sources = (*v.paths(items), v.STATUS)
    looking = facts.purpose == "BASIC_SCIENCE" or _only_measuring(items)
    start, verb = _opening(
        voice,
        "look at" if looking else "test",
        past="looked at" if looking else "tested",
        now="looks at" if looking else "tests",
    )
    if (
        compare.kind in {"treatments", "each_other"}
        and (compare.kind == "treatments" or facts.allocation == "chance")
        and facts.purpose != "BASIC_SCIENCE"
        and (sentence := _compared(voice, start))
    ):
        return sentence
    if len(items) == 1 and len(all_items) == 1:
        return first_fit(
            _one(items[0], f"{start} {verb}", doses=compare.kind == "doses"), *sources
        ) or _by_title(voice)
    if items:
        listed = v.names(all_items if len(all_items) <= 4 else items, most=4)
        return first_fit(
            (f"{start} {verb} {listed}", f"{start} {verb} {v.names(items, most=2)}"), *sources
        ) or _by_title(voice)
    return _by_title(voice)


def _opening(voice: Voice, base: str, *, past: str, now: str) -> tuple[str, str]:
    """Give the beginning of the first sentence in the tense of the study."""
    if voice.tense == "never":
        return "The plan was", f"to {base}"
    return "This study", {"now": now, "past": past, "plan": f"is to {base}"}.get(
        voice.tense, f"was set up to {base}"
    )


def _only_measuring(items: tuple[Treatment, ...]) -> bool:
    return bool(items) and all(item.kind == "measurement" for item in items)


def _one(item: Treatment, start: str, *, doses: bool) -> Iterator[str]:
    name = f"different doses of {item.name}" if doses else v.called(item)
    noun = _KIND.get(item.kind, "")
    if doses or not noun or noun.split()[-1] in item.name.lower():
        noun = ""
    if item.route and item.kind in {"drug", "biological", "vaccine", "combination"}:
        given = "given" if item.route != "by mouth" else "taken"
        yield f"{start} {name}, {noun + ' ' if noun else ''}{given} {item.route}"
    if noun and len(item.name.split()) <= 4:
        yield f"{start} {name}, {noun}"
    yield f"{start} {name}"


def _compared(voice: Voice, start: str) -> Sentence | None:
    facts, compare = voice.facts, voice.facts.comparison
    _, verb = _opening(voice, "compare", past="compared", now="compares")
    first = v.tested(facts)
    second = tuple(facts.treatments[number] for number in compare.against)
    if compare.kind == "each_other":
        if len(v.named(first)) < 2:
            return None
        return first_fit(
            (f"{start} {verb} {v.names(first, most=4)}", f"{start} {verb} {v.names(first, most=3)}"),
            *v.paths(first),
            v.ARMS,
        )
    one, two = v.names(first), v.names(second)
    if not one or not two:
        return None
    return first_fit(
        (
            f"{start} {verb} {one} with {two}",
            f"{start} {verb} {v.names(first, most=2)} with {v.names(second, most=2)}",
        ),
        *v.paths((*first, *second)),
        v.ARMS,
    )


def _by_title(voice: Voice) -> Sentence | None:
    title = voice.facts.title
    if title is None:
        return None
    return first_fit((f"The study is registered as “{title.value}”",), title.path)


def for_whom(voice: Voice) -> Sentence | None:
    """Say who it is for, or what it is about where no illness is named."""
    facts = voice.facts
    topic = v.main_topic(facts)
    who = v.people_with(facts)
    sources = (
        topic.path if topic else v.CONDITIONS,
        f"{v.ELIGIBILITY}.minimumAge",
        f"{v.ELIGIBILITY}.maximumAge",
        f"{v.ELIGIBILITY}.sex",
    )
    if facts.health_workers:
        return say(
            f"The people who take part {'are' if not voice.over else 'were to be'} health workers, not patients",
            facts.health_workers.path,
        )
    if topic or v.only_healthy(facts):
        return first_fit(
            (f"It {voice.be} for {who}", f"It {voice.be} about {topic.words if topic else who}"), *sources
        )
    subjects = [item for item in facts.topics if item.kind != "healthy"]
    if subjects:
        listed = join_words([item.words for item in subjects[:3]])
        group = "" if facts.group == "people" else f"It {voice.be} for {facts.group}. "
        return (
            first_fit(
                (
                    f"Its topic {voice.be} {listed}"
                    if len(subjects) == 1
                    else f"Its topics {'are' if voice.be == 'is' else 'were'} {listed}",
                ),
                v.CONDITIONS,
            )
            if not group
            else first_fit((f"It {voice.be} for {facts.group}; the topic {voice.be} {listed}",), *sources)
        )
    return first_fit((f"It {voice.be} for {who}",), *sources) if facts.group != "people" else None


def other_conditions(voice: Voice) -> Sentence | None:
    """Name the other illnesses that the record lists, without saying that all are needed."""
    facts = voice.facts
    main = v.main_topic(facts)
    healthy = v.only_healthy(facts)
    others = [
        topic
        for topic in v.illnesses(facts)
        if healthy or (main and topic != main and not _same(topic.words, main.words))
    ]
    if healthy and others:
        return first_fit(
            (f"The record names {join_words([topic.words for topic in others[:3]])} as its topic",),
            v.CONDITIONS,
        )
    if not others:
        return None
    paths = tuple(topic.path for topic in others[:3])
    if len(others) > 3:
        return first_fit(
            (
                f"The record lists {format_number(len(others))} other conditions too, such as {others[0].words}",
            ),
            v.CONDITIONS,
        )
    return first_fit(
        (
            f"The record also lists {join_words([topic.words for topic in others])}",
            f"The record also lists {others[0].words}" if len(others) == 1 else "",
        ),
        *paths,
    )


def _same(one: str, other: str) -> bool:
    """True for two wordings of about the same illness, which a reader need not get twice."""
    if one.isupper() and len(one) <= 5:
        return True  # an abbreviation adds nothing for a reader
    small, large = _telling_words(one), _telling_words(other)
    return small <= large or large <= small


def _telling_words(words: str) -> frozenset[str]:
    found = {word.rstrip("s") for word in re.findall(r"\w+", words.lower())}
    return frozenset(found - {"in", "of", "the", "and", "or", "with", "a", "children", "adult", "child", "disorder", "disease", "stage"})


def how_many(voice: Voice) -> Sentence | None:
    """Say how many people, as a plan or as what happened; silent where the record is."""
    facts = voice.facts
    if facts.people is None or (facts.study_type == "expanded access"):
        return None
    number = facts.people.value
    where = _where(voice)
    paths = (facts.people.path, v.STATUS, *([where[1]] if where else []))
    place = where[0] if where else ""
    if facts.status == "WITHDRAWN":
        return None
    if number == 0:
        return say("Nobody took part", facts.people.path, v.STATUS) if facts.people_actual else None
    people = count_of(number, "person", "people")
    if facts.people_actual and facts.status in {"COMPLETED", "TERMINATED"}:
        started = facts.results.started if facts.results else None
        if started is not None and started != number:
            return say(f"The record counts {people} as enrolled", facts.people.path)
        return say(f"{people} took part{place}", *paths)
    if facts.people_actual and voice.tense == "unclear":
        return say(f"The record counts {people}", facts.people.path)
    if facts.people_actual:
        return say(f"{people} {'has' if number == 1 else 'have'} joined", *paths[:2])
    if facts.people_actual is None:
        return say(f"The record gives the number of people as {format_number(number)}", facts.people.path)
    if voice.over:
        return say(f"The plan was for about {people}", *paths[:2])
    return say(f"About {people} {'is' if number == 1 else 'are'} to take part{place}", *paths)


def _where(voice: Voice) -> tuple[str, str] | None:
    facts = voice.facts
    path = "protocolSection.contactsLocationsModule.locations"
    if facts.places == 1 and facts.city:
        return f" in {facts.city.value}", facts.city.path
    if facts.places > 1 and len(facts.countries) > 1:
        return f" in {format_number(len(facts.countries))} countries", path
    return None


def how_compared(voice: Voice, *, briefly: bool = False) -> Iterator[Sentence | None]:
    """Say how people come into groups and what the other groups get; ``briefly`` where the groups are listed."""
    facts, compare = voice.facts, voice.facts.comparison
    disputed = [item for item in facts.contradictions if item.about == "allocation"]
    if disputed:
        yield say(
            "The record contradicts itself on whether chance decides who gets what",
            disputed[0].first.path,
            disputed[0].second.path,
        )
    elif facts.allocation and facts.arm_count > 1:
        yield _chance(voice)
    if facts.crossover and facts.arm_count > 1:
        yield _in_turn(voice)
        if compare.kind.startswith(("placebo", "sham")):
            yield _about_dummy(voice)
        return
    if not briefly:
        yield _who_gets_what(voice)
    if compare.kind.startswith(("placebo", "sham")):
        yield _about_dummy(voice)


def _in_turn(voice: Voice) -> Sentence:
    """Say that people get one thing after the other, by name where all names are usable."""
    facts = voice.facts
    real = tuple(
        item for item in facts.treatments if not item.dummy and item.kind not in {"care", "measurement"}
    )
    dummies = [item for item in facts.treatments if item.dummy]
    dummy = (
        ""
        if not dummies
        else "a sham"
        if any("sham" in item.registered.lower() for item in dummies)
        else "a placebo"
    )
    paths = (f"{v.INFO}.interventionModel", v.ARMS)
    single = all(len(arm.gets) <= 1 for arm in facts.arms) or len(real) == 1
    parts = [*(v.called(item) for item in real), dummy] if single and all(item.name for item in real) else []
    listed = join_words([part for part in parts if part])
    if len([part for part in parts if part]) >= 2 and (
        full := first_fit((f"Each person {voice.gets} {listed}, one after the other",), *paths, limit=20)
    ):
        return full
    if facts.comparison.kind in {"same", "doses"}:
        return say(
            f"The groups {'swap' if voice.tense == 'now' else 'are to swap' if voice.tense == 'plan' else 'were to swap'} during the study",
            *paths,
        )
    return say(f"Each person {voice.gets} the treatments one after the other, in turn", *paths)


def _who_gets_what(voice: Voice) -> Sentence | None:
    facts, compare = voice.facts, voice.facts.comparison
    gets, get = voice.gets, voice.get
    everyone = v.names(tuple(facts.treatments[number] for number in compare.everyone), most=3)
    one = v.names(v.tested(facts), most=2, last="or" if compare.alternatives else "and")
    kind, _, added = compare.kind.partition("_added")
    if compare.kind in {"placebo_added", "sham_added"} and everyone and one:
        return first_fit(
            (
                f"Everyone {gets} {everyone}, plus {one} or a {kind}",
                f"Everyone {gets} {everyone}; some {get} a {kind} with it",
            ),
            v.ARMS,
        )
    if kind in {"placebo", "sham"}:
        return say(
            f"Some {get} a {kind} in its place"
            if len(v.tested(facts)) == 1
            else f"Some {get} a {kind} instead",
            v.ARMS,
        )
    if compare.kind == "added" and everyone and one:
        return first_fit((f"Everyone {gets} {everyone}; some {_also(get)} {one}",), v.ARMS)
    if compare.kind == "less" and everyone and one:
        return first_fit((f"Everyone {gets} {everyone}; only some also {get} {one}",), v.ARMS)
    if compare.kind == "usual_care":
        return say(f"Others {get} the usual care", v.ARMS)
    if compare.kind == "no_treatment":
        return say(
            {"now": "Others do not get it", "plan": "Others are not to get it"}.get(
                voice.tense, "Others were not to get it"
            ),
            v.ARMS,
        )
    if compare.kind == "one_group" and facts.study_type == "interventional":
        return say(f"There {voice.be} one group, with no other group to compare it with", v.ARMS)
    if compare.kind in {"doses", "same"} and everyone and all(arm.dummies for arm in facts.arms):
        sham = all("sham" in facts.treatments[n].registered.lower() for arm in facts.arms for n in arm.dummies)
        return first_fit((f"{'Both' if facts.arm_count == 2 else f'All {facts.arm_count}'} groups {get} {everyone} and a {'sham' if sham else 'placebo'}",), v.ARMS)
    if compare.kind in {"doses", "same"} and everyone:
        return first_fit(
            (f"{'Both' if facts.arm_count == 2 else f'All {facts.arm_count}'} groups {get} {everyone}",),
            v.ARMS,
        )
    if compare.kind in {"each_other", "treatments"} and everyone:
        return first_fit((f"Everyone {gets} {everyone} as well",), v.ARMS)
    return None


def _also(get: str) -> str:
    """Put "also" where it belongs: "also get", "are also to get"."""
    return (
        get.replace("are to", "are also to").replace("were to", "were also to")
        if " to " in get
        else f"also {get}"
    )


def _about_dummy(voice: Voice) -> Sentence:
    """Say what the placebo or sham is: in the record's words for a device or an operation, else in general."""
    facts = voice.facts
    dummies = [item for item in facts.treatments if item.dummy]
    name = facts.comparison.kind.partition("_")[0]
    kinds = {"device", "procedure", "other", "software", "behaviour", "radiation", "test", "measurement"}
    bodily = (
        [item for item in dummies if item.kind in kinds]
        if all(item.kind in kinds for item in v.tested(facts))
        else []
    )
    for item in bodily:
        if item.description and (
            quote := first_fit(
                (f"The record describes the {name} as “{item.description}”",), f"{item.path}.description"
            )
        ):
            return quote
    return voice.general("sham" if bodily else name)


def _chance(voice: Voice) -> Sentence:
    facts = voice.facts
    paths = (f"{v.INFO}.allocation", v.ARMS)
    decides = voice.does("decide")
    if facts.allocation == "chance":
        if facts.parts:
            return say(
                f"For at least some of the people, chance {decides} which group they {'joined' if voice.tense == 'past' else 'join'}",
                *paths,
            )
        if facts.crossover:
            return say(f"Chance {decides} who {'was' if voice.over else 'is'} in which group", *paths)
        who = (
            f"who {'got' if voice.tense == 'past' else 'gets'} what",
            f"who {'was' if voice.over else 'is'} in which group",
        )
        return say(f"Chance {decides} {voice.pick('chance', who)}", *paths)
    does_not = {"now": "does not decide", "past": "did not decide", "plan": "is not to decide"}.get(
        voice.tense, "was not to decide"
    )
    return say(f"Chance {does_not} who {'was' if voice.over else 'is'} in which group", *paths)


def who_is_told(voice: Voice) -> Sentence | None:
    """Say who is kept from knowing who gets what; silent where there is nothing to hide."""
    facts = voice.facts
    if (
        facts.masking != "some"
        or facts.arm_count < 2
        or facts.comparison.kind in {"one_group", "not_listed"}
        or (facts.comparison.kind == "same" and not all(arm.dummies for arm in facts.arms))
    ):
        return None
    disputed = [item for item in facts.contradictions if item.about == "masking"]
    if disputed:
        return say(
            "The record contradicts itself on whether people know what they get",
            disputed[0].first.path,
            disputed[0].second.path,
        )
    path = f"{v.INFO}.maskingInfo"
    told = {"now": "are not told", "plan": "are not to be told"}.get(voice.tense, "were not to be told")
    if not facts.who_is_not_told:
        return None
    who = join_words([_MASKED[name] for name in facts.who_is_not_told])
    sentence = first_fit((f"{who[:1].upper()}{who[1:]} {told} who gets what",), path)
    if sentence is not None:
        return sentence
    return say(
        f"Neither the people who take part nor the team {told} who gets what".replace(
            "are not", "are"
        ).replace("were not", "were"),
        path,
    )


def main_measure(voice: Voice) -> Sentence | None:
    """Say what is measured first, in plain words or as registered, and when."""
    facts = voice.facts
    if not facts.outcomes:
        return None
    outcome = facts.outcomes[0]
    measure = measure_of(outcome, facts)
    paths = (outcome.path, outcome.when_path if outcome.when else "")
    be = voice.be if voice.tense in {"now", "plan", "past"} else "was to be"
    noun = "" if measure is None else in_past(measure.noun) if voice.tense == "past" else measure.noun
    one = facts.outcome_count == 1
    start = (
        voice.pick("measure", ("The main thing measured {}", "The main measure {}"))
        if one
        else "One of the main measures {}"
    )
    start = start.format(be)
    when = f" (time given: {outcome.when})" if outcome.when else ""
    if measure is not None:
        return first_fit((f"{start} {noun}{when}", f"{start} {noun}"), *paths)
    return first_fit(
        (f"{start} listed as “{outcome.measure}”{when}", f"{start} listed as “{outcome.measure}”"),
        *paths,
        limit=24,
    )


# ── Studies that watch, and access outside a study ────────────────────────────


def _observing(voice: Voice) -> _Weighed:
    facts = voice.facts
    yield _KEEP, _what_is_watched(voice)
    yield _KEEP, for_whom(voice)
    yield _MINOR, other_conditions(voice)
    yield _KEEP, how_many(voice)
    items = tuple(item for item in v.leading(facts) if item.kind not in {"measurement", "care"})
    verb = {
        "never": "was to look",
        "unclear": "was set up to look",
        "plan": "is to look",
        "now": "looks",
        "past": "looked",
    }[voice.tense]
    if items:
        treated = [
            item
            for item in items
            if item.kind
            in {
                "drug",
                "biological",
                "vaccine",
                "procedure",
                "radiation",
                "device",
                "combination",
                "supplement",
            }
        ]
        if treated:
            yield (
                _KEEP,
                first_fit(
                    (
                        f"It {verb} at people who {'get' if voice.tense in {'now', 'plan'} else 'got'} {v.names(treated, last='or')}",
                        f"It {verb} at {v.names(treated, most=2)}",
                    ),
                    *v.paths(treated),
                ),
            )
        else:
            yield _KEEP, first_fit((f"It {verb} at {v.names(items)}",), *v.paths(items))
    if facts.follow_up:
        yield (
            _KEEP,
            say(
                f"Each person {'is' if not voice.over else 'was'} to be followed for {facts.follow_up.value}",
                facts.follow_up.path,
            ),
        )
    yield _KEEP, main_measure(voice)
    yield from ((_KEEP, sentence) for sentence in ending(voice))


def _what_is_watched(voice: Voice) -> Sentence:
    facts = voice.facts
    sources = (
        "protocolSection.designModule.studyType",
        f"{v.INFO}.timePerspective",
        f"{v.INFO}.observationalModel",
    )
    if voice.tense == "never":
        return say("This study was to collect facts; it was withdrawn before it began", *sources, v.STATUS)
    collects = {
        "unclear": "was set up to collect",
        "plan": "is to collect",
        "now": "collects",
        "past": "collected",
    }[voice.tense]
    if facts.time_perspective == "RETROSPECTIVE":
        looks = {"unclear": "was set up to look", "plan": "is to look", "now": "looks", "past": "looked"}[
            voice.tense
        ]
        return say(f"This study {looks} back at facts from the past", *sources)
    if facts.is_registry:
        return say(
            f"This study {collects} facts in a list of patients, called a registry",
            *sources,
            f"{v.DESIGN}.patientRegistry",
        )
    if facts.observational_model == "CASE_CONTROL":
        compares = {
            "unclear": "was set up to compare",
            "plan": "is to compare",
            "now": "compares",
            "past": "compared",
        }[voice.tense]
        return say(f"This study {compares} groups of people that differ in something", *sources)
    if facts.time_perspective == "CROSS_SECTIONAL":
        return say(f"This study {collects} facts at one point in time", *sources)
    return say(
        f"This study {collects} facts and {'gave' if voice.tense == 'past' else 'gives' if voice.tense == 'now' else 'to give'} no treatment of its own",
        *sources,
    )


def _access(voice: Voice) -> _Weighed:
    facts = voice.facts
    items = v.named(facts.treatments)
    offer = {"now": "offers", "past": "offered", "plan": "is to offer"}.get(
        voice.tense, "was set up to offer"
    )
    sources = ("protocolSection.designModule.studyType", *v.paths(items))
    what = v.names(items) or "a treatment"
    yield (
        _KEEP,
        first_fit(
            (f"This {'is' if not voice.over else 'was'} not a study; it {offer} {what} outside a study",),
            *sources,
        ),
    )
    yield _KEEP, for_whom(voice)
    yield _MINOR, other_conditions(voice)
    if facts.status == "NO_LONGER_AVAILABLE":
        yield _KEEP, say("It is no longer available", v.STATUS)
    elif facts.status == "AVAILABLE":
        yield _KEEP, say("The record lists it as available", v.STATUS)
    elif facts.status == "TEMPORARILY_NOT_AVAILABLE":
        yield _KEEP, say("It is not available for now", v.STATUS)
    elif facts.status == "APPROVED_FOR_MARKETING":
        yield _KEEP, say("The record says that it has been approved for sale", v.STATUS)
    yield _KEEP, voice.general("access-could")
