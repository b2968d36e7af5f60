"""How a command is told how far it came."""

from typing import Protocol


class Progress(Protocol):
    """Tells how far a stage has come; ``total`` is None while nobody knows."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None: ...


def silent(stage: str, done: int, total: int | None = None) -> None:
    """Tell nobody."""
