"""Whom a page says a study is for: nobody is called ill whom the record does not call ill."""

import pytest

from .documents import arm, design, summary, text, thing, words

PREVENTION = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="PREVENTION")
JOIN = "Inclusion Criteria:\n\n* {}\n\nExclusion Criteria:\n\n* Under 18 years"


def test_people_of_a_prevention_study_are_not_said_to_have_what_is_prevented() -> None:
    """Lessons to keep diabetes away are for people without it."""
    told = summary(
        text(
            title="Lessons to Prevent Type 2 Diabetes",
            conditions=["Type 2 Diabetes"],
            design=PREVENTION,
            criteria=JOIN.format("Body mass index over 30"),
        )
    )
    assert "with type 2 diabetes" not in told
    assert "It is about preventing type 2 diabetes, and adults can join." in told


def test_study_of_prevention_is_about_an_illness_that_its_people_must_have() -> None:
    """What is prevented can be the next attack of it; who is meant is not said twice."""
    told = summary(
        text(
            title="Amitol for the Feet in Type 2 Diabetes",
            conditions=["Type 2 Diabetes"],
            design=PREVENTION,
            criteria=JOIN.format("Diagnosed with type 2 diabetes for a year"),
        )
    )
    assert "It is about type 2 diabetes, and adults can join." in told


def test_healthy_people_who_are_asked_for_no_illness_are_not_told_as_ill() -> None:
    """A survey of anybody about an illness is not for people with it."""
    told = summary(
        text(
            title="What People Know About Asthma",
            healthy=True,
            criteria=JOIN.format("Any student of the school"),
        )
    )
    assert "with asthma" not in told
    assert "It is about asthma, and adults can join." in told


def test_box_that_accepts_healthy_people_leaves_it_open_who_is_ill() -> None:
    """Many records tick the box though the first point asks for the illness; others mean it."""
    told = summary(text(title="Amitol", healthy=True, criteria=JOIN.format("Asthma for two years")))
    assert "It is about asthma, and adults can join." in told


@pytest.mark.parametrize(
    "line",
    ["A parent or sibling with asthma", "At high risk of asthma", "No asthma", "Family history of asthma"],
)
def test_illness_of_relatives_or_a_risk_is_not_an_illness_of_the_people(line: str) -> None:
    """Who has a mother with asthma need not have it."""
    told = summary(text(title="Amitol", healthy=True, criteria=JOIN.format(line)))
    assert "with asthma" not in told


def test_people_at_risk_are_not_told_as_ill() -> None:
    """A title that says "at high risk of" names what it is about."""
    told = summary(
        text(title="Amitol in Adults at High Risk of Asthma", healthy=True, criteria=JOIN.format("Grown up"))
    )
    assert "It is about asthma, and adults can join." in told


def test_relatives_of_the_ill_are_not_told_as_ill() -> None:
    """Parents of children with asthma do not have it."""
    told = text(
        title="Video Calls for Parents of Children With Asthma",
        min_age=None,
        criteria=JOIN.format("Parent of a child with asthma"),
    )
    assert "It is for parents of children with asthma." in summary(told)
    assert "people with asthma" not in told.headline.text


def test_illness_that_is_counted_later_is_not_there_yet() -> None:
    """The main measure is who gets it."""
    told = summary(
        text(
            title="Sugar After Surgery",
            conditions=["Diabetes"],
            primary=[{"measure": "Incidence of diabetes"}],
            criteria=JOIN.format("Surgery of the belly"),
        )
    )
    assert "with diabetes" not in told


def test_illnesses_of_a_basket_are_what_it_is_about() -> None:
    """ "Asthma, eczema or hay fever" is not for people with asthma alone, nor with all three."""
    told = summary(
        text(
            title="Amitol in Three Conditions",
            conditions=["Asthma", "Atopic Dermatitis", "Migraine"],
            criteria=JOIN.format("Having asthma, atopic dermatitis or migraine"),
        )
    )
    assert "It is about asthma, eczema and migraine, and adults can join." in told


