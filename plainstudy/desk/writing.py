"""One section being written by an editor: shown, checked, published. Nothing typed is lost on the way."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from plainstudy.editors.models import EditedSection, Section
from plainstudy.pages.presenters.sources import Source, SourceBook
from plainstudy.studies import queries as studies
from plainstudy.studies.models import Study
from plainstudy.writing.edits import sentences_in
from plainstudy.writing.finding import Finding
from plainstudy.writing.general import GENERAL
from plainstudy.writing.models import PlainPage
from plainstudy.writing.rules import sentences_of
from plainstudy.writing.text import Sentence, text_from

from .actions import Moved, Refused, check_section, publish_section, seen_mark
from .candidates import candidates
from .forms import Line, lines_of, sentences_from
from .review import Problem


class SectionForm:
    """The form of one section, filled with what stands there, or with what was typed."""

    def __init__(self, study: Study, name: str) -> None:
        self.study, self.name, self.label = study, name, Section(name).label
        self.document = json.loads(studies.head_documents([study.id])[study.id])
        page = PlainPage.objects.filter(study=study).first()
        text = text_from(page.content) if page else None
        self.seen = seen_mark(page) if page else ""
        self.sentences: Sequence[Sentence] = sentences_in(text, name) if text else ()
        cited = [path for _, sentence in sentences_of(text) for path in sentence.sources] if text else []
        own = [path for sentence in self.sentences for path in sentence.sources]
        self.paths = candidates(self.document, cited=dict.fromkeys([*own, *cited]))
        self.refusal = ""
        self.is_checked = self.is_refused = False
        self._problems: dict[str, list[Problem]] = defaultdict(list)
        self.standing = EditedSection.objects.filter(
            study=study, section=name, state=EditedSection.State.STANDING
        ).first()

    def take(self, data: QueryDict, *, who: str) -> bool:
        """Check what was typed, and publish it where that was asked for; True where it was published."""
        self.seen = data.get("seen", "")
        try:
            self.sentences = () if self.is_verbatim else sentences_from(data, offered=frozenset(self.paths))
            checked = check_section(study=self.study, section=self.name, sentences=self.sentences)
            self._keep(checked.findings)
            self.is_checked = True
            if data.get("do") != "publish":
                return False
            publish_section(study=self.study, checked=checked, seen=self.seen, who=who, now=timezone.now())
        except (Refused, Moved) as problem:
            self.refusal, self.is_refused = str(problem), True
            return False
        return True

    def _keep(self, findings: Sequence[Finding]) -> None:
        texts = {sentence.text for sentence in self.sentences}
        for finding in findings:
            at = finding.sentence if finding.sentence in texts else ""
            told = finding.detail if finding.part == self.name else f"{finding.part}: {finding.detail}"
            self._problems[at].append(Problem(finding.kind, told))

    @property
    def is_verbatim(self) -> bool:
        """The points for joining are not written anew: the record's own words may stand in their place."""
        return self.name == Section.CRITERIA

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows of the form."""
        return lines_of(self.sentences, section=self.name, sources=self.sources, problems=self._problems)

    @property
    def problems(self) -> tuple[Any, ...]:
        """Findings about no single sentence."""
        return tuple(self._problems.get("", ()))

    @property
    def is_clean(self) -> bool:
        """The checks found nothing."""
        return self.is_checked and not any(self._problems.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source, with the record's exact words, in the order of the form."""
        return sources_of(self.document, self.paths)


def sources_of(document: Mapping[str, Any], paths: Sequence[str]) -> tuple[Source, ...]:
    """Number the sources in the order of the paths; a general one shows the words that may be used."""
    book = SourceBook(document)
    return tuple(
        replace(source, text=" · ".join(GENERAL[path.partition(":")[2]])) if source.is_general else source
        for path, source in ((path, book.source(path)) for path in paths)
    )
