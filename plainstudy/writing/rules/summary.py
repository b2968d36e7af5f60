"""The summary: what is tested, in whom, how many, how, what is measured, how it ended."""

from collections.abc import Iterator

from plainstudy.writing.text import Sentence

from .about_what import other_conditions
from .allotting import who_is_told
from .comparing import how_compared
from .first_measure import main_measure
from .grouping import names_of_groups
from .people import for_whom, how_many
from .standing import ending
from .tested import aim_told, what_is_listed, what_is_tested
from .titles import names_a_study, title_words
from .voice import Voice, first_fit, say
from .watching import a_way_to_get_it, what_is_looked_at, what_is_watched, what_speaks_against

MOST = 8
_Weighed = Iterator[tuple[int, Sentence | None]]
_KEEP, _TELLING, _USEFUL, _MINOR, _SPARE = range(5)


def summary_of(voice: Voice) -> tuple[Sentence, ...]:
    """Write 3 to 8 short sentences in the order of a study's course; the least telling give way first."""
    kinds = {"expanded access": _access, "observational": _observing}
    parts = kinds.get(voice.facts.study_type, _testing)(voice)
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


def _testing(voice: Voice) -> _Weighed:
    yield _KEEP, what_is_tested(voice)
    yield _KEEP, what_is_listed(voice)
    yield _TELLING, aim_told(voice)
    yield _KEEP, for_whom(voice)
    yield _USEFUL, other_conditions(voice)
    yield _KEEP, how_many(voice)
    for sentence in how_compared(voice):
        yield _weight(sentence), sentence
    yield _USEFUL, who_is_told(voice)
    yield _KEEP, main_measure(voice)
    for sentence in ending(voice):
        yield _KEEP, sentence


def _observing(voice: Voice) -> _Weighed:
    facts = voice.facts
    yield _KEEP, what_is_watched(voice)
    yield _TELLING, what_speaks_against(voice)
    yield _KEEP, for_whom(voice)
    yield _USEFUL, other_conditions(voice)
    yield _KEEP, how_many(voice)
    looked_at = what_is_looked_at(voice)
    yield _TELLING, looked_at or registered_as(voice)
    yield _TELLING, names_of_groups(voice)
    if facts.follow_up:
        yield _USEFUL, followed_for(voice)
    yield _KEEP, main_measure(voice)
    for sentence in ending(voice):
        yield _KEEP, sentence


def _access(voice: Voice) -> _Weighed:
    yield _KEEP, a_way_to_get_it(voice)
    yield _KEEP, for_whom(voice)
    yield _USEFUL, other_conditions(voice)
    yield _KEEP, voice.general("access-could")


def _weight(sentence: Sentence | None) -> int:
    if sentence is None or sentence.sources[0].startswith("general:"):
        return _SPARE
    return _USEFUL if sentence.sources[0].endswith(("allocation", "interventionModel")) else _TELLING


def registered_as(voice: Voice) -> Sentence | None:
    """Quote the title of a study that lists nothing by name: what it looks at stands there alone."""
    title = voice.facts.title
    if title is None or "“" in title.value or '"' in title.value or "&" in title.value:
        return None
    if (words := title_words(voice.facts)) and not names_a_study(words):
        return None  # the headline says it
    return first_fit((f"It is registered as “{title.value}”",), title.path, limit=22)


def followed_for(voice: Voice) -> Sentence | None:
    """Say for how long people are followed, where a second place says so too; else what is listed."""
    length = voice.facts.follow_up
    if length is None:
        return None
    if not voice.facts.follow_up_told:
        return say(f"The follow-up time listed {voice.be} {length.value}", length.path)
    return say(f"Each person {voice.be} to be followed for {length.value}", length.path)
