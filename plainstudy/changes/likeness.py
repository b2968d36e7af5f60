"""How alike two texts are: by their words, without case, punctuation and markup. Pure."""

import difflib
import re
from collections import Counter
from functools import lru_cache

from plainstudy.plain.wording import strip_markdown
from plainstudy.record.canonical import canonical_text

_WORD = re.compile(r"[^\W_]+")
# Words that most measures share; "change from baseline to week 12" says nothing about what is measured.
_COMMON = frozenset(
    """
    a an and as at by for from in of on or per the to with within without using versus vs who which
    than is are be change changes baseline number numbers percentage percent proportion rate rates
    participants participant patients patient subjects subject people mean median score scores scale
    total measured measure assessed assessment based between after before until up day days week
    weeks month months year years hour hours time incidence level levels value values study
    treatment investigator central blinded independent review committee bicr irc
    """.split()  # noqa: SIM905  a list of words reads as text
)


def name_key(value: object) -> str:
    """Return a text without case, punctuation and markup; "" for what is absent."""
    return " ".join(_WORD.findall(canonical_text(str(value)).casefold())) if value else ""


_SIGN_OR_WORD = re.compile(r"[<>=%+]|-?\d+(?:[.,]\d+)*|[^\W\d_]+")


def words_key(text: object) -> str:
    """Return the words, numbers and signs of a text, without case, spaces and punctuation."""
    return " ".join(_SIGN_OR_WORD.findall(canonical_text(str(text)).casefold())) if text else ""


def only_numbering(one: str, other: str) -> bool:
    """True when two texts have the same lines and differ at most in list marks and punctuation."""
    lines = [
        [words_key(bare_point(line)) for line in text.splitlines() if line.strip()] for text in (one, other)
    ]
    return lines[0] == lines[1]


def bare_point(line: str) -> str:
    """Take list marks and the number in front of a point off a line: "1.Gout" gives "Gout"."""
    return _POINT_NUMBER.sub("", strip_markdown(line))


_POINT_NUMBER = re.compile(r"^\(?\d{1,2}[.)、]\s*(?=[^\W\d])")


def likeness(one: str, other: str) -> float:
    """Say from 0 to 1 how far two names speak of the same thing, by the words that are not common to all."""
    first, second = telling_words(one), telling_words(other)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    if shared == min(len(first), len(second)) and _beginning(one) == _beginning(other):
        return max(0.75, 2 * shared / (len(first) + len(second)))  # one goes on where the other ends
    return 2 * shared / (len(first) + len(second))


def _beginning(text: str) -> str:
    return name_key(text[:200])[:12]


_NAME_READ = 2000
"""Characters of a name that are compared; no name is longer."""


def all_words(text: str) -> frozenset[str]:
    """Return the words of a name."""
    return _words_of(text[:_NAME_READ])[0]


def telling_words(text: str) -> frozenset[str]:
    """Return the words that are not common to most measures; all where there are no others."""
    return _words_of(text[:_NAME_READ])[1]


@lru_cache(maxsize=1024)
def _words_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return all words and the telling ones; kept, since each name is compared with many."""
    words = frozenset(name_key(text).split())
    telling = frozenset(word for word in words if word not in _COMMON and not word.isdigit())
    return words, telling or words


_IN_ORDER = 40
"""Words of a line that are compared in their order; of a longer one the words alone are."""
_WORDS_READ = 400


def word_likeness(one: str, other: str) -> float:
    """Say from 0 to 1 how many words two lines share, short ones in their order."""
    first, second = one.split(None, _WORDS_READ)[:_WORDS_READ], other.split(None, _WORDS_READ)[:_WORDS_READ]
    if not first or not second:
        return 0.0
    shared = 2 * (Counter(first) & Counter(second)).total() / (len(first) + len(second))
    if shared < 0.5 or max(len(first), len(second)) > _IN_ORDER:
        return shared
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
