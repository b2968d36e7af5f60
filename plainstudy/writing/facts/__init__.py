"""From a record to everything that a page may say about it. Pure: no Django, no network, no clock."""

import datetime as dt
import hashlib

import msgspec

from plainstudy.record.record import StudyRecord

from . import (
    about,
    ages,
    aims,
    allergen,
    allotting,
    asked,
    called,
    company,
    comparison,
    comparison_told,
    counted,
    criteria,
    design,
    follow_up,
    group_kinds,
    groups,
    hazards,
    illness,
    outcomes,
    people,
    pregnancy,
    provoked_by,
    reach,
    remarks,
    results,
    setting,
    short_forms,
    standing,
    sure,
    title_case,
    title_spelled,
    titled,
    topics,
    treatments,
    watching,
)
from .acts import acts_of
from .fact import (
    Comparison,
    Contradiction,
    Day,
    Fact,
    Facts,
    Focus,
    GroupResult,
    Outcome,
    Points,
    Results,
    Today,
    Watching,
)
from .limits import within_limits
from .names import tidy
from .prose import OFFICIAL, TITLE, Prose
from .things import Arm, Topic, Treatment

__all__ = [
    "Arm",
    "Comparison",
    "Contradiction",
    "Day",
    "Fact",
    "Facts",
    "Focus",
    "GroupResult",
    "Outcome",
    "Points",
    "Results",
    "Today",
    "Topic",
    "Treatment",
    "Watching",
    "extract_facts",
    "facts_hash",
]

_EARLY = frozenset({"PHASE1", "EARLY_PHASE1"})
_encoder = msgspec.json.Encoder()


