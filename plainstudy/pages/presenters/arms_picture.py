"""A picture of who gets what: the people, how they are put into groups, the groups."""

from dataclasses import dataclass

from plainstudy.plain.wording import count_of, format_number
from plainstudy.record.study import ArmGroup, ProtocolSection

from .svg import lines_of

WIDTH = 340
_BOX_LEFT = 48
_LINE = 19
_PAD = 12
_GAP = 12
MOST_ARMS = 12
_TESTED = {"EXPERIMENTAL"}
_ARM_KINDS = {
    "EXPERIMENTAL": "What is tested",
    "ACTIVE_COMPARATOR": "Compared with",
    "PLACEBO_COMPARATOR": "Compared with a placebo",
    "SHAM_COMPARATOR": "Compared with a sham, a copy that does nothing",
    "NO_INTERVENTION": "Gets nothing extra",
}


@dataclass(frozen=True, slots=True)
class ArmBox:
    """One group's box, placed."""

    y: int
    height: int
    lines: tuple[tuple[int, str], ...]
    """(y of the baseline, text)."""
    kind: str
    kind_y: int
    is_tested: bool

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class ArmListed:
    """One group in words, for the list below the picture."""

    label: str
    kind: str
    gets: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class ArmsPicture:
    """The picture's parts in ``width`` × ``height`` units; no ``boxes`` where there is too much to draw."""

    width: int
    height: int
    people: str
    how: str
    """How people get into a group, in few words; empty for one group or where the record is silent."""
    description: str
    """All of it in one sentence, for those who do not see it."""
    boxes: tuple[ArmBox, ...]
    arms: tuple[ArmListed, ...]
    how_y: int = 78
    trunk_end: int = 0


def present_arms(protocol: ProtocolSection) -> ArmsPicture | None:
    """Draw the groups of a study; None where the record lists none."""
    arms = protocol.arms_interventions_module.arm_groups
    if not arms:
        return None
    design = protocol.design_module
    how = _how(design.design_info.allocation, design.design_info.intervention_model, len(arms))
    boxes, height = _boxes(arms[:MOST_ARMS], top=102 if how else 70)
    people = _people(design.enrollment_info.people, design.enrollment_info.type)
    shown = tuple(map(_listed, arms))
    return ArmsPicture(
        width=WIDTH,
        height=height,
        people=people,
        how=how,
        description=_describe(people, how, shown),
        boxes=boxes if len(arms) <= MOST_ARMS else (),
        arms=shown,
        trunk_end=boxes[-1].middle,
    )


def _how(allocation: str | None, model: str | None, count: int) -> str:
    if count < 2:
        return ""
    if model == "CROSSOVER":
        return "each person gets these in turn"
    if allocation == "RANDOMIZED":
        return "chance decides"
    return "not by chance" if allocation == "NON_RANDOMIZED" else ""


def _people(count: int | None, kind: str | None) -> str:
    if count is None:
        return "Number of people not given"
    if kind == "ACTUAL":
        return count_of(count, "person", "people")
    return f"{format_number(count)} {'person' if count == 1 else 'people'} planned"


def _boxes(arms: tuple[ArmGroup, ...], *, top: int) -> tuple[tuple[ArmBox, ...], int]:
    boxes, y = [], top
    for arm in arms:
        kind = _ARM_KINDS.get(arm.type or "", "")
        lines = lines_of(arm.label or "A group without a name", width=WIDTH - _BOX_LEFT - 26, size=15, most=3)
        kind_room = 18 if kind else 0
        height = 2 * _PAD + kind_room + _LINE * len(lines) - 4
        first = y + _PAD + kind_room + 12
        placed = tuple((first + _LINE * index, line) for index, line in enumerate(lines))
        boxes.append(ArmBox(y, height, placed, kind, y + _PAD + 11, arm.type in _TESTED))
        y += height + _GAP
    return tuple(boxes), y - _GAP + 2


def _listed(arm: ArmGroup) -> ArmListed:
    return ArmListed(
        label=arm.label or "A group without a name",
        kind=_ARM_KINDS.get(arm.type or "", ""),
        gets=arm.intervention_names,
        description=arm.description or "",
    )


def _describe(people: str, how: str, arms: tuple[ArmListed, ...]) -> str:
    split = f", {how}" if how else ""
    named = "; ".join(arm.label for arm in arms[:MOST_ARMS])
    groups = "one group" if len(arms) == 1 else f"{len(arms)} groups"
    return f"{people}{split}, {groups}: {named}"
