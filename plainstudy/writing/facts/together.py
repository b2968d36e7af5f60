"""How several illnesses of one record belong together: all are needed, any one is enough, or nobody can tell.

To say "or" where people need both is as false as "and" where one is enough (NCT06262854, NCT06063044). Where
the record does not say it in two places, the illnesses are told as a list and as no more.
"""

import re
from collections.abc import Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import asking_lines, has_any, lines_of_who_can_join, stems_of
from .short_forms import own_short_forms
from .things import Topic

ALL, ANY, UNKNOWN = "and", "or", ""

_MOST = 8
_EITHER = re.compile(r"\bor\b|\band/or\b|/")
_BREAKS_A_CHOICE = re.compile(r"\bwith(?:out)?\b|\bdue to\b|\band\b(?!/)")
_CHOICE = re.compile(
    r"\b(?:any|one|either|two|some)(?: or (?:more|both))? of\b|\bat least one\b"
    r"(?! (?:year|month|week|day|time|dose))|"
    r"(?<!both of the )(?<!all of the )(?<!all the )\bfollowing (?:"
    r"conditions|diagnos\w+|diseases|criteria|cancers|tumou?rs|types|indications)\b|"
    r"(?:^|\n)\W*(?:and/)?or\b|\bor\W*(?:\n|$)|"
    r"\b(?:cohorts?|part|groups?|stratum|arms?|sub-?stud\w+) ?(?:\d|[A-H]\b)|\bstudy group\b",
    re.I | re.M,
)
_TYPE = re.compile(r"\b(?:\d+[a-z]?|[IV]{1,4}[a-z]?)\b")
_SENTENCE = re.compile(r"(?<=[a-z)])[.;](?:\s+|$)|\n+")


def relation_of(record: StudyRecord, topics: Sequence[Topic]) -> str:
    """Say how illnesses belong together: ``ALL``, ``ANY`` or ``UNKNOWN``."""
    if not 2 <= len(topics) <= _MOST:
        return UNKNOWN
    if _are_types_of_one(topics):
        return ANY
    own = _own_stems(record, topics)
    if not all(own):
        return UNKNOWN
    if len(topics) == 2 and _come_together(record, own):
        return ALL
    if _any_one_is_enough(record, own) or _groups_differ(record, own):
        return ANY
    if len(topics) > 2 or all(is_a_cancer(topic.words) for topic in topics):
        return UNKNOWN
    return ALL if _both_are_asked_for(record, own) or _a_line_has_both(record, own) else UNKNOWN


_COME_TOGETHER = gated(
    r"\bco-?occurring\b|\bco-?morbid\b(?! (?:patholog|condition|disorder|disease|illness))|"
    r"\bco-?existing\b|\bdual diagnos|\boverlap syndrome",
    re.I,
)


def _come_together(record: StudyRecord, own: list[tuple[str, ...]]) -> bool:
    """True where a title or the summary says that both come together in the people of the study."""
    part = record.protocol_section
    titles = part.identification_module
    texts = (titles.brief_title, titles.official_title, part.description_module.brief_summary)
    return any(
        _COME_TOGETHER.search(sentence) and all(has_any(sentence.lower(), stems) for stems in own)
        for text in texts
        if text
        for sentence in _SENTENCE.split(text)
    )


_CANCER = gated(
    r"cancer|tumou?r|leuk|lymphom|myelom|melanom|sarcom|gliom|blastom|carcino|neoplas|mesotheliom|thymom|"
    r"ependymom|myelodyspl|macroglobulin",
    re.I,
)


def is_a_cancer(words: str) -> bool:
    """True for words that name a cancer, not for what spread from one."""
    return _CANCER.search(words) is not None and "metastas" not in words


def _own_stems(record: StudyRecord, topics: Sequence[Topic]) -> list[tuple[str, ...]]:
    """Give for each illness the stems that no other one has."""
    main = [stems_of(f"{topic.registered} {topic.words}", same=False) for topic in topics]
    found = [
        {
            *stems_of(f"{topic.registered} {topic.words}"),
            *own_short_forms(record, topic.registered),
            *_WHICH_TYPE.findall(topic.words),
        }
        for topic in topics
    ]
    return [
        tuple(sorted(stem for stem in stems if not any(_is_of(stem, main[at]) for at in others)))
        for number, stems in enumerate(found)
        if (others := [at for at in range(len(topics)) if at != number])
    ]


_WHICH_TYPE = re.compile(r"\btype [12]\b")


def _is_of(stem: str, stems: tuple[str, ...]) -> bool:
    """True where a stem also stands for one of these."""
    return any(stem.startswith(other) or other.startswith(stem) for other in stems)


def _are_types_of_one(topics: Sequence[Topic]) -> bool:
    """True for "type 1" and "type 2" of the same."""
    named = {stems_of(_TYPE.sub("", topic.words), same=False) for topic in topics}
    types = {tuple(_TYPE.findall(topic.words)) for topic in topics}
    return len(named) == 1 and len(types) == len(topics) and () not in types


def _first_place(text: str, stems: tuple[str, ...]) -> int:
    return min((at for stem in stems if (at := text.find(stem)) >= 0 and has_any(text, (stem,))), default=-1)


