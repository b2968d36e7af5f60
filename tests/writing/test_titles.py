"""What a headline takes from a title: running words that still say what the title says."""

import pytest

from plainstudy.writing.facts.title_case import names_in, odd_words_in, own_name_of
from plainstudy.writing.rules.title_people import before_people, with_illness_only
from plainstudy.writing.rules.titles import beginning_of, registered_topic, title_words

from .documents import facts, text


def lent(title: str, **wanted: object) -> str:
    """Return what a title lends."""
    return title_words(facts(title=title, **wanted))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Effect of Zinc on Sleep in Children", "The effect of zinc on sleep in children"),
        ("Study of the Effects of Zinc on Sleep", "The effects of zinc on sleep"),
        ("Safety and Efficacy of Zinc in Children", "Zinc in children"),
        ("Efficacy and Saffety of Zinc in Children", "Zinc in children"),
        ("A Prospective Pilot Study of Zinc in Children", "Zinc in children"),
        ("To Identify Low Zinc in Schoolchildren", "Low zinc in schoolchildren"),
        ("AVAD: Asthma With Small Airways Dysfunction", "Asthma with small airways dysfunction"),
        ("Pilot: Zinc for Tired Children", "Zinc for tired children"),
        ("The ZINC Study - a Real-Life Test of Zinc", "A real-life test of zinc"),
        ("Zinc for Tired Children: a Comparison of Data", "Zinc for tired children"),
        ("Zinc vs. Iron for Tired Children", "Zinc vs. iron for tired children"),
        ("Zinc in MRI-Guided Co-Exposure at School", "Zinc in MRI-guided co-exposure at school"),
        ("Zinc As A New Hope for Children", "Zinc as a new hope for children"),
        ("Zinc With a Novel EGFR Inhibitor", "Zinc with an EGFR inhibitor"),
        ("Novel Combinations of Zinc", "Combinations of zinc"),
        ("Relevance of Sensitization to Zinc", "The relevance of sensitization to zinc"),
        ("The Quality of Life of Mothers", "The quality of life of mothers"),
        ("Zinc in Budd-Chiari Syndrome", "Zinc in Budd-Chiari syndrome"),
        ("Zinc in Ph-positive Children", "Zinc in Ph-positive children"),
        ("Does Zinc Help Children Sleep?", "Does zinc help children sleep?"),
        ("Zinc in Tired Children Zinc in Tired Children", "Zinc in tired children"),
    ],
)
def test_title_lends_its_topic(title: str, words: str) -> None:
    """The kind of study, short names and title case go; what acts on what stays."""
    two = {"interventions": None, "arms": None, "type": "OBSERVATIONAL"}
    assert lent(title, **two) == words


@pytest.mark.parametrize(
    "title",
    [
        "Zinc Improves Sleep in Children",
        "Medical Herbs Inhibit Inflammation",
        "Zinc for Advanced/Metastatic HR+/HER2- Breast Cancer (ZINC-1)",
        "Zinc in Participants With Second- or Later-line Therapy and More Words Than There is Room For",
        "IRM Cardiaque Pour Des Patients",
        "Phase I of Zinc in Adults",
        "National Institute of Zinc Share Plus",
        "Zinc x Iron in Children",
        "Alleviation of Sleep by by Zinc",
    ],
)
def test_title_that_claims_or_would_be_broken_lends_nothing(title: str) -> None:
    """It is quoted, or left alone."""
    assert not lent(title, type="OBSERVATIONAL")


def test_capitals_that_spell_a_short_name_are_lowered() -> None:
    """ "evaluaTion" is not how a word is written."""
    title = "Thresholds in Food Allergy EvaluaTion and PredictioN"
    assert odd_words_in(title, "the evaluation of food allergy") == ("EvaluaTion", "PredictioN")
    assert odd_words_in("IgE and mRNA in McKenzie Exercise", "exercise") == ()
    assert (
        lent(title, summary="An evaluation of it.") == "Thresholds in food allergy evaluation and prediction"
    )


def test_name_that_the_record_writes_large_keeps_its_capital() -> None:
    """Mitizax is a name, "Monitoring" is none."""
    running = "we give Mitizax to all, and monitoring goes on"
    assert names_in("Mitizax Monitoring", running) == ("Mitizax",)
    assert names_in("Calibreye Monitoring", "", ("Calibreye System",)) == ("Calibreye",)


def test_question_stands_alone_as_the_headline() -> None:
    """Never "A study of is …"."""
    asked = "Is Exhaled Air in Babies a Sign of Asthma?"
    told = text(title=asked, type="OBSERVATIONAL", interventions=None, arms=None).headline.text
    assert told == "Is exhaled air in babies a sign of asthma?"


def test_beginning_of_a_long_title_ends_where_sense_does() -> None:
    """Not on "of the"."""
    title = "Continuation Booster Trial After a Vaccine (With or Without It) Combining the Three of the Many"
    cut = beginning_of(title)
    assert cut in title
    assert len(cut) <= 80
    assert cut.rpartition(" ")[2] not in {"of", "the", "or", "with", "a"}
    assert registered_topic("A Pilot Study of Zinc in Children.") == "Zinc in Children"


