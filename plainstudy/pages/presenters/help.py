"""When a page opens with where to get help now."""

import re

from plainstudy.record.study import ProtocolSection

_ABOUT_SUICIDE = re.compile(r"suicid|self[- ]?(?:harm|injur|mutilat)|parasuicid", re.I)


def needs_help_notice(protocol: ProtocolSection) -> bool:
    """Say whether a study is about suicide or self-harm, by its titles, conditions and key words.

    A measure or an exclusion that mentions suicide does not make it so.
    """
    names = protocol.identification_module
    terms = (names.brief_title, names.official_title, *protocol.conditions_module.conditions)
    return any(_ABOUT_SUICIDE.search(term) for term in (*terms, *protocol.conditions_module.keywords) if term)


def is_about_suicide(text: str) -> bool:
    """Say whether a search or a condition's name is about suicide or self-harm."""
    return bool(_ABOUT_SUICIDE.search(text))
