"""Figures over all real records: how they read, what they cite, that none raises."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from plainstudy.record.record import StudyRecord
from plainstudy.writing.check import check
from plainstudy.writing.evaluate import duplicate_share
from plainstudy.writing.facts import Facts, extract_facts
from plainstudy.writing.finding import Finding
from plainstudy.writing.mending import left_out
from plainstudy.writing.readability import grade_of, longest_of
from plainstudy.writing.rules import sentences_of, write_text
from plainstudy.writing.text import StudyText

from .documents import TODAY

pytestmark = pytest.mark.registry


@dataclass(frozen=True)
class Written:
    """One real record with all that was made of it."""

    facts: Facts
    text: StudyText
    findings: tuple[Finding, ...]


@pytest.fixture(scope="module")
def written(real_records: Mapping[str, StudyRecord]) -> list[Written]:
    """Write every real record once."""
    pages = []
    for record in real_records.values():
        facts = extract_facts(record, today=TODAY)
        text = write_text(facts)
        pages.append(Written(facts, text, check(text, facts, record)))
    return pages


def test_real_pages_read_at_school_level(written: list[Written]) -> None:
    """Median grade at most 6, 95 of 100 at most 8, over the whole text of a page."""
    grades = sorted(grade_of(sentence.text for _, sentence in sentences_of(page.text)) for page in written)
    assert grades[len(grades) // 2] <= 6
    assert grades[int(len(grades) * 0.95)] <= 8


def test_no_real_sentence_is_longer_than_26_words(written: list[Written]) -> None:
    """The longest sentence of all pages."""
    assert max(longest_of(sentence.text for _, sentence in sentences_of(page.text)) for page in written) <= 26


def test_every_real_sentence_has_sources_and_nearly_no_page_has_findings(written: list[Written]) -> None:
    """No sentence without a source; at most 1 page in 100 has a sentence that the check does not let pass."""
    assert all(sentence.sources for page in written for _, sentence in sentences_of(page.text))
    assert sum(bool(page.findings) for page in written) <= len(written) / 100


def test_every_real_page_can_be_published_once_doubtful_sentences_are_left_out(
    real_records: Mapping[str, StudyRecord], written: list[Written]
) -> None:
    """What a check does not let pass is left out, and the rest passes."""
    doubtful = [page for page in written if page.findings]
    mended = [(page, left_out(page.text, page.facts, page.findings)) for page in doubtful]
    assert [check(text, page.facts, real_records[page.facts.nct_id]) for page, text in mended] == [()] * len(
        mended
    )


def test_headlines_are_short_and_nearly_all_different(written: list[Written]) -> None:
    """At most 110 characters, at most 1 in 100 shared."""
    headlines = [page.text.headline.text for page in written]
    assert max(map(len, headlines)) <= 110
    assert duplicate_share(headlines) <= 0.01


def test_summaries_have_three_to_eight_sentences(written: list[Written]) -> None:
    """Short, but never bare."""
    lengths = {len(page.text.summary) for page in written}
    assert lengths <= set(range(3, 9))


def test_new_is_never_said_but_where_the_record_says_so(written: list[Written]) -> None:
    """ "New" and "novel" in a headline come from the record."""
    said = [page for page in written if re.search(r"\b(?:new|novel)\b", page.text.headline.text)]
    assert all(page.facts.called_new for page in said)


def test_sentences_start_with_a_capital_and_end_with_a_stop(written: list[Written]) -> None:
    """No cut or broken sentences."""
    broken = [
        sentence.text
        for page in written
        for part, sentence in sentences_of(page.text)
        if part != "headline" and not re.search(r"[.!?…][\"”’)]*$", sentence.text)
    ]
    assert broken == []