def test_group_of_healthy_people_leaves_it_open_who_is_ill() -> None:
    """A study with healthy people in it is not for the ill."""
    arms = [
        arm("Asthma", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Healthy controls", "EXPERIMENTAL", "Drug: Amitol"),
    ]
    told = summary(text(title="Amitol", healthy=True, arms=arms, criteria=JOIN.format("Asthma")))
    assert "It is about asthma, and adults can join." in told


def test_pregnant_women_are_told_as_such() -> None:
    """What tells them from others is that they are pregnant."""
    told = summary(
        text(
            title="Fish Oil in Pregnancy to Prevent Asthma in the Child",
            interventions=[thing("Fish oil")],
            arms=[arm("A", "EXPERIMENTAL", "Drug: Fish oil")],
            design=PREVENTION,
            sex="FEMALE",
            healthy=True,
            criteria=JOIN.format("Pregnant women with asthma in the family"),
        )
    )
    assert "It is about preventing asthma in children, and pregnant women can join." in told


def test_official_title_says_of_whom_relatives_take_care() -> None:
    """ "Caregivers" alone says less than "caregivers of patients with asthma"."""
    told = text(
        title="A Course for Caregivers (CARE) Study",
        official="A Course for Caregivers of Patients With Asthma",
        criteria=JOIN.format("Caregiver of a person with asthma"),
    )
    assert "It is for caregivers of patients with asthma." in summary(told)


def test_opposite_of_an_illness_is_not_renamed() -> None:
    """ "Non-allergic rhinitis" is no "non-nose allergy"."""
    assert "non-nose" not in summary(text(title="Amitol", conditions=["Non-allergic Rhinitis"]))


def test_cancer_vaccine_is_about_the_cancer() -> None:
    """Such a vaccine may treat, or protect."""
    told = summary(text(title="A Peptide Vaccine Against Melanoma", conditions=["Melanoma"]))
    assert "It is about melanoma, and adults can join." in told


def test_keyword_among_the_conditions_is_not_read_out() -> None:
    """ "Children" or "Single-blind" are no topic."""
    told = summary(text(title="Amitol", conditions=["Single-blind", "Children"]))
    assert "blind" not in told
    assert "topic" not in told


def test_prediction_of_what_an_illness_does_next_is_about_the_ill() -> None:
    """Who is watched for the progression of an illness has it."""
    told = summary(
        text(
            type="OBSERVATIONAL",
            title="Prediction of Progression of Damage in Asthma",
            criteria=JOIN.format("Grown up"),
        )
    )
    assert "It is about asthma" in told


def test_staff_who_are_asked_for_first_are_not_told_as_patients() -> None:
    """Those who care for people with an illness take part, not those they care for."""
    told = summary(
        text(title="Alerts in Asthma Care", criteria=JOIN.format("Providers in clinics who treat asthma"))
    )
    assert "health workers, not patients" in told


def test_obesity_and_overweight_are_one_or_the_other() -> None:
    """Nobody is both by the usual limits."""
    told = summary(text(title="Amitol", conditions=["Obesity and Overweight"]))
    assert "obesity or overweight" in told


def test_illness_that_keeps_people_out_is_not_what_they_have() -> None:
    """Harm to nerves is watched for in people who have none yet."""
    criteria = (
        "Inclusion Criteria:\n\n* Chemotherapy for cancer\n\nExclusion Criteria:\n\n* Pre-existing neuropathy"
    )
    told = summary(
        text(
            type="OBSERVATIONAL",
            title="Nerves and Amitol",
            design={"observationalModel": "COHORT"},
            conditions=["Chemotherapy-induced Neuropathy"],
            criteria=criteria,
        )
    )
    assert "with chemotherapy-induced neuropathy" not in told


def test_half_a_name_of_an_illness_is_not_read_out() -> None:
    """ "Colon cancer or upper digestive tract" names one illness and one place."""
    told = summary(
        text(
            title="Amitol in Patients With Colon Cancer or Upper Digestive Tract",
            conditions=["Colon Cancer", "Throat Cancer"],
        )
    )
    assert "digestive tract." not in told


@pytest.mark.parametrize(
    ("registered", "read"),
    [
        (
            "HFpEF - Heart Failure With Preserved Ejection Fraction",
            "heart failure with preserved ejection fraction",
        ),
        ("Cancer Breast", "breast cancer"),
        ("Treatment of Asthma", "is asthma,"),
        ("Severe Asthma Patients Treated in France", "is severe asthma,"),
        ("Pre Diabetes", "pre-diabetes"),
        ("Acute Coronary Syndrome Patients With Diabetes", "acute coronary syndrome and diabetes"),
        ("Asthma and Patients With Eczema", "asthma or eczema"),
    ],
)
def test_condition_that_is_more_than_a_name_is_cut_to_it(registered: str, read: str) -> None:
    """A condition may hold people, care or a short form beside the illness."""
    assert read in summary(text(title="Amitol", conditions=[registered]))


def test_condition_that_asks_a_question_is_no_illness() -> None:
    """Nobody is "with can children with milk allergy bear cake"."""
    assert "with can" not in summary(text(title="Amitol", conditions=["Can Milk Allergic Children Eat Cake"]))


def test_several_conditions_that_nothing_joins_are_told_as_a_list() -> None:
    """The first of a list is never told alone."""
    told = summary(
        text(
            title="Amitol for Primary Headaches",
            conditions=["Migraine", "Cluster Headache", "Tension Headache"],
            criteria=JOIN.format("Migraine").replace(
                "* Migraine", "* Migraine\n* Cluster headache\n* Tension headache"
            ),
        )
    )
    assert "It is about migraine, cluster headache and tension headache, and adults can join." in told


def test_illness_that_a_rule_asks_for_besides_is_told_too() -> None:
    """What the title names comes first."""
    told = summary(
        text(
            title="Amitol in Adult Asthma",
            conditions=["Obesity", "Asthma"],
            criteria=JOIN.format("Asthma for a year").replace("\n\nExclusion", "\n* Obesity\n\nExclusion"),
        )
    )
    assert "It is about asthma and obesity, and adults can join." in told


def test_what_title_and_rules_join_by_and_is_needed_together() -> None:
    """A title with "and", and one rule for each illness: people need both."""
    told = summary(
        text(
            title="A Study of Asthma and Eczema Care",
            conditions=["Asthma", "Eczema"],
            criteria=JOIN.format("Asthma and eczema"),
        )
    )
    assert "adults with asthma and eczema." in told
    told = summary(
        text(title="Amitol", conditions=["Asthma", "Eczema"], criteria=JOIN.format("Asthma\n* Eczema"))
    )
    assert "It is about asthma and eczema, and adults can join." in told


def test_marker_that_ends_in_a_minus_does_not_end_the_illness() -> None:
    """ "HER2- breast cancer" is a breast cancer without HER2, not an illness called HER2."""
    told = words(text(title="Amitol in Women With HR+/HER2- Breast Cancer", conditions=["Breast Cancer"]))
    assert "HER2." not in told
    assert "breast cancer" in told


def test_condition_that_neither_title_nor_criteria_bear_out_is_a_topic_only() -> None:
    """One of several conditions needs a second place that speaks of it."""
    told = summary(
        text(title="Amitol in Adult Asthma", conditions=["Asthma", "Gout"], criteria=JOIN.format("Asthma"))
    )
    assert "It is for adults with asthma." in told


def test_two_types_of_one_illness_are_both_told() -> None:
    """The numbers alone tell them apart."""
    told = summary(
        text(
            title="Study of Addoza",
            conditions=["Narcolepsy Type 1", "Narcolepsy Type 2"],
            criteria=JOIN.format("Narcolepsy type 1 or narcolepsy type 2"),
        )
    )
    assert "about narcolepsy type 1 and narcolepsy type 2" in told


def test_types_of_one_illness_exclude_each_other() -> None:
    """Nobody has both types of diabetes; a title that names no type has the say."""
    criteria = JOIN.format("Type 1 diabetes or type 2 diabetes")
    both = ["Diabetes Mellitus, Type 1", "Diabetes Mellitus, Type 2"]
    told = summary(text(title="Amitol in Type 1 and Type 2 Diabetes", conditions=both, criteria=criteria))
    assert "with type 1 diabetes or type 2 diabetes." in told
    wide = ["Diabetes Mellitus", "Diabetes Mellitus, Type 2"]
    told = summary(text(title="Amitol in Diabetes Mellitus", conditions=wide, criteria=criteria))
    assert "for adults with diabetes." in told


def test_peanut_allergy_beside_food_allergy_is_told_too() -> None:
    """One may be a kind of the other, or not."""
    told = summary(
        text(
            title="Amitol for Allergy",
            conditions=["Food Allergy", "Peanut Allergy"],
            criteria=JOIN.format("Peanut allergy, a food allergy"),
        )
    )
    assert "It is about food allergy and peanut allergy, and adults can join." in told


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Exercise for Survivors of Childhood Cancer", "survivors of childhood cancer"),
        ("Yoga in Breast Cancer Survivors", "breast cancer survivors"),
    ],
)
def test_survivors_are_not_said_to_have_the_illness(title: str, who: str) -> None:
    """What they had is over."""
    told = summary(text(title=title, conditions=["Cancer"], criteria=JOIN.format("A survivor")))
    assert f"It is for {who}." in told
    assert "with cancer" not in told