def test_short_form_that_the_record_spells_out_is_spelled_out() -> None:
    """A neighbour knows no "HLD"; the headline cites where the words stand."""
    told = text(
        title="Walking for HLD With Leg Pain",
        summary="People with herniated lumbar disc (HLD) walk.",
        conditions=["Disc Herniation"],
        type="OBSERVATIONAL",
        interventions=None,
        arms=None,
    ).headline
    assert told.text == "A look at walking for herniated lumbar disc with leg pain"
    assert told.sources == (
        "protocolSection.identificationModule.briefTitle",
        "protocolSection.descriptionModule.briefSummary",
    )
    unlike = lent("Walking for HLD", type="OBSERVATIONAL", summary="People with bad discs (HLD) walk.")
    assert unlike == "Walking for HLD"


def test_title_that_speaks_of_a_study_is_not_put_into_a_headline_of_one() -> None:
    """Never "Study of … study stopped early"."""
    told = text(
        title="Engagement Usability Study", status="TERMINATED", interventions=None, arms=None
    ).headline
    assert "Study of engagement" not in told.text


def test_people_of_a_title_are_left_out_where_nothing_else_says_that_all_are_ill() -> None:
    """Healthy people may take part; "in asthma" is true all the same."""
    assert with_illness_only("Zinc in adult patients with severe asthma") == "Zinc in severe asthma"
    assert with_illness_only("The treatment of people with asthma") == "The treatment of asthma"
    assert with_illness_only("Quality of life in children with asthma") == "Quality of life in asthma"
    assert (
        with_illness_only("Zinc in people with or without asthma") == "Zinc in people with or without asthma"
    )
    told = text(title="Zinc, Iron and Sleep in Children With Asthma", type="OBSERVATIONAL", healthy=True)
    assert told.headline.text == "A look at zinc, iron and sleep in asthma"


def test_title_too_long_for_a_headline_is_told_up_to_its_people() -> None:
    """The boxes tell of the people more surely than a title."""
    assert before_people("The link between worms and sleep in tired school children of the north") == (
        "The link between worms and sleep"
    )
    assert before_people("The link between worms and sleep") == ""
    long = "Correlation Between Intestinal Parasites and Serum Levels of Zinc, Iron and Salt in "
    long += "Tired Children Who Live With a Dog"
    told = text(title=long, type="OBSERVATIONAL", interventions=None, arms=None, conditions=["Tiredness"])
    assert told.headline.text.startswith(
        "A look at the correlation between intestinal parasites and serum levels of zinc"
    )
    assert "hildren" not in told.headline.text


def test_one_thing_gets_an_article() -> None:
    """ "A study of digital therapeutic for …" is no English."""
    assert lent("Digital Therapeutic for Quitting") == "A digital therapeutic for quitting"
    assert lent("Two Digital Therapeutics for Quitting") == "Two digital therapeutics for quitting"


def test_name_of_a_program_before_a_colon_gives_way_to_what_it_is() -> None:
    """ "A study of men moving forward" tells a neighbour nothing."""
    title = "Men Moving Forward: A Lifestyle Program for Survivors"
    running = "We examine Men Moving Forward in the community."
    assert own_name_of(title, f" {running}") == "Men Moving Forward"
    assert own_name_of(title, " Many men are moving forward.") == ""
    assert own_name_of("Men Moving Forward Study: Walking", " in Men Moving Forward Study we") == ""
    assert lent(title, summary=running, type="OBSERVATIONAL") == "A lifestyle program for survivors"


def test_marked_name_keeps_its_capital_and_a_drug_s_own_name_has_none() -> None:
    """Zerafil® is a brand, omalizumab is none."""
    assert names_in("Efficacy of Zerafil® (Omalizumab)", "we gave Omalizumab to all", ("Omalizumab",)) == (
        "Zerafil",
    )


@pytest.mark.parametrize(
    ("title", "more", "words"),
    [
        ("Zinc in NSCLC", {}, "Zinc in non-small cell lung cancer"),
        ("Zinc for DFUs", {"conditions": ["Diabetic Foot Ulcer"]}, "Zinc for diabetic foot ulcers"),
        ("Zinc in HIV", {"summary": "It is human immunodeficiency virus (HIV)."}, "Zinc in HIV"),
        (
            "Zinc in EDN",
            {"official": "Eosinophil Derived Nectar (EDN) and Zinc"},
            "Zinc in eosinophil derived nectar",
        ),
    ],
)
def test_short_form_is_spelled_out_by_list_by_text_or_where_it_means_one_thing(
    title: str, more: dict[str, object], words: str
) -> None:
    """What a neighbour knows as it is stays."""
    assert lent(title, type="OBSERVATIONAL", interventions=None, arms=None, **more) == words


def test_title_that_begins_with_doing_is_what_a_study_is_about() -> None:
    """ "A study of diagnosing drug allergy" is no English."""
    told = text(title="Diagnosing Drug Allergy in Clinics", conditions=["Drug Allergy"], interventions=None)
    assert told.headline.text == "A study about diagnosing drug allergy in clinics"


@pytest.mark.parametrize(
    "motto", ["Take Away Food Allergy", "Together Overcoming Diabetes", "Comparison in Diabetes"]
)
def test_call_or_motto_is_no_topic(motto: str) -> None:
    """ "A study of take away food allergy" is silly."""
    assert lent(motto) == ""
