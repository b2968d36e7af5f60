"""Identifiers of studies."""

import re

_NCT = re.compile(r"NCT0*([1-9]\d{0,7})", re.ASCII)


class NotAnIdentifier(ValueError):
    """The text is no study number; the message says what one looks like."""


def parse_nct_id(text: str) -> str:
    """Return the canonical form, "NCT" and eight digits, of an NCT number in any case.

    Raises NotAnIdentifier. Spaces around are forgiven, since people paste.
    """
    found = _NCT.fullmatch(text.strip().upper())
    if found is None:
        raise NotAnIdentifier(
            f"{text[:40]!r} is not an NCT number: it is NCT and eight digits, as in NCT02387905"
        )
    return f"NCT{int(found[1]):08d}"
