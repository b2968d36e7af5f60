"""Each kind of study has its own shape, as the hand-written pages have."""

import pytest

from plainstudy.writing.check import REQUIRED
from plainstudy.writing.rules import WRITER
from plainstudy.writing.text import StudyText

from .documents import arm, design, facts, summary, text, thing, words

RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
KINDS = {
    "DRUG": ("Amitinib", "Active substance"),
    "BIOLOGICAL": ("Amizumab infusion", "Active substance"),
    "DEVICE": ("Amiflex pump", "Device"),
    "PROCEDURE": ("Knee surgery", "Procedure"),
    "RADIATION": ("Proton radiation", "Radiation"),
    "BEHAVIORAL": ("Walking program", "Behaviour"),
    "DIETARY_SUPPLEMENT": ("Vitamin capsules", "Supplement"),
    "DIAGNOSTIC_TEST": ("Amiflex test", "Test"),
    "OTHER": ("Amiflex", "What is tested"),
    "SOMETHING_NEW": ("Amiflex", "What is tested"),
}


def of_one(name: str, kind: str, **more: str) -> StudyText:
    """Return the text of a study that tests one thing which its title names."""
    arms = [arm("A", "EXPERIMENTAL", f"X: {name}")]
    what = f"Accuracy of {name}" if kind == "DIAGNOSTIC_TEST" else name
    return text(title=f"{what} in Adults With Asthma", interventions=[thing(name, kind, **more)], arms=arms)


@pytest.mark.parametrize(("kind", "name", "title"), [(kind, *told) for kind, told in KINDS.items()])
def test_substance_has_the_title_of_its_kind(kind: str, name: str, title: str) -> None:
    """A device is not called an active substance."""
    assert of_one(name, kind).substance_title == title


@pytest.mark.parametrize(
    ("name", "kind", "description"),
    [
        ("Amiflex implant", "DRUG", ""),
        ("Amitol", "DRUG", "Autologous CAR-T cells"),
        ("Brisk exercise", "DRUG", ""),
        ("Knee surgery", "DEVICE", ""),
        ("Muscle training", "PROCEDURE", ""),
        ("Beam monitoring", "RADIATION", ""),
        ("Bean bread", "DIETARY_SUPPLEMENT", ""),
        ("Wearable patch", "DEVICE", "runs a mobile app"),
    ],
)
def test_kind_that_name_and_description_deny_is_not_told(name: str, kind: str, description: str) -> None:
    """The box ticked for the type is one field; the name and the description speak against it."""
    told = words(of_one(name, kind, description=description))
    wrong = {
        "DRUG": "a drug",
        "DEVICE": "a digital program",
        "PROCEDURE": "a procedure",
        "RADIATION": "a radiation treatment",
        "DIETARY_SUPPLEMENT": "supplement",
    }
    assert wrong[kind] not in told
    assert not (kind == "DEVICE" and "surgery, a device" in told)


def test_vaccine_has_a_title_of_its_own() -> None:
    """A vaccine is told as one."""
    assert of_one("Amitol vaccine", "BIOLOGICAL").substance_title == "Vaccine"


def test_observational_study_collects() -> None:
    """What a study that only watches has is what it collects."""
    told = text(
        type="OBSERVATIONAL",
        phases=None,
        arms=None,
        interventions=None,
        design={"observationalModel": "COHORT"},
    )
    assert told.substance_title == "What is collected"
    assert "privacy" in words(told)


def test_withdrawn_study_teaches_nothing_and_harmed_nobody() -> None:
    """Nobody joined: no benefit, no harm, nothing to expect."""
    told = text(status="WITHDRAWN", enrollment={"count": 0, "type": "ACTUAL"})
    assert told.headline.text == "Nobody joined this study of the drug Amitol in asthma"
    assert len(told.could_lead_to) == len(told.could_go_wrong) == len(told.what_happens) == 1


def test_terminated_study_says_so_in_the_headline() -> None:
    """Stopped early is the news."""
    assert text(status="TERMINATED").headline.text == "Study of the drug Amitol in asthma stopped early"


