"""Patterns behind a gate: they answer as Python's own do, whatever the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plainstudy.writing.rules
from plainstudy.record.record import decode_record
from plainstudy.writing import gated as module
from plainstudy.writing import needs
from plainstudy.writing.branches import branches_of
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.gated import Gated, gated, rewritten

from .true_sentences import samples

assert plainstudy.writing.rules is not None  # read for its patterns
ALL = tuple(module._patterns)


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        (r"a|b|c", ("a", "b", "c")),
        (r"\b(?:a|b(?:c|d))e", (r"\b(?:a)e", r"\b(?:b(?:c|d))e")),
        (
            r"(?<!non)(?<!not )x(?:i[sz]|ly)\b",
            (r"(?<!non)(?<!not )x(?:i[sz])\b", r"(?<!non)(?<!not )x(?:ly)\b"),
        ),
        (r"[a|b]|[]|]|[^]|]|\||(?:d|e)?f", ("[a|b]", "[]|]", "[^]|]", r"\|", "(?:d|e)?f")),
        (r"(?:a|b)*c", (r"(?:a|b)*c",)),
        (r"\w*(?:a|b)", (r"\w*(?:a|b)",)),
        (r"(a)|b", ("(a)|b",)),
        (r"(?P<name>a)|b", ("(?P<name>a)|b",)),
        (r"(?i)a|b", ("(?i)a|b",)),
        (r"\(a|[(]b", (r"\(a", "[(]b")),
        (r"a|", ("a", "")),
    ],
)
def test_choice_is_taken_apart_only_where_that_changes_nothing(
    pattern: str, branches: tuple[str, ...]
) -> None:
    """Bars outside brackets part choices; groups that are asked for by number keep a pattern whole."""
    assert branches_of(pattern) == branches


def test_verbose_pattern_stays_whole() -> None:
    """Its spaces and remarks are not read here."""
    assert branches_of("a | b  # c|d", re.VERBOSE) == ("a | b  # c|d",)


def spans(found: re.Match[str] | None) -> tuple[object, ...] | None:
    """Return what a caller can see of a match."""
    return found and (found.span(), found.group(), found.groups())


def differences(pattern: Gated, text: str) -> list[str]:
    """Return the methods that answer otherwise than the whole pattern does."""
    whole = pattern.whole
    pairs = {
        "search": (spans(pattern.search(text)), spans(whole.search(text))),
        "match": (spans(pattern.match(text)), spans(whole.match(text))),
        "fullmatch": (spans(pattern.fullmatch(text)), spans(whole.fullmatch(text))),
        "finditer": (list(map(spans, pattern.finditer(text))), list(map(spans, whole.finditer(text)))),
        "sub": (pattern.sub("_", text), whole.sub("_", text)),
    }
    if not whole.groups:
        pairs["findall"] = (pattern.findall(text), whole.findall(text))
    return [name for name, (ours, theirs) in pairs.items() if ours != theirs]


def all_differences(text: str) -> list[tuple[str, list[str], str]]:
    """Return each pattern of facts and rules that answers otherwise than it would without its gate."""
    found = [(pattern.pattern, differences(pattern, text), text) for pattern in ALL]
    return [item for item in found if item[1]]


def test_every_pattern_can_be_read() -> None:
    """Patterns are compiled when first asked for: a broken one is found here and not in use."""
    assert len(ALL) > 300
    assert [pattern.whole.pattern for pattern in ALL] == [pattern.pattern for pattern in ALL]
    module.get_ready()
    assert all(pattern.branches for pattern in ALL)
    assert len(ALL) < module._MOST_PATTERNS


def test_samples_own_texts_are_searched_as_without_gates() -> None:
    """Titles, texts and criteria of the bundled samples."""
    for record in samples():
        part = record.protocol_section
        for text in (
            part.identification_module.brief_title,
            part.description_module.brief_summary,
            part.eligibility_module.eligibility_criteria,
        ):
            assert all_differences((text or "")[:500]) == []


PIECES = sorted(
    {
        piece.strip("|#")
        for pattern in ALL
        for branch in branches_of(pattern.pattern, pattern.flags)
        for piece in needs.of(branch, pattern.flags) or ()
    }
)
WORDS = st.one_of(
    st.sampled_from(PIECES),
    st.sampled_from(
        ("not", "of the", "with", "12", "3.5 mg", "patients", "group", "B", "control", "٣", "K", "ſ")
    ),
    st.text("abcdeéß€“”’–0129ıİſK .,;:!?()-+_'\"\u0301", max_size=6),
)


@given(st.lists(st.tuples(WORDS, st.sampled_from((" ", "-", ", ", "", "\n", ". ", "…", "_"))), max_size=10))
def test_invented_text_is_searched_as_without_gates(pieces: list[tuple[str, str]]) -> None:
    """Words of the patterns themselves, glued in any way, with signs and letters from elsewhere."""
    text = "".join(f"{word}{between}" for word, between in pieces)
    assert all_differences(text) == []
    assert all_differences(text.upper()) == []


def test_letters_that_python_takes_for_others_pass_every_gate() -> None:
    """The Kelvin sign is a "k", the long "s" an "s", and other scripts have digits."""
    assert gated(r"\bkilo|risk", re.I).search("a ri\u017f\u212a")
    assert gated(r"\d mg|dose").search("\u0663 mg")


def test_pattern_made_later_is_seen_in_texts_met_before() -> None:
    """What is remembered of texts is forgotten when a pattern is added."""
    text = "a zyzzyva and a bird sing"
    assert gated(r"\bcat\b|\bdog\b").search(text) is None
    assert gated(r"\bzyzzyvas?\b|\bowl\b").search(text)


def test_replacements_see_what_the_ones_before_left() -> None:
    """One after the other, each in the text as it has become."""
    rewrites = [(gated(r"\bone\b|\bun\b"), "two"), (gated(r"\btwo\b"), "three"), (gated(r"\bone\b"), "four")]
    assert rewritten("one or two", rewrites) == "three or three"
    assert rewritten("none", rewrites) == "none"


@pytest.mark.registry
def test_facts_of_real_records_are_those_without_gates(
    real_documents: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fortieth real record: the same facts when each pattern searches everything."""
    records = [decode_record(document) for document in real_documents[7::40]]
    from .test_verify_labelled_set import TODAY

    with_gates = [extract_facts(record, today=TODAY) for record in records]
    for name in ("search", "match", "fullmatch", "finditer", "findall"):
        monkeypatch.setattr(Gated, name, lambda self, text, name=name: getattr(self.whole, name)(text))
    monkeypatch.setattr(Gated, "sub", lambda self, words, text: self.whole.sub(words, text))
    assert [extract_facts(record, today=TODAY) for record in records] == with_gates
