# ruff: noqa: E501  a rule reads as one line of a table
"""The rules, one a line with its reason; the first that fits decides.

Severity is for somebody who follows the study: "major" could change what they
do, "notable" is worth knowing, "minor" is for the history page. "mail" means
that followers read it by mail; the history page shows everything.
"""

from .context import STOPPED
from .judgement import Category, Judgement, Reach, Rule, Severity, Test
from .situations import (
    all_of,
    always,
    another_disease,
    closes,
    far_below_plan,
    far_from_plan,
    first_in_country,
    first_open_in_country,
    follows_from_interventions,
    from_value,
    had_ended,
    is_open,
    is_paper,
    last_in_country,
    last_open_in_country,
    left_primary,
    may_take_people,
    moved_between_lists,
    moved_little,
    none_of,
    numbers_changed,
    only_looks,
    only_type,
    opens,
    operation,
    place_opens_or_closes,
    primary_dropped,
    status_moved,
    stayed_open,
    to,
    turned_off,
    turned_on,
    was_actual,
)


def rule(field: str, test: Test, category: Category, severity: Severity, reach: Reach, reason: str) -> Rule:
    """Write one line of the table."""
    return Rule(field, test, Judgement(category, severity, reach == "mail", reason))


_S, _E, _A, _O, _L, _D = (
    "statusModule.",
    "eligibilityModule.",
    "armsInterventionsModule.",
    "outcomesModule.",
    "contactsLocationsModule.",
    "designModule.",
)
_DATES = ("startDateStruct", "primaryCompletionDateStruct", "completionDateStruct")