@pytest.mark.parametrize(
    "name", ["Generalized Myasthenia Gravis", "Hemophilia B", "Functional Dyspepsia", "Mitral Insufficiency"]
)
def test_less_common_illness_is_an_illness(name: str) -> None:
    """Who the title says has it, has it."""
    told = summary(
        text(title=f"Amitol in Adult Patients With {name}", conditions=[name], criteria=JOIN.format(name))
    )
    assert f"It is for adults with {name[0].lower()}" in told


def test_number_of_a_trial_is_no_part_of_the_illness() -> None:
    """ "… With Leukemia II" is the second trial, not a kind of leukemia."""
    told = summary(
        text(
            title="TOT: Total Care for Adults With Acute Leukemia II",
            conditions=["Leukemia"],
            criteria=JOIN.format("Acute leukemia"),
        )
    )
    assert "It is for adults with acute leukemia." in told


def test_illness_that_is_only_suspected_is_not_said_to_be_there() -> None:
    """A test looks for it."""
    told = summary(text(title="A Breath Test", criteria=JOIN.format("Clinical suspicion of asthma")))
    assert "with asthma" not in told


def test_title_that_names_more_of_the_illnesses_has_the_say() -> None:
    """A short title often names the first alone."""
    told = summary(
        text(
            title="Amitol for Ovarian Cancer",
            official="Amitol in Ovarian Cancer or Tube Cancer",
            conditions=["Ovarian Cancer", "Tube Cancer"],
            criteria=JOIN.format("Ovarian cancer or tube cancer"),
        )
    )
    assert "It is for adults with ovarian cancer or tube cancer." in told


