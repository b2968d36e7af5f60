"""A small store whose pages editors look after."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from plainstudy.desk import actions
from plainstudy.desk.actions import seen_mark
from plainstudy.desk.roles import add_editor
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing.actions import write_pages
from plainstudy.writing.text import Sentence
from tests.writing.model_world import fill, number, page

NOW = dt.datetime(2026, 9, 2, 10, tzinfo=dt.UTC)
PASSWORD = "a long and quiet password"
TITLE = "protocolSection.identificationModule.briefTitle"
CONDITIONS = "protocolSection.conditionsModule.conditions"
COUNT = "protocolSection.designModule.enrollmentInfo"
SUMMARY = (
    Sentence(text="This study tests Amitol in adults with asthma.", sources=(TITLE,)),
    Sentence(text="About 120 people are to take part.", sources=(COUNT,)),
)
"""A summary that is true of the first study and that no rule writes."""
TRUE_HEADLINE = (Sentence(text="Amitol in adults with asthma", sources=(TITLE,)),)


def study(index: int = 1) -> Study:
    """Return the nth study as it stands now."""
    return Study.objects.select_related("page").get(nct_id=number(index))


def publish(
    section: str = "summary",
    sentences: tuple[Sentence, ...] = SUMMARY,
    *,
    index: int = 1,
    now: dt.datetime = NOW,
) -> None:
    """Let Anna write a section of the nth study; it must pass the checks."""
    checked = actions.check_section(study=study(index), section=section, sentences=sentences)
    assert checked.findings == ()
    actions.publish_section(
        study=study(index), checked=checked, seen=seen_mark(page(index)), who="anna", now=now
    )


def write_again() -> None:
    """Let the stage look at every study once more."""
    add_waiting(Waiting.Stage.WRITE, Study.objects.values_list("id", flat=True))
    write_pages()


def shown(section: str, index: int = 1) -> list[str]:
    """Return the sentences that readers see."""
    part: Any = page(index).content[section]
    return [part["text"]] if isinstance(part, dict) else [sentence["text"] for sentence in part]


def editor(name: str = "anna", role: str = "chief-editor", *, password: str = "") -> User:
    """Add somebody; hashing a password takes its time, so only where one is needed."""
    user = add_editor(name=name, role=role, now=NOW)
    if password:
        user.set_password(password)
        user.save()
    return user


def signed_in(name: str = "anna", role: str = "chief-editor") -> Client:
    """Return a client in which somebody has signed in."""
    client = Client()
    client.force_login(editor(name, role))
    return client


__all__ = ["fill", "number", "page"]
