"""The record's titles and running texts, searched for what they say in so many words."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import Gated

from .fact import Fact

TITLE = "protocolSection.identificationModule.briefTitle"
OFFICIAL = "protocolSection.identificationModule.officialTitle"
SUMMARY = "protocolSection.descriptionModule.briefSummary"
DETAILS = "protocolSection.descriptionModule.detailedDescription"


class Prose:
    """Titles, summary and description of one record, also in small letters for a quick look."""

    __slots__ = ("_lowered", "_texts", "running")

    def __init__(self, record: StudyRecord) -> None:
        part = record.protocol_section
        texts = (
            (TITLE, part.identification_module.brief_title),
            (OFFICIAL, part.identification_module.official_title),
            (SUMMARY, part.description_module.brief_summary),
            (DETAILS, part.description_module.detailed_description),
        )
        self._texts = tuple((path, text) for path, text in texts if text)
        self._lowered = tuple(text.lower() for _, text in self._texts)
        module = part.arms_interventions_module
        running = [text for path, text in self._texts if path in {SUMMARY, DETAILS}]
        running += [item.description or "" for item in module.interventions]
        running += [group.description or "" for group in module.arm_groups]
        self.running = f" {' '.join(running)}".replace("\n", " ").replace("-", " ").replace("(", " ")
        """All running text, with spaces where names may begin; shows which words are written small."""

    def find(
        self,
        pattern: re.Pattern[str] | Gated,
        *hints: str,
        details: bool = True,
        titles_only: bool = False,
    ) -> Fact[str] | None:
        """Find the first place that matches; the source is the sentence around it.

        ``hints`` are small-letter pieces of which every match has one: a text without any is not searched.
        """
        for (path, text), lowered in zip(self._texts, self._lowered, strict=True):
            if (path == DETAILS and not details) or (titles_only and path not in {TITLE, OFFICIAL}):
                continue
            if any(hint in lowered for hint in hints) and (found := pattern.search(text)):
                return Fact(found.group().strip(), path, around(text, found.start(), found.end()))
        return None


def both_titles(record: StudyRecord) -> str:
    """Return the brief and the official title as one text."""
    titles = record.protocol_section.identification_module
    return f"{titles.brief_title} . {titles.official_title}"


def around(text: str, start: int, end: int) -> str:
    """Cut the sentence that holds this place out of a text, unchanged."""
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    stops = [at for at in (text.find(". ", end), text.find("\n", end)) if at >= 0]
    return text[begin : min(stops) + 1 if stops else len(text)].strip()
