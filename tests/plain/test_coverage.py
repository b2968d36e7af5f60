"""How many of the hard words of real records the dictionary knows."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainstudy.plain.dictionary import find_terms
from plainstudy.plain.syllables import syllables

STUDIES = Path(__file__).parents[3] / "shared/registry/data/studies.jsonl.gz"
EVERYDAY = frozenset((Path(__file__).parent / "everyday_words.txt").read_text(encoding="utf-8").split())
REACHED = 0.98


def texts() -> Iterator[str]:
    """Give title, summary, criteria and outcome names of each real record as one text."""
    with gzip.open(STUDIES, "rt", encoding="utf-8") as lines:
        for line in lines:
            protocol = json.loads(line)["protocolSection"]
            outcomes = protocol.get("outcomesModule", {})
            yield "\n".join(
                [
                    protocol["identificationModule"].get("briefTitle", ""),
                    protocol.get("descriptionModule", {}).get("briefSummary", ""),
                    protocol.get("eligibilityModule", {}).get("eligibilityCriteria", ""),
                    *(
                        outcome.get("measure", "")
                        for kind in ("primaryOutcomes", "secondaryOutcomes", "otherOutcomes")
                        for outcome in outcomes.get(kind, [])
                    ),
                ]
            )


@pytest.mark.registry
@pytest.mark.skipif(
    not STUDIES.exists(),
    reason="share of hard words known to the dictionary: needs the real records in ../shared/registry",
)
def test_most_hard_words_of_real_records_are_known() -> None:
    """Hard: three syllables or more, in at least 25 records, and none of our list of everyday words.

    An occurrence counts as known when a term of the dictionary covers it where it stands.
    """
    records: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for text in texts():
        covered = bytearray(len(text))
        for use in find_terms(text):
            covered[use.start : use.end] = b"\1" * (use.end - use.start)
        found = [(word[0].lower(), covered[word.start()]) for word in re.finditer(r"[a-z]+", text, re.I)]
        records.update({word for word, _ in found})
        occurrences.update(word for word, _ in found)
        known.update(word for word, is_covered in found if is_covered)
    hard = [word for word, count in records.items() if count >= 25 and syllables(word) >= 3]
    hard = [word for word in hard if word not in EVERYDAY]
    assert len(hard) > 600, "the notion of a hard word became too narrow to mean anything"
    share = sum(known[word] for word in hard) / sum(occurrences[word] for word in hard)
    worst = Counter({word: occurrences[word] - known[word] for word in hard}).most_common(20)
    assert share >= REACHED, f"{share:.3f} of {len(hard)} hard words; most missed: {worst}"