def extract_facts(record: StudyRecord, *, today: dt.date) -> Facts:
    """Give everything that a page may say about this study, each fact with its place in the record.

    ``today`` is the day of the registry's snapshot; only ``Facts.today`` depends on it. Never raises for a
    record that parsed: what is missing or not understood is absent.
    """
    record = within_limits(record)
    part = record.protocol_section
    prose = Prose(record)
    titles = part.identification_module
    info = part.design_module
    title = titles.brief_title or titles.official_title or ""
    things, numbers = treatments.treatments_of(record, prose.running, title=title)
    arms = groups.arms_of(record, things, numbers)
    same, kinds = reach.is_same_people(record), group_kinds.groups_are_of(record)
    mixed = same or bool(kinds) or allotting.may_be_more_than_groups(record)
    told = comparison_told.told_of(record, same=same, apart=not kinds)
    compared = comparison.comparison_of(arms, things, told)
    arm_count = len(part.arms_interventions_module.arm_groups)
    points = criteria.points_of(record)
    age_doubt, sex_doubt = ages.age_doubt_of(record), people.sex_doubt_of(record)
    group, children = people.group_of(record, any_age=age_doubt is not None, any_sex=sex_doubt is not None)
    pregnant = group in {"women", "women and girls"} and pregnancy.are_pregnant(record)
    group = f"pregnant {group}" if pregnant else group
    listed = topics.topics_of(record, prose.running)
    ill = title_calls = around = None
    if not sure.speaks_of_others(record):
        ill = sure.everyone_has(record, allergen.narrowed(record, illness.ill_with(record, listed)))
        title_calls = sure.all_are_called(record, called.called_in_title(record, ill))
        around = sure.all_are_called(record, setting.setting_of(record, things))
    about_what, about_more = about.about_of(record, listed, ill, title_calls)
    minimum_age, maximum_age = ages.age_facts(record)
    count, actual = counted.people_facts(record)
    status, status_known = standing.status_of(record)
    sponsor, is_person = standing.sponsor_of(record)
    places, countries, city = standing.places_of(record)
    masking, who = design.masking_of(record)
    allocation, allocation_path = design.allocation_of(record, prose)
    acts = acts_of(record)
    provoked = provoked_by.provoked_of(record)
    lasting = follow_up.follow_up_of(record)
    eligibility = part.eligibility_module
    healthy = eligibility.healthy_volunteers
    all_healthy = company.all_healthy(record)
    otherwise = short_forms.spelled_otherwise(record)
    return Facts(
        nct_id=record.nct_id,
        title=_title(titles.brief_title, TITLE),
        official_title=_title(titles.official_title, OFFICIAL),
        title_names=title_case.names_in(title, prose.running, (item.name for item in things)),
        title_head=title_case.own_name_of(title, prose.running),
        title_odd=title_case.odd_words_in(title, prose.running),
        title_spelled=title_spelled.spelled_in(record, otherwise=otherwise),
        study_type=design.study_type_of(record),
        phases=tuple(phase for phase in info.phases if phase != "NA"),
        phase_given=any(phase != "NA" for phase in info.phases),
        phase_told=remarks.speaks_of_a_phase(prose),
        pivotal=remarks.pivotal_of(prose),
        purpose=info.design_info.primary_purpose or "",
        observational_model=info.design_info.observational_model or "",
        time_perspective=info.design_info.time_perspective or "",
        is_registry=watching.is_list_of_patients(record),
        follow_up=lasting,
        follow_up_told=follow_up.is_follow_up_told(record, lasting),
        samples=remarks.samples_of(record),
        deep_samples=remarks.deep_samples_of(record),
        provoked=provoked,
        provoked_here=provoked_by.is_provoked_here(record, provoked),
        extension=remarks.extension_of(prose),
        first_in_human=remarks.first_in_human_of(prose),
        copy_of=remarks.copy_of(prose),
        less_treatment=remarks.less_treatment_of(prose),
        called_new=remarks.called_new_of(prose),
        topics=listed,
        ill_with=ill,
        group=group,
        others=company.others_of(record),
        called=title_calls,
        about=about_what,
        about_more=about_more,
        setting=around,
        minimum_age=minimum_age,
        maximum_age=maximum_age,
        age_doubt=age_doubt,
        sex_doubt=sex_doubt,
        sex=Fact(eligibility.sex, f"{ages.PATH}.sex", eligibility.sex) if eligibility.sex else None,
        healthy=None
        if healthy is None
        else Fact(healthy, f"{ages.PATH}.healthyVolunteers", str(healthy).lower()),
        all_healthy=all_healthy,
        for_their_children=pregnancy.for_their_children(record, pregnant=pregnant),
        health_workers=people.health_workers_of(points),
        children=children,
        treatments=things,
        arms=arms,
        arm_count=arm_count,
        comparison=compared,
        focus=titled.focus_of(record, things, compared),
        crossover=info.design_info.intervention_model == "CROSSOVER",
        sequential=info.design_info.intervention_model == "SEQUENTIAL",
        comes_to_all=comparison_told.comes_to_all(record),
        outside_the_body=design.outside_the_body(record, prose),
        by_places=design.by_places_of(record, prose),
        groups_of=kinds,
        same_people=same,
        alone=reach.is_alone(record),
        side_by_side=not mixed,
        chance=allotting.chance_of(
            record, arms, kinds=kinds, same=same, healthy=bool(healthy) and all_healthy is None, doubted=mixed
        ),
        allocation=allocation,
        allocation_path=allocation_path,
        takes_turns=design.takes_turns(record) if info.design_info.intervention_model == "CROSSOVER" else "",
        aim=aims.aim_of(record, listed),
        masking=masking,
        who_is_not_told=who,
        masking_doubt=reach.masking_doubt(record),
        contradictions=design.contradictions_of(record, prose, arm_count),
        acts=acts,
        watching=watching.watching_of(record, things, acts=acts is not None),
        people=count,
        people_actual=actual,
        people_of_papers=counted.looks_back(record),
        people_doubt=counted.another_count_of(record, count.value if count else None, actual=actual),
        outcomes=outcomes.outcomes_of(record),
        outcome_count=len(part.outcomes_module.primary_outcomes),
        asks=asked.asked_of(record),
        even=asked.asks_whether_even(record),
        taking_part=remarks.taking_part_of(record),
        status=status,
        status_known=status_known,
        last_known_status=part.status_module.last_known_status or "",
        confirmed=standing.confirmed_of(record),
        why_stopped=standing.why_stopped_of(record),
        no_benefit=standing.no_benefit_of(record),
        done=standing.stopped_when_done(record),
        end_told=standing.is_end_told(record),
        dates=standing.dates_of(record),
        results=results.results_of(record),
        papers=standing.papers_of(record),
        papers_path=standing.REFERENCES,
        sponsor=sponsor,
        sponsor_is_person=is_person,
        places=places,
        countries=countries,
        city=city,
        place_told=standing.is_place_told(record, city),
        points=points,
        risks=remarks.risks_of(record),
        hazards=hazards.hazards_of(record, things, early=bool(_EARLY & set(info.phases))),
        payment=remarks.payment_of(prose),
        expanded_access=part.status_module.expanded_access_info.has_expanded_access,
        spelled_otherwise=otherwise,
        help_first=remarks.help_first_of(record),
        today=standing.today_of(record, today),
    )


def facts_hash(facts: Facts) -> bytes:
    """Hash what a stored text depends on, in 16 bytes: all facts but those of the day.

    That a planned start has passed is part of it: it stays so until the record changes.
    """
    stable = msgspec.structs.replace(facts, today=Today(start_has_passed=facts.today.start_has_passed))
    return hashlib.blake2b(_encoder.encode(stable), digest_size=16).digest()


def _title(text: str | None, path: str) -> Fact[str] | None:
    return Fact(tidy(text), path, text) if text and tidy(text) else None
