"""Sources: the record's own words by path, and plain names for fields."""

from typing import Any

import pytest

from plainstudy.pages.presenters.fields import path_keys, path_name
from plainstudy.pages.presenters.sources import EXCERPT, SourceBook, text_at
from plainstudy.writing.text import Sentence

DOCUMENT: dict[str, Any] = {
    "hasResults": False,
    "protocolSection": {
        "designModule": {"enrollmentInfo": {"count": 87, "type": "ACTUAL"}, "phases": ["PHASE1", "PHASE2"]},
        "statusModule": {
            "startDateStruct": {"date": "2015-03", "type": "ACTUAL"},
            "whyStopped": "Slow *accrual*",
        },
        "armsInterventionsModule": {
            "interventions": [{"type": "DRUG", "name": "Aspirin", "otherNames": ["ASA", "Acetyl"]}]
        },
        "eligibilityModule": {"eligibilityCriteria": "Inclusion:\n\n* Age \\> 18\n* " + "x" * 500},
    },
}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("hasResults", "No"),
        ("protocolSection.designModule.enrollmentInfo", "87 (ACTUAL)"),
        ("protocolSection.designModule.enrollmentInfo.count", "87"),
        ("protocolSection.designModule.phases", "PHASE1\nPHASE2"),
        ("protocolSection.designModule.phases[1]", "PHASE2"),
        ("protocolSection.designModule.phases.1", "PHASE2"),
        ("protocolSection.statusModule.startDateStruct", "2015-03 (ACTUAL)"),
        ("protocolSection.statusModule.whyStopped", "Slow *accrual*"),
        ("protocolSection.armsInterventionsModule.interventions[0].name", "Aspirin"),
        (
            "protocolSection.armsInterventionsModule.interventions[0]",
            "Kind: DRUG\nName: Aspirin\nOther names: ASA; Acetyl",
        ),
        ("protocolSection.designModule.phases[9]", "The record says nothing here."),
        ("protocolSection.noSuchModule.noField", "The record says nothing here."),
        ("protocolSection.statusModule.whyStopped.deeper", "The record says nothing here."),
    ],
)
def test_path_gives_what_the_record_says_there(path: str, text: str) -> None:
    """Values come out readable and otherwise as registered; a path into nothing says so."""
    assert text_at(DOCUMENT, path) == text


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("protocolSection.designModule.enrollmentInfo", "Number of people"),
        ("protocolSection.designModule.enrollmentInfo.count", "Number of people"),
        ("protocolSection.designModule", "Design"),
        ("protocolSection.armsInterventionsModule.armGroups[1].label", "Groups 2: Name"),
        ("protocolSection.statusModule.someNewField", "Some new field"),
        ("", "The record"),
    ],
)
def test_path_has_a_name_in_plain_words(path: str, name: str) -> None:
    """Readers see no field names of the registry, also for fields that nobody has seen."""
    assert path_name(path) == name


def test_both_ways_to_write_a_position_are_one_path() -> None:
    """ "a[2].b" and "a.2.b" mean the same."""
    assert path_keys("a[2].b") == path_keys("a.2.b") == ("a", 2, "b")


def test_two_sentences_on_one_path_share_its_source() -> None:
    """A source is numbered once; sentences are counted for their marks, headlines are not."""
    book = SourceBook(DOCUMENT)
    path = "protocolSection.designModule.enrollmentInfo"
    headline = book.unmarked(Sentence(text="87?", sources=(path,)))
    first, second = book.all_said(
        [Sentence(text="87.", sources=(path,)), Sentence(text="So 87.", sources=(path,))]
    )
    assert headline.sources == first.sources == second.sources
    assert [headline.mark, first.mark, second.mark] == [0, 1, 2]
    assert len(book.cited()) == 1


def test_long_source_is_cut_in_place_and_whole_in_the_list() -> None:
    """The note beside a sentence stays short; the text itself is kept."""
    source = SourceBook(DOCUMENT).source("protocolSection.eligibilityModule.eligibilityCriteria")
    assert source.is_cut
    assert len(source.excerpt) <= EXCERPT + 2
    assert source.text.startswith("Inclusion:\n\nAge > 18")
