"""What posted results say, as far as it can be told without interpreting them."""

import re

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.record.results import EventGroup, OutcomeMeasure, ParticipantFlowModule

from .fact import GroupResult, Results
from .names import tidy

_EVENTS = "resultsSection.adverseEventsModule.eventGroups"
_MEASURES = "resultsSection.outcomeMeasuresModule.outcomeMeasures"
_MOST_GROUPS = 40
_LIMITED = re.compile(
    r"\b(?:related|attribut\w+)\b|\b(?:not|never) (?:considered|captured|assessed|collected|recorded|"
    r"monitored|reported|counted|an? S?AE)|\bonly (?:serious|related|drug|those|SAE)|\bwere assessed for\b",
    re.I,
)
"""Words on what was not counted: growing cancer (NCT05665595), all but stays in hospital (NCT04974645)."""
_KINDS = {
    "MEAN": "mean",
    "MEDIAN": "median",
    "NUMBER": "number",
    "COUNT_OF_PARTICIPANTS": "count",
    "LEAST_SQUARES_MEAN": "adjusted mean",
}


def results_of(record: StudyRecord) -> Results | None:
    """Give what the posted results say; None where none are posted."""
    if not record.has_results and record.results_section is None:
        return None
    section = record.results_section
    if section is None:
        return Results()
    events = section.adverse_events_module.event_groups
    how = section.adverse_events_module.description or ""
    people = record.protocol_section.design_module.enrollment_info.people
    if people is not None and any((group.serious_num_at_risk or 0) > people for group in events):
        events = ()  # counts of something else than people, as of doses (NCT00465569)
    return msgspec.structs.replace(
        _main(section.outcome_measures_module.outcome_measures),
        started=_started(section.participant_flow_module),
        serious_limited=_LIMITED.search(how) is not None,
        serious=tuple(filter(None, (_serious(group, n) for n, group in enumerate(events[:_MOST_GROUPS])))),
        deaths=tuple(filter(None, (_deaths(group, n) for n, group in enumerate(events[:_MOST_GROUPS])))),
    )


def _started(flow: ParticipantFlowModule) -> int | None:
    """Add up who started the first period; None unless every group has a plain number."""
    if not flow.periods:
        return None
    for milestone in flow.periods[0].milestones:
        if milestone.type == "STARTED":
            counts = [item.num_subjects or "" for item in milestone.achievements]
            return sum(map(int, counts)) if counts and all(count.isdigit() for count in counts) else None
    return None


def _serious(group: EventGroup, number: int) -> GroupResult | None:
    if group.serious_num_affected is None or not group.serious_num_at_risk:
        return None
    return GroupResult(
        title=tidy(group.title or ""),
        value=str(group.serious_num_affected),
        of=str(group.serious_num_at_risk),
        path=f"{_EVENTS}[{number}]",
    )


def _deaths(group: EventGroup, number: int) -> GroupResult | None:
    if group.deaths_num_affected is None or not group.deaths_num_at_risk:
        return None
    return GroupResult(
        title=tidy(group.title or ""),
        value=str(group.deaths_num_affected),
        of=str(group.deaths_num_at_risk),
        path=f"{_EVENTS}[{number}]",
    )


def _main(measures: tuple[OutcomeMeasure, ...]) -> Results:
    """Give the first primary measure where it is one number a group."""
    for number, measure in enumerate(measures):
        if measure.type != "PRIMARY":
            continue
        kind = _KINDS.get(measure.param_type or "")
        if not kind or len(measure.classes) != 1 or len(measure.classes[0].categories) != 1:
            return Results()
        titles = {group.id: tidy(group.title or "") for group in measure.groups}
        values = measure.classes[0].categories[0].measurements
        at = f"{_MEASURES}[{number}]"
        return Results(
            main_title=tidy(measure.title or ""),
            main_unit=tidy(measure.unit_of_measure or ""),
            main_kind=kind,
            main_path=at,
            main=tuple(
                GroupResult(
                    title=titles.get(item.group_id, ""),
                    value=item.value or "",
                    path=f"{at}.classes[0].categories[0].measurements[{n}]",
                )
                for n, item in enumerate(values)
            ),
        )
    return Results()
