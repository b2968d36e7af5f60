"""A headline names what is looked at, and claims nothing about the people that the record does not."""

from .documents import arm, design, text, thing

WATCHING = {"observationalModel": "COHORT"}


def watching(**more: object) -> str:
    """Return the headline of a study that watches people with asthma."""
    kind = {"type": "OBSERVATIONAL", "phases": None, "arms": None, "interventions": None, "design": WATCHING}
    return text(**{"title": "The A & B Registry", **kind, **more}).headline.text


def test_headline_of_a_watching_study_never_holds_a_measure() -> None:
    """A measure as registered is no headline, and an aim is no measure."""
    for measure in ("All-cause mortality", "Serum level of adenosine", "1. Describe patients: age", "all"):
        assert (
            watching(primary=[{"measure": measure}])
            == "What can a study of about 120 adults tell about asthma?"
        )


def test_title_that_names_a_list_is_quoted() -> None:
    """The name of a registry tells more than the number of its people."""
    told = watching(title="The ABC Registry")
    assert told == "“The ABC Registry”: what can it tell about asthma?"


def test_watching_over_time_needs_time() -> None:
    """A cohort of one visit is followed by nobody (NCT01963585)."""
    time = {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"}
    years = [{"measure": "Attacks", "timeFrame": "2 years"}]
    hours = [{"measure": "Attacks", "timeFrame": "duration of hospital visit, an average of 3 hours"}]
    summary = "A cohort of people with asthma."
    assert watching(design=time, primary=years, summary=summary).endswith("asthma over time?")
    assert "over time" not in watching(design=time, primary=hours, summary=summary)


def test_headline_names_the_topic_where_nobody_is_said_to_be_ill() -> None:
    """Who the people are tells too little; where healthy ones may join, it is no study "in" asthma."""
    assert text(title="A Study of Amitol", healthy=False, primary=None).headline.text.endswith("in asthma")
    assert text(title="A Study of Amitol", healthy=True, primary=None).headline.text.endswith("and asthma")


def test_headline_of_prevention_asks_about_preventing() -> None:
    """What is to be kept away stands in the question."""
    told = text(
        title="Fish Oil to Prevent Asthma",
        interventions=[thing("Fish oil")],
        arms=[arm("A", "EXPERIMENTAL", "Drug: Fish oil")],
        design=design(primaryPurpose="PREVENTION"),
    )
    assert told.headline.text.lower().endswith("fish oil help prevent asthma?")


def test_illness_that_the_title_names_more_finely_is_told_finely() -> None:
    """Eosinophilic gastroenteritis is a rare illness, gastroenteritis a stomach bug."""
    told = text(
        title="Amitol for Eosinophilic Gastroenteritis",
        conditions=["Gastroenteritis"],
        criteria="Inclusion Criteria:\n\n* Eosinophilic gastroenteritis",
    )
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
    assert told.headline.text.startswith("How exact is the Amisense sensor")
