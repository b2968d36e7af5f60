"""From a model's reply to sentences with sources in the record, or an error to tell the model. Pure."""

import json
import re
from typing import Any

import msgspec

from plainstudy.writing.text import Sentence, StudyText

from .errors import Declined, Unreadable
from .prompt import LONGEST_SENTENCE, MOST_SENTENCES, Prompt

Parts = dict[str, tuple[Sentence, ...]]
"""The sentences of each section; the headline is one."""

_ID = re.compile(r"\bfact\d+\b")
_REFUSAL = re.compile(
    r"^\W*(?:I'?m sorry|I am sorry|Sorry|I (?:can'?t|cannot|can not|won'?t|am unable|am not able)|As an AI)",
    re.I,
)


class _Sentence(msgspec.Struct):
    text: str
    sources: tuple[str, ...]


def parse_reply(reply: str, prompt: Prompt) -> Parts:
    """Read the sections that were asked for; Unreadable or Declined, with the reason."""
    document = _document(reply)
    missing = [name for name in prompt.sections if not document.get(name)]
    if missing:
        raise Unreadable(f"the reply lacks the part {missing[0]}")
    return {name: _section(name, document[name], prompt) for name in prompt.sections}


def compose(rules: StudyText, parts: Parts) -> StudyText:
    """Put a model's sections into the rules' text."""
    changed: dict[str, Any] = dict(parts)
    if headline := parts.get("headline"):
        changed["headline"] = headline[0]
    return msgspec.structs.replace(rules, **changed)


def _document(reply: str) -> dict[str, Any]:
    """Find the JSON object, also inside a code fence; one that was cut short is none."""
    start = reply.find("{")
    if start < 0:
        if not reply.strip():
            raise Unreadable("the reply is empty")
        if _REFUSAL.match(reply):
            raise Declined("the model would not write this text")
        raise Unreadable("the reply has no JSON object")
    try:
        document, _ = json.JSONDecoder().raw_decode(reply, start)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise Unreadable(f"the reply is no whole JSON object: {problem}") from None
    return document if isinstance(document, dict) else {}


def _section(name: str, value: Any, prompt: Prompt) -> tuple[Sentence, ...]:
    given = [value] if name == "headline" and isinstance(value, dict) else value
    try:
        sentences = msgspec.convert(given, list[_Sentence])
    except msgspec.ValidationError as problem:
        raise Unreadable(f"{name}: {problem}") from None
    if len(sentences) > (1 if name == "headline" else MOST_SENTENCES):
        raise Unreadable(f"{name}: too many sentences")
    return tuple(_sentence(name, sentence, prompt) for sentence in sentences)


def _sentence(name: str, sentence: _Sentence, prompt: Prompt) -> Sentence:
    text = " ".join(sentence.text.split())
    if not text or len(text) > LONGEST_SENTENCE:
        raise Unreadable(f"{name}: a sentence is empty or far too long")
    if (found := _ID.search(text)) and found.group() in prompt.sources:
        raise Unreadable(f"{name}: the id {found.group()} stands in a sentence; ids belong in sources")
    unknown = [source for source in sentence.sources if source not in prompt.sources]
    if unknown:
        raise Unreadable(f"{name}: there is no fact {unknown[0]}")
    paths = (path for source in sentence.sources for path in prompt.sources[source])
    return Sentence(text=text, sources=tuple(dict.fromkeys(paths)))
