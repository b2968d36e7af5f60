"""Take the registry's markup off a text."""

import re
from html import unescape

# The v2 API writes texts in a small Markdown: "* " bullets, "1. " lists, backslash escapes.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"\\?&(?:amp;)*(#?\w{2,8};)")
_LIST_MARK = re.compile(r"^[ \t]*(?:[*•·‣▪◦-]|\d{1,2}[.)])[ \t]+(?=\S)", re.M)
_LINE_END = re.compile(r"(?<![ \t])[ \t]++$", re.M)  # of many spaces in a line only the first is tried


def without_entities(text: str) -> str:
    r"""Give the text with signs where a study team's web form left their codes: "HbA1c \\&gt;9%" says ">9%".

    Some are coded twice. What is no code of a sign stays: "R&D; AT&T". The result is text, not HTML.
    """
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    sign = unescape(f"&{found[1]}")
    return found[0] if sign.startswith("&") and len(sign) > 1 else sign


def strip_markdown(text: str) -> str:
    r"""Give the text without list marks and escapes, one line for each line: "* Age \\> 18" gives "Age > 18".

    CRLF becomes a line feed, spaces at line ends go, three or more empty lines become one. Words, numbers and
    signs of the text itself stay as they are.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = without_entities(_LIST_MARK.sub("", text))
    text = _ESCAPE.sub(r"\1", text)
    text = _LINE_END.sub("", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