def test_illness_that_is_to_be_kept_small_in_people_is_not_theirs() -> None:
    """ "To reduce stress disorder in women" does not say that the women have it."""
    told = summary(
        text(
            title="Talks to Reduce Post-traumatic Stress Disorder in Women After an Accident",
            conditions=["Post-traumatic Stress Disorder"],
            design=PREVENTION,
            criteria=JOIN.format("An accident less than three days ago"),
        )
    )
    assert "with post-traumatic stress" not in told


def test_long_line_that_denies_something_else_still_asks_for_the_illness() -> None:
    """A "not" far away belongs to something else."""
    line = "Has severe asthma that was treated for six months or longer, with spray or pills, and is not well"
    told = summary(text(title="Amitol", criteria=JOIN.format(line)))
    assert "It is for adults with asthma." in told


def test_study_of_cases_and_controls_is_not_for_the_ill() -> None:
    """A case-control study is never for the ill alone."""
    told = summary(
        text(
            title="Sleep in Asthma",
            type="OBSERVATIONAL",
            phases=None,
            interventions=None,
            design={"observationalModel": "CASE_CONTROL"},
            arms=[arm("Patients", None), arm("Controls", None)],
            criteria=JOIN.format("Asthma for a year"),
        )
    )
    assert "It is about asthma" in told
    assert "with asthma" not in told


def test_families_are_not_all_ill() -> None:
    """Relatives without the illness take part too."""
    told = summary(
        text(
            title="Genes in Asthma",
            type="OBSERVATIONAL",
            phases=None,
            arms=None,
            interventions=None,
            design={"observationalModel": "FAMILY_BASED"},
            criteria=JOIN.format("Asthma for a year"),
        )
    )
    assert "with asthma" not in told
    assert "It is about asthma" in told