@pytest.mark.parametrize("status", ["RECRUITING", "COMPLETED", "WITHDRAWN", "UNKNOWN", "TERMINATED", None])
@pytest.mark.parametrize("kind", ["INTERVENTIONAL", "OBSERVATIONAL", "EXPANDED_ACCESS", None])
def test_every_kind_and_status_has_every_section(kind: str | None, status: str | None) -> None:
    """No part of a page is ever empty."""
    told = text(type=kind, status=status)
    assert [name for name in REQUIRED if not getattr(told, name)] == []


def test_healthy_volunteers_are_not_called_patients() -> None:
    """A study in healthy people speaks of them, and promises nothing."""
    told = text(title="Amitol in Healthy Volunteers", conditions=["Healthy"], healthy=True, phases=["PHASE1"])
    assert "It is for healthy adults." in words(told)
    assert "no benefit" in words(told)


def test_children_are_named_by_their_ages() -> None:
    """Ages make the name of the group."""
    asthma = {"title": "Amitol", "criteria": "Inclusion Criteria:\n\n* Asthma"}
    assert "children with asthma" in words(text(**asthma, min_age="2 Years", max_age="11 Years"))
    assert "teenagers with asthma" in words(text(**asthma, min_age="12 Years", max_age="17 Years"))


def test_phase_one_is_told_as_safety_first() -> None:
    """Phase 1 promises no benefit."""
    measures = [{"measure": "Number of participants with adverse events"}]
    told = " ".join(sentence.text for sentence in text(phases=["PHASE1"], primary=measures).could_lead_to)
    assert "safety and dose" in told
    assert "could become a choice" not in told


def test_phase_one_that_measures_something_else_is_only_named() -> None:
    """ "Safety and dose first" is said where a measure bears the phase out."""
    measures = [{"measure": "Level of IgE in the blood"}]
    told = " ".join(sentence.text for sentence in text(phases=["PHASE1"], primary=measures).could_lead_to)
    assert "safety and dose" not in told
    assert "By the record, this is a phase 1 study." in told


def test_small_study_without_comparison_says_what_it_cannot_show() -> None:
    """Size and design of this very study stand in what could go wrong."""
    told = " ".join(
        sentence.text for sentence in text(enrollment={"count": 9, "type": "ESTIMATED"}).could_go_wrong
    )
    assert "may not hold for everyone" in told
    assert "comparison group" in told


def test_results_give_serious_problems_group_by_group() -> None:
    """Posted counts are told as they stand, without a cause."""
    groups = [{"id": "E1", "title": "Amitol", "seriousNumAffected": 1, "seriousNumAtRisk": 60}]
    told = words(text(status="COMPLETED", results={"adverseEventsModule": {"eventGroups": groups}}))
    assert "Results list serious health problems, whatever the cause." in told
    assert "In the group “Amitol”: 1 person of 60." in told


def test_study_about_suicide_opens_with_help() -> None:
    """The page of a study about suicide or self-harm is flagged, others are not."""
    assert text(conditions=["Suicidal Ideation"]).opens_with_help
    assert not text().opens_with_help


def test_registered_risk_is_quoted() -> None:
    """A risk that the record names is told in its words."""
    told = words(text(details="Side effects include nausea and tiredness."))
    assert "“Side effects include nausea and tiredness”" in told


def test_stored_text_is_the_same_each_time() -> None:
    """Variety is chosen by the study, not by chance."""
    assert text(nct="NCT00000007") == text(nct="NCT00000007")
    assert len({text(nct=f"NCT{number:08d}").could_go_wrong for number in range(1, 40)}) > 1
    assert WRITER.startswith("rules ")


