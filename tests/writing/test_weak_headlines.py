"""Weak headlines: true by the record's boxes alone, where nobody is said to have the illness."""

import pytest

from plainstudy.writing.facts import Topic
from plainstudy.writing.rules.headline import are_clear
from plainstudy.writing.rules.looking import how_many_in, place
from plainstudy.writing.rules.voice import voice_of
from plainstudy.writing.rules.weakly import asks_to_help, is_given_for, says_little, weak_forms

from .documents import facts, thing

ASTHMA = Topic(
    registered="Asthma", words="asthma", path="protocolSection.conditionsModule.conditions[0]", kind="illness"
)


def weak(form: str, **wanted: object) -> list[str]:
    """Return what a question becomes without people."""
    return list(weak_forms(form, ASTHMA, facts(**{"title": "Amitol for Asthma", "healthy": False, **wanted})))


def test_help_is_asked_for_only_where_a_title_ends_on_the_illness() -> None:
    """Denosumab is given to women with breast cancer for their bones."""
    assert weak("Can {what} help {who}?") == ["Can {what} help with asthma?"]
    assert weak("How well does {what} work for {who}?") == ["Can {what} help with asthma?"]
    for title in (
        "Amitol for Bone Loss in Asthma",
        "Amitol to Prevent Asthma",
        "Amitol",
        "Asthma and Amitol",
    ):
        assert weak("Can {what} help {who}?", title=title) == []
    assert is_given_for(
        ASTHMA, facts(title="Amitol in the Treatment of Adult Patients With Severe Asthma (AB)")
    )


def test_healthy_people_make_it_a_study_and_an_illness() -> None:
    """What is safe for healthy people may not be in asthma."""
    assert weak("How safe is {what} for {who}?") == ["How safe is {what} in asthma?"]
    for more in ({"healthy": True}, {"healthy": None}, {"official": "Amitol in Healthy Volunteers"}):
        assert weak("How safe is {what} for {who}?", **more) == ["How safe is {what}? A study about asthma"]
        assert weak("A study of {what} in {who}", **more) == ["A study of {what} and asthma"]
        assert weak("Can {what} help {who}?", **more) == []


def test_illness_is_told_once_and_symptoms_are_those_of_an_illness() -> None:
    """Never "prevent asthma in asthma"."""
    assert weak("Can {what} help prevent asthma in {who}?") == ["Can {what} help prevent asthma?"]
    assert weak("Can {what} ease the symptoms of {who}?") == ["Can {what} ease the symptoms of asthma?"]
    assert weak("{what} in {who}: a study", min_age="2 Years", max_age="9 Years") == [
        "A study of {what} in asthma in children"
    ]
    assert weak("How do {who} do on {what} over a longer time?") == []
    assert says_little("A study of {what} in {who}")
    assert not says_little("How safe is {what} for {who}?")
    assert asks_to_help("Could {what} help {who}?")
    assert not asks_to_help("Could {what} help prevent asthma in {who}?")


@pytest.mark.parametrize(
    ("names", "clear"),
    [
        (("Amitol", "Bemitol"), True),
        (("Amitol", "Amitol and Bemitol"), False),
        (("B7 target, CAR modified cell",), False),
        (("Amitol; Bemitol",), False),
    ],
)
def test_names_that_hold_each_other_are_not_listed(names: tuple[str, ...], clear: bool) -> None:
    """ "A; B; and A and B" is no list that a neighbour understands."""
    items = facts(interventions=[thing("Zinc")]).treatments
    item = items[0]
    assert are_clear(tuple(type(item)(**{**_fields(item), "name": name}) for name in names)) is clear


def _fields(item: object) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__struct_fields__}


def test_place_that_is_no_city_and_a_handful_of_people_are_left_out() -> None:
    """Never "in Multiple Locations", never "about 2 women"."""
    for city in ("Multiple Locations", "Various Sites", "Ward 7"):
        told = facts(places=[{"facility": "A", "city": city, "country": "Sweden"}])
        assert place(voice_of(told)) == " in Sweden"
    told = facts(places=[{"facility": "A", "city": "Sohag", "country": "Egypt"}], enrollment={"count": 2})
    assert place(voice_of(told)) == " in Sohag"
    assert how_many_in(voice_of(told)) == ""
