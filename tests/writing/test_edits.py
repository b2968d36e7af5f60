"""When an editor's section stands and when it falls: by the record's meaning alone."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.editors.models import Section
from plainstudy.writing.edits import RESTS_ON, Edit, fingerprint_of, put_in, sentences_in, stand_or_fall
from plainstudy.writing.text import Sentence

from .documents import document, text

_P = "protocolSection"
SENTENCES = (Sentence(text="It is for adults.", sources=(f"{_P}.eligibilityModule.minimumAge",)),)


def raw(**wanted: Any) -> bytes:
    """Return a document as it comes."""
    return msgspec.json.encode(document(**wanted))


def edit(section: str = "substance", sentences: tuple[Sentence, ...] = SENTENCES, **wanted: Any) -> Edit:
    """Return a section written on a document."""
    return Edit(1, section, sentences, fingerprint_of(section, sentences, raw(**wanted)), "2026-09-02")


def stands(one: Edit, **wanted: Any) -> bool:
    """Say whether it stands on another document."""
    still, fallen = stand_or_fall([one], raw(**wanted))
    assert (*still, *fallen) == (one,)
    return bool(still)


def test_every_section_that_can_be_written_rests_on_something() -> None:
    """A section without elements would stand for ever."""
    assert set(RESTS_ON) == set(Section.values)
    assert all(RESTS_ON.values())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"min_age": "21 Years"}, False),
        ({"arms": [{"label": "Other", "type": "EXPERIMENTAL"}]}, False),
        ({"title": "Another title"}, True),
        ({"enrollment": {"count": 5, "type": "ACTUAL"}}, True),
        ({"min_age": "18 Years "}, True),
    ],
    ids=["what it cites", "what it always rests on", "another part", "a number elsewhere", "a space"],
)
def test_section_falls_with_what_it_cites_or_always_rests_on(change: dict[str, Any], expected: bool) -> None:
    """And with nothing else."""
    assert stands(edit(), **change) is expected


def test_numbered_source_stands_for_its_whole_list() -> None:
    """Lists that are sets have no order: another one first is no change, another one is."""
    cites_second = (Sentence(text="It is about asthma.", sources=(f"{_P}.conditionsModule.conditions[1]",)),)
    one = edit("who_can_join", cites_second, conditions=["Asthma", "Cough"])
    assert stands(one, conditions=["Cough", "Asthma"])
    assert not stands(one, conditions=["Asthma", "Cold"])


def test_general_source_rests_on_no_record() -> None:
    """Our own explanations do not change with a study."""
    general = (Sentence(text="It may not help.", sources=("general:may-not-work",)),)
    assert stands(edit("substance", general), title="Another title")


@given(st.sampled_from([name for name in RESTS_ON if name != "criteria"]))
def test_what_is_put_in_can_be_read_back(section: str) -> None:
    """Whatever the section, and the others stay as they are."""
    before = text()
    after = put_in(before, [edit(section)])
    assert sentences_in(after, section) == SENTENCES
    assert all(
        sentences_in(after, name) == sentences_in(before, name) for name in RESTS_ON if name != section
    )


def test_element_that_the_record_lost_makes_its_section_fall() -> None:
    """Gone is changed."""
    assert not stands(edit(), min_age=None)
