"""One plain sentence for every change; several changes of one posting as one account.

``words_of`` gives the sentence, ``account`` the ordered list. Mails and pages use
the same words. A sentence never names a field and never shows a code.
"""

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange

from . import counts, dates, measured, people, places, posted, recruitment, results, sponsors, tested, texts
from .accounts import Line, Told, account, account_lines, importance, summed_up
from .phrases import with_stop
from .words import Sentence

_MODULES = (recruitment, places, people, tested, measured, dates, counts, posted, results, sponsors, texts)
_EXACT: dict[str, Sentence] = {}
_BELOW: dict[str, Sentence] = {}
for _module in _MODULES:
    for _field, _sentence in _module.SENTENCES.items():
        (_BELOW if _field.endswith("*") else _EXACT)[_field.rstrip("*")] = _sentence

NAMED_FIELDS = frozenset(_EXACT) | frozenset(_BELOW)


def sentence_for(field: str) -> Sentence:
    """Find the sentence for a short field: its own, else that of the nearest part above it."""
    if field in _EXACT:
        return _EXACT[field]
    below = [head for head in _BELOW if field.startswith(head)]
    return _BELOW[max(below, key=len)] if below else texts.other


def words_of(change: FieldChange, context: Context) -> str:
    """Say one change in one sentence."""
    sentence = with_stop(sentence_for(change.short_field)(change, context))
    return sentence[:1].upper() + sentence[1:]


__all__ = ["NAMED_FIELDS", "Line", "Told", "account", "account_lines", "importance", "summed_up", "words_of"]
