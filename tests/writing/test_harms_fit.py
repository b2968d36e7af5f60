"""What could go wrong fits what is done: no hard feelings from a meal plan, no mere bruise from a biopsy."""

import pytest

from .documents import arm, design, facts, text, thing, words

WATCHING = {"type": "OBSERVATIONAL", "phases": None, "arms": None, "interventions": None}


def wrong(**wanted: object) -> str:
    """Return what could go wrong as one text."""
    return " ".join(sentence.text for sentence in text(**wanted).could_go_wrong)


def of_one(name: str, kind: str, **more: object) -> dict[str, object]:
    """Return a study of one thing."""
    return {"interventions": [thing(name, kind)], "arms": [arm("A", "EXPERIMENTAL", f"X: {name}")], **more}


def test_meal_plan_stirs_up_no_feelings() -> None:
    """Effort is what it costs."""
    assert "hard feelings" not in wrong(**of_one("Meal plan", "BEHAVIORAL"))
    assert "hard feelings" in wrong(**of_one("Trauma talks with a counsellor", "BEHAVIORAL"))


def test_food_challenge_is_told_as_what_can_set_off_a_reaction() -> None:
    """Eating what one may be allergic to is no mere test."""
    told = wrong(**of_one("Oral food challenge", "DIAGNOSTIC_TEST", conditions=["Peanut Allergy"]))
    assert "can set off reactions" in told


def test_first_tests_of_a_vaccine_warn_of_the_unknown() -> None:
    """Nobody knows all side effects in phase 1."""
    told = wrong(**of_one("Amitol vaccine", "BIOLOGICAL", phases=["PHASE1"]))
    assert "nobody knows yet" in told
    assert "nobody knows yet" not in wrong(**of_one("Amitol vaccine", "BIOLOGICAL"))


def test_samples_of_marrow_are_not_told_as_a_bruise() -> None:
    """Taking bone marrow hurts more than a needle in the arm."""
    study = facts(**WATCHING)
    assert study.deep_samples is None
    told = words(text(**WATCHING, details=None) if study else text())
    assert "marrow" not in told
    took = wrong(**{**WATCHING, "interventions": [thing("Bone marrow aspirate", "PROCEDURE")]})
    assert "can hurt and has risks" in took
    assert "little bodily risk" not in took


def test_study_of_samples_alone_is_not_said_to_help_or_not() -> None:
    """A blood draw is not meant to help."""
    told = wrong(**of_one("Blood samples", "OTHER", design=design(primaryPurpose="OTHER")))
    assert "may not help" not in told


def test_study_that_watches_a_treatment_in_its_title_is_not_called_harmless() -> None:
    """ "Treatment of asthma with a device" gives something, whatever the type says."""
    told = wrong(**WATCHING, title="Treatment of Asthma With a Talking Device")
    assert "little bodily risk" not in told


def test_study_that_lists_nothing_quotes_its_title() -> None:
    """What it looks at stands there alone."""
    told = words(text(**WATCHING, title="The Talking Devices Asthma Registry", primary=None))
    assert "It is registered as “The Talking Devices Asthma Registry”." in told


def test_measure_that_is_an_aim_is_told_as_an_aim() -> None:
    """ "To describe care" measures nothing."""
    told = words(text(primary=[{"measure": "1. To describe care in three towns"}]))
    assert "The main aim is listed as “To describe care in three towns”." in told
    assert "listed as" not in words(text(primary=[{"measure": "The study is designed to collect blood"}]))


def test_stretching_the_spine_from_outside_is_no_implant() -> None:
    """A table that stretches the back needs no operation."""
    assert "implant" not in wrong(**of_one("Non-surgical spinal decompression", "DEVICE"))
    assert "implant" in wrong(**of_one("Spinal fusion cage", "DEVICE"))


def test_given_marrow_is_not_told_as_a_sample() -> None:
    """A transplant brings marrow, it takes none for a test."""
    told = wrong(**of_one("Donor bone marrow transplant", "PROCEDURE"))
    assert "marrow or fluid" not in told


def test_study_of_a_test_is_not_spoken_of_as_a_treatment() -> None:
    """No treatment works or not where a test is studied."""
    told = words(
        text(**of_one("Amiscan imaging", "DIAGNOSTIC_TEST", design=design(primaryPurpose="DIAGNOSTIC")))
    )
    assert "that a treatment works" not in told
    assert "put down to the treatment" not in told


