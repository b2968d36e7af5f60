"""What a study could lead to, and what could go wrong, speak of its size, its measures and its phase."""

import msgspec
import pytest

from plainstudy.writing.text import Sentence
from plainstudy.writing.verify import verify

from .documents import TODAY, arm, design, record, text, thing

P = "protocolSection"
EFFECT = [{"measure": "Asthma control score"}]
WATCHING = {"type": "OBSERVATIONAL", "phases": None, "arms": None, "interventions": None}


def lead(**wanted: object) -> str:
    """Return what a study could lead to as one text."""
    return " ".join(sentence.text for sentence in text(**wanted).could_lead_to)


def wrong(**wanted: object) -> str:
    """Return what could go wrong as one text."""
    return " ".join(sentence.text for sentence in text(**wanted).could_go_wrong)


def people(count: int, kind: str = "ESTIMATED") -> dict[str, object]:
    """Return the number of people as a record holds it."""
    return {"count": count, "type": kind}


def test_small_study_tells_its_number_and_whether_it_is_a_plan() -> None:
    """A number says more than "small"."""
    planned = wrong(enrollment=people(40))
    assert "With only about 40 people, the answer may not hold for everyone." in planned
    joined = wrong(enrollment=people(23, "ACTUAL"), status="COMPLETED")
    assert "An answer from only 23 people does not always hold for everyone." in joined
    assert "only" not in wrong(enrollment=people(400))


def test_small_number_that_a_text_doubts_is_not_called_small() -> None:
    """The box says 30, the text 150 (NCT05390528)."""
    told = {"enrollment": people(30), "details": "About 150 patients were enrolled in the study."}
    assert "only about" in wrong(enrollment=people(30))
    assert "only about" not in wrong(**told)


def test_large_late_study_is_called_large_and_a_tiny_one_no_late_step() -> None:
    """A phase 3 box of three people is no late step (NCT01294878)."""
    third = {"phases": ["PHASE3"], "primary": EFFECT}
    assert "a late and large test" in lead(**third, enrollment=people(900))
    assert "late" in lead(**third, enrollment=people(120))
    tiny = lead(**third, enrollment=people(3, "ACTUAL"))
    assert "late" not in tiny
    assert "By the record, this is a phase 3 study." in tiny


@pytest.mark.parametrize(
    "title", ["Phase I Study of Amitol in Asthma", "A Phase 1/2 Study of Amitol in Asthma"]
)
def test_phase_that_a_title_gives_otherwise_is_only_named(title: str) -> None:
    """Box and title differ, so nothing is built on the box (NCT06114004)."""
    told = lead(title=title, phases=["PHASE2"], primary=EFFECT)
    assert "looks for signs" not in told
    assert "By the record, this is a phase 2 study." in told
    assert "looks for signs" in lead(title="Phase II Study of Amitol in Asthma", phases=["PHASE2"])


def test_study_of_safety_is_not_told_as_one_that_may_change_care() -> None:
    """What only counts harm shows little of help."""
    measures = [{"measure": "Number of participants with adverse events"}]
    told = lead(phases=["PHASE4"], primary=measures)
    assert "part of the care" not in told
    assert "It looks mainly at safety" in told


def test_limit_of_what_is_measured_is_caught_where_it_does_not_fit() -> None:
    """ "Mainly at safety" is wrong of a study of asthma control."""
    study = {"phases": ["PHASE4"], "primary": EFFECT}
    safety = Sentence(
        text="It looks mainly at safety, so it says less about how well a treatment works.",
        sources=("general:asks-safety", f"{P}.outcomesModule.primaryOutcomes[0].measure"),
    )
    page = msgspec.structs.replace(text(**study), could_lead_to=(safety,))
    assert any(finding.kind == "general" for finding in verify(page, record(**study), today=TODAY))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("phase-3-large", "This is a phase 3 study, a late and large test."),
        ("large-study", "With so many people, its answer can be firmer than an answer from a few."),
        ("observational-once", "It looks at one point in time, so it cannot tell what came first."),
    ],
)
def test_general_line_that_does_not_fit_the_study_is_caught(name: str, said: str) -> None:
    """A hundred and twenty people in a test of a drug are neither many nor merely watched."""
    sentence = Sentence(text=said, sources=(f"general:{name}", f"{P}.designModule.enrollmentInfo.count"))
    study = {"phases": ["PHASE3"], "primary": EFFECT}
    page = msgspec.structs.replace(text(**study), could_lead_to=(sentence,))
    assert any(finding.kind == "general" for finding in verify(page, record(**study), today=TODAY))


