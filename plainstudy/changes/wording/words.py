"""What a sentence is made from."""

from collections.abc import Callable

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange

from .phrases import text_edit

Sentence = Callable[[FieldChange, Context], str]


def text(what: str, *, plural: bool = False) -> Sentence:
    """Make the sentence for an edited text; ``what`` as in "the description"."""
    return lambda change, context: text_edit(what, change.before, change.after, plural=plural)
