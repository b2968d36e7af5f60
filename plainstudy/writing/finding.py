"""What a check finds wrong in a text. Pure data."""

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that keeps a text from being published."""

    kind: str
    """"no source", "too long", "markup", "hype", "number", "missing section", "path" …"""
    part: str
    """Which part of the text: "headline", "summary" …; empty for the whole."""
    sentence: str = ""
    detail: str = ""