def test_groups_that_are_left_out_are_mentioned() -> None:
    """Four of six groups are not all of them."""
    groups = [
        {"id": f"E{n}", "title": f"Amitol {n}", "seriousNumAffected": n, "seriousNumAtRisk": 9}
        for n in range(6)
    ]
    told = words(text(status="COMPLETED", results={"adverseEventsModule": {"eventGroups": groups}}))
    assert "The registry lists further groups." in told


@pytest.mark.parametrize(
    ("measure", "wrong"),
    [
        ("Hypoglycemia fear survey", "blood sugar that is too low"),
        ("A composite of low birth weight, hypoglycemia and death", "too low"),
        ("Disease response after the anti-CD66 monoclonal antibody", "antibodies in the body"),
        ("Number of participants with peanut allergy by skin prick test stratum", "skin reacts"),
        ("Hospitalization for heart failure and all-cause mortality", "how many people die"),
        ("Nocturnal pain frequency", "how strong the pain is"),
        ("Relapse Free Survival in 2 years", "how often the illness comes back"),
        ("Frequency, severity, and relatedness of adverse events", "linked to the treatment"),
        ("Prognostic factors for asthma exacerbation", "flare-ups"),
    ],
)
def test_measure_is_told_as_what_it_is(measure: str, wrong: str) -> None:
    """A word inside a measure does not make it that measure."""
    told = text(primary=[{"measure": measure}])
    assert wrong not in " ".join(sentence.text for sentence in told.summary)


def test_no_record_is_said_to_list_no_risks() -> None:
    """Risks stand in many places of a record; a page speaks only of what it lists itself."""
    told = wrong(**of_one("Amitol", "DRUG"), details="Pain was seen in earlier studies of it.")
    assert "Ask the study team which other risks Amitol can have." in told
    assert "record does not list" not in told


def test_blood_test_that_counts_cells_is_no_treatment_made_of_cells() -> None:
    """ "T-cell" in the name of a test gives nobody cells."""
    assert "made of cells" not in wrong(**of_one("T-cell activation test", "DEVICE"))
    assert "made of cells" in wrong(**of_one("CAR T cells", "BIOLOGICAL"))


@pytest.mark.parametrize(
    ("name", "kind", "wanted", "unwanted"),
    [
        ("Exercise protocol", "PROCEDURE", "injuries can happen", "bleeding"),
        ("Aromatherapy massage", "BEHAVIORAL", "leave a person sore", "hard feelings"),
        ("Blood pressure cuff on the arm", "PROCEDURE", "unwanted effects", "bleeding"),
        ("Milk expression", "PROCEDURE", "unwanted effects", "bleeding"),
        ("Low level laser therapy", "RADIATION", "unwanted effects", "Radiation"),
        ("Proton beam therapy", "RADIATION", "Radiation can harm", "unwanted effects"),
        ("Fecal microbiota transplantation", "BIOLOGICAL", "pass on germs", "made of cells"),
        ("CD19 CAR-T cells", "DRUG", "made of cells", "any drug"),
        ("Cell-free stem cell-derived extract", "BIOLOGICAL", "Treatments of this kind", "made of cells"),
        ("177Lu-DTPA-omburtamab", "DRUG", "gives off radiation", "unwanted effects"),
        ("Insulin infusion set", "DEVICE", "A device can fail", "An implant"),
        ("Implanted nerve stimulator", "DEVICE", "An implant needs an operation", "A device can fail"),
        ("FDG PET scan", "PROCEDURE", "some radiation", "bleeding"),
        ("Microdiscectomy", "PROCEDURE", "Any operation has risks", "unwanted effects"),
        ("Epidural injection", "PROCEDURE", "pain, bleeding or infection", "unwanted effects"),
        ("Blood sample", "OTHER", "Taking blood", "wrong result"),
    ],
)
def test_risk_fits_what_is_done_whatever_its_type(name: str, kind: str, wanted: str, unwanted: str) -> None:
    """ "Procedure" is said of an operation, a massage and a scan."""
    told = wrong(**of_one(name, kind, title=f"{name} in Adults With Asthma"))
    assert wanted in told
    assert unwanted not in told


def test_what_people_are_allergic_to_is_told_as_such() -> None:
    """Milk is a food to most, and a danger to some."""
    milk = of_one(
        "Baked milk", "DIETARY_SUPPLEMENT", conditions=["Milk Allergy"], title="Baked Milk in Milk Allergy"
    )
    assert "can set off reactions" in wrong(**milk)
    well = of_one("Baked milk", "DIETARY_SUPPLEMENT", conditions=["Obesity"], title="Baked Milk in Obesity")
    assert "can set off reactions" not in wrong(**well)