def test_chance_or_not_is_told_for_groups_only() -> None:
    """One group has nothing for chance to decide."""
    assert "Chance" not in words(text())
    two = [arm("A", "EXPERIMENTAL", "Drug: Amitol"), arm("B", "ACTIVE_COMPARATOR", "Drug: Basol")]
    told = words(
        text(
            design=design(allocation="RANDOMIZED", interventionModel="PARALLEL"),
            arms=two,
            interventions=[thing("Amitol"), thing("Basol")],
            title="Amitol Versus Basol in Adults With Asthma",
            summary="A randomized trial.",
        )
    )
    assert "Chance decides" in told
    assert "This study compares Amitol with Basol." in told


def test_hard_words_that_remain_are_explained_once() -> None:
    """Each hard word has one line."""
    explained = text(interventions=[thing("Placebo"), thing("Amitol")]).explained
    assert len({word for word, _ in explained}) == len(explained)


# ── Patterns that two readers found in real pages ─────────────────────────────


def test_group_of_placebo_type_without_a_placebo_in_the_text_gets_none() -> None:
    """A group called a sham that takes one capsule of the very thing gets no sham."""
    same = [
        arm("One a day", "SHAM_COMPARATOR", "Drug: Amitol"),
        arm("Two a day", "EXPERIMENTAL", "Drug: Amitol"),
    ]
    told = words(text(arms=same, design=RANDOM))
    assert "sham" not in told.lower()
    told = words(text(arms=same, design=RANDOM, details="A sham capsule looks the same."))
    assert "sham" not in told.lower()
    spoken = words(text(arms=same, design=RANDOM, title="Amitol Against a Sham in Asthma"))
    assert "get a sham" in spoken


def test_placebo_groups_that_list_the_drug_are_told_by_their_names() -> None:
    """Every group lists the drug; which of them get the placebo, their names say."""
    arms = [
        arm("A active", "EXPERIMENTAL", "Drug: Amitol"),
        arm("A placebo", "PLACEBO_COMPARATOR", "Drug: Amitol"),
        arm("B active", "EXPERIMENTAL", "Drug: Amitol"),
        arm("B placebo", "PLACEBO_COMPARATOR", "Drug: Amitol"),
    ]
    told = words(text(arms=arms, design=RANDOM))
    assert "“A placebo”" in told
    assert "groups get Amitol" not in told


@pytest.mark.parametrize("label", ["Waitlist Group", "Control", "Standard advice"])
def test_control_group_that_lists_the_same_is_not_said_to_get_it(label: str) -> None:
    """A group that waits, or a control, lists the thing that the others get first."""
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), arm(label, "ACTIVE_COMPARATOR", "Drug: Amitol")]
    assert "Both groups" not in words(text(arms=arms, design=RANDOM))


def test_group_that_waits_is_not_said_to_get_nothing() -> None:
    """Who gets it later is not without it."""
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), arm("Wait-list", "NO_INTERVENTION")]
    told = words(text(arms=arms, design=RANDOM))
    assert "others do not" not in told
    assert "no treatment" not in told


def test_others_without_treatment_are_told_beside_those_with_it() -> None:
    """ "Others" never stands alone."""
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"), arm("Nothing", "NO_INTERVENTION")]
    assert "Some get it, others do not." in words(text(arms=arms, design=RANDOM))


def test_illness_in_a_treatment_name_is_not_tested() -> None:
    """ "HRM low dose treatment" in a study of that illness names no drug."""
    told = words(
        text(
            title="Amitol in Adults With Hard Rough Mouth Disease",
            conditions=["Hard Rough Mouth Disease"],
            interventions=[thing("HRM low dose treatment"), thing("HRM high dose treatment")],
            arms=[
                arm("A", "EXPERIMENTAL", "Drug: HRM low dose treatment"),
                arm("B", "EXPERIMENTAL", "Drug: HRM high dose treatment"),
            ],
        )
    )
    assert "HRM, a drug" not in told
    assert "tests HRM" not in told


@pytest.mark.parametrize("also", ['"na"', "N/A", "none", "Ad libitum feeding"])
def test_placeholder_is_no_other_name(also: str) -> None:
    """ "na" found inside a word of the title is not what the drug is called."""
    told = words(
        text(title="AB123 in Adults With Nasal Asthma", interventions=[thing("AB123", otherNames=[also])])
    )
    assert "also called" not in told
    assert "AB123" in told


