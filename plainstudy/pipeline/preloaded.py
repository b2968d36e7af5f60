"""Imported once by the process that workers are forked from: what they all need is read here and shared.

Reading the vocabularies takes two seconds; forked from here, no worker does it again, and their pages of
memory are counted once.
"""

import gc

from plainstudy.changes import compared
from plainstudy.conditions.vocabularies.builtin import vocabulary
from plainstudy.conditions.vocabularies.drug_names import other_names
from plainstudy.plain.dictionary import find_terms
from plainstudy.search import documents
from plainstudy.studies import arrivals, coded
from plainstudy.writing import drafts

WORK = (arrivals, compared, coded, drafts, documents)
"""The modules that hold what workers do."""

vocabulary()
other_names("aspirin")
find_terms("hypertension")
gc.collect()
gc.freeze()  # what is read here stays shared: the collector would write into its pages
