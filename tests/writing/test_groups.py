"""Groups whose lists of treatments do not tell them apart are told by their own names."""

from collections.abc import Mapping

import msgspec
import pytest

from plainstudy.record.record import StudyRecord
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.facts.names import exact
from plainstudy.writing.rules import write_text
from plainstudy.writing.text import Sentence
from plainstudy.writing.verify import verify

from .documents import TODAY, arm, design, facts, record, summary, text, thing, words

RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")


def test_groups_that_list_the_same_are_told_by_their_names() -> None:
    """Both groups list one thing; their names say in what they differ, so nobody is said to get the same."""
    told = words(
        text(
            design=RANDOM,
            arms=[
                arm("Early walking", "EXPERIMENTAL", "Drug: Amitol"),
                arm("Late walking", "ACTIVE_COMPARATOR", "Drug: Amitol"),
            ],
        )
    )
    assert "The record calls the groups “Early walking” and “Late walking”." in told
    assert "Both groups get Amitol" not in told


def test_groups_without_telling_names_are_told_by_short_descriptions() -> None:
    """ "Arm A" says nothing; "one tablet a day" does."""
    arms = [
        arm("Arm A", "EXPERIMENTAL", "Drug: Amitol") | {"description": "one tablet a day"},
        arm("Arm B", "EXPERIMENTAL", "Drug: Amitol") | {"description": "two tablets a day"},
    ]
    told = summary(text(design=RANDOM, arms=arms))
    assert "The record describes the groups as “one tablet a day” and “two tablets a day”." in told


def test_many_groups_are_told_by_the_first_names_that_fit() -> None:
    """No list of eight sentences: a few names, and that there are more."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    arms = [arm(f"Amitol on {day}", "EXPERIMENTAL", "Drug: Amitol") for day in days]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing("Amitol")]))
    assert told.count("Among the groups are “Amitol on Monday”, “Amitol on Tuesday”") == 1


@pytest.mark.parametrize(
    ("label", "description"),
    [
        ("Chest radiation", "radiation of the chest"),
        ("Not cleaning the wound", "The wound is left as it is"),
        ("Control", "Healthy people of the same age"),
        ("Control", "No food. After a year they will get it too"),
        ("Control", "No intervention. After twelve months, participants in this group will begin"),
        ("Other formula", ""),
    ],
)
def test_group_with_a_way_of_its_own_is_not_told_as_nothing(label: str, description: str) -> None:
    """A group listed without a treatment may have one by its name or description (NCT02385136)."""
    other = arm(label, "NO_INTERVENTION") | {"description": description}
    told = words(text(design=RANDOM, arms=[arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), other]))
    assert "no treatment" not in told
    assert "others do not" not in told


@pytest.mark.parametrize("label", ["Control", "No treatment", "Control group", "Observation"])
def test_group_that_gets_nothing_is_told_so(label: str) -> None:
    """A plain control group without a word of its own gets none of it."""
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), arm(label, "NO_INTERVENTION")]
    assert "Some get it, others do not." in words(text(design=RANDOM, arms=arms))


def test_long_lists_are_told_plainly() -> None:
    """ "One group has A, B and C in the plan" is no English."""
    names = ["Amitol", "Basol", "Corol"]
    lists = [f"Drug: {name}" for name in names]
    arms = [
        arm("Amitol plus Basol plus Corol", "EXPERIMENTAL", *lists),
        arm("Basol plus Corol", "ACTIVE_COMPARATOR", *lists[1:]),
    ]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing(name) for name in names]))
    assert "One group gets Amitol, Basol and Corol." in told
    assert "in the plan" not in told


def test_choices_within_a_group_are_told_as_listed() -> None:
    """Who gets one drug or another does not get both."""
    names = ["Amitol", "Basol", "Corol"]
    lists = [f"Drug: {name}" for name in names]
    first = arm("A", "EXPERIMENTAL", *lists) | {"description": "Amitol with either Basol or Corol"}
    arms = [first, arm("B", "ACTIVE_COMPARATOR", *lists[1:])]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing(name) for name in names]))
    assert "One group is listed with Amitol, Basol and Corol, not all of them for everyone." in told
    assert "One group gets Amitol" not in told


REAL = {
    "NCT03933150": "“fluoroscopy guided caudal epidural injection”",
    "NCT07023406": "“Waitlist Group”",
    "NCT02385136": "“WBRT”",
    "NCT00973089": "“Complete caries removal”",
    "NCT05329675": "“one capsule /day”",
}


@pytest.mark.registry
@pytest.mark.parametrize(("nct_id", "said"), REAL.items())
def test_real_group_is_named(real_records: Mapping[str, StudyRecord], nct_id: str, said: str) -> None:
    """The real records in which this was seen."""
    told = words(write_text(extract_facts(real_records[nct_id], today=TODAY)))
    assert said in told
    assert "no treatment" not in told


def test_quoted_name_has_no_sign_that_breaks_a_sentence() -> None:
    """A label with an exclamation or a quotation mark is not quoted."""
    names = [group.name for group in facts(arms=[arm("Eat!", None), arm('The "walkers"', None)]).arms]
    assert names == ["", ""]


def control(label: str, description: str, *names: str) -> str:
    """Return the words of a study whose second group is a placebo by its type."""
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol", *names),
        arm(label, "PLACEBO_COMPARATOR", *names) | {"description": description},
    ]
    listed = [thing("Amitol"), *(thing(name.partition(": ")[2]) for name in names)]
    return words(text(design=RANDOM, arms=arms, interventions=listed))


def test_placebo_that_only_the_type_of_a_group_knows_is_not_told() -> None:
    """No text speaks of a placebo: the group gets what the others get besides (NCT03673384)."""
    told = control("Control group", "only the usual spray", "Drug: Basol")
    assert "placebo" not in told
    assert "“Control group” is listed with Basol." in told


def test_usual_care_listed_as_a_placebo_is_told_as_no_placebo() -> None:
    """NCT07116902: standard of care in a group of that type."""
    told = control("Control", "standard of care")
    assert "placebo" not in told
    assert "The record calls the groups “Amitol” and “Control”." in told


def test_placebo_that_the_group_itself_names_is_told() -> None:
    """The group's own label is word enough."""
    assert "Some get a placebo in its place." in control("Placebo", "the same tablets without the drug")


