"""How the people of one study are named inside a sentence, and where that stands."""

import re
from collections.abc import Iterable

from plainstudy.plain.wording import join_words, with_article
from plainstudy.writing.facts import Facts, Topic

CONDITIONS = "protocolSection.conditionsModule.conditions"
TITLE = "protocolSection.identificationModule.briefTitle"
OFFICIAL = "protocolSection.identificationModule.officialTitle"
ELIGIBILITY = "protocolSection.eligibilityModule"


def illnesses(facts: Facts) -> tuple[Topic, ...]:
    """Give the conditions that are illnesses."""
    return tuple(topic for topic in facts.topics if topic.kind == "illness")


def main_topic(facts: Facts) -> Topic | None:
    """Give the illness that the people are said to have; None where all are healthy, or care for the ill."""
    if only_healthy(facts) or facts.others is not None:
        return None
    return facts.ill_with


_SHORT_LIST = 40
"""How many letters of a list of illnesses a headline bears."""
_MIXED = re.compile(r"\bhealthy\b.*\b(?:and|or|versus|vs)\b.*\b(?:patients|diabet|with|type [12])", re.I)


def listed_only(facts: Facts) -> tuple[Topic, ...]:
    """Give the illnesses that people have where nobody can tell whether all, or any one, are needed."""
    if only_healthy(facts) or facts.ill_with is not None or facts.others is not None:
        return ()
    found = illnesses(facts)
    return found if any(item.role == "had" for item in found) else ()


def unowned_topic(facts: Facts) -> Topic | None:
    """Give the illness that a study is about whose people are not said to have it, or None."""
    if only_healthy(facts) or main_topic(facts) is not None:
        return None
    listed = listed_only(facts)
    if len(listed) > 1 and len(words := join_words([item.words for item in listed])) <= _SHORT_LIST:
        return Topic(registered="", words=words, path=CONDITIONS, kind="illness")
    if len(listed) > 1:
        return None  # one of several would say that all have it (NCT07148557)
    found = [item for item in illnesses(facts) if len(item.words.split()) <= 5 and item.role != "at risk"]
    if not found:
        return None
    named = facts.title is not None and found[0].words.lower() in facts.title.value.lower()
    return found[0] if named or found[0] == facts.topics[0] else None


def only_healthy(facts: Facts) -> bool:
    """True when every condition, or a title, says "healthy", and healthy people are accepted."""
    if facts.title and _MIXED.search(facts.title.value):
        return False
    if facts.healthy_title is not None:
        return True
    if facts.ill_with is not None:
        return False
    accepted = facts.healthy is None or facts.healthy.value
    return accepted and bool(facts.topics) and all(topic.kind == "healthy" for topic in facts.topics)


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
        who = f"healthy {facts.group}" if all_healthy(facts) else _by_risk(facts)
        return f"{who} {around}" if around else who
    if around and len(around.split()) + len(topic.words.split()) > _LONG:
        if _SEVERAL.search(topic.words) and around != "around an operation":
            return f"{facts.group} {around}"
        around = ""
    if around.startswith("who have") and _says_it_too(topic.words, around):
        return f"{facts.group} {around}"  # "women who have breast cancer surgery"
    who = with_illness(facts.group, topic.words)
    return f"{who} {around}" if around else who


def all_healthy(facts: Facts) -> bool:
    """True where a rule asks for healthy people, and nothing beside that rule tells of a healthy group."""
    if facts.must_be_healthy is None:
        return False
    return facts.healthy_group is None or facts.healthy_group.path == facts.must_be_healthy.path


_LONG = 12
_SEVERAL = re.compile(r",| or ")
"""Of several illnesses and an operation that all have, the operation says more about the people."""


def _says_it_too(illness: str, around: str) -> bool:
    """True where the words of an operation hold those of the illness."""
    return set(re.findall(r"\w{4,}", illness.lower())) <= set(re.findall(r"\w{4,}", around.lower()))


def _by_risk(facts: Facts) -> str:
    """Name people who do not have an illness, by that they are at risk of it where a title says so."""
    risky = next((topic for topic in facts.topics if topic.role == "at risk"), None)
    return f"{facts.group} at risk of {risky.words}" if risky else facts.group


_COUNTED = (
    *("tumor", "infection", "lesion", "fracture", "ulcer", "wound", "wart", "nodule", "cyst", "polyp"),
    "metastasis",
)


def with_illness(group: str, words: str) -> str:
    """Join people and illness as English has it."""
    if "child" in group:
        words = re.sub(r"^childhood (?=cancer|solid|asthma|brain|acute|leuk)", "", words)
    elif "adult" in group:
        words = re.sub(r"^adult (?=[a-z])", "", words)
    words = re.sub(r" in (?:children|adults|infants)$", "", words)
    return f"{group} with {words if ' or ' in words or ' and ' in words else _counted(words)}"


def _counted(words: str) -> str:
    return _a(words) if words.endswith(_COUNTED) else words


def _a(words: str) -> str:
    return words if words.startswith(("a ", "an ", "the ")) else with_article(words)


def ways_to_name(facts: Facts) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Give whom it is for, the illness, and where both stand: by the title, then by the conditions."""
    topic = main_topic(facts)
    ways = [(people_with(facts), topic.words if topic else people_with(facts), who_paths(facts))]
    listed = illnesses(facts)
    if topic and facts.setting is not None and facts.setting.value in ways[0][0]:
        ways.append((f"{facts.group} {facts.setting.value}", topic.words, who_paths(facts)))
    elif topic and topic == facts.population and listed and not facts.health_workers:
        title = topic.words.lower()
        had = [item for item in listed if item.role == "had"] or [topic]
        other = next((item for item in had if item.words.lower() in title), had[0])
        paths = (other.path, *who_paths(facts)[1:])
        ways.append((with_illness(facts.group, other.words), other.words, paths))
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
    if topic is None and "at risk of" in who:
        topic = next(item for item in facts.topics if item.role == "at risk")
        yield from (topic.path, TITLE, OFFICIAL)
    else:
        yield topic.path if topic else facts.healthy_title.path if facts.healthy_title else CONDITIONS
    if topic is not None and not topic.registered:
        yield from (f"{ELIGIBILITY}.eligibilityCriteria", CONDITIONS)  # what joins several stands there
    if facts.setting is not None and facts.setting.value in who:
        yield facts.setting.path
    if facts.must_be_healthy is not None and who.startswith("healthy"):
        yield facts.must_be_healthy.path
    if facts.group.startswith("pregnant"):
        yield f"{ELIGIBILITY}.eligibilityCriteria"


def _age_paths(facts: Facts) -> tuple[str, ...]:
    if facts.group == "people":
        return ()
    ages = (fact.path for fact in (facts.minimum_age, facts.maximum_age) if fact)
    return (*ages, *([facts.sex.path] if facts.sex and facts.sex.value != "ALL" else []))
