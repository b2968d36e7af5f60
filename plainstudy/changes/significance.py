"""How much each change matters to somebody who follows the study. The rules are in ``rules``."""

from collections import defaultdict

from .context import Context
from .diff import FieldChange
from .judgement import CATEGORIES, SEVERITIES, Judgement, Rule
from .rules import RULES

__all__ = ["CATEGORIES", "RULES", "SEVERITIES", "Judgement", "Rule", "judge"]


def judge(change: FieldChange, context: Context) -> Judgement:
    """Return the judgement of the first rule that fits; there is always one."""
    rules = _BY_HEAD.get(_head(change.short_field), _FOR_ALL)
    return next(rule for rule in rules if rule.fits(change, context)).judgement


def _head(field: str) -> str:
    return field.split(".", 1)[0].rstrip("*")


_FOR_ALL = tuple(rule for rule in RULES if not _head(rule.field))
_BY_HEAD: dict[str, tuple[Rule, ...]] = defaultdict(tuple)
for _rule in RULES:
    if _head(_rule.field):
        _BY_HEAD[_head(_rule.field)] += (_rule,)
for _name in _BY_HEAD:
    _BY_HEAD[_name] += _FOR_ALL
