"""A budget is kept, not only noticed."""

import datetime as dt
from decimal import Decimal

from plainstudy.writing.model.budget import Budget

DAY = dt.date(2026, 9, 1)


def budget(*, tokens: int = 0, money: str = "0") -> Budget:
    """Return a budget with these limits."""
    return Budget(day=DAY, most_tokens=tokens, most_money=Decimal(money))


def test_question_that_could_go_past_the_tokens_is_not_allowed():
    """What may be spent at most counts, before it is spent."""
    left = budget(tokens=1000)
    left.spend(tokens=600, money=None)
    assert left.allows(tokens=400, money=None)
    assert not left.allows(tokens=401, money=None)


def test_question_that_could_go_past_the_money_is_not_allowed():
    """Money has a limit of its own."""
    left = budget(money="0.10")
    left.spend(tokens=1, money=Decimal("0.09"))
    assert left.allows(tokens=1, money=Decimal("0.01"))
    assert not left.allows(tokens=1, money=Decimal("0.02"))


def test_no_limit_allows_everything():
    """0 means no limit."""
    assert budget().allows(tokens=10**12, money=Decimal(10**6))


def test_estimate_given_back_makes_room():
    """The real use takes the place of the estimate."""
    left = budget(tokens=1000)
    left.spend(tokens=900, money=None)
    left.spend(tokens=-900 + 300, money=None)
    assert left.allows(tokens=700, money=None)
