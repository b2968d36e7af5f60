"""One page on its way through a model: what it may say, what it keeps, and what its answer is worth."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plainstudy.record.record import StudyRecord
from plainstudy.studies import queries as studies
from plainstudy.studies.models import Study
from plainstudy.writing.check import structural
from plainstudy.writing.facts import Facts, extract_facts, facts_hash
from plainstudy.writing.models import ModelDraft, PlainPage
from plainstudy.writing.rules import with_explanations
from plainstudy.writing.text import StudyText, text_from
from plainstudy.writing.verify import Finding, verify

from . import queries
from .actions import unpack_reply
from .errors import Unreadable
from .material import SECTIONS, Line, lines_of, only_for, section_hashes, with_material
from .parse_reply import Parts, compose, parse_reply
from .prompt import Prompt, build, complaint, once_more
from .stricter import stricter


@dataclass(slots=True)
class Page:
    """A page that a model may word anew. ``kept`` are sections that say what they said before."""

    study: Study
    record: StudyRecord
    facts: Facts
    today: dt.date
    facts_hash: bytes
    rules: StudyText
    lines: tuple[Line, ...]
    hashes: dict[str, str]
    edited: dict[str, str] = field(default_factory=dict)
    """The sections that an editor wrote, with the day: they stay as they stand in ``rules``."""
    kept: Parts = field(default_factory=dict)
    attempt: int = 1
    prompt: Prompt | None = None
    """What to ask next; None where nothing needs to be asked."""

    def ask_for(self, sections: Sequence[str]) -> None:
        """Prepare the question for these sections; none where there are none."""
        self.prompt = build(only_for(self.lines, sections), sections=sections) if sections else None

    def ask_for_all(self) -> None:
        """Prepare the question for every section, keeping nothing."""
        self.kept = {}
        self.ask_for(self.to_word())

    def to_word(self) -> tuple[str, ...]:
        """Name the sections that a model may word here: those with something to say and no editor's text."""
        return tuple(name for name in with_material(self.lines) if name not in self.edited)

    def can_pass(self) -> bool:
        """Say whether what stays as the rules wrote it passes the checks; else no text could."""
        return all(finding.section in SECTIONS for finding in self._findings(self.rules))

    def judged(self, parts: Parts) -> tuple[StudyText, tuple[Finding, ...]]:
        """Put a whole text together and check all of it against the record."""
        whole = {**self.kept, **parts}
        text = with_explanations(compose(self.rules, whole))
        return text, (*self._findings(text), *stricter(whole, self.lines))

    def _findings(self, text: StudyText) -> tuple[Finding, ...]:
        """Hold every claim against the record, and the form against what the rules' own texts must keep."""
        form = (
            Finding(
                kind=found.kind,
                section=found.part,
                sentence=found.sentence,
                what=found.kind,
                fragment=found.detail,
            )
            for found in structural(text, self.facts, self.record)
        )
        return (*verify(text, self.record, today=self.today), *form)

    def read(self, reply: str, *, cut_short: bool) -> tuple[StudyText, tuple[Finding, ...]]:
        """Judge a reply; Unreadable or Declined where it is no text at all."""
        assert self.prompt is not None
        if cut_short:
            raise Unreadable("the reply was cut short: it must be shorter")
        return self.judged(parse_reply(reply, self.prompt))

    def ask_again(self, *, reply: str, complaints: Sequence[str], findings: Iterable[Finding] = ()) -> None:
        """Prepare the second and last question with what was wrong; all anew where a kept section was."""
        assert self.prompt is not None
        self.attempt = 2
        if any(finding.section in self.kept for finding in findings):
            self.ask_for_all()
        else:
            self.prompt = once_more(self.prompt, reply=reply, complaints=complaints)


def page_of(row: PlainPage, *, today: dt.date) -> Page | None:
    """Prepare what is due for a page; None where its facts are about to change.

    ValueError or LookupError where its record cannot be read.
    """
    record = studies.head_record(row.study)
    facts = extract_facts(record, today=today)
    hashed = facts_hash(facts)
    if hashed != bytes(row.facts_hash):
        return None
    rules = text_from(row.content)
    lines = lines_of(facts, rules)
    page = Page(
        study=row.study,
        record=record,
        facts=facts,
        today=today,
        facts_hash=hashed,
        rules=rules,
        lines=lines,
        # Without those of editors: their words in a draft are none of the model's, to be kept for later.
        hashes={name: own for name, own in section_hashes(lines).items() if name not in row.edited},
        edited=row.edited,
    )
    _keep_what_stays(page)
    _go_on(page)
    return page


def _keep_what_stays(page: Page) -> None:
    """Keep the sections of the last accepted text whose facts are the same, and ask for the others."""
    earlier = queries.last_accepted(page.study.id)
    if earlier is not None and earlier.content:
        text = text_from(earlier.content)
        for name in page.hashes:
            if earlier.section_hashes.get(name) == page.hashes[name]:
                page.kept[name] = (text.headline,) if name == "headline" else getattr(text, name)
    page.ask_for(tuple(name for name in page.to_word() if name not in page.kept))


def _go_on(page: Page) -> None:
    """Take up a page whose first answer had findings when a run was stopped."""
    last = queries.last_draft(page.study.id, page.facts_hash)
    if page.prompt is None or last is None or last.state != ModelDraft.State.REJECTED or last.attempt != 1:
        return
    if tuple(last.sections) != page.prompt.sections:
        return
    findings = tuple(Finding(**found) for found in last.findings)
    complaints = [complaint(finding) for finding in findings] or [last.error]
    page.ask_again(reply=unpack_reply(bytes(last.raw_reply)), complaints=complaints, findings=findings)
