"""True sentences about real records, in other wordings than the rules writer's.

Each wording is filled from the record's own fields by this file alone, so that neither the facts nor the
rules of the project decide what is true here.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.record.study import DateStruct
from plainstudy.writing.text import Sentence

SAMPLES = (
    Path(__file__).resolve().parents[2] / "plainstudy" / "registries" / "folder" / "samples" / "2026-06-25"
)
P = "protocolSection."
RUNNING = {"RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "NOT_YET_RECRUITING"}
ROLES = {
    "PARTICIPANT": "the people who take part",
    "CARE_PROVIDER": "the care staff",
    "INVESTIGATOR": "the researchers",
    "OUTCOMES_ASSESSOR": "those who judge the results",
}


@dataclass(frozen=True)
class Case:
    """One sentence, the part of the page it belongs to, and what it speaks of."""

    about: str
    section: str
    sentence: Sentence


def samples() -> list[StudyRecord]:
    """Return the bundled sample records, by number."""
    return [decode_record(path.read_bytes()) for path in sorted(SAMPLES.glob("NCT*.json"))]


def case(about: str, text: str, *sources: str, section: str = "summary") -> Case:
    """Make a case; sources are written without the part that all of them share."""
    paths = tuple(
        source if source.startswith(("general:", "hasResults", "resultsSection")) else P + source
        for source in sources
    )
    return Case(about, section, Sentence(text=text, sources=paths))


def month(date: PartialDate) -> str:
    """Write a date as month and year."""
    return f"{calendar.month_name[date.month]} {date.year}" if date.month else str(date.year)


def true_cases(record: StudyRecord) -> Iterator[Case]:
    """Yield every wording that is true of a record."""
    for part in (
        _people,
        _status,
        _chance,
        _masking,
        _strong,
        _dates,
        _age,
        _sex,
        _phase,
        _subject,
        _groups,
        _places,
        _results,
        _measures,
    ):
        yield from part(record)


def _people(record: StudyRecord) -> Iterator[Case]:
    protocol = record.protocol_section
    info, status = protocol.design_module.enrollment_info, protocol.status_module.overall_status
    n, where = info.people, ("designModule.enrollmentInfo", "statusModule.overallStatus")
    if not n or n < 2:
        return
    if info.type == "ESTIMATED" and status in RUNNING:
        for text in (
            f"About {n:,} people are to take part.",
            f"The plan is to include {n:,} people.",
            f"Around {n} people are expected to take part.",
            f"The team wants {n:,} people to join.",
            f"In the end, {n} people are to take part in it.",
            f"It is planned for {n:,} participants.",
        ):
            yield case("people planned", text, *where)
    elif info.type == "ESTIMATED":
        yield case("people planned", f"The plan was for {n:,} people.", *where)
        yield case("people planned", f"It was to include about {n} people.", *where)
    elif info.type == "ACTUAL" and status in {"COMPLETED", "TERMINATED"}:
        for text in (
            f"{n:,} people took part.",
            f"In all, {n:,} people joined.",
            f"{n} participants were enrolled.",
            f"The number of people who took part was {n:,}.",
        ):
            yield case("people real", text, *where)


_STATUS = {
    "RECRUITING": (
        "The study is open to new people.",
        "It is recruiting now.",
        "It is listed as recruiting.",
        "The study is looking for people.",
    ),
    "NOT_YET_RECRUITING": (
        "It is not yet recruiting.",
        "The study has not started yet.",
        "Nobody can join yet.",
    ),
    "ACTIVE_NOT_RECRUITING": (
        "It is under way but closed to new people.",
        "The study goes on, but no longer takes new people: it is closed.",
        "It is no longer recruiting.",
    ),
    "COMPLETED": ("The study is finished.", "It has ended.", "The study is over, and nobody new can join."),
    "TERMINATED": ("The study was stopped early.", "It ended early.", "It stopped early and is closed."),
    "WITHDRAWN": ("The study was withdrawn.", "Nobody took part.", "It was withdrawn before anyone joined."),
    "ENROLLING_BY_INVITATION": ("Only invited people can join.", "People can join by invitation only."),
    "SUSPENDED": ("The study is on hold.", "It is paused for now."),
}


def _status(record: StudyRecord) -> Iterator[Case]:
    part = record.protocol_section.status_module
    for text in _STATUS.get(part.overall_status or "", ()):
        yield case("status", text, "statusModule.overallStatus", section="status")
    if part.overall_status in {"TERMINATED", "WITHDRAWN", "SUSPENDED"}:
        if part.why_stopped and len(part.why_stopped.split()) < 16:
            yield case(
                "reason",
                f"The reason given is: “{part.why_stopped.strip()}”.",
                "statusModule.whyStopped",
                section="status",
            )
        elif not part.why_stopped:
            yield case("no reason", "The registry gives no reason.", "statusModule", section="status")
            yield case("no reason", "No reason is given in the record.", "statusModule", section="status")
    if part.status_verified_date:
        yield case(
            "confirmed",
            f"The team last confirmed this in {month(part.status_verified_date)}.",
            "statusModule.statusVerifiedDate",
            section="status",
        )


_SPEAKS_OF_ORDER = re.compile(
    r"(?i)own control|self.control|intra.?|within.?|split|additional|pilot|external|historical|not (?:be "
    r")?random|"
    r"non.?random|parent|order of|cross.?over"
)
_SPEAKS_OF_OTHERS = re.compile(
    r"(?i)healthy|\bcontrols?\b|at (?:high |increased )?risk|suspected|caregiver|volunteer|donor|sibling|"
    r"relatives|"
    r"prevalence|screening|to identify|detection of|history of|tolerant|comparison"
)


def _all_words(record: StudyRecord) -> str:
    """Return the running texts, without the names of fields."""
    protocol = record.protocol_section
    ids, told = protocol.identification_module, protocol.description_module
    module = protocol.arms_interventions_module
    info = protocol.design_module.design_info
    texts = [ids.brief_title, ids.official_title, told.brief_summary, told.detailed_description]
    texts += [info.intervention_model_description, info.masking_info.masking_description]
    texts += [text for arm in module.arm_groups for text in (arm.label, arm.description)]
    texts += [text for item in module.interventions for text in (item.name, item.description)]
    return " . ".join(filter(None, (*texts, protocol.eligibility_module.eligibility_criteria)))


def _strong(record: StudyRecord) -> Iterator[Case]:
    """Yield what is said of everyone, where several fields agree and not one word speaks against it."""
    protocol = record.protocol_section
    conditions, module = protocol.conditions_module.conditions, protocol.arms_interventions_module
    words, info = _all_words(record), protocol.design_module.design_info
    if (
        len(conditions) == 1
        and re.fullmatch(r"[A-Z][a-z ]{4,40}", conditions[0])
        and info.primary_purpose == "TREATMENT"
        and protocol.eligibility_module.healthy_volunteers is False
        and not _SPEAKS_OF_OTHERS.search(words.partition("Exclusion")[0])
        and conditions[0].lower() in f"{protocol.identification_module}".lower()
    ):
        where = "conditionsModule.conditions[0]", "eligibilityModule"
        for text in (
            "It is for people with {}.",
            "It was for people with {}.",
            "Facts about people with {}.",
        ):
            yield case("people", text.format(conditions[0].lower()), *where)
    groups = module.arm_groups
    alone = len(groups) == 1 and info.intervention_model == "SINGLE_GROUP" and info.allocation == "NA"
    if alone and not re.search(r"(?i)control|compar|random|groups|arms|cohort", words):
        yield case(
            "comparison",
            "There is one group, with no other group to compare it with.",
            "armsInterventionsModule.armGroups",
        )
    names = [item.name or "" for item in module.interventions]
    if (
        len(groups) == 1
        and len(names) == 2
        and all(re.fullmatch(r"[A-Z]?[a-z]{6,}", name) for name in names)
        and not re.search(r"(?i)\balone\b|monotherapy|with(?: or |/)without|single agent", words)
        and len(groups[0].intervention_names) == 2
        and protocol.design_module.study_type == "INTERVENTIONAL"
    ):
        text = f"This study tests {names[0]} together with {names[1]}."
        yield case("together", text, "armsInterventionsModule", "identificationModule")


def _chance(record: StudyRecord) -> Iterator[Case]:
    info, arms = (
        record.protocol_section.design_module.design_info,
        record.protocol_section.arms_interventions_module.arm_groups,
    )
    where = ("designModule.designInfo", "armsInterventionsModule.armGroups")
    side_by_side = info.intervention_model == "PARALLEL" and not _SPEAKS_OF_ORDER.search(_all_words(record))
    if info.allocation == "RANDOMIZED" and len(arms) > 1:
        yield case("chance", "Chance plays a part in who gets what.", *where)
    if info.allocation == "RANDOMIZED" and len(arms) > 1 and side_by_side:
        for text in (
            "Chance decides who gets what.",
            "Who is in which group is decided by chance.",
            "People are put into groups at random.",
            "A draw by chance sets the group of each person.",
        ):
            yield case("chance", text, *where)
    if info.allocation == "NON_RANDOMIZED":
        for text in (
            "Chance does not decide who is in which group.",
            "People are not put into groups at random.",
            "The groups are not made by chance.",
        ):
            yield case("no chance", text, "designModule.designInfo")


def _masking(record: StudyRecord) -> Iterator[Case]:
    part = record.protocol_section.design_module.design_info.masking_info
    where = "designModule.designInfo.maskingInfo"
    who = [ROLES[name] for name in part.who_masked if name in ROLES]
    if part.masking == "NONE" and len(record.protocol_section.arms_interventions_module.arm_groups) > 1:
        for text in (
            "Everyone knows who gets what.",
            "It is not kept secret who gets what: everyone knows which treatment they get.",
        ):
            yield case(
                "not masked",
                text if "secret" not in text else "Everyone is told who is in which group.",
                where,
            )
    for name in who:
        text = f"{name[0].upper()}{name[1:]} are not told who gets what."
        yield case("masked", text, where)
        yield case("masked", f"{name[0].upper()}{name[1:]} do not know who is in which group.", where)
    if len(who) == 2:
        yield case("masked", f"Neither {who[0]} nor {who[1]} are told who gets what.", where)
        yield case(
            "masked", f"{who[0][0].upper()}{who[0][1:]} and {who[1]} do not know who gets what.", where
        )


def _dates(record: StudyRecord) -> Iterator[Case]:
    part = record.protocol_section.status_module
    start, end = part.start_date_struct, part.completion_date_struct
    a, b = "statusModule.startDateStruct", "statusModule.completionDateStruct"
    not_begun = {"WITHDRAWN", "NOT_YET_RECRUITING", "NO_LONGER_AVAILABLE", None}
    if start.date and start.type == "ACTUAL" and part.overall_status not in not_begun:
        yield case("started", f"It started in {month(start.date)}.", a)
        yield case("started", f"The study began in {month(start.date)}.", a)
        yield case("started", f"It has been running since it opened in {start.date.year}.", a)
    if start.date and start.type == "ESTIMATED":
        yield case("start planned", f"It is due to start in {month(start.date)}.", a)
        yield case("start planned", f"The planned start is in {month(start.date)}.", a)
    if end.date and end.type == "ACTUAL" and part.overall_status in {"COMPLETED", "TERMINATED"}:
        yield case("ended", f"It ended in {month(end.date)}.", b, "statusModule.overallStatus")
        yield case("ended", f"The study was over in {month(end.date)}.", b, "statusModule.overallStatus")
        yield from _duration(start, end, a, b)
    if end.date and end.type == "ESTIMATED" and part.overall_status in RUNNING:
        yield case("end planned", f"It is planned to end in {month(end.date)}.", b)
        yield case("end planned", f"The team expects to finish in {month(end.date)}.", b)


def _duration(start: DateStruct, end: DateStruct, a: str, b: str) -> Iterator[Case]:
    if start.date and end.date and start.date.month and end.date.month:
        months = (end.date.year - start.date.year) * 12 + end.date.month - start.date.month
        if 3 <= months <= 23:
            yield case("lasted", f"The study ran for about {months} months.", a, b)
        elif months >= 24 and months % 12 == 0:
            yield case("lasted", f"It lasted about {months // 12} years.", a, b)


def _age(record: StudyRecord) -> Iterator[Case]:
    part = record.protocol_section.eligibility_module
    least = re.fullmatch(r"(\d+) Years", part.minimum_age or "")
    most = re.fullmatch(r"(\d+) Years", part.maximum_age or "")
    a, b = "eligibilityModule.minimumAge", "eligibilityModule.maximumAge"
    if least and most:
        for text in (
            f"It is for people aged {least[1]} to {most[1]}.",
            f"People from {least[1]} to {most[1]} years old fit the age limits.",
            f"The age limits are {least[1]} and {most[1]} years.",
            f"It is for people between {least[1]} and {most[1]} years of age.",
        ):
            yield case("age range", text, a, b, section="who_can_join")
    elif least and not part.maximum_age:
        for text in (
            f"It is for people aged {least[1]} or older.",
            f"People must be at least {least[1]} years old.".replace("must be", "have to be"),
            f"The lowest age is {least[1]} years.",
            f"The study is for people {least[1]} and over.",
        ):
            yield case("age from", text, a, section="who_can_join")
        yield case(
            "age from",
            f"It is for people of {least[1]} years or more, and no upper age limit is registered.",
            "eligibilityModule",
            section="who_can_join",
        )
    elif most and not part.minimum_age:
        yield case("age to", f"It is for people up to {most[1]} years old.", b, section="who_can_join")


def _sex(record: StudyRecord) -> Iterator[Case]:
    part = record.protocol_section.eligibility_module
    least = re.fullmatch(r"(\d+) Years", part.minimum_age or "")
    grown = bool(least and int(least[1]) >= 18)
    texts = {
        "FEMALE": (
            "Only women can take part." if grown else "Only women and girls can take part.",
            "It is for females only.",
        ),
        "MALE": ("It is for males only.",),
        "ALL": (
            "People of any sex can take part.",
            "Both men and women can take part." if grown else "All sexes can take part.",
        ),
    }
    for text in texts.get(part.sex or "", ()):
        yield case("sex", text, "eligibilityModule.sex", section="who_can_join")
    if part.healthy_volunteers is True:
        for text in ("Healthy people can take part.", "The study also accepts healthy volunteers."):
            yield case("healthy yes", text, "eligibilityModule.healthyVolunteers", section="who_can_join")
    if part.healthy_volunteers is False:
        for text in ("Healthy people cannot join.", "Healthy volunteers are not taken."):
            yield case("healthy no", text, "eligibilityModule.healthyVolunteers", section="who_can_join")


def _phase(record: StudyRecord) -> Iterator[Case]:
    digits = [phase[-1] for phase in record.protocol_section.design_module.phases if phase[-1].isdigit()]
    if len(digits) == 1:
        for text in (
            f"This is a phase {digits[0]} study.",
            f"It is in phase {digits[0]} of testing.",
            f"The record calls it a phase {digits[0]} study.",
        ):
            yield case("phase", text, "designModule.phases")
    elif len(digits) == 2:
        yield case("phase", f"It is a study of phases {digits[0]} and {digits[1]}.", "designModule.phases")
    elif record.protocol_section.design_module.phases == ("NA",):
        yield case("no phase", "No phase is given for this study.", "designModule")


def _subject(record: StudyRecord) -> Iterator[Case]:
    protocol = record.protocol_section
    conditions = protocol.conditions_module.conditions
    for number, name in enumerate(conditions[:2]):
        if re.fullmatch(r"[A-Za-z0-9 ,'-]{4,50}", name):
            words = name if re.search(r"[A-Z]", name[1:]) else name.lower()
            for text in (
                f"It is about {words}.",
                f"One of its subjects is {words}.",
                f"The record names {words} as a subject.",
            ):
                yield case("condition", text, f"conditionsModule.conditions[{number}]")
    if protocol.design_module.study_type == "INTERVENTIONAL":
        for number, item in enumerate(protocol.arms_interventions_module.interventions[:3]):
            name = item.name or ""
            if (
                re.fullmatch(r"[A-Za-z0-9 -]{4,40}", name)
                and "placebo" not in name.lower()
                and "sham" not in name.lower()
                and not re.search(
                    r"(?i)\b(?:safe|new|novel|no|not|usual|blind|single|"
                    r"double|open|early|late|group|arm|standard|control)\b",
                    name,
                )
            ):
                where = f"armsInterventionsModule.interventions[{number}]"
                for text in (
                    f"{name[0].upper()}{name[1:]} is one of the things in this study.",
                    f"One part of this study is {name}.",
                    f"In the record stands {name}.",
                ):
                    yield case("treatment", text, where, section="substance")
    sponsor = protocol.sponsor_collaborators_module.lead_sponsor.name
    if sponsor and re.fullmatch(r"[A-Za-z0-9 ,&'-]{4,60}", sponsor):
        for text in (
            f"{sponsor} is responsible for the study.",
            f"The study is run by {sponsor}.",
            f"The sponsor is {sponsor}.",
        ):
            yield case("sponsor", text, "sponsorCollaboratorsModule.leadSponsor")


def _groups(record: StudyRecord) -> Iterator[Case]:
    protocol = record.protocol_section
    module = protocol.arms_interventions_module
    n = len(module.arm_groups)
    if n > 1:
        for text in (
            f"There are {n} groups.",
            f"People are split into {n} groups.",
            f"The study has {n} groups.",
        ):
            yield case("groups", text, "armsInterventionsModule.armGroups")
    types = {arm.type for arm in module.arm_groups}
    if (
        "PLACEBO_COMPARATOR" in types
        and n == len(module.arm_groups)
        and protocol.design_module.design_info.intervention_model == "PARALLEL"
    ):
        for text in (
            "Some people get a placebo.",
            "One group gets a placebo.",
            "Others are to get a placebo.",
        ):
            yield case("placebo", text, "armsInterventionsModule.armGroups")
    whole = f"{module} {protocol.identification_module} {protocol.description_module}".lower()
    if n > 1 and "placebo" not in whole and "sham" not in whole:
        yield case("no placebo", "There is no placebo in this study.", "armsInterventionsModule")


def _places(record: StudyRecord) -> Iterator[Case]:
    places = record.protocol_section.contacts_locations_module.locations
    countries = {place.country for place in places if place.country}
    where = "contactsLocationsModule.locations"
    if len(places) > 1:
        for text in (f"It runs at {len(places)} places.", f"The record lists {len(places)} places."):
            yield case("places", text, where)
    if len(countries) > 1:
        yield case("countries", f"It takes place in {len(countries)} countries.", where)
    if len(countries) == 1:
        country = next(iter(countries))
        if re.fullmatch(r"[A-Za-z ]+", country):
            for text in (f"All places are in {country}.", f"It takes place in {country}."):
                yield case("country", text, where)


def _results(record: StudyRecord) -> Iterator[Case]:
    if record.results_section is None:
        for text in (
            "No results are posted in this registry.",
            "Results have not been posted in the registry.",
        ):
            yield case("no results", text, "hasResults")
    else:
        for text in ("Results are posted in this registry.", "Results have been posted."):
            yield case("results", text, "hasResults", "resultsSection.outcomeMeasuresModule")
        groups = record.results_section.adverse_events_module.event_groups
        if groups and all(group.serious_num_affected is not None for group in groups):
            total = sum(group.serious_num_affected or 0 for group in groups)
            yield case(
                "serious",
                f"In all, {total:,} people had a serious health problem, whatever the cause.",
                "resultsSection.adverseEventsModule.eventGroups",
            )
    papers = record.protocol_section.references_module.references
    if len(papers) > 1:
        yield case("papers", f"The record lists {len(papers)} papers.", "referencesModule.references")


def _measures(record: StudyRecord) -> Iterator[Case]:
    outcomes = record.protocol_section.outcomes_module.primary_outcomes
    for number, outcome in enumerate(outcomes[:2]):
        measure = (outcome.measure or "").strip()
        where = f"outcomesModule.primaryOutcomes[{number}]"
        if 2 < len(measure.split()) <= 14 and measure.count("(") == measure.count(")"):
            yield case("measure", f"One main measure is listed as “{measure}”.", where)
            yield case("measure", f"The team looks at what the record calls “{measure}”.", where)
        found = re.fullmatch(r"(\d+) (weeks|months|years|days)", (outcome.time_frame or "").lower())
        if found and found[1] != "1":
            for text in (
                f"It is measured for {found[1]} {found[2]}.",
                f"The time given for this is {found[1]} {found[2]}.",
            ):
                yield case("time", text, where)
    if len(outcomes) > 1:
        yield case("measures", f"There are {len(outcomes)} main measures.", "outcomesModule.primaryOutcomes")
