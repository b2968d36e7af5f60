"""Results as the registry posts them.

Measured values are strings on the wire ("NA" occurs); counts of events are numbers.
"""

from .partial_date import PartialDate
from .study import Part


class Group(Part, frozen=True):
    id: str | None = None
    title: str | None = None
    description: str | None = None


class Count(Part, frozen=True):
    group_id: str | None = None
    value: str | None = None


class Denominator(Part, frozen=True):
    units: str | None = None
    counts: tuple[Count, ...] = ()


class Achievement(Part, frozen=True):
    group_id: str | None = None
    comment: str | None = None
    num_subjects: str | None = None
    num_units: str | None = None


class Milestone(Part, frozen=True):
    type: str | None = None
    comment: str | None = None
    achievements: tuple[Achievement, ...] = ()


class DropWithdraw(Part, frozen=True):
    type: str | None = None
    comment: str | None = None
    reasons: tuple[Achievement, ...] = ()


class Period(Part, frozen=True):
    title: str | None = None
    milestones: tuple[Milestone, ...] = ()
    drop_withdraws: tuple[DropWithdraw, ...] = ()


class ParticipantFlowModule(Part, frozen=True):
    pre_assignment_details: str | None = None
    recruitment_details: str | None = None
    type_units_analyzed: str | None = None
    groups: tuple[Group, ...] = ()
    periods: tuple[Period, ...] = ()


class Measurement(Part, frozen=True):
    group_id: str | None = None
    value: str | None = None
    spread: str | None = None
    lower_limit: str | None = None
    upper_limit: str | None = None
    comment: str | None = None


class MeasureCategory(Part, frozen=True):
    title: str | None = None
    measurements: tuple[Measurement, ...] = ()


class MeasureClass(Part, frozen=True):
    title: str | None = None
    denoms: tuple[Denominator, ...] = ()
    categories: tuple[MeasureCategory, ...] = ()


class BaselineMeasure(Part, frozen=True):
    title: str | None = None
    description: str | None = None
    population_description: str | None = None
    param_type: str | None = None
    dispersion_type: str | None = None
    unit_of_measure: str | None = None
    calculate_pct: bool | None = None
    denom_units_selected: str | None = None
    denoms: tuple[Denominator, ...] = ()
    classes: tuple[MeasureClass, ...] = ()


class BaselineCharacteristicsModule(Part, frozen=True):
    population_description: str | None = None
    type_units_analyzed: str | None = None
    groups: tuple[Group, ...] = ()
    denoms: tuple[Denominator, ...] = ()
    measures: tuple[BaselineMeasure, ...] = ()


class Analysis(Part, frozen=True):
    param_type: str | None = None
    param_value: str | None = None
    dispersion_type: str | None = None
    dispersion_value: str | None = None
    statistical_method: str | None = None
    statistical_comment: str | None = None
    p_value: str | None = None
    p_value_comment: str | None = None
    ci_num_sides: str | None = None
    ci_pct_value: str | None = None
    ci_lower_limit: str | None = None
    ci_upper_limit: str | None = None
    ci_lower_limit_comment: str | None = None
    ci_upper_limit_comment: str | None = None
    estimate_comment: str | None = None
    tested_non_inferiority: bool | None = None
    non_inferiority_type: str | None = None
    non_inferiority_comment: str | None = None
    other_analysis_description: str | None = None
    group_description: str | None = None
    group_ids: tuple[str, ...] = ()


class OutcomeMeasure(Part, frozen=True):
    type: str | None = None
    title: str | None = None
    description: str | None = None
    population_description: str | None = None
    reporting_status: str | None = None
    anticipated_posting_date: PartialDate | None = None
    param_type: str | None = None
    dispersion_type: str | None = None
    unit_of_measure: str | None = None
    calculate_pct: bool | None = None
    time_frame: str | None = None
    type_units_analyzed: str | None = None
    denom_units_selected: str | None = None
    groups: tuple[Group, ...] = ()
    denoms: tuple[Denominator, ...] = ()
    classes: tuple[MeasureClass, ...] = ()
    analyses: tuple[Analysis, ...] = ()


class OutcomeMeasuresModule(Part, frozen=True):
    outcome_measures: tuple[OutcomeMeasure, ...] = ()


class EventGroup(Part, frozen=True):
    id: str | None = None
    title: str | None = None
    description: str | None = None
    deaths_num_affected: int | None = None
    deaths_num_at_risk: int | None = None
    serious_num_affected: int | None = None
    serious_num_at_risk: int | None = None
    other_num_affected: int | None = None
    other_num_at_risk: int | None = None


class EventStats(Part, frozen=True):
    group_id: str | None = None
    num_events: int | None = None
    num_affected: int | None = None
    num_at_risk: int | None = None


class AdverseEvent(Part, frozen=True):
    """A health problem that arose in the study, whatever its cause."""

    term: str | None = None
    organ_system: str | None = None
    source_vocabulary: str | None = None
    assessment_type: str | None = None
    notes: str | None = None
    stats: tuple[EventStats, ...] = ()


class AdverseEventsModule(Part, frozen=True):
    frequency_threshold: str | None = None
    time_frame: str | None = None
    description: str | None = None
    all_cause_mortality_comment: str | None = None
    event_groups: tuple[EventGroup, ...] = ()
    serious_events: tuple[AdverseEvent, ...] = ()
    other_events: tuple[AdverseEvent, ...] = ()


class LimitationsAndCaveats(Part, frozen=True):
    description: str | None = None


class CertainAgreement(Part, frozen=True):
    pi_sponsor_employee: bool | None = None
    restriction_type: str | None = None
    restrictive_agreement: bool | None = None
    other_details: str | None = None


class PointOfContact(Part, frozen=True):
    title: str | None = None
    organization: str | None = None
    email: str | None = None
    phone: str | None = None
    phone_ext: str | None = None


class MoreInfoModule(Part, frozen=True):
    limitations_and_caveats: LimitationsAndCaveats = LimitationsAndCaveats()
    certain_agreement: CertainAgreement = CertainAgreement()
    point_of_contact: PointOfContact = PointOfContact()


class ResultsSection(Part, frozen=True):
    participant_flow_module: ParticipantFlowModule = ParticipantFlowModule()
    baseline_characteristics_module: BaselineCharacteristicsModule = BaselineCharacteristicsModule()
    outcome_measures_module: OutcomeMeasuresModule = OutcomeMeasuresModule()
    adverse_events_module: AdverseEventsModule = AdverseEventsModule()
    more_info_module: MoreInfoModule = MoreInfoModule()
