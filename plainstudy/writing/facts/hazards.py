"""Which general risk fits what is done: found in all the words of a record, not in the registered type alone.

"Procedure" is said of an operation, of a massage and of a scan; "biological" of an antibody, of blood that
is drawn and of cells. So a risk of a kind is told only where the thing's own words (name, other names,
description) make sure of that kind; else the page says that what is done can have risks that are not known
yet.
"""

from collections.abc import Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention

from . import hazard_words as w
from .fitting_risks import borne_out
from .things import Treatment


def hazards_of(record: StudyRecord, treatments: Sequence[Treatment], *, early: bool) -> tuple[str, ...]:
    """Name the general risk of each treatment, in their order; "" where none is sure."""
    part = record.protocol_section
    module = part.arms_interventions_module
    listed = module.interventions
    doses = w.CELL_DOSE.search(" . ".join(arm.description or "" for arm in module.arm_groups))
    only = sum(not item.dummy and item.kind != "care" for item in treatments) == 1
    said = _sentences(part.description_module.brief_summary, *(arm.description for arm in module.arm_groups))
    titles = f"{part.identification_module.brief_title} . {part.identification_module.official_title}"
    topics = " . ".join((*part.conditions_module.conditions, *part.conditions_module.keywords, titles))
    purpose = part.design_module.design_info.primary_purpose or ""
    found = []
    for item in treatments:
        if item.dummy or item.kind == "care":
            found.append("")
            continue
        hazard = _hazard(
            item, f"{_words_of(item, listed)} .. {_about(item, said)}", (titles, topics), early=early
        )
        if doses and only and item.kind in {"drug", "biological", "genetic"}:
            hazard = "risk-cells"
        if hazard == "risk-test" and _is_made_with_rays(listed[_number_of(item)]):
            hazard = "risk-rays"
        found.append(borne_out(hazard, listed[_number_of(item)], purpose=purpose, title=titles))
    return tuple(found)


def _words_of(item: Treatment, listed: Sequence[Intervention]) -> str:
    found = listed[_number_of(item)]
    return " . ".join((item.registered, item.name, *found.other_names[:4], (found.description or "")[:500]))


def _sentences(*texts: str | None) -> tuple[str, ...]:
    return tuple(
        sentence for text in texts if text for sentence in text.split(". ") if w.CARS.search(sentence)
    )


def _about(item: Treatment, said: tuple[str, ...]) -> str:
    """Give the sentences on cells that name this thing."""
    return " ".join(sentence for sentence in said if item.name and item.name in sentence)


def _hazard(item: Treatment, words: str, about: tuple[str, str], *, early: bool) -> str:
    titles, topics = about
    kind, name = item.kind, f"{item.registered} {item.name}"
    for hazard, fits in _BY_WORDS:
        if fits(kind, name, words, topics):
            return hazard
    unknown = early and w.CODE.search(f"{name} {titles}") is not None and not w.VITAMIN.search(name)
    if kind in {"drug", "combination", "biological"}:
        return _of_what_is_swallowed(kind, words, unknown=unknown)
    if kind == "vaccine":
        return "risk-cancer-vaccine" if w.CANCER.search(f"{name} {topics}") else "risk-vaccine"
    if kind == "behaviour":
        return "risk-feelings" if w.FEELINGS.search(f"{name} {titles}") else "risk-behaviour"
    return _of_the_rest(kind, name, words)


def _of_what_is_swallowed(kind: str, words: str, *, unknown: bool) -> str:
    """Tell new from known; a product of which one half is a program is no drug."""
    if kind == "combination":
        return (
            "risk-behaviour" if w.PEOPLE_DO.search(words) else "risk-drug-early" if unknown else "risk-other"
        )
    return f"risk-{kind}-early" if unknown else f"risk-{kind}"


def _of_the_rest(kind: str, name: str, words: str) -> str:
    talk = kind in {"other", "procedure"} and w.TALK.search(name) is not None
    if talk or (kind == "measurement" and w.PEOPLE_DO.search(name)):
        return "risk-behaviour"
    if kind in _TESTS and w.BLOOD.search(words):
        return "risk-blood"
    if kind == "other":
        # Nothing makes sure of the kind, and a filler only frightens.
        return "risk-supplement" if w.VITAMIN.search(name) else ""
    if kind == "supplement" and (w.FORMULA.search(name) or " formula" in words):
        return "risk-food"
    return _OF_KIND.get(kind, "risk-other")


def _is_made_with_rays(item: Intervention) -> bool:
    return item.type == "RADIATION" and w.RAYS.search(f"{item.name} {item.description}") is not None