def test_dose_phrase_is_no_part_of_a_name() -> None:
    """A name ends before "at a dose of"."""
    told = words(
        text(
            interventions=[thing("Amitol at a dose of 0.016 mg/kg")],
            arms=[arm("A", "EXPERIMENTAL", "Drug: Amitol at a dose of 0.016 mg/kg")],
        )
    )
    assert "at a dose" not in told


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Amitol in Adults With Moderate-Severe, Stubborn Asthma, Despite Sprays", "despite"),
        ("Amitol in Patients With Allergic Asthma +/- Fever", "+/"),
        ("A Single-blind Trial of Amitol in Adults With Single-blind Asthma", "with single-blind"),
    ],
)
def test_people_named_by_the_title_make_sense(title: str, wrong: str) -> None:
    """What is cut out of a title is an illness in its usual order."""
    assert wrong not in summary(text(title=title))


def test_patients_compared_to_healthy_people_are_not_called_healthy() -> None:
    """A title with recipients of a transplant and healthy adults is not for healthy adults."""
    told = words(
        text(
            title="Amitol in Lung Transplant Recipients Compared to Healthy Adults",
            conditions=["Lung Transplant Rejection"],
            healthy=True,
        )
    )
    assert "It is for healthy" not in told


def test_vaccinated_people_are_not_said_to_be_ill() -> None:
    """Who gets a vaccine does not have the infection it is meant to keep away."""
    told = words(text(title="Amitol Vaccine in Adults", conditions=["COVID-19"], healthy=True))
    assert "adults with" not in told
    assert "The condition listed is COVID-19" in told


def test_people_at_risk_are_not_said_to_be_ill() -> None:
    """Healthy babies at risk of an illness do not have it."""
    told = words(
        text(
            title="Amitol Food",
            official="Amitol Food for Infants at Risk of Eczema",
            conditions=["Eczema"],
            healthy=True,
            min_age="1 Day",
            max_age="14 Days",
        )
    )
    assert "with eczema" not in told
    assert "toddlers" not in told


def test_new_onset_illness_is_not_what_people_have() -> None:
    """An illness that is watched for after an operation is not there at the start."""
    told = words(
        text(
            title="Sugar After an Operation",
            conditions=["Diabetes Mellitus"],
            primary=[{"measure": "Incidence of new-onset diabetes", "timeFrame": "1 year"}],
        )
    )
    assert "with diabetes" not in told


def test_contrast_for_a_picture_is_no_radiation_treatment() -> None:
    """What is given for a scan does not treat, and harms nothing near a treated place."""
    told = words(
        text(
            interventions=[thing("Gadodiamide", "RADIATION")],
            arms=[arm("A", "EXPERIMENTAL", "Radiation: Gadodiamide")],
        )
    )
    assert "radiation" not in told.lower()


def test_two_ways_in_one_word_give_no_way() -> None:
    """ "Oral/IV" is not "into a vein"."""
    assert "into a vein" not in words(
        text(interventions=[thing("Amitol", description="enteral/IV twice a day")])
    )


@pytest.mark.parametrize(
    ("measure", "wrong"),
    [
        ("Reduction of pain score in headache sufferers", "how often the headaches"),
        ("Difference in microbes between patients with and without adverse events", "health problems"),
    ],
)
def test_measure_is_not_taken_for_another(measure: str, wrong: str) -> None:
    """A pain score is no count of headaches; who had problems can be a way to group people."""
    told = words(
        text(conditions=["Migraine"], title="Amitol in Adults With Migraine", primary=[{"measure": measure}])
    )
    assert wrong not in told


def test_study_that_only_watches_on_paper_is_not_called_harmless() -> None:
    """A record that lets chance decide adds more than little risk, whatever its type says."""
    told = words(
        text(
            type="OBSERVATIONAL",
            summary="Patients will be randomly divided into two groups.",
            arms=None,
            interventions=None,
        )
    )
    assert "adds little bodily risk" not in told
    assert "nobody is given a treatment" not in told


