"""What a page says a study is about: the form of an illness that a title names, forms joined, no methods."""

import pytest

from .documents import arm, design, facts, summary, text

JOIN = "Inclusion Criteria:\n\n* {}\n\nExclusion Criteria:\n\n* Younger than 18"
OPEN = "Inclusion Criteria:\n\n* Able to give consent"


def told(conditions: list[str], *, title: str, **more: object) -> str:
    """Give the summary of a study with these conditions that asks for no illness by name."""
    return summary(text(**({"title": title, "conditions": conditions, "criteria": OPEN} | more)))


@pytest.mark.parametrize(
    ("condition", "title", "words"),
    [
        ("Gastroenteritis", "Amitol in Eosinophilic Gastroenteritis", "eosinophilic gastroenteritis"),
        ("Leukemia, Myeloid", "Amitol in Acute Myeloid Leukemia", "acute myeloid leukemia"),
        ("Diabetes Mellitus", "Amitol in Post-Transplant Diabetes Mellitus", "post-transplant diabetes"),
        (
            "BREAST CANCER",
            "Amitol in Metastatic HER2-Positive Breast Cancer",
            "metastatic HER2-positive breast cancer",
        ),
    ],
)
def test_form_of_an_illness_that_a_title_names_stays(condition: str, title: str, words: str) -> None:
    """The bare name is that of another illness, or of other patients."""
    assert f"about {words}".lower() in told([condition], title=title).lower()


def test_illness_that_one_title_also_names_bare_is_told_bare() -> None:
    """Of asthma and severe asthma, severe asthma is only a part."""
    page = told(["Asthma"], title="Amitol in Asthma and in Severe Asthma")
    assert "about asthma" in page


@pytest.mark.parametrize(
    "title",
    ["Amitol in Adults With Severe Asthma", "Amitol in Adults With Asthma With a FOX1 Mutation"],
)
def test_illness_that_a_title_narrows_is_not_told_of_all_who_have_it(title: str) -> None:
    """A rule that asks for asthma does not make it a study for all adults with asthma."""
    page = told(["Asthma"], title=title, criteria=JOIN.format("Asthma"))
    assert "for adults with asthma" not in page
    assert "asthma" in page


def test_severe_attacks_do_not_make_the_illness_severe() -> None:
    """A word before "asthma attacks" speaks of the attacks."""
    assert "about asthma" in told(["Asthma"], title="Amitol Against Severe Asthma Attacks")


def test_immunoglobulin_is_not_cut_at_its_letter() -> None:
    """ "E-mediated" is no word."""
    page = told(["Milk Allergy"], title="Immunoglobulin E-mediated Milk Allergy and Amitol")
    assert "about E-mediated" not in page


@pytest.mark.parametrize(
    ("conditions", "title", "words"),
    [
        (["Episodic Cluster Headache", "Chronic Cluster Headache"], "Amitol Now", "cluster headache"),
        (["NSCLC Stage IV", "NSCLC, Recurrent"], "Amitol Now", "non-small cell lung cancer"),
        (["Diabetes", "Type2 Diabetes", "Diabetes Mellitus"], "Amitol in New Diabetes", "diabetes"),
        (["Diabetes", "Type 2 Diabetes"], "Amitol in Type 2 Diabetes", "type 2 diabetes"),
        (["Fabry Disease", "Fabry Disease, Cardiac Variant"], "Amitol Now", "Fabry disease"),
        (["Cancer", "Pancreatic Cancer"], "Amitol Now", "pancreatic cancer"),
    ],
)
def test_forms_of_one_illness_are_told_by_what_they_share(
    conditions: list[str], title: str, words: str
) -> None:
    """No form hides the other, unless a title names it; a bare "cancer" says nothing."""
    page = told(conditions, title=title, summary="Of non-small cell lung cancer, NSCLC.")
    assert f"about {words}, and" in page or f"conditions listed include {words}, and" in page


def test_prediabetes_is_no_form_of_diabetes() -> None:
    """Both are told, also where the words hold each other."""
    page = told(["Type 2 Diabetes", "Pre-diabetes"], title="Amitol and Groceries", summary="For diabetes.")
    assert "type 2 diabetes and pre-diabetes" in page


def test_lymphoma_does_not_hide_leukemia() -> None:
    """Names that begin alike are not one name."""
    page = told(["Acute Lymphoblastic Leukemia", "Lymphoblastic Lymphoma"], title="Amitol Now")
    assert "leukemia" in page
    assert "lymphoma" in page