def test_drug_that_has_long_been_in_use_has_known_side_effects() -> None:
    """Early phase 1 is no word on how new a drug is (NCT01672255)."""
    assert "nobody knows yet" not in wrong(**of_one("Fluoxetine", "DRUG", phases=["EARLY_PHASE1"]))
    assert "nobody knows yet" in wrong(**of_one("ABX-1234", "DRUG", phases=["PHASE1"]))


def test_harm_of_the_illness_is_not_quoted_as_harm_of_the_treatment() -> None:
    """High blood sugar comes from stress at operations, not from the care program (NCT05293015)."""
    of_illness = (
        "Stress, pain, fasting and other drugs around any larger or smaller operation in Amitol users can "
        "lead to complications such as high blood sugar."
    )
    of_drug = "Side effects of Amitol include sleepiness and a dry mouth."
    assert "The record speaks of this" not in wrong(**of_one("Amitol", "DRUG", details=of_illness))
    assert "sleepiness" in wrong(**of_one("Amitol", "DRUG", details=of_drug))


def test_groups_without_any_serious_problem_do_not_hide_those_with_some() -> None:
    """The first four groups may all have none (NCT04984876)."""
    groups = [
        {"id": f"E{n}", "title": f"Group {n}", "seriousNumAffected": int(n == 6), "seriousNumAtRisk": 20}
        for n in range(1, 7)
    ]
    told = wrong(status="COMPLETED", results={"adverseEventsModule": {"eventGroups": groups}})
    assert "In the group “Group 6”: 1 person of 20." in told
    assert "“Group 1”" not in told


def test_airways_that_are_made_to_tighten_are_no_allergy() -> None:
    """A bronchial challenge sets off symptoms, and needs no allergen."""
    told = wrong(title="Yoga and Bronchial Challenge in Asthma")
    assert "can set off symptoms on purpose" in told
    assert "allergic to" not in told
    assert "allergic to" in wrong(title="Amitol Before an Allergen Challenge in Asthma")


WEAK = "What is done in a study can have unwanted effects."


@pytest.mark.parametrize(
    ("name", "kind", "wanted", "unwanted"),
    [
        ("Ultrasound guided caudal epidural injection", "DEVICE", "A procedure has risks", "wrong result"),
        ("Tonsil biopsy", "PROCEDURE", "A procedure has risks", "wrong result"),
        ("Spinal implant", "DRUG", WEAK, "any drug"),
        ("[68Ga] Affibody", "DRUG", "some radiation", "any drug"),
        ("Breast tomosynthesis", "DEVICE", "some radiation", "A device can fail"),
        ("Honey dressing", "DEVICE", WEAK, "A device can fail"),
        ("T-cell activation test", "DEVICE", WEAK, "A device can fail"),
        ("Insulin pump", "DEVICE", "A device can fail", WEAK),
        ("Trim exercises and 2.4 mg of Amitol", "BEHAVIORAL", "injuries can happen", "any drug"),
    ],
)
def test_line_of_a_kind_needs_box_and_words(name: str, kind: str, wanted: str, unwanted: str) -> None:
    """Where the two disagree, only what is true of any study is said."""
    told = wrong(**of_one(name, kind, title=f"{name} in Adults With Asthma")).lower()
    assert wanted.lower() in told
    assert unwanted.lower() not in told


def test_supplement_that_is_a_talk_has_no_side_effects() -> None:
    """ "Nutritional" may be a meeting with a nutritionist (NCT05225038)."""
    talk = {**thing("Nutritional", "DIETARY_SUPPLEMENT"), "description": "They meet with a nutritionist."}
    told = wrong(interventions=[talk], arms=[arm("A", "EXPERIMENTAL", "X: Nutritional")])
    assert "Supplements can" not in told


def test_antibody_given_to_learn_is_a_drug_and_no_treatment() -> None:
    """Nothing is a treatment where nobody is to be helped."""
    told = wrong(**of_one("Omalizumab", "BIOLOGICAL", design=design(primaryPurpose="BASIC_SCIENCE")))
    assert "Treatments of this kind" not in told
    assert "any drug" in told.lower()