def test_with_or_without_is_held_against_the_groups() -> None:
    """ "A, with or without B" passes where only some groups get B, and not where all do."""
    names = [thing("Amitol"), thing("Basol")]
    both = arm("Amitol and Basol", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol")
    title = "Amitol With or Without Basol in Adults With Asthma"
    wanted = {"design": RANDOM, "interventions": names, "title": title}
    good = record(arms=[both, arm("Amitol alone", "EXPERIMENTAL", "Drug: Amitol")], **wanted)
    bad = record(arms=[both, both | {"label": "2"}], **wanted)
    page = write_text(extract_facts(good, today=TODAY))
    said = Sentence(text="This study tests Amitol, with or without Basol.", sources=page.summary[0].sources)
    told = msgspec.structs.replace(page, summary=(said,))
    assert not [item for item in verify(told, good, today=TODAY) if item.section == "summary"]
    assert "arm" in {item.kind for item in verify(told, bad, today=TODAY) if item.section == "summary"}


def test_study_that_watches_names_its_groups() -> None:
    """Groups called after treatments are told, and the page does not say that nobody is treated."""
    told = words(
        text(
            type="OBSERVATIONAL",
            phases=None,
            interventions=None,
            design={"observationalModel": "COHORT"},
            arms=[arm("Amitinib", None), arm("Other treatment", None)],
        )
    )
    assert "The record calls the groups “Amitinib” and “Other treatment”." in told
    assert "nobody is given a treatment" not in told
    assert "gives no treatment" not in told


def test_placebo_that_holds_something_is_not_called_empty() -> None:
    """A placebo tablet with 20 µg of vitamin D in it has an active part (NCT03813927)."""
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Placebo", "PLACEBO_COMPARATOR", "Drug: Placebo"),
    ]
    listed = [thing("Amitol"), thing("Placebo", description="Tablet containing 20 µg vitamin D")]
    told = words(text(design=RANDOM, arms=arms, interventions=listed))
    assert "no active part" not in told
    assert "Some get a placebo in its place." in told


