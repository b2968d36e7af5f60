"""A small world for tests of mails: studies with pages, events, readers, a mail server that remembers."""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from django.utils import timezone

from plainstudy.alerts import actions, queries
from plainstudy.alerts.models import Subscriber
from plainstudy.changes.models import Change, Event
from plainstudy.conditions.models import Concept
from plainstudy.studies.models import Study, StudyCondition
from plainstudy.writing.models import PlainPage
from plainstudy.writing.text import Sentence, StudyText, encode_text
from tests.inbox import Inbox

STAMP = dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)
HEADLINE = "Can bone cement help prevent spine fractures after cancer radiation?"
NEWS = "The study no longer looks for people."


def make_study(
    nct_id: str = "NCT02387905", *, headline: str = HEADLINE, page: int | None = 1, **over: Any
) -> Study:
    """Store a study and, unless ``page`` is None, publish the page of that version."""
    values: dict[str, Any] = {
        "title": "Cement Augmentation",
        "overall_status": "RECRUITING",
        "first_posted": dt.date(2026, 6, 25),
        "first_seen": dt.date(2026, 6, 25),
        "last_updated": dt.date(2026, 6, 27),
        "checked_at": STAMP,
        "head_number": 1,
        "version_count": 1,
        "head_hash": b"h",
        "canonical_hash": b"c",
        "canonical_version": 1,
        "derived_hash": b"d",
    }
    study = Study.objects.create(nct_id=nct_id, **values | over)
    if page is not None:
        publish(study, version=page, headline=headline)
    return study


def publish(study: Study, *, version: int, headline: str = HEADLINE) -> PlainPage:
    """Publish the page of one version."""
    import json

    said = Sentence(text=headline, sources=("protocolSection.identificationModule",))
    text = StudyText(
        headline=said,
        status=(),
        summary=(Sentence(text="This study tests bone cement.", sources=said.sources),),
        substance_title="Procedure",
        substance=(),
        could_lead_to=(),
        could_go_wrong=(),
        who_can_join=(),
    )
    page, _ = PlainPage.objects.update_or_create(
        study=study,
        defaults={
            "version_number": version,
            "writer": "rules 1",
            "headline": headline,
            "content": json.loads(encode_text(text)),
            "facts_hash": b"f",
            "reading_grade": 5.0,
            "published": True,
            "written_at": STAMP,
        },
    )
    return page


def make_concept(label: str, **over: Any) -> Concept:
    """Store a concept; its slug follows from the label."""
    slug = label.lower().replace(" ", "-")
    return Concept.objects.create(
        code=f"MeSH:{label}", slug=slug, label=label, **{"vocabulary": "MeSH", **over}
    )


def code(
    study: Study, concept: Concept, *, term: str = "as registered", rule: str = "exact", sure: float = 1.0
) -> None:
    """Say that a study is about a concept."""
    StudyCondition.objects.create(
        study=study,
        position=StudyCondition.objects.filter(study=study).count(),
        registrant_term=term,
        concept=concept,
        rule=rule,
        confidence=sure,
    )


def make_event(
    study: Study, kind: str = "changed", *, number: int | None = 1, words: str = NEWS, **over: Any
) -> Event:
    """Store an event as the changes stage does; empty ``words`` mean that nothing in it is mailed."""
    has_version = kind in {"new", "changed"}
    event = Event.objects.create(
        study=study,
        kind=kind,
        number=number if has_version else None,
        **{
            "data_timestamp": STAMP,
            "account": words or "A typing slip was mended.",
            "mail_account": words,
            "severity": "major",
            **over,
        },
    )
    if kind == "changed":
        Change.objects.create(
            event=event,
            position=0,
            path="protocolSection.statusModule.overallStatus",
            operation="changed",
            category="recruitment",
            severity="major",
            mailed=bool(words),
            words=words or "A typing slip was mended.",
        )
    return event


def reader(
    address: str = "reader@example.org", *, studies: Iterable[Study] = (), concepts: Iterable[Concept] = ()
) -> Subscriber:
    """Return a subscriber who follows these things, confirmed."""
    actions.follow_confirmed(
        address=address, study_ids=[one.id for one in studies], concept_ids=[one.id for one in concepts]
    )
    found = queries.subscriber_with(queries.keys().address_hash(address))
    assert found is not None
    return found


@contextmanager
def mail_server(settings: Any, inbox: Inbox) -> Any:
    """Run a real SMTP server on loopback and let the settings name it."""
    from aiosmtpd.controller import Controller

    from tests.conftest import free_port

    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    try:
        yield controller
    finally:
        controller.stop()


def text_of(mail: EmailMessage) -> str:
    """Return the text part."""
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content()


def html_of(mail: EmailMessage) -> str:
    """Return the HTML part."""
    body = mail.get_body(("html",))
    assert body is not None
    return body.get_content()


def link_in(mail: EmailMessage, page: str) -> str:
    """Return the path of the first link to a follow page ("confirm", "manage", "leave", "block")."""
    found = re.search(rf"http://127\.0\.0\.1:8000(/follow/{page}/[\w-]+/)", text_of(mail))
    assert found is not None, text_of(mail)
    return found[1]


def soon(**later: float) -> dt.datetime:
    """Return a moment from now, as the machine's clock has it."""
    return timezone.now() + dt.timedelta(**later)
