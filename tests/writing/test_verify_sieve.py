"""The sieve of patterns: what it leaves out can never match."""

import pkgutil
import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plainstudy.writing.verify as package
from plainstudy.record.record import decode_record
from plainstudy.writing import needs
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.rules import sentences_of, write_text
from plainstudy.writing.verify import normal
from plainstudy.writing.verify.reading import Reading, read
from plainstudy.writing.verify.sieve import Pattern, sieved

from .gold_sentences import GOLD
from .seeded_errors import seeded
from .test_verify_labelled_set import TODAY, labelled
from .true_sentences import samples


def patterns() -> dict[str, Pattern]:
    """Return all patterns of the checks that are sieved, by module and name."""
    found = {}
    for module in pkgutil.iter_modules(package.__path__):
        for name, value in vars(import_module(f"{package.__name__}.{module.name}")).items():
            values = value if isinstance(value, tuple) else (value,)
            for number, item in enumerate(values):
                if isinstance(item, Pattern):
                    found[f"{module.name}.{name}.{number}"] = item
    return found


def skipped_though_matching(reading: Reading, by_name: dict[str, Pattern]) -> list[tuple[str, str]]:
    """Return the patterns that match a sentence in any of its forms and would not be tried."""
    as_written = reading.may_as_written()
    plain = {reading.low, reading.open}
    return [
        (name, reading.text)
        for name, pattern in by_name.items()
        if (not reading.may & pattern.bit and any(map(pattern.search, plain)))
        or (not as_written & pattern.bit and pattern.search(reading.text))
    ]


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\bblind\w*", {"|blind"}),
        (r"\b(?:of|xyz)\b", {"|of|", "|xyz|"}),
        (r"rare(?:st)?\b", {"rare|", "rarest|"}),
        (r"\b(?:double|triple)[- ]blind\b", {"|double|", "|triple|"}),
        (r"\d+ mg", {"#"}),
        (r"(?i:Placebo)s?\w*", {"placebo", "placebos"}),
        (r"\w+ed\b(?! by)", {"ed|"}),
        (r"^start", {"|start"}),
        (r"(?:a|b)*", None),
        (r"[^.;]*", None),
        (r"cure|", None),
        (r"\.\.\.", None),
    ],
)
def test_pattern_taken_apart_gives_pieces_that_each_match_needs(
    pattern: str, pieces: set[str] | None
) -> None:
    """Words, their edges, digits, alternatives; nothing where a pattern can do without any word."""
    assert needs.of(pattern) == (frozenset(pieces) if pieces is not None else None)


def test_without_the_parser_of_patterns_everything_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser is no public part of Python: where it is missing, nothing is left out."""
    monkeypatch.setattr(needs, "_parser", None)
    assert needs.of(r"\bblind\b") is None


def test_nearly_all_patterns_of_claims_know_what_they_need() -> None:
    """The sieve holds what it promises only where patterns have needs."""
    by_name = patterns()
    without = [name for name, pattern in by_name.items() if not pattern.needed]
    assert len(by_name) > 100
    assert len(without) < 0.1 * len(by_name), without


def test_no_sentence_of_samples_true_or_false_is_kept_from_a_pattern_that_matches_it() -> None:
    """Rules' pages, true sentences in other words, gold pages and seeded errors of every kind."""
    by_name = patterns()
    records = samples()
    cases = labelled(records)
    texts = {case.sentence.text for _record, case in cases}
    texts |= {error.case.sentence.text for error in seeded(cases, per_kind=4)}
    texts |= {sentence.text for sentences in GOLD.values() for _section, sentence in sentences}
    for record in records:
        page = write_text(extract_facts(record, today=TODAY))
        texts |= {sentence.text for _part, sentence in sentences_of(page)}
    assert len(texts) > 800
    assert [miss for text in texts for miss in skipped_though_matching(read(text), by_name)] == []


@pytest.mark.registry
def test_no_sentence_of_real_pages_is_kept_from_a_pattern_that_matches_it(
    real_documents: list[bytes],
) -> None:
    """Every sixtieth real record: its page, and the registrant's own sentences."""
    by_name = patterns()
    texts = set()
    for document in real_documents[::60]:
        record = decode_record(document)
        page = write_text(extract_facts(record, today=TODAY))
        texts |= {sentence.text for _part, sentence in sentences_of(page)}
        summary = record.protocol_section.description_module.brief_summary or ""
        texts |= set(re.split(r"(?<=[.?!])\s+", summary))
    assert [miss for text in texts for miss in skipped_though_matching(read(text), by_name)] == []


PIECES = sorted({piece.strip("|#") for pattern in patterns().values() for piece in pattern.needed or ()})
WORDS = st.one_of(
    st.sampled_from(PIECES),
    st.sampled_from(sorted(normal.word_set("not no the a of is are can will 12 3.5 half one people who -"))),
    st.text("abcdeéß€“”’–0129 .,;:!?()-'\"\u0301", max_size=6),
)


@given(st.lists(st.tuples(WORDS, st.sampled_from((" ", "-", ", ", "", "’", "…", "\u00ad"))), max_size=12))
def test_no_invented_text_is_kept_from_a_pattern_that_matches_it(
    pieces: list[tuple[str, str]],
) -> None:
    """Words of the patterns themselves, glued in any way, with signs and letters from elsewhere."""
    text = "".join(f"{word}{between}" for word, between in pieces)
    assert skipped_though_matching(read.__wrapped__(text), ALL_PATTERNS) == []


ALL_PATTERNS = patterns()


def test_pattern_compiled_later_is_seen_in_words_met_before() -> None:
    """What is remembered of words is forgotten when a pattern is added."""
    assert read.__wrapped__("A zyzzyva sings.").may is not None
    late = sieved(r"\bzyzzyvas?\b")
    reading = read.__wrapped__("A zyzzyva sings.")
    found = reading.find(late)
    assert found is not None
    assert found.group() == "zyzzyva"
    assert read.__wrapped__("A bird sings.").find(late) is None


@pytest.mark.parametrize(
    ("criteria", "inclusion", "exclusion", "before"),
    [
        ("Inclusion Criteria:\n\n* Age 18\n\nExclusion Criteria:\n\n* Smokers", "age 18", "smokers", ""),
        ("Patients. Exclusion criteria: asthma", "", "asthma", "patients"),
        ("5Inclusion criteria: haemophilia ≥ 1", "hemophilia 1", "", "5"),
        ("As mentioned in the inclusion criteria of that study", "", "", "as mentioned"),
    ],
)
def test_criteria_are_split_below_their_headings(
    criteria: str, inclusion: str, exclusion: str, before: str
) -> None:
    """Headings on their own line, in mid-line, glued to a number; words of a sentence are none."""
    from plainstudy.writing.verify.headings import Parts

    parts = Parts(criteria)
    assert inclusion in parts.inclusion
    assert exclusion in parts.exclusion
    assert before in parts.before
    assert parts.raw == normal.plain(criteria)
    assert parts.line == normal.line_of(parts.raw)
