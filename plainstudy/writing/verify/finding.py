"""What a check found wrong."""

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing in a text that its sources do not bear out, or that must not be said at all.

    ``kind`` is a fixed word for the sort of fault (source, number, date, name, word, negation, status, plan,
    masking, allocation, placebo, comparison, arm, phase, age, sex, healthy, results, reason, effect, harm,
    style, form, criteria, section); ``section`` the part of the page; ``sentence`` the whole sentence;
    ``what`` tells an editor what is wrong; ``fragment`` is the offending piece, "" where it is all of it.
    """

    kind: str
    section: str
    sentence: str
    what: str
    fragment: str = ""