def test_cancer_that_has_spread_under_a_title_of_one_that_has_not_is_a_topic_only() -> None:
    """The record contradicts itself."""
    told = summary(
        text(
            title="Amitol for Operable Bladder Cancer",
            conditions=["Metastatic Malignancy"],
            criteria=JOIN.format("Operable cancer of the bladder"),
        )
    )
    assert "with metastatic" not in told


def test_suspected_illness_is_a_topic_only() -> None:
    """Nobody knows yet."""
    told = summary(text(title="Tests of Asthma", conditions=["Asthma Suspected"]))
    assert "with asthma" not in told


def test_illness_that_is_itself_the_measure_is_not_there_yet() -> None:
    """A study of who gets an eye illness watches people without it too."""
    told = summary(
        text(
            title="Eyes of a Town",
            conditions=["Diabetic Retinopathy"],
            type="OBSERVATIONAL",
            phases=None,
            arms=None,
            interventions=None,
            design={"observationalModel": "COHORT"},
            primary=[{"measure": "Diabetic retinopathy", "timeFrame": "10 years"}],
            criteria=JOIN.format("Diabetes"),
        )
    )
    assert "with diabetic" not in told


def test_severe_attacks_are_not_a_severe_illness() -> None:
    """The word belongs to what follows."""
    assert "severe asthma" not in summary(text(title="Signs of Severe Asthma Exacerbations"))


def test_operation_that_all_have_says_more_than_a_list_of_illnesses() -> None:
    """What is given for a procedure is no help for the cancer."""
    told = summary(
        text(
            title="Amitol in Patients Undergoing Therapeutic Upper Gastrointestinal Endoscopy",
            conditions=["Gastric Cancer", "Gastric Adenoma", "Tubular Adenoma of the Colon"],
            criteria=JOIN.format("Therapeutic upper gastrointestinal endoscopy is planned"),
        )
    )
    assert "for adults who have therapeutic upper gastrointestinal endoscopy." in told
    assert "with gastric cancer" not in told


def test_illness_that_a_group_is_only_suspected_of_is_a_topic() -> None:
    """Who has signs of an illness need not have it."""
    arms = [arm("People with suspected asthma", "EXPERIMENTAL", "Amitol")]
    told = summary(text(arms=arms, criteria=JOIN.format("Asthma, or signs of it")))
    assert "It is about asthma, and adults can join." in told


def test_list_of_conditions_alone_makes_nobody_ill() -> None:
    """A picture looks for an illness in people who come without it."""
    told = summary(
        text(
            title="A Picture of the Breast",
            conditions=["Breast Cancer"],
            design=design(primaryPurpose="SCREENING"),
            criteria=JOIN.format("Women who come for a picture"),
        )
    )
    assert "breast cancer, and adults can join." in told
    assert "with breast cancer" not in told


def test_illness_that_a_device_looks_for_is_a_topic() -> None:
    """A camera is tried in people who may have what it finds."""
    told = summary(
        text(
            title="A Camera for Detecting Diabetic Retinopathy",
            conditions=["Diabetic Retinopathy"],
            criteria=JOIN.format("Diabetes for a year"),
        )
    )
    assert "with diabetic retinopathy" not in told
    told = summary(
        text(
            title="Sensitization to Lupin in Children",
            conditions=["Allergy to Lupin"],
            criteria=JOIN.format("A test with lupin was done"),
        )
    )
    assert "with allergy to lupin" not in told


def test_illness_that_a_rule_denies_is_a_topic() -> None:
    """Who can join may ask for people without it; a rule on an attack denies no illness."""
    denied = JOIN.format("Type 1 diabetes\n* No history of migraine")
    told = summary(text(title="Early Signs", conditions=["Migraine", "Type 1 Diabetes"], criteria=denied))
    assert "with migraine" not in told
    both = JOIN.format("Group A: asthma for a year\n* No asthma in group B")
    assert "with asthma" not in summary(text(title="Amitol", conditions=["Asthma"], criteria=both))
    attack = JOIN.format("Asthmatic patients\n* No severe asthma exacerbation in 4 weeks")
    assert "with asthma" in summary(text(title="Amitol", conditions=["Asthma"], criteria=attack))