@pytest.mark.parametrize(
    "title",
    [
        "Insulin-Induced Hypoglycemia in Type 1 Diabetes",
        "Heat Pain and Sleep",
        "Effects of Diesel Exhaust on Asthma",
        "Ten Days of Bed Rest",
    ],
)
def test_what_is_brought_about_on_purpose_is_told(title: str) -> None:
    """Low sugar, pain or bad air that a study causes is a risk of that study (NCT05973799)."""
    assert "set off symptoms on purpose" in wrong(title=title)


def test_marrow_that_a_group_gives_is_told() -> None:
    """Marrow in the text of a thing, and not in its name (NCT05420935)."""
    test = {**thing("IgE group", "DIAGNOSTIC_TEST"), "description": "Blood and bone marrow sampling."}
    told = wrong(interventions=[test], arms=[arm("A", "EXPERIMENTAL", "X: IgE group")])
    assert "Taking tissue, marrow or fluid" in told


def test_allergen_is_told_of_a_watching_study_only_where_it_is_given() -> None:
    """Charts of challenges, samples of the allergic and rules on the past set nothing off (NCT04841850)."""
    ill = {**WATCHING, "conditions": ["Peanut Allergy"], "title": "Oral Food Challenge in Peanut Allergy"}
    given = {**ill, "interventions": [thing("Oral food challenge", "PROCEDURE")]}
    assert "can set off reactions" in wrong(**given)
    assert "can set off reactions" in wrong(**ill)  # the title says so (NCT01923779)
    after = {**ill, "title": "Blood After Peanut Immunotherapy in Peanut Allergy"}
    assert "can set off reactions" not in wrong(**after)
    back = {**given, "design": design(observationalModel="COHORT", timePerspective="RETROSPECTIVE")}
    assert "can set off reactions" not in wrong(**back)
    blood = {**ill, "interventions": [thing("Blood sample", "OTHER")]}
    assert "can set off reactions" not in wrong(**blood)


def test_dose_that_is_a_number_of_cells_has_the_risk_of_cells() -> None:
    """A code name does not tell that it is made of cells (NCT06053242)."""
    cells = arm("Low dose", "EXPERIMENTAL", "Drug: AB-201")
    cells["description"] = "Each person gets 6x10\\^6 cells."
    assert "Treatments made of cells" in wrong(interventions=[thing("AB-201")], arms=[cells])
    assert "Treatments made of cells" not in wrong(**of_one("AB-201", "DRUG"))


def test_cells_in_a_title_have_their_risk_where_the_list_names_only_a_drug() -> None:
    """The list may hold only what goes before (NCT07004647); what follows cells is none."""
    listed = of_one("Fludarabine", "DRUG")
    assert "Treatments made of cells" in wrong(**listed, title="MT1 Cell Injection in Asthma")
    assert "Treatments made of cells" not in wrong(**listed, title="Fludarabine After CAR-T in Asthma")


def test_marked_drug_gives_off_a_little_radiation_and_is_no_first_step() -> None:
    """How a body gets rid of a known drug says nothing of a first step (NCT01953783)."""
    page = words(text(title="Mass Balance of [14C]-Amitol", phases=["PHASE1"]))
    assert "gives off a little radiation" in page
    assert "looks first at safety" not in page


def test_radiation_beside_what_is_tested_has_its_risk() -> None:
    """All get it (NCT03256916)."""
    both = [thing("Amitol"), thing("Pelvic radiation therapy", "RADIATION")]
    names = ("Drug: Amitol", "Radiation: Pelvic radiation therapy")
    told = wrong(interventions=both, arms=[arm("A", "EXPERIMENTAL", *names)])
    assert "Radiation can harm healthy parts" in told


def test_digital_program_is_said_once_not_to_help() -> None:
    """Twice is no warning (NCT05838625)."""
    told = wrong(**of_one("Sleep app", "DEVICE"))
    assert told.count("may not help") <= 1
    reading = of_one("Imaging software for MRI", "DEVICE")
    assert "digital program" not in wrong(**reading, title="Imaging Software for MRI")


def test_nobody_with_a_serious_problem_is_not_told_where_people_died() -> None:
    """A death is a serious problem, whatever the list says."""
    group = {"title": "Amitol", "seriousNumAffected": 0, "seriousNumAtRisk": 9}
    died = {"adverseEventsModule": {"eventGroups": [group | {"deathsNumAffected": 2, "deathsNumAtRisk": 9}]}}
    lived = {"adverseEventsModule": {"eventGroups": [group | {"deathsNumAffected": 0, "deathsNumAtRisk": 9}]}}
    assert "0 people with serious" in wrong(results=lived)
    assert "0 people with serious" not in wrong(results=died)
