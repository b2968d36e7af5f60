"""A headline says what a study is about, also where its title is too long, and quotes as little as it can."""

import pytest

from .documents import arm, text, thing

UNLISTED: dict[str, object] = {"interventions": [], "arms": [], "conditions": ["Melanoma"], "primary": None}


def headline(**more: object) -> str:
    """Return the headline of a study of melanoma that lists nothing."""
    return text(**{**UNLISTED, **more}).headline.text


def test_title_without_the_illness_is_told_with_it() -> None:
    """ "The effects of raloxifene on hormone levels" does not say that it is about breast cancer."""
    told = headline(title="Effects of Amitol on Hormone Levels")
    assert told == "A study about melanoma: the effects of amitol on hormone levels"


def test_title_that_names_the_illness_is_not_told_twice() -> None:
    """Nothing is put before a title that says it."""
    assert headline(title="Effects of Amitol in Melanoma").lower().count("melanoma") == 1


def test_long_title_is_told_up_to_where_a_piece_of_sense_ends() -> None:
    """A title cut in its middle says nothing, in quotation marks or without."""
    told = headline(
        title="A Dose-Ranging Study of the Safety and Effectiveness of Long Amitol Tablets in Groups of "
        "Persons Who Were Treated With Another Medicine Before and Fail to Respond to It"
    )
    assert told == "A study about melanoma: long amitol tablets in groups of persons"


@pytest.mark.parametrize("title", ["Long Amitol Tablets [AB123]", "To Evaluate the Impact of Amitol Snacks"])
def test_signs_and_verbs_of_a_title_are_left_out(title: str) -> None:
    """Nobody needs "To Evaluate" or a number in brackets."""
    told = headline(title=title)
    assert "[" not in told
    assert "evaluate" not in told.lower()


def test_people_with_a_history_stay_people() -> None:
    """Nothing is done "in a history of" an illness."""
    assert "in a history" not in headline(title="Early Monitoring in Women With a History of Melanoma")


def test_name_in_two_parts_keeps_its_capitals() -> None:
    """ "Anti-Ro/SSA" is written "anti-Ro/SSA" in a sentence."""
    assert "anti-Ro/SSA" in headline(title="Use of Anti-Ro/SSA Levels in Melanoma")


def test_relapsed_or_refractory_is_spelled_out_where_the_record_does() -> None:
    """ "R/R" is no word."""
    told = headline(
        title="Long Amitol Tablets for R/R Melanoma",
        official="Long Amitol Tablets for Relapsed or Refractory Melanoma",
    )
    assert told == "A study of long amitol tablets for relapsed or refractory melanoma"


def test_study_that_measures_whether_it_works_does_not_only_ask_how_safe_it_is() -> None:
    """A first measure of safety and efficacy is not one of safety."""
    more: dict[str, object] = {
        "title": "Amitol in Melanoma",
        "interventions": [thing("Amitol")],
        "arms": [arm("A", "EXPERIMENTAL", "Drug: Amitol")],
        "conditions": ["Melanoma"],
    }
    safe = text(**more, primary=[{"measure": "Safety: number of adverse events"}]).headline.text
    both = text(**more, primary=[{"measure": "Safety and efficacy"}]).headline.text
    assert "safe" in safe
    assert "safe" not in both


def test_title_of_any_length_is_read_in_no_time() -> None:
    """Words said twice are looked for in short titles only: in long ones that takes minutes."""
    assert headline(title="ab " * 20_000)