# fmt: off
RULES: tuple[Rule, ...] = (
    # Recruitment
    rule("protocolSection", always, "recruitment", "major", "mail", "The registry hides the record, or shows it again."),
    rule(_S + "overallStatus", to("WITHHELD"), "recruitment", "major", "silent", "Told by the change that hides the record."),
    rule(_S + "overallStatus", from_value("WITHHELD"), "recruitment", "major", "silent", "Told by the change that shows the record."),
    rule(_S + "overallStatus", to("UNKNOWN"), "recruitment", "notable", "mail", "By the clock: nobody confirmed the record; it is no closing."),
    rule(_S + "overallStatus", to(*STOPPED), "recruitment", "major", "mail", "A stop, for good or for now."),
    rule(_S + "overallStatus", opens, "recruitment", "major", "mail", "People can join now."),
    rule(_S + "overallStatus", closes, "recruitment", "major", "mail", "People can no longer join."),
    rule(_S + "overallStatus", to("NOT_YET_RECRUITING"), "recruitment", "notable", "mail", "It may open."),
    rule(_S + "overallStatus", always, "recruitment", "notable", "mail", "What the study is doing changed."),
    rule(_S + "lastKnownStatus", always, "housekeeping", "minor", "silent", "Goes with the status and is never told as current."),
    rule(_S + "whyStopped", all_of(operation("removed"), status_moved), "recruitment", "minor", "silent", "The stop is over; the status says so."),
    rule(_S + "whyStopped", all_of(operation("changed"), only_looks), "recruitment", "minor", "silent", "No word, number or sign changed."),
    rule(_S + "whyStopped", always, "recruitment", "major", "mail", "Why a study stopped may matter to safety."),
    rule(_S + "expandedAccessInfo.hasExpandedAccess", turned_on, "recruitment", "major", "mail", "Access outside the study opened."),
    rule(_S + "expandedAccessInfo.hasExpandedAccess", turned_off, "recruitment", "notable", "mail", "Access outside the study ended."),
    rule(_S + "expandedAccessInfo*", always, "recruitment", "minor", "silent", "Details of access outside the study."),
    rule(_D + "expandedAccessTypes*", always, "recruitment", "minor", "silent", "Details of access outside the study."),
    rule(_L + "centralContacts*", always, "recruitment", "minor", "silent", "The page always shows whom to call now."),
    # Results
    rule("resultsSection", operation("added"), "results", "major", "mail", "Results are public now."),
    rule("resultsSection", always, "results", "major", "mail", "Results were taken back."),
    rule("hasResults", always, "results", "minor", "silent", "Told by the results themselves."),
    rule("resultsSection.outcomeMeasuresModule.outcomeMeasures", operation("added"), "results", "notable", "mail", "Results for one more measure."),
    rule("resultsSection.outcomeMeasuresModule.outcomeMeasures", operation("removed"), "results", "notable", "mail", "Results for a measure were taken back."),
    rule("resultsSection.outcomeMeasuresModule.outcomeMeasures.reportingStatus", to("POSTED"), "results", "notable", "mail", "Results for one more measure."),
    rule("resultsSection.adverseEventsModule*", always, "results", "notable", "silent", "Numbers of health problems were corrected."),
    rule("resultsSection.outcomeMeasuresModule.outcomeMeasures.classes", always, "results", "notable", "silent", "Measured values were corrected."),
    rule("resultsSection.moreInfoModule.pointOfContact*", always, "who runs it", "minor", "silent", "Whom researchers may ask."),
    rule("resultsSection*", always, "results", "minor", "silent", "Details of results."),
    rule("referencesModule.references.retractions", always, "results", "notable", "mail", "A paper about this study was withdrawn by its journal."),
    rule("referencesModule.references", all_of(operation("added"), is_paper("RESULT")), "results", "notable", "mail", "The study team lists a paper with results."),
    rule("referencesModule.references*", is_paper("DERIVED"), "results", "minor", "silent", "Linked by the registry's computer, not by the study team."),
    rule("referencesModule*", always, "results", "minor", "silent", "Background reading."),
    rule("documentSection*", always, "results", "minor", "silent", "Study documents."),
    rule("ipdSharingStatementModule*", always, "results", "minor", "silent", "Plans to share data with researchers."),
    rule("annotationSection.annotationModule.violationAnnotation*", always, "who runs it", "notable", "silent", "A notice of the authority."),
    rule("annotationSection*", always, "results", "notable", "silent", "Results were sent in but are not public."),
    rule(_S + "resultsWaived", always, "results", "minor", "silent", "A duty to post results was lifted or set."),
    rule(_S + "delayedPosting", always, "results", "minor", "silent", "Posting may wait for an approval."),
    rule(_S + "dispFirst*", always, "results", "minor", "silent", "Posting of results may wait for an approval."),
    # What is measured
    rule(_O + "primaryOutcomes", operation("removed"), "what is measured", "major", "mail", "A main measure was dropped."),
    rule(_O + "primaryOutcomes", moved_between_lists, "what is measured", "major", "mail", "A measure became a main one: switched."),
    rule(_O + "primaryOutcomes", all_of(operation("added"), primary_dropped), "what is measured", "major", "mail", "One main measure took another's place: switched."),
    rule(_O + "primaryOutcomes", operation("added"), "what is measured", "notable", "mail", "A new main measure."),
    rule(_O + "primaryOutcomes", operation("moved"), "what is measured", "minor", "silent", "Another order."),
    rule(_O + "primaryOutcomes.measure", only_looks, "what is measured", "minor", "silent", "No word, number or sign changed."),
    rule(_O + "primaryOutcomes.measure", always, "what is measured", "notable", "mail", "A main measure was reworded: its meaning may have moved."),
    rule(_O + "primaryOutcomes.timeFrame", only_looks, "what is measured", "minor", "silent", "No word, number or sign changed."),
    rule(_O + "primaryOutcomes.timeFrame", always, "what is measured", "notable", "mail", "A main measure is taken at another time."),
    rule(_O + "primaryOutcomes.description", numbers_changed, "what is measured", "notable", "silent", "How a main measure is judged may have moved."),
    rule(_O + "secondaryOutcomes", left_primary, "what is measured", "major", "mail", "A measure is no longer a main one: switched."),
    rule(_O + "otherOutcomes", left_primary, "what is measured", "major", "mail", "A measure is no longer a main one: switched."),
    rule(_O + "secondaryOutcomes", operation("removed"), "what is measured", "notable", "silent", "A further measure was dropped."),
    rule(_O + "*", always, "what is measured", "minor", "silent", "Details of measures."),
    # Who can join
    rule(_E + "minimumAge", is_open, "who can join", "major", "mail", "Age decides who can join an open study."),
    rule(_E + "maximumAge", is_open, "who can join", "major", "mail", "Age decides who can join an open study."),
    rule(_E + "sex", is_open, "who can join", "major", "mail", "Sex decides who can join an open study."),
    rule(_E + "healthyVolunteers", is_open, "who can join", "major", "mail", "Healthy people can join, or no longer can."),
    rule("conditionsModule.conditions", all_of(is_open, another_disease), "who can join", "major", "mail", "The disease decides who can join an open study."),
    rule("conditionsModule.conditions", another_disease, "who can join", "minor", "silent", "Nobody can join any more."),
    rule("conditionsModule*", always, "wording", "minor", "silent", "Words by which the study is found."),
    rule(_E + "eligibilityCriteria", only_looks, "who can join", "minor", "silent", "No word, number or sign changed."),
    rule(_E + "eligibilityCriteria", is_open, "who can join", "notable", "mail", "The rules for joining an open study changed."),
    rule(_E + "genderBased", is_open, "who can join", "notable", "mail", "Gender decides who can join an open study."),
    rule(_E + "stdAges", always, "housekeeping", "minor", "silent", "The registry's age groups follow the ages."),
    rule(_E + "*", always, "who can join", "minor", "silent", "The rules as they stood, or details of them."),
    # What is tested
    rule(_A + "armGroups", operation("removed"), "what is tested", "major", "mail", "A group was dropped."),
    rule(_A + "armGroups", operation("added"), "what is tested", "notable", "mail", "A new group."),
    rule(_A + "armGroups.type", always, "what is tested", "notable", "mail", "A group has another part in the study."),
    rule(_A + "armGroups.label", all_of(is_open, numbers_changed), "what is tested", "notable", "mail", "Numbers in a group's name changed: it may be the dose."),
    rule(_A + "armGroups.label", always, "wording", "minor", "silent", "A group has another name."),
    rule(_A + "armGroups.interventionNames", follows_from_interventions, "what is tested", "minor", "silent", "Follows from a change of what is tested."),
    rule(_A + "armGroups.interventionNames", always, "what is tested", "notable", "mail", "A group gets something else."),
    rule(_A + "armGroups.description", all_of(is_open, numbers_changed), "what is tested", "notable", "mail", "Numbers in what a group gets changed: it may be the dose."),
    rule(_A + "interventions", operation("added", "removed"), "what is tested", "notable", "mail", "Something else is tested."),
    rule(_A + "interventions.description", all_of(is_open, numbers_changed), "what is tested", "notable", "mail", "Numbers in what is given changed: it may be the dose."),
    rule(_A + "interventions.name", all_of(is_open, numbers_changed), "what is tested", "notable", "mail", "Numbers in the name changed: it may be the dose."),
    rule(_A + "interventions.name", always, "wording", "minor", "silent", "The same thing under another name."),
    rule(_A + "*", always, "what is tested", "minor", "silent", "Details of groups and treatments."),
    rule(_D + "studyType", always, "what is tested", "notable", "mail", "It is another kind of study now."),
    rule(_D + "phases", always, "what is tested", "notable", "mail", "The stage of testing changed."),
    rule(_D + "designInfo.allocation", always, "what is tested", "notable", "mail", "How people come into groups changed."),
    rule(_D + "designInfo.interventionModel", always, "what is tested", "notable", "mail", "How groups are compared changed."),
    rule(_D + "designInfo*", always, "what is tested", "minor", "silent", "Details of the design."),
    rule(_D + "bioSpec*", always, "what is tested", "minor", "silent", "Samples that are kept."),
    # Where
    rule(_L + "locations", all_of(operation("added"), stayed_open, first_in_country), "where", "notable", "mail", "The first place in a country."),
    rule(_L + "locations", all_of(operation("added"), first_in_country), "where", "notable", "silent", "The first place in a country, while nobody can join or the study itself just opened."),
    rule(_L + "locations", all_of(operation("removed"), stayed_open, last_in_country), "where", "notable", "mail", "The last place in a country is gone."),
    rule(_L + "locations", all_of(operation("removed"), last_in_country), "where", "notable", "silent", "The last place in a country is gone; nobody can join anyway."),
    rule(_L + "locations", all_of(operation("added"), stayed_open, may_take_people), "where", "minor", "mail", "One more place to join."),
    rule(_L + "locations", all_of(operation("removed"), stayed_open), "where", "minor", "mail", "One place fewer to join."),
    rule(_L + "locations.status", all_of(stayed_open, none_of(status_moved), first_open_in_country), "where", "notable", "mail", "The first open place in a country."),
    rule(_L + "locations.status", all_of(stayed_open, none_of(status_moved), last_open_in_country), "where", "notable", "mail", "The last open place in a country closed."),
    rule(_L + "locations.status", all_of(stayed_open, none_of(status_moved), place_opens_or_closes), "where", "minor", "mail", "A place opened or closed."),
    rule(_L + "locations*", always, "where", "minor", "silent", "Details of a place, or what follows from the study's own status."),
    rule("derivedSection.miscInfoModule.removedCountries", always, "where", "minor", "silent", "Follows from the places."),
    # When
    *(line for name in _DATES for line in (
        rule(f"{_S}{name}*", only_type, "when", "minor", "silent", "The same day, now told as done."),
        rule(f"{_S}{name}*", was_actual, "when", "minor", "silent", "A date that was told as done is corrected."),
        rule(f"{_S}{name}*", moved_little, "when", "minor", "silent", "Moved by less than three months."),
        rule(f"{_S}{name}*", operation("added", "removed"), "when", "minor", "silent", "A date came or went."),
        rule(f"{_S}{name}*", had_ended, "when", "minor", "silent", "The study had ended before."),
        rule(f"{_S}{name}*", always, "when", "notable", "mail", "Moved by three months or more."),
    )),
    rule(_D + "targetDuration", always, "when", "minor", "silent", "How long each person is followed."),
    # How many
    rule(_D + "enrollmentInfo*", far_below_plan, "how many", "notable", "mail", "Far fewer people than planned."),
    rule(_D + "enrollmentInfo*", all_of(far_from_plan, none_of(had_ended)), "how many", "notable", "mail", "The plan grew or shrank by a quarter or more."),
    rule(_D + "enrollmentInfo*", always, "how many", "minor", "silent", "The count moved a little, or became final."),
    # Who runs it
    rule("sponsorCollaboratorsModule.leadSponsor.name", always, "who runs it", "notable", "mail", "Somebody else is responsible."),
    rule("sponsorCollaboratorsModule*", always, "who runs it", "minor", "silent", "Details of who is responsible."),
    rule(_L + "overallOfficials*", always, "who runs it", "minor", "silent", "Who leads the study."),
    rule("oversightModule.oversightHasDmc", always, "who runs it", "minor", "silent", "Whether an independent group watches over safety."),
    rule("oversightModule*", always, "housekeeping", "minor", "silent", "Which authority's rules apply."),
    rule("identificationModule.organization*", always, "who runs it", "minor", "silent", "Who registered the study."),
    # Wording
    rule("identificationModule.briefTitle", always, "wording", "minor", "silent", "Another title."),
    rule("identificationModule.officialTitle", always, "wording", "minor", "silent", "Another title."),
    rule("identificationModule.acronym", always, "wording", "minor", "silent", "Another short name."),
    rule("descriptionModule*", always, "wording", "minor", "silent", "Another description."),
    # Housekeeping, and whatever nobody thought of
    rule("identificationModule*", always, "housekeeping", "minor", "silent", "Numbers that identify the study."),
    rule(_S + "*", always, "housekeeping", "minor", "silent", "Dates of the registry's own work."),
    rule("*", always, "housekeeping", "minor", "silent", "No rule names it: kept for the history."),
)
# fmt: on
