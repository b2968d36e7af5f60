"""Log lines without what could point to a person: e-mail addresses, codes of links, search terms."""

import logging
import re

_ADDRESS = re.compile(r"[^\s<>\"',;:=(\[]+@[^\s<>\"',;:)\]]+")
_CODE = re.compile(r"(/(?:follow/(?:confirm|manage|leave|block)|admin/password)/)[\w=-]+(?:/[\w-]+-[\w-]+)?")
_QUERY = re.compile(r"(/[\w./-]*)\?[^\s\"']+")


class DiscreetFormatter(logging.Formatter):
    """Write a line, its traceback included, and blot out addresses, codes and queries."""

    def format(self, record: logging.LogRecord) -> str:
        line = _CODE.sub(r"\1…", super().format(record))
        return _QUERY.sub(r"\1?…", _ADDRESS.sub("(address)", line))
