"""Whether chance decides: as the record says it, with what does not fit named for what it is."""

import msgspec
import pytest

from plainstudy.writing.facts import extract_facts
from plainstudy.writing.rules import voice, write_text
from plainstudy.writing.text import Sentence
from plainstudy.writing.verify import verify

from .documents import TODAY, arm, design, record, text, thing, words

RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
OPEN = design(allocation="NON_RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
TWO = [arm("1", "EXPERIMENTAL", "Drug: Amitol"), arm("2", "ACTIVE_COMPARATOR", "Drug: Basol")]
THINGS = [thing("Amitol"), thing("Basol")]
DISPUTED = "The record is not clear on whether chance decides who gets what."


def test_only_the_number_of_groups_is_contradictory_where_all_say_chance() -> None:
    """Chance is not in doubt; that one box lists a single group is (NCT02152735)."""
    single = design(allocation="RANDOMIZED", interventionModel="SINGLE_GROUP")
    told = words(text(design=single, arms=TWO, interventions=THINGS))
    assert DISPUTED not in told
    assert "chance decides who gets what, but in another place lists a single group" in told


def test_one_listed_group_beside_chance_is_told_as_such() -> None:
    """RANDOMIZED with one group."""
    told = words(text(design=RANDOM, arms=TWO[:1], interventions=THINGS[:1]))
    assert "The record says that chance decides who gets what, but lists only one group." in told


@pytest.mark.parametrize(
    "details",
    [
        "This is a randomised controlled study with two groups.",
        "Patients are randomized to one of two arms.",
    ],
)
def test_long_description_that_randomises_is_not_passed_over(details: str) -> None:
    """The box says not by chance, the text says by chance: told as a contradiction (NCT03701321)."""
    told = words(text(design=OPEN, arms=TWO, interventions=THINGS, details=details))
    assert DISPUTED in told
    assert "Chance does not decide" not in told


@pytest.mark.parametrize(
    "details",
    ["Then, in phase 2, patients are randomized to one of two arms.", "Part D will be randomized."],
)
def test_chance_in_one_part_is_no_contradiction(details: str) -> None:
    """Not by chance as a whole, by chance in a part (NCT05007782)."""
    told = words(text(design=OPEN, arms=TWO, interventions=THINGS, details=details))
    assert DISPUTED not in told
    assert "By the record, chance does not decide who gets what, but a text speaks of it for a part." in told


@pytest.mark.parametrize(
    "details",
    [
        "Baseline is the last value before randomization in the parent study.",
        "Earlier randomized trials showed nothing.",
        "It prepares the subsequent randomized study.",
        "It is a follow-up of people from the randomized study of Amitol.",
    ],
)
def test_chance_in_another_study_is_no_contradiction(details: str) -> None:
    """What another study did says nothing of this one."""
    told = words(text(design=OPEN, arms=TWO, interventions=THINGS, details=details))
    assert DISPUTED not in told


def test_kinds_of_people_are_not_told_as_made_by_chance() -> None:
    """Nobody becomes a healthy person by a draw (NCT05828563)."""
    arms = [arm("Farm workers", "OTHER", "Other: Diary"), arm("Healthy people", "OTHER", "Other: Diary")]
    told = words(text(design=RANDOM, arms=arms, interventions=[thing("Diary", "OTHER")]))
    assert "Chance decides" not in told
    assert "hance" not in told


def test_places_that_are_drawn_are_not_told_as_people() -> None:
    """Hospitals switch from one to the other; nobody gets both (NCT05752279)."""
    swap = design(allocation="RANDOMIZED", interventionModel="CROSSOVER", primaryPurpose="TREATMENT")
    told = words(
        text(design=swap, arms=TWO, interventions=THINGS, details="A cluster-randomized crossover trial.")
    )
    assert "one after the other" not in told
    assert "for whole groups or places at a time" in told


def test_chance_is_told_where_no_groups_are_listed() -> None:
    """Randomised, and the record lists no groups (NCT00220935)."""
    told = words(text(design=RANDOM, arms=None, summary="Randomized."))
    assert "Chance plays a part in what people get, but the record does not list the groups." in told
    with_copy = words(
        text(
            design=RANDOM,
            arms=None,
            interventions=[thing("Amitol"), thing("Placebo")],
            summary="Randomized.",
        )
    )
    assert "Chance plays a part in what people get; the record also lists a placebo." in with_copy


def test_ended_study_is_told_in_one_tense() -> None:
    """ "Were not to be told who gets what" mixes the tenses."""
    blind = RANDOM | design(masking="TRIPLE", whoMasked=["PARTICIPANT", "OUTCOMES_ASSESSOR"])
    told = words(
        text(status="COMPLETED", design=blind, arms=TWO, interventions=THINGS, summary="A blinded trial.")
    )
    assert (
        "The people who took part and those who judged the results were not to be told who got what." in told
    )


def test_title_that_randomises_counts_where_the_box_is_empty() -> None:
    """No allocation is registered, and the title says "randomized" (NCT01742767)."""
    empty = design(interventionModel="PARALLEL", primaryPurpose="TREATMENT")
    wanted = {"design": empty, "arms": TWO, "interventions": THINGS}
    assert "Chance decides" in words(text(**wanted, official="A Randomized Study of Amitol"))
    assert "Chance" not in words(text(**wanted, official="A Study of Amitol"))


PART = "Chance plays a part in who gets what, or when they get it."


@pytest.mark.parametrize(
    "more",
    [
        {"details": "It begins with a safety run-in."},
        {"details": "The order of the treatments is drawn."},
        {"details": "Each patient serves as their own control."},
        {"details": "An additional pilot cohort joins towards the end."},
        {"details": "Those unwilling to join serve for comparison."},
        {"criteria": "Inclusion Criteria:\n* Asthma\n* Healthy controls: no asthma"},
        {"arms": [TWO[0] | {"label": "Patients with high IgE: Amitol"}, TWO[1]]},
        {"arms": [TWO[0], TWO[1] | {"description": "People are eligible for it after a scan"}]},
        {"arms": [TWO[0], TWO[1] | {"interventionNames": ["Drug: Amitol"]}]},
        {"design": RANDOM | {"interventionModel": "CROSSOVER"}},
        {"design": RANDOM | {"interventionModel": "FACTORIAL"}},
    ],
)
def test_word_that_speaks_against_a_plain_draw_leaves_the_weak_sentence(more: dict[str, object]) -> None:
    """An order, a side, a part, a kind of people, or choice (NCT06130267, NCT05798663)."""
    plain = {"design": RANDOM, "arms": TWO, "interventions": THINGS, "summary": "Randomized."}
    assert "Chance decides who" in words(text(**plain))
    told = words(text(**(plain | more)))
    assert "Chance decides" not in told
    assert "hance plays a part in " in told


def test_page_tells_of_chance_once_and_in_one_way() -> None:
    """The summary and what happens speak from one fact, and do not say it twice (NCT00624832)."""
    page = text(
        design=RANDOM, arms=TWO, interventions=THINGS, summary="Randomized.", details="Two cohorts. A cohort"
    )
    told = [
        sentence.text
        for part in (page.summary, page.what_happens)
        for sentence in part
        if "hance" in sentence.text
    ]
    assert told == [PART]
    assert len(page.what_happens) > 1


def test_crossover_that_no_text_bears_out_is_told_as_registered() -> None:
    """The box says crossover, the groups hold one treatment each and get it openly later (NCT01197053)."""
    swap = design(allocation="RANDOMIZED", interventionModel="CROSSOVER", primaryPurpose="TREATMENT")
    told = words(text(design=swap, arms=TWO, interventions=THINGS))
    assert "Each person gets" not in told
    assert "The record calls it a crossover study" in told
    sure = words(text(design=swap, arms=TWO, interventions=THINGS, details="Then they cross over, in turn."))
    assert "Each person gets Amitol and Basol, one after the other." in sure


def test_drug_listed_as_a_test_is_not_told_as_one() -> None:
    """The purpose says diagnosis; what is tested is a drug (NCT06993792)."""
    told = words(text(design=design(primaryPurpose="DIAGNOSTIC", allocation="NA")))
    assert "as a test" not in told
    assert "If the test works well" not in told


@pytest.mark.parametrize(
    ("sentence", "told_in"),
    [
        ("Chance decides who gets what.", {"interventionModel": "CROSSOVER"}),
        (
            "Chance decides who is in which group.",
            {"interventionModelDescription": "Each is their own control."},
        ),
        ("Chance plays a part in who gets what, or when they get it.", {"allocation": "NON_RANDOMIZED"}),
    ],
)
def test_claim_on_chance_that_the_record_does_not_bear_is_found(
    sentence: str, told_in: dict[str, str]
) -> None:
    """The check holds the strong words to a stricter measure, and the weak ones to the box."""
    info = {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL"}
    wanted = {"arms": TWO, "interventions": THINGS, "summary": "Randomized."}
    good, bad = record(design=info, **wanted), record(design=info | told_in, **wanted)
    page = write_text(extract_facts(good, today=TODAY))
    paths = ("protocolSection.designModule.designInfo.allocation", voice.ARMS)
    said = msgspec.structs.replace(page, summary=(Sentence(text=sentence, sources=paths),))
    assert not [found for found in verify(said, good, today=TODAY) if found.kind == "allocation"]
    assert [found for found in verify(said, bad, today=TODAY) if found.kind == "allocation"]


def test_nothing_is_drawn_where_fewer_people_came_than_there_are_groups() -> None:
    """One person took part, and two groups are listed (NCT04361812)."""
    more = {"design": RANDOM, "arms": TWO, "interventions": THINGS, "summary": "Randomized."}
    assert "hance" not in words(text(enrollment={"count": 1, "type": "ACTUAL"}, **more))
    assert "hance" in words(text(enrollment={"count": 9, "type": "ACTUAL"}, **more))


@pytest.mark.parametrize(
    "details",
    [
        "Doctors pick the arm for the others; some are randomized.",
        "Those who agree are randomized and all others get Basol.",
        "Clusters of villages are randomized.",
    ],
)
def test_chance_that_does_not_decide_for_all_only_plays_a_part(details: str) -> None:
    """One line that leaves some people out takes the strong sentence away."""
    assert "Chance decides" in words(
        text(design=RANDOM, arms=TWO, interventions=THINGS, details="Patients are randomized to two arms.")
    )
    assert "Chance decides" not in words(text(design=RANDOM, arms=TWO, interventions=THINGS, details=details))


@pytest.mark.parametrize(
    "harmless",
    [
        "Doses follow the guidelines: according to the weight of each person.",
        "After induction of anesthesia, the pump is started.",
        "The groups are matched in age.",
    ],
)
def test_text_that_says_directly_who_is_drawn_into_groups_earns_the_strong_sentence(harmless: str) -> None:
    """A word of doubt of the broad list does not outweigh so plain a statement."""
    more = {"design": RANDOM, "arms": TWO, "interventions": THINGS}
    said = "Patients will be randomly assigned 1:1 to one of two groups."
    assert "Chance decides" in words(text(summary=said, details=harmless, **more))
    assert "Chance decides" not in words(text(summary="Randomized.", details=harmless, **more))


@pytest.mark.parametrize(
    "against",
    [
        "Twenty clinics take part; each clinic is a cluster.",
        "After a wash-out, each gets the other.",
        "Healthy controls are measured once.",
        "Low-risk patients are randomized; the others are only watched.",
        "It is followed by an open-label extension.",
        "In cohort A, all get Amitol.",
    ],
)
def test_direct_words_do_not_outweigh_an_order_a_part_or_whole_places(against: str) -> None:
    """These make "chance decides who gets what" untrue for some."""
    said = "Patients will be randomly assigned 1:1 to one of two groups."
    more = {"design": RANDOM, "arms": TWO, "interventions": THINGS}
    assert "Chance decides who" not in words(text(summary=said, details=against, **more))
