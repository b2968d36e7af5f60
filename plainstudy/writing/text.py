"""The plain text of one study, as stored, checked and shown. Pure data."""

import msgspec

SECTIONS = (
    "status",
    "summary",
    "substance",
    "could_lead_to",
    "could_go_wrong",
    "who_can_join",
    "what_happens",
)
"""The parts of a text that are running sentences, in the order of the page."""


class TextPart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A part of a text: immutable."""


class Sentence(TextPart, frozen=True):
    """One sentence and where it comes from.

    A source is a path into the record ("protocolSection.designModule.enrollmentInfo")
    or "general:<id>" for a general explanation that we wrote (writing/general.py).
    """

    text: str
    sources: tuple[str, ...]


class Criteria(TextPart, frozen=True):
    """Who can join, beyond age and sex, as points below one clear heading each, else verbatim."""

    can: tuple[Sentence, ...] = ()
    cannot: tuple[Sentence, ...] = ()
    note: Sentence | None = None
    """What a reader must know about the points, as "the record contradicts itself"."""
    verbatim: bool = False
    """Show the registry's own text, since it cannot be split without guessing."""


class KeyDate(TextPart, frozen=True):
    """One date of the timeline."""

    label: str
    date: str
    """As precise as registered: "2026", "2026-03" or "2026-03-09"."""
    actual: bool | None
    """None where the record does not say whether it is a plan."""
    source: str


class StudyText(TextPart, frozen=True):
    """Everything the writer says about one study."""

    headline: Sentence
    status: tuple[Sentence, ...]
    """Open or not, in words; what depends on today is added when the page is shown."""
    summary: tuple[Sentence, ...]
    substance_title: str
    """"Active substance", "Device", "Procedure", "Behaviour", "Test", "What is collected" …"""
    substance: tuple[Sentence, ...]
    could_lead_to: tuple[Sentence, ...]
    could_go_wrong: tuple[Sentence, ...]
    who_can_join: tuple[Sentence, ...]
    criteria: Criteria = Criteria()
    what_happens: tuple[Sentence, ...] = ()
    key_dates: tuple[KeyDate, ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    """Hard words that remain, each with its one-line explanation."""
    not_explained: tuple[str, ...] = ()
    """Short forms that the record uses in another sense than our explanations."""
    opens_with_help: bool = False
    """The study is about suicide or self-harm: the page opens with where to get help now."""


def encode_text(text: StudyText) -> bytes:
    """Return the text as JSON."""
    return msgspec.json.encode(text)


def text_from(content: object) -> StudyText:
    """Read what a PlainPage stores; msgspec.ValidationError where it is none."""
    return msgspec.convert(content, StudyText)
