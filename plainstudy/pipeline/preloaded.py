"""Imported once by the process that workers are forked from: what they all need is read here and shared.

Reading the vocabularies takes a fifth of a second, three where they were not kept yet; forked from here, no
worker does it again, and their pages of memory are counted once.
"""

import gc

from django.conf import settings

from plainstudy.changes import compared
from plainstudy.conditions.vocabularies.builtin import vocabulary
from plainstudy.conditions.vocabularies.drug_names import other_names
from plainstudy.conditions.vocabularies.kept import keep_in
from plainstudy.plain.dictionary import find_terms
from plainstudy.search import documents
from plainstudy.studies import arrivals, coded
from plainstudy.writing import drafts, gated

WORK = (arrivals, compared, coded, drafts, documents)
"""The modules that hold what workers do."""

keep_in(settings.DATA_DIR / "vocabularies")
vocabulary()
other_names("aspirin")
find_terms("hypertension")
gated.get_ready()
gc.collect()
gc.freeze()  # what is read here stays shared: the collector would write into its pages