def test_food_challenge_in_a_list_of_patients_is_not_called_harmless() -> None:
    """Eating what one may react to has risks."""
    told = words(
        text(type="OBSERVATIONAL", interventions=[thing("Oral provocation test", "DIAGNOSTIC_TEST")])
    )
    assert "adds little bodily risk" not in told
    assert "can set off reactions" in told
    assert "By the record, this is an observational study; its text has the words “Oral provocation" in told
    assert "only watches" not in told


def test_serious_problems_counted_by_dose_are_left_out() -> None:
    """Of 120 people, none were 2,437."""
    groups = [{"id": "E1", "title": "Amitol", "seriousNumAffected": 0, "seriousNumAtRisk": 2437}]
    told = words(text(status="COMPLETED", results={"adverseEventsModule": {"eventGroups": groups}}))
    assert "2,437" not in told


def test_list_that_asks_for_some_points_only_is_not_split() -> None:
    """ "One from (2) or (3)" makes no single point a condition to join."""
    criteria = (
        "Inclusion Criteria:\n\nMeet (1) and one of the following:\n\n1. Over 20 years\n2. Has a polyp\n"
    )
    assert facts(criteria=criteria).points.clear is False


def test_complications_of_an_illness_are_not_the_study_s_risks() -> None:
    """What diabetes brings is not what the study brings."""
    told = words(text(details="Diabetes has complications such as blindness and weak kidneys."))
    assert "blindness" not in told


def test_closed_study_does_not_tell_how_to_ask_about_visits() -> None:
    """Nobody new comes to a study that is closed to new people."""
    assert "how many visits" not in words(text(status="ACTIVE_NOT_RECRUITING"))
    assert "how often you would" not in words(text(status="ACTIVE_NOT_RECRUITING"))


def test_condition_that_names_people_is_no_illness() -> None:
    """Nobody is a child "with diabetic children"."""
    assert "with diabetic children" not in words(text(title="Amitol", conditions=["Diabetic Children"]))


@pytest.mark.parametrize(
    ("registered", "read"),
    [
        ("Depression - Major Depressive Disorder", "major depression"),
        ("Osteomyelitis - Foot", "foot osteomyelitis"),
        ("Spinal Stenosis Lumbar", "lumbar spinal stenosis"),
        ("Intervertebral Disk Displacement", "slipped disc"),
    ],
)
def test_condition_reads_in_its_usual_order(registered: str, read: str) -> None:
    """A library's order is undone."""
    assert read in words(text(title="Amitol", conditions=[registered]))


def test_random_text_with_a_single_group_box_is_still_by_chance() -> None:
    """What contradicts itself there is the number of groups, not chance."""
    told = words(
        text(
            arms=[arm("A", "EXPERIMENTAL", "Drug: Amitol"), arm("B", "ACTIVE_COMPARATOR", "Drug: Basol")],
            interventions=[thing("Amitol"), thing("Basol")],
            design=design(allocation="RANDOMIZED", interventionModel="SINGLE_GROUP"),
            summary="This randomized study compares two medicines.",
        )
    )
    assert "By the record, chance plays a part in what people get" in told


def test_groups_that_speak_of_chance_contradict_a_box_that_denies_it() -> None:
    """The record then contradicts itself, and neither side is chosen."""
    groups = [
        arm("A", "EXPERIMENTAL", "Drug: Amitol") | {"description": "Half are randomly assigned to Amitol."},
        arm("B", "ACTIVE_COMPARATOR", "Drug: Basol"),
    ]
    told = words(
        text(
            arms=groups,
            interventions=[thing("Amitol"), thing("Basol")],
            design=design(allocation="NON_RANDOMIZED"),
        )
    )
    assert "not clear on whether chance decides" in told


