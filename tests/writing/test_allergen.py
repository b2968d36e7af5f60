"""What an allergy is to, as a page tells it."""

import pytest

from .documents import summary, text

JOIN = "Inclusion Criteria:\n\n* {}\n\nExclusion Criteria:\n\n* Under 18 years"


def told(title: str, who: str, condition: str = "Food Allergy") -> str:
    """Give the summary of a study of an allergy."""
    return summary(text(title=title, conditions=[condition], criteria=JOIN.format(who)))


@pytest.mark.parametrize(
    ("title", "who", "condition", "words"),
    [
        ("Hazelnut Oral Immunotherapy", "Allergic to hazelnut", "Allergy", "hazelnut allergy"),
        ("Amitol in Adults Allergic to Peanut", "Peanut allergy", "Food Allergy", "peanut allergy"),
        ("Crab or Shrimp Allergy", "Allergic to crab or shrimp", "Food Allergy", "shrimp or crab allergy"),
        (
            "Grass Pollen Immunotherapy",
            "Positive skin test for grass pollen",
            "Hay Fever",
            "hay fever from grass pollen",
        ),
        (
            "Cat Allergen Challenge",
            "Cat allergy",
            "Allergic Rhinitis",
            "cat allergy of the nose",
        ),
    ],
)
def test_allergy_is_told_with_what_title_and_rules_name(
    title: str, who: str, condition: str, words: str
) -> None:
    """A reader with a cat allergy looks for cats."""
    assert f"with {words}." in told(title, f"{who}, with {condition}", condition)


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Peanut Allergy Care", "Food allergy for a year"),
        ("Milk, Peanut and Egg Allergy", "Food allergy to milk, peanut or egg"),
        ("Peanut and Egg Allergy", "Food allergy to peanut and egg"),
        ("Amitol With Peanut Butter", "Food allergy, positive test for peanut"),
        ("Peanut Allergy Care", "Food allergy, but not to peanut"),
    ],
)
def test_allergy_that_only_one_field_narrows_stays_wide(title: str, who: str) -> None:
    """Nobody is said to be allergic to what one field alone names, or to one of several things."""
    page = told(title, who)
    assert "peanut allergy." not in page