@pytest.mark.parametrize(
    "other",
    [
        "Traditional Chinese Medicine",
        "Randomized Controlled Trial",
        "Proteomics",
        "Geriatric Assessment",
        "Aging",
        "Older Adults",
        "CTLA4",
        "University Students",
        "Comorbidities",
    ],
)
def test_method_design_or_people_are_no_topic(other: str) -> None:
    """The illness beside them is, and there is no "more"."""
    page = told([other, "Gout", "Migraine"], title="Amitol Now", summary="For gout and migraine.")
    assert "about gout and migraine, and" in page


def test_illness_of_title_and_keywords_takes_the_place_of_a_method() -> None:
    """A box with a whole sentence in it names no illness."""
    page = told(
        ["Application of Apps in Lung Cancer Care"], title="Apps in Lung Cancer", keywords=["Lung Cancer"]
    )
    assert "about lung cancer, and" in page


def test_illness_with_a_word_that_stands_nowhere_else_is_left_out() -> None:
    """A cerebellar tumor is a slip for a cerebellar tremor."""
    page = told(
        ["Tremor", "Cerebellar Tumor"], title="Amitol in Tremor", summary="Tremor and cerebellar tremor."
    )
    assert "tumor" not in page


def test_illness_that_can_be_counted_is_told_in_the_plural() -> None:
    """Nobody is said to have one."""
    assert "about bee stings" in told(["Bee Sting"], title="Amitol and Bee Sting")
    assert "about SARS-CoV-2 infection" in told(["SARS-CoV-2 Infection"], title="SARS-CoV-2 Infection")


def test_infection_of_a_contact_is_what_is_to_be_prevented() -> None:
    """People who live with an ill person are to be kept from it."""
    page = told(
        ["Influenza"],
        title="Amitol in Prevention of Influenza in Household Contacts of an Individual With Influenza",
        design=design(allocation="NA", interventionModel="SINGLE_GROUP", primaryPurpose="PREVENTION"),
    )
    assert "about preventing flu" in page


def test_number_of_clinics_is_not_told_as_people() -> None:
    """The box counts what the text says it counts."""
    more = {"enrollment": {"count": 10, "type": "ESTIMATED"}, "summary": "Up to 10 rural health systems."}
    assert facts(**more).people is None
    assert facts(**(more | {"summary": "10 patients of 10 clinics."})).people is not None


@pytest.mark.parametrize(
    ("city", "country", "words"),
    [
        ("Taipei, Taiwan, 100", "Taiwan", "Taipei, Taiwan."),
        ("Vienna, Long Street 18-20", "Austria", "Vienna, Austria."),
        ("Singapore", "Singapore", "Singapore."),
        ("Izmir", "Turkey (Türkiye)", "Izmir, Turkey."),
        ("Seoul", "Korea, Republic of", "Seoul, Republic of Korea."),
    ],
)
def test_place_is_told_without_street_postcode_or_a_second_country(
    city: str, country: str, words: str
) -> None:
    """A city field holds more than the city."""
    page = told(["Asthma"], title="Amitol Now", places=[{"city": city, "country": country}])
    assert f"one place is listed: {words}" in page


def test_street_alone_is_no_place() -> None:
    """A street has no town."""
    page = told(["Asthma"], title="Amitol Now", places=[{"city": "Hill Road 30", "country": "Denmark"}])
    assert "Hill Road" not in page


def test_people_from_sixty_five_on_are_older_adults() -> None:
    """Adults would be too wide."""
    assert "older adults can join" in told(["Asthma"], title="Amitol Now", min_age="65 Years")


def test_siblings_in_a_watched_group_leave_the_age_open() -> None:
    """The box speaks of the babies alone."""
    page = facts(
        type="OBSERVATIONAL",
        min_age="3 Months",
        max_age="15 Months",
        arms=[arm("Children", None), arm("Full sibling controls", None)],
    )
    assert page.group == "people"


def test_part_for_older_children_speaks_against_a_box_of_babies() -> None:
    """The box was filled in for the last part."""
    model = "Part A1 takes children of 1 year to less than 6 years. Part B takes babies."
    found = facts(min_age="0 Days", max_age="14 Days", design=design(interventionModelDescription=model))
    assert found.age_doubt is not None


def test_birth_control_and_control_condition_are_no_control_group() -> None:
    """Healthy people alone can join."""
    found = facts(
        title="Amitol Against an Active Control Condition",
        conditions=["Pain Perception"],
        criteria="Inclusion Criteria:\n\n* Healthy men and women\n* Use of birth control",
        healthy=True,
    )
    assert found.all_healthy is not None