def _number_of(item: Treatment) -> int:
    return int(item.path.rpartition("[")[2].rstrip("]"))


_OF_KIND = {
    "device": "risk-device",
    "supplement": "risk-supplement",
    "food": "risk-food",
    "test": "risk-test",
    "software": "risk-software",
    "measurement": "risk-test",
}
_TESTS = frozenset({"test", "measurement"})
_DONE = frozenset({"procedure", "other", "device", "behaviour", "radiation"})
_GIVEN = frozenset(
    {"drug", "biological", "combination", "supplement", "food", "other", "vaccine", "procedure"}
)


def _is_allergen(kind: str, name: str, words: str, topics: str) -> bool:
    if kind not in _GIVEN or not w.ALLERGY.search(topics) or w.NO_ALLERGEN.search(name):
        return False
    if w.ALLERGEN.search(words) is not None:
        return True
    if kind in {"biological", "supplement", "food"} and w.GIVES_ALLERGEN.search(topics):
        return True
    low, about = name.lower(), topics.lower()
    return "allerg" in about and any(food in low and food in about for food in w.FOODS)


def _is_made_of_cells(kind: str, name: str, words: str, topics: str) -> bool:
    if kind not in {"drug", "biological", "genetic", "procedure", "other", "combination"}:
        return False
    if w.CELLS.search(name) is not None:
        return w.NO_CELLS.search(name) is None
    if kind in {"biological", "genetic", "other"} and w.CELLS_OWN.search(words) is not None:
        return w.NO_CELLS.search(name) is None
    if kind == "biological" and w.CARS.search(words):
        return w.NO_CELLS.search(name) is None
    told = w.CELLS.search(topics) is not None or w.CARS.search(words) is not None
    return told and w.CAR.search(name) is not None and w.NO_CELLS.search(name) is None


def _is_a_germ_on_purpose(kind: str, name: str, words: str, topics: str) -> bool:
    """True for a virus that is given to see what follows (NCT05331170), and is no treatment."""
    return kind in {"biological", "drug", "other"} and w.INOCULATION.search(words) is not None


_BY_WORDS = (
    ("risk-provoked", _is_a_germ_on_purpose),
    (
        "risk-labelled",
        lambda kind, name, words, topics: (
            kind in {"drug", "biological"} and w.LABELLED.search(f"{name} {topics}") is not None
        ),
    ),
    ("risk-allergen", lambda kind, name, words, topics: w.CHALLENGE.search(words) is not None),
    ("risk-skin-test", lambda kind, name, words, topics: w.SKIN_TEST.search(name) is not None),
    ("risk-stool", lambda kind, name, words, topics: w.STOOL.search(words) is not None),
    ("risk-cells", _is_made_of_cells),
    ("risk-allergen", _is_allergen),
    (
        "risk-radioactive",
        lambda kind, name, words, topics: kind not in _TESTS and w.RADIOACTIVE.search(words) is not None,
    ),
    (
        "risk-rays",
        lambda kind, name, words, topics: kind in {"procedure", *_TESTS} and w.RAYS.search(name) is not None,
    ),
    (
        "risk-test",
        lambda kind, name, words, topics: (
            kind in {"procedure", "other", *_TESTS}
            and w.SCAN.search(name) is not None
            and "therap" not in name.lower()
        ),
    ),
    (
        "risk-radiation",
        lambda kind, name, words, topics: (
            kind == "radiation" and w.RADIATION.search(words) is not None and not w.NO_RADIATION.search(name)
        ),
    ),
    (
        "risk-implant",
        lambda kind, name, words, topics: (
            kind in {"device", "procedure", "other"}
            and w.IMPLANT.search(name if kind == "other" else words) is not None
            and not w.NO_IMPLANT.search(words)
        ),
    ),
    (
        "risk-surgery",
        lambda kind, name, words, topics: (
            kind in {"procedure", "device", "other"}
            and w.OPERATION.search(name) is not None
            and not w.NO_OPERATION.search(words)
        ),
    ),
    (
        "risk-stimulation",
        lambda kind, name, words, topics: (
            kind in {"device", "procedure"} and w.STIMULATION.search(name) is not None
        ),
    ),
    (
        "risk-procedure",
        lambda kind, name, words, topics: (
            kind in {"procedure", "other"} and w.NEEDLE.search(name) is not None
        ),
    ),
    ("risk-hands-on", lambda kind, name, words, topics: kind in _DONE and w.HANDS.search(name) is not None),
    (
        "risk-exercise",
        lambda kind, name, words, topics: kind in _DONE and w.EXERCISE.search(name) is not None,
    ),
)