def test_group_that_gets_things_in_order_is_not_told_as_getting_them_at_once() -> None:
    """A placebo first, or one drug followed by two: the record lists them (NCT05070858)."""
    order = {"description": "Placebo, followed by Amitol after week 12"}
    arms = [arm("1", "EXPERIMENTAL", "Drug: Amitol") | order, arm("2", "ACTIVE_COMPARATOR", "Drug: Basol")]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing("Amitol"), thing("Basol")]))
    assert "One group gets Amitol" not in told
    assert "One group is listed with Amitol." in told


def test_group_called_after_something_else_is_told_by_its_name() -> None:
    """The list says one drug, the group's label another treatment (NCT06027073)."""
    arms = [arm("Oral tablet", "EXPERIMENTAL", "Biological: Amitol shot"), arm("Control", "NO_INTERVENTION")]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing("Amitol shot", "BIOLOGICAL")]))
    assert "Some get it, others do not." not in told
    assert "The record calls the groups “Oral tablet” and “Control”." in told


def test_groups_of_different_people_are_named_beside_what_they_get() -> None:
    """Who gets which goes by who they are (NCT06173934)."""
    arms = [
        arm("Patients with a fast stomach", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Patients with a slow stomach", "EXPERIMENTAL", "Drug: Basol"),
    ]
    told = summary(
        text(
            design=RANDOM, arms=arms, interventions=[thing("Amitol"), thing("Basol")], summary="Amitol, Basol"
        )
    )
    assert "The record calls the groups “Patients with a fast stomach”" in told


def test_kinds_of_cancer_are_no_doses() -> None:
    """Doses stand in the list of treatments, the groups are illnesses (NCT06760702)."""
    listed = [thing("Amitol 5 mg"), thing("Amitol 10 mg")]
    arms = [
        arm("Bowel cancer", "EXPERIMENTAL", "Drug: Amitol 5 mg"),
        arm("Kidney cancer", "EXPERIMENTAL", "Drug: Amitol 10 mg"),
    ]
    told = words(text(design=RANDOM, arms=arms, interventions=listed))
    assert "differ in the dose" not in told
    assert "different doses" not in told


def test_choice_that_all_have_is_not_told_as_got_by_everyone() -> None:
    """The investigator chooses one of several for both groups (NCT06109779)."""
    listed = [thing("Amitol"), thing("Basol"), thing("Corol"), thing("Placebo")]
    chosen = {"description": "with the investigator's choice of chemotherapy"}
    arms = [
        arm("1", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol", "Drug: Corol") | chosen,
        arm("2", "PLACEBO_COMPARATOR", "Drug: Placebo", "Drug: Basol", "Drug: Corol") | chosen,
    ]
    told = summary(text(design=RANDOM, arms=arms, interventions=listed))
    assert "Everyone gets" not in told
    assert "in its place" not in told


def test_choice_on_the_other_side_is_not_told_as_got_at_once() -> None:
    """The other group gets one of several: what is listed is told, and no comparison with all of them."""
    listed = [thing("Amitol"), thing("Basol"), thing("Corol")]
    other = arm("2", "ACTIVE_COMPARATOR", "Drug: Basol", "Drug: Corol") | {
        "description": "investigator's choice"
    }
    arms = [arm("1", "EXPERIMENTAL", "Drug: Amitol"), other]
    told = words(text(design=RANDOM, arms=arms, interventions=listed))
    assert "compares" not in told
    assert "One group is listed with Basol and Corol, not all of them for everyone." in told


def test_usual_care_that_all_get_is_not_told_as_instead() -> None:
    """What is tested comes on top of the usual care (NCT06572839)."""
    arms = [
        arm("Amitol as an addition to standard of care", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Standard of care", "NO_INTERVENTION"),
    ]
    told = words(text(design=RANDOM, arms=arms))
    assert "Some get the usual care" not in told
    assert "better than the usual care" not in told
    assert "“Amitol as an addition to standard of care” and “Standard of care”" in told


def test_placebo_that_only_descriptions_speak_of_is_not_passed_over() -> None:
    """ "Amitol or placebo" in every group, no placebo in the list (NCT04175704)."""
    mixed = {"description": "5 people get Amitol, 2 get placebo"}
    arms = [arm(f"Cohort {number}", "OTHER", "Drug: Amitol") | mixed for number in (1, 2)]
    told = words(text(design=RANDOM, arms=arms))
    assert "Both groups get Amitol" not in told
    assert "speaks of a placebo" in told


def test_people_who_are_their_own_control_are_not_told_as_two_groups() -> None:
    """Each has both procedures (NCT05229783)."""
    arms = [arm("New scope", "EXPERIMENTAL", "Drug: Amitol"), arm("Old scope", "OTHER", "Drug: Basol")]
    info = RANDOM | {"interventionModelDescription": "Each patient is his or her own control."}
    told = words(text(design=info, arms=arms, interventions=[thing("Amitol"), thing("Basol")]))
    assert "One group gets Amitol" not in told


def test_groups_left_out_are_counted_and_the_control_is_named_first() -> None:
    """No group is passed over in silence (NCT05775159, NCT06046781)."""
    listed = [thing(f"Amitol{letter}") for letter in "abcdefgh"]
    arms = [arm(f"Arm {item['name']}", "EXPERIMENTAL", f"Drug: {item['name']}") for item in listed]
    told = words(text(design=RANDOM, arms=arms, interventions=listed, summary="Amitola"))
    assert "The record lists 2 more groups." in told
    days = ("Monday", "Tuesday", "Wednesday", "Thursday")
    same = [arm(f"Amitol on {day}", "EXPERIMENTAL", "Drug: Amitol") for day in days]
    same.append(arm("Control group", "OTHER", "Drug: Amitol"))
    assert "Among the groups are “Control group”" in words(text(design=RANDOM, arms=same))


def test_one_of_several_is_not_told_as_all_of_them() -> None:
    """Choice of A, B or C: nobody gets all three (NCT05514054)."""
    other = arm("2", "ACTIVE_COMPARATOR", "Drug: Basol", "Drug: Corol")
    arms = [arm("1", "EXPERIMENTAL", "Drug: Amitol"), other | {"description": "choice of Basol or Corol"}]
    listed = [thing("Amitol"), thing("Basol"), thing("Corol")]
    told = words(text(design=RANDOM, arms=arms, interventions=listed))
    assert "One group is listed with Basol and Corol, not all of them for everyone." in told


def test_sign_at_the_end_of_a_name_is_kept() -> None:
    """ "MetS-" and "MetS+" are two groups; a dash that was left over goes (NCT06814314)."""
    arms = [arm("MetS-", "EXPERIMENTAL", "Drug: Amitol"), arm("MetS+", "EXPERIMENTAL", "Drug: Amitol")]
    assert "“MetS-” and “MetS+”" in words(text(design=RANDOM, arms=arms))
    assert exact("Amitol group -") == "Amitol group"


def test_drug_in_a_group_of_placebo_type_is_no_placebo() -> None:
    """The summary says placebo-controlled, the group gets ciclosporin (NCT06509243)."""
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), arm("Basol", "PLACEBO_COMPARATOR", "Drug: Basol")]
    things = [thing("Amitol"), thing("Basol")]
    told = words(text(design=RANDOM, arms=arms, interventions=things, summary="A placebo-controlled trial."))
    assert "get a placebo" not in told
    assert "gets a placebo" not in told


def test_placebo_that_comes_with_another_thing_is_not_told_alone() -> None:
    """ "Placebo + antihistamine": both groups get the second one (NCT04967092)."""
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol + Basol"),
        arm("Placebo", "PLACEBO_COMPARATOR", "Drug: Placebo + Basol"),
    ]
    things = [thing("Amitol + Basol"), thing("Placebo + Basol")]
    told = words(text(design=RANDOM, arms=arms, interventions=things))
    assert "For “Placebo”, the record lists a placebo." not in told
    assert "One group gets a placebo." not in told


