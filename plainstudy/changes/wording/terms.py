"""Codes of the registry in words. A code that is not here is told as new to us, never shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from plainstudy.plain.wording import join_words

STATUS_NOW: Mapping[str, str] = {
    "NOT_YET_RECRUITING": "The study is now listed as not open yet",
    "RECRUITING": "The study is now open and looking for people to take part",
    "ENROLLING_BY_INVITATION": "The study now takes only people whom it invites",
    "ACTIVE_NOT_RECRUITING": "The study takes no new people now, but it goes on",
    "COMPLETED": "The study has now finished",
    "TERMINATED": "The study was stopped early and will not start again",
    "SUSPENDED": "The study is on hold for now and may start again",
    "WITHDRAWN": "The study was called off before the first person joined",
    "UNKNOWN": "Nobody has confirmed this record for two years, so what the study does now is not known",
    "AVAILABLE": "This treatment can now be asked for outside a study",
    "TEMPORARILY_NOT_AVAILABLE": "For now, this treatment cannot be had outside a study",
    "NO_LONGER_AVAILABLE": "This treatment is no longer given outside a study",
    "APPROVED_FOR_MARKETING": "This treatment is now approved for sale, so it is not given this way any more",
    "WITHHELD": "The registry now hides the record of this study",
}
STATUS_BEFORE: Mapping[str, str] = {
    "NOT_YET_RECRUITING": "it was not open yet",
    "RECRUITING": "it was open to new people",
    "ENROLLING_BY_INVITATION": "it took only people whom it invited",
    "ACTIVE_NOT_RECRUITING": "it took no new people, but went on",
    "COMPLETED": "it was listed as finished",
    "TERMINATED": "it was listed as stopped early",
    "SUSPENDED": "it was on hold",
    "WITHDRAWN": "it was listed as called off",
    "UNKNOWN": "nobody had confirmed what it was doing",
    "AVAILABLE": "it could be asked for",
    "TEMPORARILY_NOT_AVAILABLE": "it could not be had for a time",
    "NO_LONGER_AVAILABLE": "it was no longer given",
    "APPROVED_FOR_MARKETING": "it was listed as approved for sale",
    "WITHHELD": "the registry hid the record",
}
ACCESS: Mapping[str, str] = {
    "AVAILABLE": "open",
    "TEMPORARILY_NOT_AVAILABLE": "closed for a time",
    "NO_LONGER_AVAILABLE": "closed",
    "APPROVED_FOR_MARKETING": "over, as the treatment is approved for sale",
}
PLACE_STATUS: Mapping[str, str] = {
    "NOT_YET_RECRUITING": "not open yet",
    "RECRUITING": "open to new people",
    "ENROLLING_BY_INVITATION": "open only to invited people",
    "ACTIVE_NOT_RECRUITING": "running but closed to new people",
    "COMPLETED": "finished",
    "TERMINATED": "stopped early",
    "SUSPENDED": "on hold",
    "WITHDRAWN": "called off",
    "AVAILABLE": "giving the treatment",
}
SEX: Mapping[str, str] = {
    "ALL": "people of any sex",
    "FEMALE": "women and girls only",
    "MALE": "men and boys only",
}
PHASE: Mapping[str, str] = {
    "NA": "a study without a phase",
    "EARLY_PHASE1": "early phase 1",
    "PHASE1": "phase 1",
    "PHASE2": "phase 2",
    "PHASE3": "phase 3",
    "PHASE4": "phase 4",
}
STUDY_TYPE: Mapping[str, str] = {
    "INTERVENTIONAL": "a study that tests something on people",
    "OBSERVATIONAL": "a study that watches people",
    "EXPANDED_ACCESS": "access to a treatment outside a study",
}
ALLOCATION: Mapping[str, str] = {
    "RANDOMIZED": "people are put into groups by chance",
    "NON_RANDOMIZED": "people are put into groups, but not by chance",
    "NA": "there are no groups to choose between",
}
MODEL: Mapping[str, str] = {
    "SINGLE_GROUP": "all people are in one group",
    "PARALLEL": "groups get different things at the same time",
    "CROSSOVER": "each group gets everything, in turn",
    "FACTORIAL": "groups get different mixes of what is tested",
    "SEQUENTIAL": "groups start one after another",
}
MASKING: Mapping[str, str] = {
    "NONE": "everyone knows who gets what",
    "SINGLE": "one side is not told who gets what",
    "DOUBLE": "two sides are not told who gets what",
    "TRIPLE": "three sides are not told who gets what",
    "QUADRUPLE": "four sides are not told who gets what",
}
MASKED: Mapping[str, str] = {
    "PARTICIPANT": "the people who take part",
    "CARE_PROVIDER": "those who care for them",
    "INVESTIGATOR": "the researchers",
    "OUTCOMES_ASSESSOR": "those who judge the results",
}
PURPOSE: Mapping[str, str] = {
    "TREATMENT": "to treat an illness",
    "PREVENTION": "to prevent an illness",
    "DIAGNOSTIC": "to find an illness",
    "SUPPORTIVE_CARE": "to ease an illness or its treatment",
    "SCREENING": "to look for illness in people who feel well",
    "HEALTH_SERVICES_RESEARCH": "to learn how care is given",
    "BASIC_SCIENCE": "to learn how the body works",
    "DEVICE_FEASIBILITY": "to see if a device can work",
    "ECT": "to see how one study can lead to care",
    "OTHER": "something else",
}
ARM_TYPE: Mapping[str, str] = {
    "EXPERIMENTAL": "a group that gets what is tested",
    "ACTIVE_COMPARATOR": "a group that gets a known treatment, to compare",
    "PLACEBO_COMPARATOR": "a group that gets a placebo",
    "SHAM_COMPARATOR": "a group that gets a pretend treatment",
    "NO_INTERVENTION": "a group that gets no treatment from the study",
    "OTHER": "a group of another kind",
}
INTERVENTION_TYPE: Mapping[str, str] = {
    "DRUG": "a drug",
    "DEVICE": "a device",
    "BIOLOGICAL": "a biological product",
    "PROCEDURE": "a procedure",
    "RADIATION": "radiation",
    "BEHAVIORAL": "a behavior program",
    "GENETIC": "a gene treatment",
    "DIETARY_SUPPLEMENT": "a food supplement",
    "COMBINATION_PRODUCT": "a mix of products",
    "DIAGNOSTIC_TEST": "a test",
    "OTHER": "something else",
}
OUTCOME_LIST: Mapping[str, str] = {
    "primaryOutcomes": "a main measure",
    "secondaryOutcomes": "a further measure",
    "otherOutcomes": "an extra measure",
}
IPD: Mapping[str, str] = {
    "YES": "plans to share the study's data with other researchers",
    "NO": "does not plan to share the study's data with other researchers",
    "UNDECIDED": "has not decided whether to share the study's data with other researchers",
}
IPD_BEFORE: Mapping[str, str] = {
    "YES": "it said that the team plans to",
    "NO": "it said that the team does not plan to",
    "UNDECIDED": "it said that this is not decided",
}
SHARED_WITH_DATA: Mapping[str, str] = {
    "STUDY_PROTOCOL": "the plan of the study",
    "SAP": "the plan for the statistics",
    "ICF": "the form that people sign",
    "CSR": "the report of the study",
    "ANALYTIC_CODE": "the computer code for the statistics",
}
ROLE: Mapping[str, str] = {
    "STUDY_CHAIR": "the chair of the study",
    "STUDY_DIRECTOR": "the director of the study",
    "PRINCIPAL_INVESTIGATOR": "the lead researcher",
    "SUB_INVESTIGATOR": "a further researcher",
    "CONTACT": "a person to ask",
}
RESPONSIBLE: Mapping[str, str] = {
    "SPONSOR": "the body that pays for or starts the study",
    "PRINCIPAL_INVESTIGATOR": "the lead researcher",
    "SPONSOR_INVESTIGATOR": "one person who both started and leads the study",
}
BODY: Mapping[str, str] = {
    "NIH": "a health institute of the U.S. state",
    "FED": "a body of the U.S. state",
    "OTHER_GOV": "a body of a state",
    "INDIV": "one person",
    "INDUSTRY": "a company",
    "NETWORK": "a research network",
    "AMBIG": "a body of a kind that is not clear",
    "OTHER": "another body, such as a hospital or university",
    "UNKNOWN": "a body of a kind that is not known",
}
WATCHED: Mapping[str, str] = {
    "COHORT": "a group of people is followed",
    "CASE_CONTROL": "people with the illness are compared with people without it",
    "CASE_ONLY": "only people with the illness are looked at",
    "CASE_CROSSOVER": "each person is compared with himself or herself at another time",
    "ECOLOGIC_OR_COMMUNITY": "groups or towns are compared, not single people",
    "FAMILY_BASED": "families are looked at",
    "DEFINED_POPULATION": "all people of one kind or place are looked at",
    "NATURAL_HISTORY": "the course of an illness is followed",
    "OTHER": "people are looked at in another way than the registry has a name for",
}
LOOKS: Mapping[str, str] = {
    "PROSPECTIVE": "forward, at what comes next",
    "RETROSPECTIVE": "back, at what has already happened",
    "CROSS_SECTIONAL": "at one point in time",
    "OTHER": "at another span of time",
}
SAMPLES: Mapping[str, str] = {
    "NONE_RETAINED": "no samples are kept",
    "SAMPLES_WITH_DNA": "samples are kept that hold DNA",
    "SAMPLES_WITHOUT_DNA": "samples are kept, but none that hold DNA",
}
CHOSEN: Mapping[str, str] = {
    "PROBABILITY_SAMPLE": "by chance from all whom the study looks at",
    "NON_PROBABILITY_SAMPLE": "in another way than by chance",
}
AGES: Mapping[str, str] = {
    "CHILD": "children",
    "ADULT": "adults",
    "OLDER_ADULT": "older adults",
}
PAPER: Mapping[str, str] = {
    "RESULT": "a paper with results of the study",
    "DERIVED": "a paper that the registry linked by its own search",
    "BACKGROUND": "a paper for background",
}
MEASURED_AS: Mapping[str, str] = {
    "PRIMARY": "a main measure",
    "SECONDARY": "a further measure",
    "OTHER_PRE_SPECIFIED": "an extra measure",
    "POST_HOC": "a measure that was thought of afterwards",
}
NEW_TO_US = "something that is new to us"


def term(table: Mapping[str, str], code: Any) -> str:
    """Put a code into words; "not stated" where it is absent."""
    if code is None:
        return "not stated"
    return table.get(str(code), NEW_TO_US)


def terms(table: Mapping[str, str], codes: Iterable[Any] | None) -> str:
    """Put a list of codes into words."""
    return join_words([term(table, code) for code in codes or ()]) or "not stated"