def test_dose_limiting_harm_is_not_a_search_for_a_dose() -> None:
    """Counting people with such harm does not mean that the dose goes up."""
    told = words(text(primary=[{"measure": "Number of participants with dose-limiting toxicity"}]))
    assert "harm that limits the dose" in told
    assert "how high the dose" not in told


def test_drug_of_the_title_that_every_group_gets_is_named_first() -> None:
    """What the study is about is not told as its background alone."""
    told = summary(
        text(
            interventions=[thing("Amitol"), thing("Basol"), thing("Corol")],
            arms=[
                arm("A", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol"),
                arm("B", "EXPERIMENTAL", "Drug: Amitol", "Drug: Corol"),
            ],
        )
    )
    assert told.startswith("This study uses Amitol, ")


def test_copy_beside_the_real_thing_takes_no_place() -> None:
    """A group with the drug and a copy of its other dose does not get "a placebo in its place"."""
    arms = [
        arm("Amitol", "ACTIVE_COMPARATOR", "Drug: Amitol", "Drug: Placebo"),
        arm("Placebo", "PLACEBO_COMPARATOR", "Drug: Placebo"),
    ]
    told = words(text(arms=arms, interventions=[thing("Amitol"), thing("Placebo")], design=RANDOM))
    assert "Some get a placebo in its place." in told
    assert "get a placebo in place" not in told


@pytest.mark.parametrize(
    ("title", "conditions"),
    [
        ("Feeling in the Feet of People Without Neuropathy", ["Neuropathy"]),
        ("Amitol for Preventing Type 1 Diabetes", ["Type 1 Diabetes"]),
    ],
)
def test_illness_that_people_are_without_is_not_theirs(title: str, conditions: list[str]) -> None:
    """ "Without" and "preventing" in a title say that it is not there."""
    assert f"with {conditions[0].lower()}" not in words(text(title=title, conditions=conditions)).lower()


def test_title_that_prevents_attacks_is_about_the_illness() -> None:
    """Who is spared headaches need not have them now."""
    told = words(text(title="Amitol for the Prevention of Cluster Headache", conditions=["Cluster Headache"]))
    assert "It is about cluster headache" in told


def test_list_of_keywords_in_one_condition_is_not_read_out() -> None:
    """Of "Vaccination; Infection" only the illness is told."""
    assert ";" not in words(text(title="Amitol", conditions=["Sport; Asthma"]))


def test_one_drug_given_in_two_ways_has_no_way() -> None:
    """Of a drug that some get into a vein and others under the skin, neither is said."""
    told = words(
        text(
            interventions=[thing("Amitol", description="IV, once"), thing("Amitol", description="SC, once")],
            arms=[arm("Amitol IV", "EXPERIMENTAL", "Drug: Amitol")],
        )
    )
    assert "vein" not in told


def test_title_with_versus_says_that_equal_lists_are_not_the_whole() -> None:
    """Groups set against each other do not both get the one thing that is listed."""
    arms = [arm("With sound", "OTHER", "Device: Amiflex"), arm("With rays", "OTHER", "Device: Amiflex")]
    told = words(
        text(
            official="Sound Versus Rays", interventions=[thing("Amiflex", "DEVICE")], arms=arms, design=RANDOM
        )
    )
    assert "Both groups" not in told


def test_placebo_group_with_diet_alone_gets_no_placebo() -> None:
    """A group's label weighs more than its type."""
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Diet alone", "PLACEBO_COMPARATOR", "Drug: Amitol"),
    ]
    assert "a placebo" not in words(text(arms=arms, design=RANDOM, details="No placebo is used."))


def test_groups_of_drug_or_placebo_are_not_said_to_get_the_drug() -> None:
    """Where each group lists both, some in it get the copy."""
    both = ("Drug: Amitol", "Drug: Placebo")
    told = words(
        text(
            arms=[arm("A", "EXPERIMENTAL", *both), arm("B", "EXPERIMENTAL", *both)],
            interventions=[thing("Amitol"), thing("Placebo")],
            design=RANDOM,
        )
    )
    assert "get Amitol" not in told
    assert "The study also uses a placebo." in told