def _any_one_is_enough(record: StudyRecord, own: list[tuple[str, ...]]) -> bool:
    """True where one line of who can join, or a title, names them all with "or" between them."""
    titles = record.protocol_section.identification_module
    criteria = record.protocol_section.eligibility_module.eligibility_criteria or ""
    for line in (titles.brief_title or "", titles.official_title or "", *lines_of_who_can_join(criteria)):
        low = line.lower()
        if (" or " not in low and "and/or" not in low and "/" not in low) or _IS_A_WISH.search(low):
            continue
        places = [_first_place(low, stems) for stems in own]
        if min(places) >= 0:
            between = low[min(places) : max(places)]
            if _EITHER.search(between) and not _BREAKS_A_CHOICE.search(between):
                return True
    return False


_IS_A_WISH = re.compile(r"\binterest|\bwilling|\btreatments? for\b|\bwish")


def _groups_differ(record: StudyRecord, own: list[tuple[str, ...]]) -> bool:
    """True where each illness has a group of its own, named after it."""
    groups = record.protocol_section.arms_interventions_module.arm_groups
    if len(groups) < len(own):
        return False
    named = []
    for group in groups:
        low = (group.label or "").lower()
        held = [number for number, stems in enumerate(own) if has_any(low, stems)]
        if len(held) == 1:
            named.append(held[0])
    return len(set(named)) == len(own) == len(named)


def _both_are_asked_for(record: StudyRecord, own: list[tuple[str, ...]]) -> bool:
    """True where who can join asks for each by itself, and a title or the summary names them together."""
    part = record.protocol_section
    criteria = part.eligibility_module.eligibility_criteria or ""
    if (
        part.eligibility_module.healthy_volunteers
        or "nclusion" not in criteria
        or _OTHERS_TOO.search(criteria)
    ):
        return False
    lines = [line.lower() for line in lines_of_who_can_join(criteria)]
    one, other = (asking_lines(criteria, stems) for stems in own)
    apart = any(first != second for first in one for second in other)
    together = [lines[number] for number in one if number in other]
    if not (apart or together) or any(_is_a_choice(line, own) for line in together):
        return False
    if any(_LOOSE.search(lines[number]) for number in (*one, *other)):
        return False
    if _CHOICE.search("\n".join(lines[: max((*one, *other)) + 1])) or _labels_tell(record, own):
        return False
    titles = part.identification_module
    sentences = (
        titles.brief_title or "",
        titles.official_title or "",
        *_SENTENCE.split(part.description_module.brief_summary or ""),
    )
    return any(_named_together(sentence.lower(), own) for sentence in sentences)


_ONE_WITH_THE_OTHER = re.compile(r"^\S*[\w\s()/-]{0,40}?\bwith\b[^.:;]{0,40}$")
_ONE_AND_THE_OTHER = re.compile(r"^[^.:;]{0,40}?\band\b[^.:;]{0,40}$")
_OF_PEOPLE = re.compile(
    r"\b(?:patients|participants|subjects|adults|people|individuals|women|men) with[\w\s-]{0,20}$"
)
_NO_JOIN = re.compile(r"\bor\b|/|\bwithout\b")


def _a_line_has_both(record: StudyRecord, own: list[tuple[str, ...]]) -> bool:
    """True where a line of who can join asks for one with the other, or for both as a title does."""
    part = record.protocol_section
    criteria = part.eligibility_module.eligibility_criteria or ""
    one, other = (asking_lines(criteria, stems) for stems in own)
    shared = [number for number in one if number in other]
    if not shared or _OTHERS_TOO.search(criteria) or _labels_tell(record, own):
        return False
    lines = [line.lower() for line in lines_of_who_can_join(criteria)]
    betweens = [_between(lines[number], own) for number in shared if " or " not in lines[number]]
    betweens = [between for between in betweens if not _NO_JOIN.search(between)]
    if any(map(_ONE_WITH_THE_OTHER.match, betweens)):
        return True
    titles = part.identification_module
    told = any(
        _ONE_AND_THE_OTHER.match(between) and _OF_PEOPLE.search(low[: low.find(between)])
        for low in ((titles.brief_title or "").lower(), (titles.official_title or "").lower())
        if (between := _between(low, own)) and not _NO_JOIN.search(between)
    )
    return told and any(map(_ONE_AND_THE_OTHER.match, betweens))


_OTHERS_TOO = re.compile(
    r"\b(?:healthy|lean|controls|control (?:group|subjects?|participants?|cohort))\b", re.I
)
_IS_CARE = re.compile(
    r"therap|treat|training|program|\bapp\b|intervention|\bfor\b|surgery|\bcare\b|management"
)
_LOOSE = re.compile(r"\bmay (?:be|have)\b|\bwith(?:/| or | and |/ ?or )without\b|\bif\b")


def _is_a_choice(low: str, own: list[tuple[str, ...]]) -> bool:
    """True where a line that names both has an "or": of two illnesses, or of something else."""
    return " or " in low or _EITHER.search(_between(low, own)) is not None


def _labels_tell(record: StudyRecord, own: list[tuple[str, ...]]) -> bool:
    """True where the name of a group names one of them: the groups differ in what people have."""
    labels = [
        (group.label or "").lower() for group in record.protocol_section.arms_interventions_module.arm_groups
    ]
    people = [label for label in labels if not _IS_CARE.search(label)]
    return any(has_any(label, stems) for label in people for stems in own)


def _between(low: str, own: list[tuple[str, ...]]) -> str:
    places = sorted(_first_place(low, stems) for stems in own)
    return low[places[0] : places[-1]] if places[0] >= 0 else ""


def _named_together(low: str, own: list[tuple[str, ...]]) -> bool:
    between = _between(low, own)
    return bool(between) and not _EITHER.search(between)
