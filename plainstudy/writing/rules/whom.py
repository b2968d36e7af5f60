"""How the people of one study are named inside a sentence, and where that stands."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from plainstudy.plain.wording import join_words, with_article
from plainstudy.writing.facts import Facts, Topic

CONDITIONS = "protocolSection.conditionsModule.conditions"
_MODULE = "protocolSection.conditionsModule"
TITLE = "protocolSection.identificationModule.briefTitle"
OFFICIAL = "protocolSection.identificationModule.officialTitle"
ELIGIBILITY = "protocolSection.eligibilityModule"


def illnesses(facts: Facts) -> tuple[Topic, ...]:
    """Give the conditions that are illnesses."""
    return tuple(topic for topic in facts.topics if topic.kind == "illness")


def main_topic(facts: Facts) -> Topic | None:
    """Give the illness that all the people are said to have; None where nobody is said to be ill."""
    return None if only_healthy(facts) or facts.others is not None else facts.ill_with


_LONGER_LIST = 60
"""How many letters of a list of illnesses a headline bears."""
_FEW = 9


def unowned_topic(facts: Facts) -> Topic | None:
    """Give what a study is about whose people are not said to have it, short enough for a headline."""
    if main_topic(facts) is not None or facts.called is not None:
        return None
    told = [item for item in facts.about if item.kind == "illness" and not item.listed_only]
    only_listed = bool(facts.about) and all(item.listed_only for item in facts.about)
    if only_listed and not facts.about_more:
        told = [item for item in facts.about if item.kind == "illness"]  # all of it, or nothing
    found = [item for item in told if len(item.words.split()) <= _FEW]
    if not found:
        return None
    words = join_words([told_of(item.words) for item in found])
    if only_listed and len(told) > 1 and (len(words) > _LONGER_LIST or len(found) != len(told)):
        return None
    if only_listed and len(told) > 1:
        return Topic(registered="", words=words, path=CONDITIONS, kind="illness")
    if len(told) == 1 and not facts.about_more:
        return found[0]
    if any(not item.path.startswith(CONDITIONS) for item in found):
        return with_others(found[0])  # several of them have no one place
    if facts.about_more or len(found) != len(told) or len(words) > _LONGER_LIST:
        return with_others(found[0])
    path = CONDITIONS if all(item.path.startswith(CONDITIONS) for item in found) else _MODULE
    return Topic(registered="", words=words, path=path, kind="illness")


OTHERS = "and other conditions"


def with_others(topic: Topic, others: str = OTHERS) -> Topic:
    """Name one of several conditions without telling it as the only one."""
    return replace(topic, words=f"{told_of(topic.words)} {others}")


def only_healthy(facts: Facts) -> bool:
    """True where a title or a rule asks for healthy people, and nothing speaks of others."""
    return facts.all_healthy is not None and facts.ill_with is None


def people_with(facts: Facts) -> str:
    """Name the people: "adults with asthma", "healthy men", "children"; never more than the record says."""
    if facts.health_workers:
        return "health workers"
    if facts.others is not None:
        return facts.others.value
    if only_healthy(facts):
        return f"healthy {facts.group}"
    if facts.called is not None:
        return facts.called.value
    topic = main_topic(facts)
    around = facts.setting.value if facts.setting else ""
    if topic is None:
        return f"{facts.group} {around}" if around else facts.group
    if around and len(around.split()) + len(topic.words.split()) > _LONG:
        if _SEVERAL.search(topic.words) and around != "around an operation":
            return f"{facts.group} {around}"
        around = ""
    if around.startswith("who have") and _says_it_too(topic.words, around):
        return f"{facts.group} {around}"  # "women who have breast cancer surgery"
    who = with_illness(facts.group, topic.words)
    return f"{who} {around}" if around else who


_LONG = 12
_SEVERAL = re.compile(r",| or ")
"""Of several illnesses and an operation that all have, the operation says more about the people."""


def _says_it_too(illness: str, around: str) -> bool:
    """True where the words of an operation hold those of the illness."""
    return set(re.findall(r"\w{4,}", illness.lower())) <= set(re.findall(r"\w{4,}", around.lower()))


_COUNTED = (
    *("tumor", "infection", "lesion", "fracture", "ulcer", "wound", "wart", "nodule", "cyst", "polyp"),
    *("metastasis", "sting", "bite", "burn"),
)


def with_illness(group: str, words: str) -> str:
    """Join people and illness as English has it."""
    if "child" in group:
        words = re.sub(r"^childhood (?=cancer|solid|asthma|brain|acute|leuk)", "", words)
    elif "adult" in group:
        words = re.sub(r"^adult (?=[a-z])", "", words)
    words = re.sub(r" in (?:children|adults|infants)$", "", words)
    return f"{group} with {words if ' or ' in words or ' and ' in words else counted(words)}"


def counted(words: str) -> str:
    """Put an article before an illness that can be counted."""
    return _a(words) if words.endswith(_COUNTED) else words


_MANY_OF = re.compile(
    rf"\b(?:{'|'.join(word for word in _COUNTED if word not in ('infection', 'metastasis'))})$"
)


def told_of(words: str) -> str:
    """Name an illness that a study is about: "wounds", "brain tumors"; nobody is said to have one."""
    return f"{words}s" if _MANY_OF.search(words) and not words.startswith(("a ", "an ", "the ")) else words


def _a(words: str) -> str:
    return words if words.startswith(("a ", "an ", "the ")) else with_article(words)


def ways_to_name(facts: Facts) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Give whom it is for, the illness, and where both stand: by the title, then by the conditions."""
    topic = main_topic(facts)
    ways = [(people_with(facts), topic.words if topic else people_with(facts), who_paths(facts))]
    if topic and facts.setting is not None and facts.setting.value in ways[0][0]:
        ways.append((f"{facts.group} {facts.setting.value}", topic.words, who_paths(facts)))
    return tuple(ways)


def who_paths(facts: Facts) -> tuple[str, ...]:
    """Give where it stands whom the study is about: illness, and age and sex where they are named."""
    if facts.health_workers:
        return (facts.health_workers.path,)
    if facts.others is not None:
        return (facts.others.path,)
    if facts.called is not None and not only_healthy(facts):
        return tuple(dict.fromkeys((facts.called.path, *_illness_paths(facts), *_age_paths(facts))))
    return tuple(dict.fromkeys((*_illness_paths(facts), *_age_paths(facts))))


def _illness_paths(facts: Facts) -> Iterable[str]:
    topic = main_topic(facts)
    who = people_with(facts)
    yield topic.path if topic else facts.all_healthy.path if facts.all_healthy else CONDITIONS
    if topic is not None and not topic.registered:
        yield from (f"{ELIGIBILITY}.eligibilityCriteria", CONDITIONS)  # what joins several stands there
    if facts.setting is not None and facts.setting.value in who:
        yield facts.setting.path
    if facts.group.startswith("pregnant"):
        yield f"{ELIGIBILITY}.eligibilityCriteria"


def _age_paths(facts: Facts) -> tuple[str, ...]:
    if facts.group == "people":
        return ()
    ages = (fact.path for fact in (facts.minimum_age, facts.maximum_age) if fact)
    return (*ages, *([facts.sex.path] if facts.sex and facts.sex.value != "ALL" else []))