@pytest.mark.parametrize(
    "model",
    [
        {"interventionModel": "SINGLE_GROUP", "allocation": "NON_RANDOMIZED"},
        {"interventionModel": "CROSSOVER", "allocation": "RANDOMIZED"},
        {
            "interventionModel": "PARALLEL",
            "allocation": "RANDOMIZED",
            "interventionModelDescription": "Own control.",
        },
    ],
)
def test_arms_that_may_be_the_same_people_are_no_groups_of_others(model: dict[str, str]) -> None:
    """Orders, sides of a body, or one group by the model (NCT02561390, NCT05037968)."""
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), arm("Basol", "EXPERIMENTAL", "Drug: Basol")]
    told = words(text(design=design(**model), arms=arms, interventions=[thing("Amitol"), thing("Basol")]))
    assert "The record lists 2 arms: groups, or parts of the plan." in told
    assert "One group" not in told


@pytest.mark.parametrize(
    "more",
    [
        {"summary": "It is set beside a retrospective cohort."},
        {"criteria": "Inclusion Criteria:\n* Asthma (patient group only)"},
        {"design": design(allocation="NON_RANDOMIZED", interventionModel="SINGLE_GROUP")},
        {
            "primary": [
                {"measure": "Scan before and after, comparison with healthy controls", "timeFrame": "1 y"}
            ]
        },
    ],
)
def test_any_word_of_a_comparison_leaves_one_listed_group(more: dict[str, object]) -> None:
    """People from the past, a rule for one group only, a measure (NCT03242538, NCT00328679, NCT04280055)."""
    assert "no other group to compare it with" in words(text())
    assert "no other group" not in words(text(**more))


