"""A headline names what is looked at, and claims nothing about the people that the record does not."""

from .documents import arm, design, text, thing

WATCHING = {"observationalModel": "COHORT"}


def watching(**more: object) -> str:
    """Return the headline of a study that watches people with asthma."""
    kind = {"type": "OBSERVATIONAL", "phases": None, "arms": None, "interventions": None, "design": WATCHING}
    return text(**{"title": "The ABC Registry", **kind, **more}).headline.text


def test_headline_of_a_watching_study_names_its_measure() -> None:
    """ "What happens over time to adults with asthma?" says less than what is looked at."""
    assert watching(primary=[{"measure": "All-cause mortality"}]) == (
        "A look at how many people die, in about 120 adults with asthma"
    )
    assert "serum level of adenosine" in watching(primary=[{"measure": "Serum level of adenosine"}])


def test_measure_that_is_an_aim_is_not_read_out() -> None:
    """ "To identify the obstacles" is no measure."""
    for measure in ("To identify obstacles to care", "all", "1. Describe patients: age", "QTc in mg/dL"):
        assert watching(primary=[{"measure": measure}]).startswith("What happens over time to")


def test_headline_names_the_topic_where_nobody_is_said_to_be_ill() -> None:
    """Who the people are tells a reader too little."""
    told = text(title="Amitol Here and There", healthy=True, primary=None).headline.text
    assert told.startswith("Asthma: ")


def test_headline_of_prevention_asks_about_preventing() -> None:
    """What is to be kept away stands in the question."""
    told = text(
        title="Fish Oil to Prevent Asthma",
        interventions=[thing("Fish oil")],
        arms=[arm("A", "EXPERIMENTAL", "Drug: Fish oil")],
        design=design(primaryPurpose="PREVENTION"),
    )
    assert told.headline.text.lower().endswith("fish oil help prevent asthma in adults?")


def test_illness_that_the_title_names_more_finely_is_told_finely() -> None:
    """Eosinophilic gastroenteritis is a rare illness, gastroenteritis a stomach bug."""
    told = text(title="Amitol for Eosinophilic Gastroenteritis", conditions=["Gastroenteritis"])
    assert "adults with eosinophilic gastroenteritis" in told.summary[1].text


def test_measure_that_points_back_to_something_is_no_headline() -> None:
    """ "How well people keep to it" needs to have said what it is."""
    assert " it " not in watching(primary=[{"measure": "Adherence"}])


def test_what_is_tried_in_a_laboratory_is_got_by_nobody() -> None:
    """In vitro, samples get a drug, not people."""
    told = text(
        title="In Vitro Effects of Amitol in Asthma",
        type="OBSERVATIONAL",
        phases=None,
        design={"observationalModel": "COHORT"},
    )
    assert "people who get" not in " ".join(sentence.text for sentence in told.summary)


def test_device_whose_exactness_is_measured_is_not_asked_to_help() -> None:
    """A sensor that is compared with another one treats nobody."""
    told = text(
        title="The Amisense Sensor in Adults With Asthma",
        interventions=[thing("Amisense sensor", "DEVICE")],
        arms=[arm("A", "EXPERIMENTAL", "Device: Amisense sensor")],
        primary=[{"measure": "Breath rate measurement accuracy"}],
    )
    assert told.headline.text == "How exact is the Amisense sensor in adults with asthma?"
