"""Word-level differences for side-by-side and one-column views."""

import time

from hypothesis import given
from hypothesis import strategies as st

from plainstudy.changes.words_diff import diff_words, side_by_side

plain = st.lists(st.sampled_from(["pain", "walk", "20", "minutes", "a", "day,", "rest."]), max_size=12).map(
    " ".join
)


def test_replaced_word_is_removed_and_added_in_place() -> None:
    """What stays is told as the same around the word that changed."""
    assert diff_words("walk for 20 minutes", "walk for 30 minutes") == [
        ("same", "walk for "),
        ("removed", "20 "),
        ("added", "30 "),
        ("same", "minutes"),
    ]


def test_other_bullets_and_spaces_are_the_same() -> None:
    """A view of differences shows none where only the layout moved."""
    assert {op for op, _ in diff_words("* one\n* two", "- one\r\n-  two")} == {"same"}


def test_absent_text_is_all_added() -> None:
    """None and an empty text are nothing on that side."""
    assert diff_words(None, "new words") == [("added", "new words")]
    assert diff_words("old words", "") == [("removed", "old words")]
    assert diff_words(None, None) == []


@given(before=plain, after=plain)
def test_segments_give_back_both_texts(before: str, after: str) -> None:
    """The two sides together lose no word of either text."""
    left, right = side_by_side(before, after)
    assert " ".join("".join(text for _, text in left).split()) == " ".join(before.split())
    assert " ".join("".join(text for _, text in right).split()) == " ".join(after.split())


def test_very_long_texts_are_compared_by_lines() -> None:
    """Beyond some length whole lines are compared, so that a page is not kept waiting."""
    before = "".join(f"line {n} of many words here\n" for n in range(2500))
    segments = diff_words(before, before.replace("line 7 of", "row 7 of"))
    assert ("removed", "line 7 of many words here\n") in segments


def test_text_that_repeats_itself_keeps_nobody_waiting() -> None:
    """Each of many equal words could match each: what is frequent is no anchor, and work stays bounded."""
    before = "one word after another " * 700
    started = time.process_time()
    left, right = side_by_side(before, before.replace("one", "a", 300))
    assert time.process_time() - started < 3
    assert "".join(text for _, text in left).split() == before.split()
    assert "".join(text for _, text in right).split() == before.replace("one", "a", 300).split()


def test_small_edit_of_a_long_text_that_repeats_itself_is_found_all_the_same() -> None:
    """What both texts begin and end with is set aside before anything is matched."""
    before = "one word after another " * 700
    words = before.split()
    words[1400] = "few"
    assert [part for part in diff_words(before, " ".join(words)) if part[0] != "same"] == [
        ("removed", "one "),
        ("added", "few "),
    ]
