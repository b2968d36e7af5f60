"""Who can join: age and its direction, sex, healthy people; and words for groups of people anywhere."""

import re
from collections.abc import Iterator

from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved
from .units import TIME

TRIGGERS = word_set(
    "adult adults child children baby babies infant infants teenager "
    "teenagers teen teens men man women woman male males female "
    "females boys girls boy girl sex sexes gender healthy "
    "age aged ages older younger old young over under years year elderly seniors newborns any months"
)
_UNIT = r"(?: ?-?(years?|months?|weeks?|days?|hours?|minutes?))?"
_OF_PEOPLE = re.compile(
    r"[\d,]* (?:\w+ ){0,2}(?:people|adults|women|men|children|participants|patients|places|groups)\b"
)
_RANGE = sieved(
    rf"\b(?:between |aged? |ages |from )?(?<![\w-])(\d+){_UNIT} ?(?:to|-|"
    rf"and|through|until|up to)(?: (?:under|below))? ?(\d+){_UNIT}(?: "
    rf"old| of age)?"
)
_LOWER = (
    sieved(
        rf"\b(?:at least|from|over|older than|above|no younger than|"
        rf"not younger than|more than|minimum(?: age)?(?: is| of)?|"
        rf"starting at)(?: age| the age of)? (\d+){_UNIT}"
    ),
    sieved(rf"\b(\d+){_UNIT}(?: of age| old)?,? (?:or|and) (?:older|over|above|up\b|more)"),
)
_UPPER = (
    sieved(
        rf"\b(?:at most|up to|under|younger than|below|no older "
        rf"than|not older than|less than|maximum(?: age)?(?: is|"
        rf" of)?|until)(?: age| the age of)? (\d+){_UNIT}"
    ),
    sieved(rf"\b(\d+){_UNIT}(?: of age| old)?,? (?:or|and) (?:younger|under|below|less)"),
)
_IS_AGE = sieved(r"\b(?:aged?|ages|old|older|younger|young)\b")
_LIMIT_NONE = sieved(
    r"\bno (?:upper|maximum|highest|top) (?:age|limit)|\bno (?:age "
    r"limit|limit (?:on|for|of) age)|\bany age\b|\ball ages\b|"
    r"\bof every age\b"
)
_NO_LOWER = sieved(
    r"\bno (?:lower|minimum|lowest) (?:age|limit)|\bno (?:age "
    r"limit|limit (?:on|for|of) age)|\bany age\b|\ball ages\b|"
    r"\bof every age\b"
)

