"""Short forms spelled out where the record itself does: "Chlorpheniramine (CPM)"."""

import re
from collections.abc import Iterator

import msgspec

from plainstudy.record.record import StudyRecord

from .names import in_running_case, tidy
from .prose import DETAILS, OFFICIAL, SUMMARY, TITLE
from .things import Treatment

_ARMS = "protocolSection.armsInterventionsModule"
_SHORT = re.compile(r"[A-Z]{2,6}s?")
_MOST_WORDS = 7


def spelled_out(record: StudyRecord, treatments: list[Treatment], prose: str) -> list[Treatment]:
    """Give the treatments, those called by a short form under the full name that the record gives it."""
    if not any(_SHORT.fullmatch(item.name) for item in treatments):
        return treatments
    places = list(_places(record))
    return [_spelled(item, places, prose) if _SHORT.fullmatch(item.name) else item for item in treatments]


def _spelled(item: Treatment, places: list[tuple[str, str]], prose: str) -> Treatment:
    for path, text in places:
        if full := _found_in(text, item.name):
            first_alone = full[:1].isupper() and len(full.split()) > 2 and not any(map(str.isupper, full[1:]))
            name = in_running_case(full, prose, keep_unknown=first_alone)
            also = "" if item.also.lower() == name.lower() else item.also
            return msgspec.structs.replace(item, name=name, also=also, spelled_at=path)
    return item


def _found_in(text: str, short: str) -> str:
    """Find "full name (short)" or "short (full name)" in a text; "" where the letters fit neither."""
    if short not in text:
        return ""
    for found in re.finditer(rf"[(]{re.escape(short)}[)]", text):
        if full := full_name(text[: found.start()], short):
            return full
    turned = re.search(rf"\b{re.escape(short)} [(]([^()]+)[)]", text) if f"{short} (" in text else None
    full = full_name(turned[1], short) if turned else ""
    return full if turned and full == tidy(turned[1]) else ""


def full_name(before: str, short: str) -> str:
    """Find the words before a bracket that its letters stand for; "" where they stand for none.

    The first word begins with the first letter, the others follow in order, and no word is too many.
    """
    letters = short.rstrip("s").lower()
    line = re.split(r"[.;:,()\n]", before.rstrip())[-1]
    words = line.split()[-_MOST_WORDS:]
    for start in range(len(words) - 1, -1, -1):
        phrase = words[start:]
        own = len([word for word in phrase if len(word) > 3])
        if phrase[0][:1].lower() == letters[0] and own <= len(letters) + 1 and _follow(letters, phrase):
            return tidy(" ".join(phrase))
    return ""


def _follow(letters: str, phrase: list[str]) -> bool:
    """True when the letters stand in the phrase in order, and each long word but the last lends one."""
    line = " ".join(phrase).lower()
    at = 0
    for letter in letters:
        at = line.find(letter, at) + 1
        if at == 0:
            return False
    begins = [word[0].lower() for word in re.split(r"[\s-]+", " ".join(phrase)) if len(word) > 3]
    return all(letter in letters for letter in begins[:-1]) and len(line) >= 2 * len(letters)


def _places(record: StudyRecord) -> Iterator[tuple[str, str]]:
    part = record.protocol_section
    titles, words = part.identification_module, part.description_module
    yield from (
        (path, text)
        for path, text in (
            (TITLE, titles.brief_title),
            (OFFICIAL, titles.official_title),
            (SUMMARY, words.brief_summary),
            (DETAILS, words.detailed_description),
        )
        if text
    )
    module = part.arms_interventions_module
    for number, group in enumerate(module.arm_groups):
        yield f"{_ARMS}.armGroups[{number}].label", group.label or ""
        yield f"{_ARMS}.armGroups[{number}].description", group.description or ""
    for number, item in enumerate(module.interventions):
        yield f"{_ARMS}.interventions[{number}].name", item.name or ""
        yield f"{_ARMS}.interventions[{number}].description", item.description or ""
        yield f"{_ARMS}.interventions[{number}].otherNames", " ".join(item.other_names)
