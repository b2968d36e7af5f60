"""Names that no registry lets anybody write, cut before they are read: a pasted page must not stop the queue.

The registry's own limits lie far below: 600 letters for a title, 200 for a thing that is given, 254 for a
measure, 1,000 for a description of one of these. Running texts and rules for joining are read whole.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup, Intervention, Location, Outcome

LONGEST_NAME = 2_000
"""Letters of a title or a name that are read."""
LONGEST_DESCRIPTION = 10_000
"""Letters of what is told of one group, thing, measure or box that are read."""


def within_limits(record: StudyRecord) -> StudyRecord:
    """Give the record with every overlong title, name, place, measure, age and description cut."""
    if _are_short(_names_in(record), LONGEST_NAME) and _are_short(_told_in(record), LONGEST_DESCRIPTION):
        return record
    part = record.protocol_section
    titles, listed = part.identification_module, part.conditions_module
    module, outcomes = part.arms_interventions_module, part.outcomes_module
    rules, design, where = part.eligibility_module, part.design_module, part.contacts_locations_module
    info = design.design_info
    return replace(
        record,
        protocol_section=replace(
            part,
            identification_module=replace(
                titles, brief_title=_cut(titles.brief_title), official_title=_cut(titles.official_title)
            ),
            conditions_module=replace(
                listed, conditions=_all_cut(listed.conditions), keywords=_all_cut(listed.keywords)
            ),
            design_module=replace(
                design,
                target_duration=_cut(design.target_duration),
                design_info=replace(
                    info,
                    intervention_model_description=_told(info.intervention_model_description),
                    masking_info=replace(
                        info.masking_info, masking_description=_told(info.masking_info.masking_description)
                    ),
                ),
            ),
            contacts_locations_module=replace(where, locations=tuple(map(_place, where.locations))),
            arms_interventions_module=replace(
                module,
                arm_groups=tuple(map(_group, module.arm_groups)),
                interventions=tuple(map(_thing, module.interventions)),
            ),
            outcomes_module=replace(
                outcomes, primary_outcomes=tuple(map(_outcome, outcomes.primary_outcomes))
            ),
            eligibility_module=replace(
                rules, minimum_age=_cut(rules.minimum_age), maximum_age=_cut(rules.maximum_age)
            ),
        ),
    )


def _names_in(record: StudyRecord) -> Iterable[str | None]:
    part = record.protocol_section
    titles, rules = part.identification_module, part.eligibility_module
    yield from (titles.brief_title, titles.official_title, part.design_module.target_duration)
    yield from (rules.minimum_age, rules.maximum_age)
    yield from part.conditions_module.conditions
    yield from part.conditions_module.keywords
    for group in part.arms_interventions_module.arm_groups:
        yield group.label
        yield from group.intervention_names
    for item in part.arms_interventions_module.interventions:
        yield item.name
        yield from item.other_names
        yield from item.arm_group_labels
    for outcome in part.outcomes_module.primary_outcomes:
        yield from (outcome.measure, outcome.time_frame)
    for place in part.contacts_locations_module.locations:
        yield from (place.city, place.country)


def _told_in(record: StudyRecord) -> Iterable[str | None]:
    part = record.protocol_section
    info = part.design_module.design_info
    yield from (info.intervention_model_description, info.masking_info.masking_description)
    yield from (group.description for group in part.arms_interventions_module.arm_groups)
    yield from (item.description for item in part.arms_interventions_module.interventions)
    yield from (outcome.description for outcome in part.outcomes_module.primary_outcomes)


def _are_short(texts: Iterable[str | None], most: int) -> bool:
    return all(text is None or len(text) <= most for text in texts)


def _cut(text: str | None) -> str | None:
    return text[:LONGEST_NAME] if text else text


def _told(text: str | None) -> str | None:
    return text[:LONGEST_DESCRIPTION] if text else text


def _all_cut(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text[:LONGEST_NAME] for text in texts)


def _group(group: ArmGroup) -> ArmGroup:
    return replace(
        group,
        label=_cut(group.label),
        description=_told(group.description),
        intervention_names=_all_cut(group.intervention_names),
    )


def _thing(item: Intervention) -> Intervention:
    return replace(
        item,
        name=_cut(item.name),
        description=_told(item.description),
        other_names=_all_cut(item.other_names),
        arm_group_labels=_all_cut(item.arm_group_labels),
    )


def _outcome(outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        measure=_cut(outcome.measure),
        description=_told(outcome.description),
        time_frame=_cut(outcome.time_frame),
    )


def _place(place: Location) -> Location:
    return replace(place, city=_cut(place.city), country=_cut(place.country))
