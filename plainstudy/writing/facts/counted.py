"""How many take part: whether the number is of people, and whether the texts give another."""

import re
from collections.abc import Iterator

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Fact

ENROLLMENT = "protocolSection.designModule.enrollmentInfo"

_OTHER_UNIT = re.compile(
    r"[ -](?:(?!patients|participants|people|subjects|individuals|women|men|adults|children|in|from|at|to|"
    r"with|by)"
    r"[a-z/-]+ ){0,2}(?:(?!participants|patients)[a-z]+[/-])?(?:clinics|(?:health )?systems|hospitals|"
    r"practices|schools|villages|communities|clusters|"
    r"centers|centres|sites|eyes|teeth|molars|knees|hips|samples|specimens|families|households|dyads|triads|"
    r"couples|pairs|wards|pharmacies|classrooms|churches|animals|mice|rats|lesions|"
    r"cells|implants|publications|articles|studies|trials|medical records|nursing homes|"
    r"departments|biopsies)\b",
    re.I,
)
_UNIT_OF_PEOPLE = re.compile(
    r" (?:[a-z-]+ ){0,3}(?:patients|participants|people|subjects|individuals|women|men|adults|children|"
    r"volunteers|infants)\b",
    re.I,
)


def people_facts(record: StudyRecord) -> tuple[Fact[int] | None, bool | None]:
    """Give how many people, and whether that is what happened (True), a plan (False) or not said (None).

    No number where the text says it of something else: 10 health systems (NCT05254535).
    """
    info = record.protocol_section.design_module.enrollment_info
    if info.people is None or _counts_no_people(record, str(info.count)):
        return None, None
    actual = {"ACTUAL": True, "ESTIMATED": False}.get(info.type or "")
    return Fact(info.people, f"{ENROLLMENT}.count", str(info.count)), actual


def _texts(record: StudyRecord) -> tuple[str, ...]:
    part = record.protocol_section
    titles, told, rules = part.identification_module, part.description_module, part.eligibility_module
    listed = (
        titles.brief_title,
        titles.official_title,
        told.brief_summary,
        told.detailed_description,
        part.design_module.design_info.intervention_model_description,
        rules.study_population,
        *(group.description for group in part.arms_interventions_module.arm_groups),
    )
    return tuple(text for text in listed if text)


def _counts_no_people(record: StudyRecord, count: str) -> bool:
    """True where texts say the number of something else, and never of people."""
    found = False
    for text in _texts(record):
        at = text.find(count)
        while at >= 0:
            after = text[at + len(count) : at + 80]
            whole = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,-^/")
            other = _OTHER_UNIT.match(after) if whole else None
            if whole and other is None and _UNIT_OF_PEOPLE.match(after):
                return False
            found = found or other is not None
            at = text.find(count, at + 1)
    return found


_LOOKS_BACK = gated(
    r"\bretrospective(?:ly)? (?:and prospective|(?:\w+,? ){0,2}(?:study|review|cohorts?|analysis|arms?|audit|"
    r"chart|analy[sz]ed))\b|\bprospective and retrospective\b|\bchart reviews?\b|"
    r"\breview of (?:\w+ )?(?:medical|health|hospital|patient) records\b",
    re.I,
)


def looks_back(record: StudyRecord) -> bool:
    """True where a study that watches counts, in part or in all, whom old papers tell of (NCT03798535)."""
    part = record.protocol_section
    if part.design_module.study_type != "OBSERVATIONAL":
        return False
    titles = part.identification_module
    texts = (titles.brief_title, titles.official_title, part.description_module.brief_summary)
    return any(_LOOKS_BACK.search(text) for text in texts if text)


_WHO = (
    r"(?:patients|participants|people|subjects|individuals|women|men|adults|children|volunteers|infants|"
    r"students|nurses|mothers)"
)
_CAME = gated(r"\b(?:were|was|have been) (?:\w+ )?(?:enrolled|recruited|included|randomi[sz]ed)\b", re.I)
_SO_MANY = re.compile(
    rf"(?<![\w.,/^-])(\d{{1,3}}(?:,\d{{3}})+|\d+) (?:[\w-]+ ){{0,2}}{_WHO} [\w (),-]*$",
    re.I,
)
_LOOK_BACK = 120
_OF_ALL = gated(
    rf"\bof (?:the|these) (\d[\d,]*) {_WHO} (?:enrolled|recruited|included)\b|"
    rf"\bof (\d[\d,]*) (?:enrolled|recruited|included) {_WHO}\b",
    re.I,
)
_PLANNED = gated(
    rf"\b(?:plans? to|will|aims? to|aim to|going to) (?:enrol|enroll|recruit|include) (?:a total of )?"
    rf"(?:approximately |about )?(\d[\d,]*) (?:[\w-]+ ){{0,2}}{_WHO}\b|"
    r"\b(?:among|enrolling|recruiting) N ?= ?(\d[\d,]*)\b|"
    rf"\btotal (?:sample size |number )?of (?:approximately |about )?(\d[\d,]*) (?:[\w-]+ ){{0,2}}{_WHO}\b",
    re.I,
)
_MORE = 1.1


def another_count_of(record: StudyRecord, count: int | None, *, actual: bool | None) -> bool:
    """True where a text says that more people took part, or are to, than the box has (NCT03209245).

    Never where a text gives the number of the box too: the other may be of an earlier study.
    """
    if count is None or actual is None:
        return False
    texts = _texts(record)
    plain, marked = str(count), f"{count:,}"
    near = [text for text in texts if plain in text or marked in text]
    written = re.compile(rf"(?<![\d.,])(?:{plain}|{marked})(?!\d|[.,]\d)") if near else None
    if written and any(map(written.search, near)):
        return False
    return any(number > _MORE * count for text in texts for number in _numbers_in(text, actual=actual))


def _numbers_in(text: str, *, actual: bool) -> Iterator[int]:
    """Yield of how many people a text says that they came, and, beside a plan, how many it plans."""
    for verb in _CAME.finditer(text):
        if found := _SO_MANY.search(text[max(0, verb.start() - _LOOK_BACK) : verb.start()]):
            yield _number_of(found)
    for pattern in (_OF_ALL,) if actual else (_OF_ALL, _PLANNED):
        yield from map(_number_of, pattern.finditer(text))


def _number_of(found: re.Match[str]) -> int:
    digits = next(filter(None, found.groups()), "0").replace(",", "")
    return int(digits or 0)
