"""Take the registry's markup off a text."""

import re

# The v2 API writes texts in a small Markdown: "* " bullets, "1. " lists, backslash escapes.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LIST_MARK = re.compile(r"^[ \t]*(?:[*•·‣▪◦-]|\d{1,2}[.)])[ \t]+(?=\S)", re.M)
_LINE_END = re.compile(r"[ \t]+$", re.M)


def strip_markdown(text: str) -> str:
    r"""Give the text without list marks and escapes, one line for each line: "* Age \\> 18" gives "Age > 18".

    CRLF becomes a line feed, spaces at line ends go, three or more empty lines become one. Words, numbers and
    signs of the text itself stay as they are.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LIST_MARK.sub("", text)
    text = _ESCAPE.sub(r"\1", text)
    text = _LINE_END.sub("", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
