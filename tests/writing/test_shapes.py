"""Each kind of study has its own shape, as the hand-written pages have."""

import pytest

from plainstudy.writing.check import REQUIRED
from plainstudy.writing.rules import WRITER

from .documents import arm, design, text, thing, words

KINDS = {
    "DRUG": "Active substance",
    "BIOLOGICAL": "Active substance",
    "DEVICE": "Device",
    "PROCEDURE": "Procedure",
    "RADIATION": "Radiation",
    "BEHAVIORAL": "Behaviour",
    "DIETARY_SUPPLEMENT": "Supplement",
    "DIAGNOSTIC_TEST": "Test",
    "OTHER": "What is tested",
    "SOMETHING_NEW": "What is tested",
}


@pytest.mark.parametrize(("kind", "title"), KINDS.items())
def test_substance_has_the_title_of_its_kind(kind: str, title: str) -> None:
    """A device is not called an active substance."""
    told = text(interventions=[thing("Amiflex", kind)], arms=[arm("A", "EXPERIMENTAL", "X: Amiflex")])
    assert told.substance_title == title


def test_vaccine_has_a_title_of_its_own() -> None:
    """A vaccine is told as one."""
    told = text(
        interventions=[thing("Amitol vaccine", "BIOLOGICAL")],
        arms=[arm("A", "EXPERIMENTAL", "B: Amitol vaccine")],
    )
    assert told.substance_title == "Vaccine"


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
    assert told.headline.text == "Nobody joined this study of the drug Amitol for adults with asthma"
    assert len(told.could_lead_to) == len(told.could_go_wrong) == len(told.what_happens) == 1


def test_terminated_study_says_so_in_the_headline() -> None:
    """Stopped early is the news."""
    assert (
        text(status="TERMINATED").headline.text
        == "The drug Amitol for adults with asthma: study stopped early"
    )


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
    assert "children with asthma" in words(text(title="Amitol", min_age="2 Years", max_age="11 Years"))
    assert "teenagers with asthma" in words(text(title="Amitol", min_age="12 Years", max_age="17 Years"))


def test_phase_one_is_told_as_safety_first() -> None:
    """Phase 1 promises no benefit."""
    told = " ".join(sentence.text for sentence in text(phases=["PHASE1"]).could_lead_to)
    assert "safety and dose" in told
    assert "could become a choice" not in told


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
            design=design(allocation="RANDOMIZED"), arms=two, interventions=[thing("Amitol"), thing("Basol")]
        )
    )
    assert "Chance decides" in told
    assert "This study compares Amitol with Basol." in told


def test_hard_words_that_remain_are_explained_once() -> None:
    """Each hard word has one line."""
    explained = text(interventions=[thing("Placebo"), thing("Amitol")]).explained
    assert len({word for word, _ in explained}) == len(explained)
