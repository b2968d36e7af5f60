"""What is said when a study leaves the registry's lists or comes back. Pure."""


def presence_words(kind: str, *, alias_of: str | None = None) -> str:
    """Return one or two sentences, one a line; KeyError for a kind that has a version of its own."""
    if kind == "aliased" and alias_of:
        return f"The registry found this study listed twice.\nIt now keeps it under the number {alias_of}."
    return _WORDS[kind]


_WORDS = {
    "removed": "The registry no longer lists this study.\nThis does not say whether the study goes on.",
    "withheld": "The registry now hides this study's record.\nThis does not say whether the study goes on.",
    "aliased": "The registry found this study listed twice and keeps it under another number.",
    "reappeared": "The registry lists this study again.",
}
