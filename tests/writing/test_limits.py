"""Texts that no registry takes, and titles that read slowly, never hold up the queue."""

import pytest

from plainstudy.writing.facts.limits import LONGEST_DESCRIPTION, LONGEST_NAME, within_limits
from plainstudy.writing.facts.title_case import own_name_of

from .documents import arm, design, record, text, thing

BLANKS = " " * 100_000


def test_record_within_the_limits_is_left_as_it_is() -> None:
    """The same object comes back: nothing is copied for a real record."""
    given = record(title="x" * LONGEST_NAME)
    assert within_limits(given) is given


def test_overlong_names_are_cut_and_running_texts_are_not() -> None:
    """Rules for joining and summaries are read whole."""
    long = "word " * 1_000
    given = within_limits(
        record(
            title=long,
            conditions=[long],
            keywords=[long],
            interventions=[thing(long, otherNames=[long])],
            arms=[arm(long, "EXPERIMENTAL", long)],
            criteria=long,
            summary=long,
            max_age=long,
        )
    )
    part = given.protocol_section
    module = part.arms_interventions_module
    names = (
        part.identification_module.brief_title,
        *part.conditions_module.conditions,
        *part.conditions_module.keywords,
        module.interventions[0].name,
        *module.interventions[0].other_names,
        module.arm_groups[0].label,
        *module.arm_groups[0].intervention_names,
        part.eligibility_module.maximum_age,
    )
    assert {len(name or "") for name in names} == {LONGEST_NAME}
    assert part.eligibility_module.eligibility_criteria == long
    assert part.description_module.brief_summary == long


@pytest.mark.parametrize(
    "name", [f"Amitol{BLANKS}5 mg", "\N{NO-BREAK SPACE}" * 100_000, "\u0130" * 100_000, "5 " * 50_000]
)
def test_pasted_name_is_read_in_no_time(name: str) -> None:
    """A name of 100,000 blanks took more than 20 seconds."""
    told = text(title=name, interventions=[thing(name)], keywords=[name], max_age=name)
    assert told.headline.text


@pytest.mark.parametrize("words", [BLANKS, "9" * 100_000, "\u0663" * 100_000])
def test_pasted_description_is_read_in_no_time(words: str) -> None:
    """What is told of one thing or group is read as far as any registry would take it."""
    given = record(
        interventions=[thing("Amitol", description=words)],
        arms=[{**arm("A", "EXPERIMENTAL", "Drug: Amitol"), "description": words}],
    )
    read = within_limits(given).protocol_section.arms_interventions_module
    assert {len(part.description or "") for part in (*read.interventions, *read.arm_groups)} == {
        LONGEST_DESCRIPTION
    }
    assert text(interventions=[thing("Amitol", description=words)]).headline.text


@pytest.mark.parametrize("duration", ["9" * 400 + " Years", "Infinity Years"])
def test_length_of_hundreds_of_digits_is_no_length(duration: str) -> None:
    """Such a number is no number of days that a computer can count."""
    given = {"type": "OBSERVATIONAL", "design": design(timePerspective="PROSPECTIVE"), "duration": duration}
    assert text(**given).headline.text


@pytest.mark.parametrize("status", ["TERMINATED", "RECRUITING"])
def test_bracket_that_closes_before_one_opens_is_cut_without_harm(status: str) -> None:
    """ "1) The rate … (as listed)": the first words have a bracket that nothing opened."""
    long = "1) The rate of all the people with any kind of harm of the lungs from day one on over the " * 2
    told = text(status=status, why=f"{long}(a)", primary=[{"measure": f"{long}(as listed", "timeFrame": "x"}])
    assert told.headline.text


@pytest.mark.parametrize(
    "given",
    [
        {"max_age": "\u00b2" * 50},
        {"title": "and " * 1_000},
        {"criteria": "\n" * 100_000},
        {"criteria": f"Inclusion Criteria:\n\n* Asthma{BLANKS}\n\nExclusion Criteria:\n\n* Gout"},
    ],
    ids=["digits that are none", "only a joining word", "empty lines", "blanks"],
)
def test_pasted_age_title_or_rules_have_a_page(given: dict[str, str]) -> None:
    """Each of these raised, or took more than 20 seconds."""
    assert text(**given).headline.text


def test_thing_named_in_capitals_is_read_in_no_time() -> None:
    """Each letter might begin a word here too."""
    name = "PHYSIOTHERAPY AND EXERCISE WITH NEUROMUSCULAR ELECTROSTIMULATION 2"
    assert text(interventions=[thing(name, "BEHAVIORAL")]).headline.text
    assert text(title="A" * 2_000).headline.text


def test_title_in_capitals_is_read_in_no_time() -> None:
    """Each letter might begin a word: 60 of them took for ever."""
    title = "EFFECT OF INTERDISCIPLINARY REHABILITATION ON NONSPECIFIC BACK PAIN (IRON-2)"
    assert own_name_of(title, " Rehabilitation helps.") == ""
    assert text(title=title).headline.text