_CHILD_WORDS = word_set(
    "child children baby babies infant infants newborns teenager "
    "teenagers teen teens toddlers boys girls boy girl kids teenage "
    "toddlers"
)
_MALE = sieved(r"\b(?:men|man|males?|boys?)\b")
_FEMALE = sieved(r"\b(?:women|woman|females?|girls?)\b")
_ALL_SEXES = sieved(
    r"\b(?:any|all|either|both|every) (?:sex|sexes|genders?)\b|"
    r"\b(?:men and women|women and men|males? and females?|females? "
    r"and males?|boys and girls|girls and boys|men or women|women "
    r"or men|men, women)\b|\bsex does not matter\b"
)
_ONLY_ONE = sieved(
    r"\b(?:only|just) (?:\w+ )?(?:men|women|males?|females?|boys|"
    r"girls)\b|\b(?:men|women|males|females|boys|girls) only\b|"
    r"\b(?:for|to) (?:\w+ )?(?:men|women|males|females|boys|girls)\b"
)
_HEALTHY_IN = sieved(
    r"\bhealthy (?:people|volunteers|adults|men|women|participants|"
    r"persons|children|individuals|human\w*|males|females|teenagers|"
    r"babies)\b"
)
_NOT_OPEN = sieved(
    r"\b(?:cannot|can't|can not|not (?:accept\w*|open|take\w*|"
    r"for|join|able|be)|no healthy|without|unable|may not|excluded|"
    r"not)\b"
)
_JOINING = sieved(r"\b(?:join|accept\w*|take part|taken|open|welcome|allowed|participate|can)\b")


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield what the sentence says of age, sex and health against the record."""
    if section != "criteria":
        yield from _ages(reading, evidence, sources)
    yield from _groups(reading, passage, evidence, section)
    yield from _sexes(reading, passage, evidence, section)
    yield from _healthy(reading, passage, evidence, section)


def _hours(number: str, unit: str | None) -> float:
    return float(number) * TIME[(unit or "year").rstrip("s")]


def _registered(age: str | None) -> float | None:
    if not age:
        return None
    number, _, unit = age.partition(" ")
    unit = unit.lower().rstrip("s")
    return float(number) * TIME[unit] if number.replace(".", "").isdigit() and unit in TIME else None


def _ages(reading: Reading, evidence: Evidence, sources: tuple[str, ...]) -> Iterator[Fault]:
    part = evidence.protocol.eligibility_module
    cited = any(source.endswith(("minimumAge", "maximumAge", "eligibilityModule")) for source in sources)
    if not (cited or reading.find(_IS_AGE)):
        return
    least, most = _registered(part.minimum_age), _registered(part.maximum_age)
    if reading.find(_LIMIT_NONE) and most is not None:
        yield "age", "the record has an upper limit of age", part.maximum_age or ""
    if reading.find(_NO_LOWER) and least is not None:
        yield "age", "the record has a lower limit of age", part.minimum_age or ""
    if not cited:
        return
    yield from _limits(reading, least, most)


def _limits(reading: Reading, least: float | None, most: float | None) -> Iterator[Fault]:
    low = reading.open
    rest = low
    if found := reading.find(_RANGE):
        unit = found[4] or found[2]
        lower, upper = _hours(found[1], found[2] or unit), _hours(found[3], unit)
        if not (_same(lower, least) and _same(upper, most)):
            yield "age", "this is not the registered range of age", found.group()
        rest = low[: found.start()] + low[found.end() :]
    for patterns, limit, what in ((_LOWER, least, "lower"), (_UPPER, most, "upper")):
        for pattern in patterns:
            if not reading.may & pattern.bit:
                continue
            for found in pattern.finditer(rest):
                if _OF_PEOPLE.match(rest, found.end()) and not found[2]:
                    continue
                if not _same(_hours(found[1], found[2]), limit):
                    yield "age", f"this is not the registered {what} limit of age", found.group()


def _same(one: float, limit: float | None) -> bool:
    return limit is not None and abs(one - limit) < 0.02 * max(one, limit, 1)


_CHILD_LINE = re.compile(
    r" (?:child|pediatr|infan|neonat|newborn|preterm|adolesc|youth|"
    r"teen|bab(?:y|ies)|toddler|juvenil|school|boys?|girls?|kid|"
    r"pupil|minor|young|student|birth|congenit|famil|parent|mother|"
    r"matern|fet)"
)


_ADULT = re.compile(r"(?<!\")adults?\b(?!\")")  # not the field of standard ages, "ADULT" in quotes
_ONLY_ADULTS = sieved(r"\bonly (?:\w+ )?adults\b|\badults only\b")


def _groups(reading: Reading, passage: Passage, evidence: Evidence, section: str) -> Iterator[Fault]:
    if section == "criteria":
        return
    part = evidence.protocol.eligibility_module
    ages = set(part.std_ages)
    least, most = _registered(part.minimum_age), _registered(part.maximum_age)
    children = reading.words & _CHILD_WORDS
    from_text = _ADULT.search(passage.raw) is not None and reading.find(_ONLY_ADULTS) is None
    adults = reading.words & {"adult", "adults"}
    grown = adults or reading.words & {"men", "women", "people", "parents", "mothers"}
    if not ages and least is None and most is None:
        return
    if adults and not children and not from_text and least is not None and least < 16 * TIME["year"]:
        yield "age", "not only adults can take part", next(iter(adults))
    if adults and not children and not from_text and least is None and "CHILD" in ages:
        yield "age", "not only adults can take part", next(iter(adults))
    if adults and most is not None and most < 18 * TIME["year"]:
        yield "age", "no adults can take part", next(iter(adults))
    if children and not _CHILD_LINE.search(passage.line):
        if (least is not None and least >= 18 * TIME["year"]) or (ages and "CHILD" not in ages):
            yield "age", "no children can take part", next(iter(children))
        elif (
            section in {"headline", "summary"}
            and not grown
            and "ADULT" in ages
            and (most is None or most > 21 * TIME["year"])
        ):
            yield "age", "not only children can take part", next(iter(children))
    if (
        children & {"baby", "babies", "infant", "infants", "newborns"}
        and least is not None
        and least >= 3 * TIME["year"]
        and not _CHILD_LINE.search(passage.line)
    ):
        yield "age", "no babies can take part", next(iter(children))


def _sexes(reading: Reading, passage: Passage, evidence: Evidence, section: str) -> Iterator[Fault]:
    sex = evidence.protocol.eligibility_module.sex
    male, female = reading.find(_MALE), reading.find(_FEMALE)
    if not (male or female or reading.find(_ALL_SEXES)) or sex is None or section == "criteria":
        return
    line = passage.line
    if found := reading.find(_ALL_SEXES):
        if sex != "ALL":
            yield "sex", "the record names one sex only", found.group()
        return
    if male and sex == "FEMALE" and not _MALE.search(line):
        yield "sex", "the record names women or girls only", male.group()
    if female and sex == "MALE" and not _FEMALE.search(line):
        yield "sex", "the record names men or boys only", female.group()
    if sex == "ALL" and bool(male) != bool(female) and (found := reading.find(_ONLY_ONE)):
        word = (male or female).group()  # type: ignore[union-attr]
        pattern = _MALE if male else _FEMALE
        if not pattern.search(line):
            yield "sex", "the record names no single sex", word


def _healthy(reading: Reading, passage: Passage, evidence: Evidence, section: str) -> Iterator[Fault]:
    if "healthy" not in reading.words or section == "criteria":
        return
    accepted = evidence.protocol.eligibility_module.healthy_volunteers
    if not (found := reading.find(_HEALTHY_IN)):
        return
    negated = bool(reading.find(_NOT_OPEN))
    if negated and reading.find(_JOINING):
        if accepted is not False:
            yield "healthy", "the record does not keep healthy people out", found.group()
    elif (accepted is not True and " healthy " not in passage.line) or (
        accepted is False and reading.find(_JOINING)
    ):
        yield "healthy", "the record does not accept healthy people", found.group()


_GROUP = sieved(r"\b(?:adults?|" + "|".join(sorted(_CHILD_WORDS)) + r")\b")
SPEAKS = (_RANGE, *_LOWER, *_UPPER, _LIMIT_NONE, _NO_LOWER, _MALE, _FEMALE, _ALL_SEXES, _HEALTHY_IN, _GROUP)
"""A sentence that matches none of these claims nothing that this check looks at."""
