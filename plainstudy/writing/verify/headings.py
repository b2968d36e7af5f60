"""The criteria of a record, split below their headings and made plain once for all checks. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

from . import normal

_MARK = re.compile(
    r"(?P<ex>(?:\b|(?<=\d))(?:(?:key |main |major |general |other |additional "
    r")?(?:exclusion|non-?inclusion|excluding) criteri(?:a|on|"
    r"as)|exclusions?(?=\s*:)|exclude(?:d)?(?=\s*:)|(?:criteria|"
    r"reasons?) for exclusion|not eligible if|ineligib\w* criteria)\b)"
    r"|(?P<inc>(?:\b|(?<=\d))(?:(?:key |main |major |general |other |additional "
    r")?inclusion criteri(?:a|on|as)|inclusions?(?=\s*:)|includ(?:ed|"
    r"e)(?=\s*:)|eligibility criteria(?=\s*:)|(?:criteria|reasons?) "
    r"for inclusion)\b)",
    re.I,
)
_CANDIDATE = re.compile(r"[ei]x?n?clu|eligib", re.I)

# A heading opens its line or a sentence, or a colon follows; "mentioned in inclusion criteria" is none.
_MAY_PRECEDE = re.compile(r"(?:^|[.;:)]|\*|-|\d)\W*$")
_COLON = re.compile(r"[\w ()/]{0,30}:")
_LINE_END = " \x02 "
_CUT = "\x03"
"""Stands around headings while a text is made plain, and the next line among its words."""
_HEADING = " \x02\x02 "


class Parts:
    """Criteria as lines of words, with a sign at each end of a line: below their headings, and before any."""

    __slots__ = ("_glued", "_line", "_whole", "before", "exclusion", "inclusion", "raw")

    def __init__(self, text: str) -> None:
        """Split a text as the registry wrote it."""
        pieces, keys, self._glued = _pieces(text.replace(_CUT, " "))
        marked = normal.plain(_CUT.join(pieces))
        self.raw = marked.replace(_CUT, "")
        """The whole in plain small letters, with its punctuation."""
        self._whole = normal.line_of(marked.replace("\n", _LINE_END).replace(_CUT, _HEADING))
        self._line = ""
        inside: dict[str, list[str]] = {"in": [], "ex": [], "": []}
        for key, piece in zip(keys, self._whole.split(_HEADING)[::2], strict=True):
            inside[key].append(piece.strip())
        self.inclusion, self.exclusion, self.before = (
            f" {_LINE_END.join(filter(None, inside[key]))} " for key in ("in", "ex", "")
        )

    @property
    def line(self) -> str:
        """The whole as one line of words, headings included, without signs."""
        if not self._line:
            whole = self._whole.replace(" \x02\x02", "").replace(" \x02", "")
            self._line = normal.line_of(self.raw) if self._glued else normal.with_digits(whole)
        return self._line

    def holds(self, line: str) -> bool:
        """True where a line of words stands in the text; most stand in one line of it."""
        return line in self._whole or line in self.line


parts_of = lru_cache(maxsize=64)(Parts)


def _pieces(text: str) -> tuple[list[str], list[str], bool]:
    """Cut a text around each heading; say what stands where, and whether a cut parts a word."""
    pieces: list[str] = []
    keys, glued = [""], False
    at = 0
    for found in _marks(text):
        start = found.start()
        before = text[max(0, start - 60) : start].rsplit("\n", 1)[-1]
        if _is_heading(before, text, found):
            pieces += (text[at:start], found.group())
            keys.append("ex" if found["ex"] else "in")
            at = found.end()
            glued = glued or text[start - 1 : start].isalnum()
    return [*pieces, text[at:]], keys, glued


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the headings, also those in mid-line; looked for only around the words that one can hold."""
    at = 0
    for start in _candidates(text):
        if start >= at and (found := _MARK.search(text, max(at, start - 24), start + 40)):
            yield found
            at = found.end()


def _candidates(text: str) -> list[int]:
    """Return where "exclu", "inclu" or "eligib" begin, sooner than the pattern would find them."""
    low = text.lower()
    if len(low) != len(text) or "\u0131" in low:  # letters that only a pattern takes for an "i"
        return [found.start() for found in _CANDIDATE.finditer(text)]
    starts = []
    at = low.find("clu")
    while at >= 0:
        start = at - (low[at - 1 : at] == "n")
        start -= low[start - 1 : start] == "x"
        if low[start - 1 : start] in {"e", "i"}:
            starts.append(start - 1)
        at = low.find("clu", at + 3)
    at = low.find("eligib")
    while at >= 0:
        starts.append(at)
        at = low.find("eligib", at + 6)
    return sorted(starts)


def _is_heading(before: str, text: str, found: re.Match[str]) -> bool:
    """Tell a heading from words in a sentence by what stands before and after it on its line."""
    if "criteri" not in found.group().lower():
        return not re.search(r"\w{2,}", before)
    line_end = text.find("\n", found.end())
    rest = text[found.end() : line_end if line_end >= 0 else len(text)]
    is_short_line = len(before) + len(rest) < 40 and not re.search(
        r"\b(?:the|in|of|all|any|meets?)\s+$", before, re.I
    )
    return bool(_MAY_PRECEDE.search(before) or _COLON.match(rest)) or is_short_line
