"""Verification: is each sentence of a page borne out by the places in the record that it cites?

Pure. ``verify`` reads the record itself and knows nothing of the writers, so that it judges a model's
words and the rules' words alike. It works from a closed world: a word that is not among the plain ones that
say nothing (words/neutral.txt) must stand in the cited sources, or stand for something there (words/means.txt
and our dictionary); a number must be there with its unit; and every way to speak of status, plans, chance,
masking, placebo, groups, phase, age, sex, results, effects and harm is held against the record's own fields.
A text is published only when nothing is found.
"""

from .finding import Finding
from .verifier import verify

__all__ = ["Finding", "verify"]
