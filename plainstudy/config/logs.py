"""Log lines without what could point to a person: e-mail addresses, codes of links, search terms."""

import logging
import re

# Bounded, and lines are cut: a search for what never comes takes the square of a line's length, and strangers
# choose how long an address they ask us for.
_ADDRESS = re.compile(r"[^\s<>\"',;:=(\[@]{1,80}@[^\s<>\"',;:)\]]{1,255}")
_CODE = re.compile(r"(/(?:follow/(?:confirm|manage|leave|block)|admin/password)/)[\w=-]+(?:/[\w-]+-[\w-]+)?")
_QUERY = re.compile(r"(/[\w./-]{0,300})\?[^\s\"']+")
_LONGEST_LINE = 1000


class DiscreetFormatter(logging.Formatter):
    """Write a line, its traceback included, and blot out addresses, codes and queries."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(map(_discreet, super().format(record).split("\n")))


def _discreet(line: str) -> str:
    if len(line) > _LONGEST_LINE:  # up to the last whole word: half an address would not be known as one
        line = f"{line[:_LONGEST_LINE].rpartition(' ')[0]} … ({len(line):,} letters)"
    return _QUERY.sub(r"\1?…", _ADDRESS.sub("(address)", _CODE.sub(r"\1…", line)))
