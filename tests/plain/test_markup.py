"""The registry's markup comes off, the text stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.plain.markup import strip_markdown


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("* Age \\> 18 years", "Age > 18 years"),
        ("Rules:\r\n\r\n* one\r\n  * two", "Rules:\n\none\ntwo"),
        ("1. First\n2. Second\n10) Tenth", "First\nSecond\nTenth"),
        ("\\[a\\] \\& b\\^2 \\<c", "[a] & b^2 <c"),
        ("3 * 4 and 2.5 mg", "3 * 4 and 2.5 mg"),
        ("2012. A year begins no list", "2012. A year begins no list"),
        ("C:\\new", "C:\\new"),
        ("one  \n\n\n\ntwo ", "one\n\ntwo"),
        ("- dash", "dash"),
        ("-5 degrees", "-5 degrees"),
        ("* HbA1c \\&gt;9%", "HbA1c >9%"),
        ("2 &lt; 3 &amp; 4", "2 < 3 & 4"),
        ("level \\&amp;gt; 2, children\\&amp;#39;s", "level > 2, children's"),
        ("R&D; AT&T &c.", "R&D; AT&T &c."),
    ],
)
def test_marks_go_and_the_text_stays(marked: str, plain: str) -> None:
    """Bullets, list numbers, escapes and CRLF go; signs and numbers of the text stay."""
    assert plain == strip_markdown(marked)


@given(st.text(alphabet="abc 12*-.\\<>[]\r\n"))
def test_stripping_keeps_every_letter(text: str) -> None:
    """No letter is lost or gained."""
    assert [c for c in strip_markdown(text) if c.isalpha()] == [c for c in text if c.isalpha()]
