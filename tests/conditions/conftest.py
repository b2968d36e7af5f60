"""The vocabulary, built once for all tests."""

import pytest

from plainstudy.conditions.vocabularies.builtin import vocabulary
from plainstudy.conditions.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def names() -> Vocabulary:
    """Return the built-in vocabulary."""
    return vocabulary()
