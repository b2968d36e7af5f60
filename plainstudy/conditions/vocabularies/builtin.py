"""The vocabulary that works straight after installation: MeSH diseases and our additions."""

from functools import cache

from plainstudy.conditions.vocabularies import additions, disease_names
from plainstudy.conditions.vocabulary import Vocabulary, build


@cache
def vocabulary() -> Vocabulary:
    """Return it, built at the first call: a second and 60 MB, so a web process should not ask."""
    return build([*disease_names.entries(), *additions.entries()])