def test_group_whose_text_alone_names_a_treatment_is_not_told_as_without() -> None:
    """ "The participants will be treated with Basol alone", and no list (NCT07165158)."""
    given = {"description": "In the control group, people will be treated with Basol alone."}
    arms = [
        arm("Amitol group", "EXPERIMENTAL", "Drug: Amitol"),
        arm("The control group", "NO_INTERVENTION") | given,
    ]
    told = words(text(design=RANDOM, arms=arms))
    assert "nothing by name" not in told
    assert "The control group”" in told, told


def test_groups_that_all_list_the_usual_care_are_not_told_as_some_getting_it() -> None:
    """It is in the list of the group that is tried, too (NCT04948307)."""
    arms = [
        arm("Background therapy", "OTHER", "Other: Standard of Care"),
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol", "Other: Standard of Care"),
    ]
    told = words(
        text(design=RANDOM, arms=arms, interventions=[thing("Amitol"), thing("Standard of Care", "OTHER")])
    )
    assert "usual care" not in told


def test_one_group_called_after_what_its_list_lacks_is_told_by_its_name() -> None:
    """The list has only what makes ready for it (NCT07004647)."""
    arms = [arm("Zetacel injection", "EXPERIMENTAL", "Drug: Basol")]
    told = words(text(title="Zetacel Injection in Asthma", arms=arms, interventions=[thing("Basol")]))
    assert "The record lists one group, called “Zetacel injection”." in told
    assert "This study uses" not in told


def test_what_all_groups_list_is_not_told_as_what_all_get() -> None:
    """They differ in the force, which no list shows (NCT04728685)."""
    arms = [arm(f"Group {letter}", "OTHER", "Device: Traction") for letter in "ABC"]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing("Traction", "DEVICE")]))
    assert "groups get" not in told
    assert "The record lists Traction for all groups." in told


def test_short_description_that_names_more_than_the_list_is_no_agreement() -> None:
    """ "Self directed exercise and Basol", and Basol is all that is listed (NCT02730338)."""
    more = {"description": "Self directed walking and Basol"}
    arms = [
        arm("Arm A", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol") | {"description": "Amitol and Basol"},
        arm("Arm B", "ACTIVE_COMPARATOR", "Drug: Basol") | more,
    ]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing("Amitol"), thing("Basol")]))
    assert "One group gets Basol" not in told
    assert "Everyone gets Basol" not in told


def test_open_label_study_with_a_box_of_masking_is_told_as_unclear() -> None:
    """ "Randomized, controlled, open-label", and people are listed as not told (NCT03742414)."""
    masked = RANDOM | {"maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]}}
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), arm("Basol", "OTHER", "Drug: Basol")]
    more = {"arms": arms, "interventions": [thing("Amitol"), thing("Basol")], "design": masked}
    told = words(text(details="This is a randomized, open-label study.", **more))
    assert "The record is not clear on whether people know what they get." in told
    assert "By the record, those who take part" in words(text(details="This is a randomized study.", **more))
