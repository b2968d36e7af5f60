"""The structural check: each kind of fault is found, and a good text passes."""

import msgspec
import pytest

from plainstudy.writing.check import structural
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.rules import write_text
from plainstudy.writing.text import Sentence, StudyText

from .documents import TODAY, record

RECORD = record()
FACTS = extract_facts(RECORD, today=TODAY)
TEXT = write_text(FACTS)


def with_sentence(text: str, *sources: str) -> StudyText:
    """Return the good text with one more sentence in its summary."""
    return msgspec.structs.replace(TEXT, summary=(*TEXT.summary, Sentence(text=text, sources=sources)))


FAULTS = [
    ("no source", with_sentence("It is a study.")),
    ("path", with_sentence("It is a study.", "general:nothing-we-have")),
    ("too long", with_sentence("word " * 27 + "end.", "hasResults")),
    ("markup", with_sentence("It is **bold**.", "hasResults")),
    ("hype", with_sentence("It is a breakthrough.", "hasResults")),
    ("number", with_sentence("It has 4,711 people.", "hasResults")),
    ("missing section", msgspec.structs.replace(TEXT, could_go_wrong=())),
    ("too long", msgspec.structs.replace(TEXT, headline=Sentence(text="a" * 111, sources=("hasResults",)))),
]


@pytest.mark.parametrize(("kind", "text"), FAULTS)
def test_each_fault_is_found(kind: str, text: StudyText) -> None:
    """Every kind of structural fault has its finding."""
    assert kind in {finding.kind for finding in structural(text, FACTS, RECORD)}


def test_good_text_has_no_findings() -> None:
    """The rules' own text passes."""
    assert structural(TEXT, FACTS, RECORD) == ()


def test_hype_in_the_registry_s_own_words_is_theirs() -> None:
    """What is quoted is not our hype."""
    quoted = with_sentence("The record calls it “a breakthrough”.", "hasResults")
    assert structural(quoted, FACTS, RECORD) == ()