def test_study_at_one_point_in_time_cannot_tell_what_came_first() -> None:
    """How it looks says what it cannot tell."""
    once = design(timePerspective="CROSS_SECTIONAL")
    title, asked = "Asthma and Sleep: A Cross-sectional Study", [{"measure": "Sleep score"}]
    assert "what came first" in lead(**WATCHING, design=once, title=title, primary=asked)
    assert "what came first" not in lead(**WATCHING, design=design(timePerspective="PROSPECTIVE"))


def test_open_study_of_one_drug_names_it_where_it_sends_to_the_team() -> None:
    """A closed study has nobody to ask before joining."""
    assert "Ask the study team which other risks Amitol can have." in wrong()
    assert "ask the study team" not in wrong(status="COMPLETED").lower()


@pytest.mark.parametrize(
    "name", ["Imaging-guided PCI with stent implantation", "Multiple daily insulin injections"]
)
def test_stent_and_insulin_are_no_operation(name: str) -> None:
    """A stent goes in through a vessel, insulin under the skin (NCT06380868, NCT03764280)."""
    told = wrong(
        interventions=[thing(name, "PROCEDURE")], arms=[arm("A", "EXPERIMENTAL", f"Procedure: {name}")]
    )
    assert "needs an operation" not in told
    assert "A procedure has risks" not in told


def test_study_that_stopped_with_a_few_people_raises_no_hope() -> None:
    """One person shows nothing of a drug (NCT02209155)."""
    stopped = {"status": "TERMINATED", "primary": EFFECT, "phases": ["PHASE2"]}
    told = lead(**stopped, enrollment=people(1, "ACTUAL"))
    assert "Too few people took part to know." in told
    assert "could" not in told
    more = lead(**stopped, enrollment=people(80, "ACTUAL"))
    assert "part of the care" not in more
    assert "useful" not in more
    assert "learn more about Amitol" in more


def test_results_that_leave_causes_out_are_not_told_as_whatever_the_cause() -> None:
    """Growing cancer was not counted (NCT05665595); deaths stand apart (NCT03191786)."""
    group = {"id": "E1", "title": "Amitol", "seriousNumAffected": 3, "seriousNumAtRisk": 60}
    died = group | {"deathsNumAffected": 9, "deathsNumAtRisk": 60}
    whole = {"adverseEventsModule": {"eventGroups": [group]}}
    assert "serious health problems, whatever the cause." in wrong(results=whole)
    assert "Deaths are counted" not in wrong(results=whole)
    how = "Disease progression was not considered an adverse event."
    limited = {"adverseEventsModule": {"eventGroups": [died], "description": how}}
    assert "Results list serious health problems." in wrong(results=limited)
    assert "Deaths are counted on their own in the results." in wrong(results=limited)


def test_other_risks_are_not_asked_for_where_none_is_told() -> None:
    """ "Which other risks" needs a risk before it (NCT03928431)."""
    for nct in ("NCT01234567", "NCT01234568", "NCT01234569", "NCT01234570"):
        page = text(
            nct=nct,
            title="Waiting in Adults With Asthma",
            interventions=[thing("Waiting", "OTHER")],
            arms=[arm("Waiting", "EXPERIMENTAL", "Other: Waiting")],
        )
        assert not page.could_go_wrong[0].text.startswith("Ask the study team which other")
