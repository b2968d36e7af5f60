"""How much of a day's budget is left. Pure: no clock, no rows."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(slots=True)
class Budget:
    """What may be spent on one day (UTC), and what was; a limit of 0 is none.

    A question that could go past a limit is not asked, so that a budget is kept and not only noticed.
    """

    day: dt.date
    most_tokens: int
    most_money: Decimal
    tokens: int = 0
    money: Decimal = Decimal(0)

    def allows(self, *, tokens: int, money: Decimal | None) -> bool:
        """Say whether a question that may cost so much fits in; an unknown price counts as nothing."""
        if self.most_tokens and self.tokens + tokens > self.most_tokens:
            return False
        return not self.most_money or self.money + (money or Decimal(0)) <= self.most_money

    def spend(self, *, tokens: int, money: Decimal | None) -> None:
        """Count what was spent; negative to give an estimate back."""
        self.tokens += tokens
        self.money += money or Decimal(0)

    def words(self) -> str:
        """Tell what was spent today, for a person."""
        money = f", {self.money:.2f} US dollars" if self.money else ""
        return f"{self.tokens:,} tokens{money} spent on {self.day.isoformat()} (UTC)"
