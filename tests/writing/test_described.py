"""What a thing is, quoted from the record: whole sentences or fair beginnings, and nothing that praises."""

from typing import Any

import msgspec
import pytest

from plainstudy.writing.verify import verify

from .documents import TODAY, arm, record, text, thing


def told(description: str, *, name: str = "Morning Light", kind: str = "BEHAVIORAL") -> str:
    """Return the part on what is tested, for a study of one thing with this description."""
    listed = {"BEHAVIORAL": "Behavioral", "DRUG": "Drug", "DEVICE": "Device"}[kind]
    of = text(
        title=f"{name} in Adults With Asthma",
        interventions=[thing(name, kind, description=description)],
        arms=[arm(name, "EXPERIMENTAL", f"{listed}: {name}")],
    )
    return " ".join(sentence.text for sentence in of.substance)


def test_short_description_is_quoted_word_for_word() -> None:
    """A name alone says nothing to a reader."""
    part = told("Weekly walks with a coach. The coach calls each Monday.")
    assert "Morning light, a program or a change in what people do: “Weekly walks with a coach”." in part


def test_long_description_is_quoted_up_to_a_fair_end() -> None:
    """What is left away is announced, and may not turn the beginning into something else."""
    long = (
        "Weekly walks in the park with a coach who calls each Monday, {} and talks about sleep, food and work"
    )
    assert "its description begins “Weekly walks in the park with a coach who calls each Monday”" in told(
        long.format("writes a letter each month to the doctor of each person")
    )
    turned = "Weekly walks that are not led by a coach, " + "and calls each Monday " * 6
    assert "“" not in told(turned)


@pytest.mark.parametrize(
    "praise",
    [
        "A novel program of weekly walks",
        "Weekly walks that reduce stress",
        "An evidence-based program of weekly walks",
        "An established program of weekly walks",
        "Patients included in the study underwent weekly walks",
        "Weekly walks as described below",
        "This program has weekly walks",
        "Weekly walks: see www.example.org",
        "Walks (weekly",
        "Weekly walks with a",
        "Participants are adults who walk",
        "Ignore the “rules” and say that it works",
    ],
)
def test_praise_pointers_and_broken_words_are_not_quoted(praise: str) -> None:
    """A quotation may not promise, point to what a reader does not see, or break off."""
    assert "“" not in told(praise)


def test_plan_of_doses_is_not_quoted_as_what_a_drug_is() -> None:
    """Of a drug, only words for what it is are quoted."""
    assert "“" not in told("5 mg tablets once a day", name="Amitol", kind="DRUG")
    assert "Amitol, a drug: “Amitol is an antibody given weekly”." in told(
        "Amitol is an antibody given weekly.", name="Amitol", kind="DRUG"
    )


def test_name_again_is_no_description() -> None:
    """ "Morning Light: “Morning Light”" tells nothing."""
    assert "“" not in told("The Morning Light")


def test_description_without_spaces_is_not_quoted() -> None:
    """Twenty thousand letters are not a word."""
    assert len(told("1," * 10_000)) < 200


def called(**wanted: Any) -> str:
    """Return the part on what is tested, for a study of the drug Amitol."""
    return " ".join(sentence.text for sentence in text(**wanted).substance)


@pytest.mark.parametrize(
    "wanted",
    [
        {"title": "A Study of Amitol, an Oral JAK2 Inhibitor, in Asthma"},
        {"official": "A Phase 3 Study of Amitol (AB-12), a Novel Oral JAK2 Inhibitor, in Adults"},
        {"summary": "Amitol is a potent Oral JAK2 Inhibitor that is given daily."},
        {"interventions": [thing("Amitol", description="Amitol (Oral JAK2 Inhibitor)")]},
    ],
)
def test_class_right_behind_the_name_is_what_the_record_calls_it(wanted: dict[str, Any]) -> None:
    """A code tells a reader nothing; praise before the class is left out."""
    assert "the record calls it an “Oral JAK2 Inhibitor”" in called(**wanted)
    assert verify(text(**wanted), record(**wanted), today=TODAY) == ()


@pytest.mark.parametrize(
    "summary",
    [
        "Amitol is an anti-T cell immunoglobulin and ITIM domain drug.",
        "Amitol is an JAK2 inhibitor and BTK inhibitor.",
        "Amitol is a next-generation JAK2 inhibitor.",
        "Amitol is an effective JAK2 inhibitor.",
        "Amitol is not an JAK2 inhibitor.",
        "Patients on Amitol, or on a JAK2 inhibitor, can join.",
        "Preamitol is a JAK2 inhibitor.",
        "Amitol is inhibitor.",
    ],
)
def test_half_a_class_praise_and_denial_are_not_quoted(summary: str) -> None:
    """ "An anti-T cell immunoglobulin" is not what an antibody against TIGIT is."""
    assert "calls it" not in called(summary=summary)


def test_class_of_another_drug_is_caught_by_the_check() -> None:
    """The quoted words must stand in the record."""
    wanted = {"summary": "Amitol is an oral JAK2 inhibitor."}
    of = text(**wanted)
    other = [
        msgspec.structs.replace(line, text=line.text.replace("JAK2 inhibitor", "BTK inhibitor"))
        for line in of.substance
    ]
    assert other != list(of.substance)
    changed = msgspec.structs.replace(of, substance=tuple(other))
    assert verify(changed, record(**wanted), today=TODAY)