@pytest.mark.parametrize(
    "title",
    [
        "Hypnosis in Breast Cancer Survivors or Women at Risk of Developing Breast Cancer",
        "Pictures in Women Who Have Had Breast Cancer",
        "Breast Cancer Care Study of Survivors of Stroke",
    ],
)
def test_people_of_a_title_whom_no_rule_names_are_not_told(title: str) -> None:
    """Who had an illness, or cares for it, is told only where the rules ask for them too."""
    told = summary(text(title=title, conditions=["Breast Cancer"], criteria=JOIN.format("Women")))
    assert "It is about breast cancer, and adults can join." in told


def test_illness_that_only_a_rule_names_is_not_told_of_all() -> None:
    """One field alone does not say that everyone has it."""
    wanted = {
        "title": "Low Sugar Unawareness",
        "conditions": ["Low Sugar Unawareness"],
        "criteria": JOIN.format("Subjects with type 1 diabetes for at least a year"),
    }
    assert "with type 1 diabetes" not in summary(text(**wanted))
    assert "about low sugar unawareness" in summary(text(**wanted))


def test_people_are_called_as_the_title_calls_them() -> None:
    """ "Liver transplant recipients with diabetes" says more than "adults with diabetes"."""
    criteria = JOIN.format("Liver transplant for a year\n* Diabetes")
    title = "Amitol in Liver Transplant Recipients With Diabetes"
    told = summary(text(title=title, conditions=["Diabetes"], criteria=criteria))
    assert "It is for liver transplant recipients with diabetes." in told


def test_illnesses_with_a_group_each_are_what_it_is_about() -> None:
    """Nobody in three groups has all three; the controls have none."""
    told = summary(
        text(
            title="Traits in Women With Migraine, Fibromyalgia, and Gout",
            conditions=["Migraine", "Fibromyalgia", "Gout"],
            arms=[
                arm("Migraine", None),
                arm("Fibromyalgia", None),
                arm("Gout", None),
                arm("Control group (no pain)", None),
            ],
            criteria=JOIN.format("Migraine\n* Fibromyalgia\n* Gout"),
        )
    )
    assert "about migraine, fibromyalgia and gout" in told
    assert "with migraine" not in told


def test_group_without_a_sign_of_the_illness_is_no_comparison_group() -> None:
    """All of them have the illness."""
    arms = [arm("Swelling", None), arm("Without swelling", None)]
    info = design(observationalModel="CASE_CONTROL")
    wanted = {"title": "Signs of Asthma", "arms": arms, "design": info, "type": "OBSERVATIONAL"}
    assert "comparison group" not in summary(text(**wanted, criteria=JOIN.format("Asthma for a year")))


def test_caregivers_who_are_asked_for_leave_it_open_who_is_ill() -> None:
    """They take part beside the ill."""
    takes_part = JOIN.format("Asthma for a year\n* Family caregivers who live with a patient")
    assert "It is about asthma, and adults can join." in summary(text(criteria=takes_part))


def test_kinds_of_an_illness_that_nobody_has_at_once_are_told_with_or() -> None:
    """ "Episodic and chronic" are two kinds of people."""
    told = summary(
        text(
            title="Amitol in Episodic and Chronic Migraine",
            conditions=["Migraine"],
            criteria=JOIN.format("Episodic or chronic migraine"),
        )
    )
    assert "adults with episodic or chronic migraine." in told


def test_health_workers_are_told_with_their_topic() -> None:
    """What they learn about is in the title."""
    told = summary(
        text(
            title="A Reminder for Diabetes Care",
            conditions=["Diabetes"],
            criteria=JOIN.format("Primary care clinicians"),
        )
    )
    assert "The people who take part are health workers, not patients. It is about diabetes." in told


def test_condition_that_is_no_illness_gives_way_to_illnesses() -> None:
    """Of a long list, what is measured hides no illness."""
    told = summary(
        text(
            title="Amitol and Quality of Life",
            conditions=["Migraine", "Gout", "Quality of Life"],
            criteria=JOIN.format("Migraine").replace("* Migraine", "* Migraine\n* Gout"),
        )
    )
    assert "about migraine and gout" in told
