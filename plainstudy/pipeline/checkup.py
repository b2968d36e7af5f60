"""What ``plainstudy doctor`` and the status page look at: each look says what it found and what to do."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from plainstudy.registries.ctgov.client import ctgov
from plainstudy.registries.errors import RegistryError

PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``state`` is "works", "look" or "broken"; ``advice`` says what to do about it."""

    subject: str
    state: str
    found: str
    advice: str = ""


def look_at_everything() -> list[Check]:
    """Look at every part; nothing is changed and no mail is sent."""
    return [look() for look in LOOKS]


def _settings() -> Check:
    if settings.SITE_URL.startswith("http://127.0.0.1"):
        return Check(
            "settings",
            "look",
            f"the site calls itself {settings.SITE_URL}",
            "Set PLAINSTUDY_SITE_URL to its public address: links in mails begin with it.",
        )
    if not settings.OPERATOR:
        return Check(
            "settings",
            "look",
            "nobody is named as the operator",
            "Set PLAINSTUDY_OPERATOR to a name and an address.",
        )
    return Check("settings", "works", f"{settings.SITE_URL}, run by {settings.OPERATOR}")


def _data_folder() -> Check:
    keys = settings.DATA_DIR / "keys.json"
    if keys.exists() and keys.stat().st_mode & 0o077:
        return Check("data folder", "broken", f"{keys} can be read by others", f"Run chmod 600 {keys}.")
    return Check("data folder", "works", str(settings.DATA_DIR))


def _database() -> Check:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        return Check(
            "database", "broken", f"no answer: {problem}".strip(), "Look at PLAINSTUDY_DATABASE_URL."
        )
    if plan:
        return Check(
            "database", "look", "its tables are older than this plainstudy", "Run plainstudy migrate."
        )
    return Check("database", "works", connection.vendor)


def _studies() -> Check:
    from plainstudy.studies.models import Installation, QuarantinedDocument, Study, Waiting

    try:
        stored, store = Study.objects.count(), Installation.objects.first()
        aside = Waiting.objects.exclude(error="").select_related("study")[:5]
        unreadable = QuarantinedDocument.objects.count()
    except DatabaseError:
        return Check("studies", "look", "no tables yet", "Run plainstudy sync.")
    if not stored or store is None:
        return Check("studies", "look", "none yet", "Run plainstudy sync.")
    if aside:
        names = ", ".join(
            f"{row.study.nct_id} ({row.stage}: {row.error.splitlines()[-1][:80]})" for row in aside
        )
        return Check(
            "studies",
            "broken",
            f"{stored}; set aside: {names}",
            "They are tried again; report what persists.",
        )
    if unreadable:
        return Check(
            "studies", "look", f"{stored}; {unreadable} unreadable", "Kept as they came and tried again."
        )
    return Check(
        "studies",
        "works",
        f"{stored} from {store.registry}, data of {store.data_timestamp:%d %B %Y %H:%M} UTC",
    )


def _registry() -> Check:
    try:
        snapshot = ctgov(patience_seconds=PATIENCE_SECONDS).snapshot()
    except RegistryError as problem:
        return Check(
            "registry",
            "broken",
            f"{settings.CTGOV_URL}: {problem}",
            "Look at PLAINSTUDY_CTGOV_URL and the network.",
        )
    return Check(
        "registry", "works", f"{settings.CTGOV_URL}, data of {snapshot.data_timestamp:%d %B %Y %H:%M} UTC"
    )


def _mail() -> Check:
    if settings.MAILBOX_DIR:
        return Check(
            "mail",
            "look",
            "mails stay on the mailbox page",
            "That is for the demo; set PLAINSTUDY_EMAIL_URL.",
        )
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Check(
            "mail", "look", "mails are printed, not sent", "Set PLAINSTUDY_EMAIL_URL to your SMTP server."
        )
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        _greet_mail_server()
    except (OSError, smtplib.SMTPException, ssl.SSLError) as problem:
        return Check(
            "mail", "broken", f"{server}: {problem}", "Look at PLAINSTUDY_EMAIL_URL: host, port, password."
        )
    return Check("mail", "works", f"{server} accepts us as {settings.DEFAULT_FROM_EMAIL}")


def _greet_mail_server() -> None:
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    with kind(settings.EMAIL_HOST, int(settings.EMAIL_PORT), timeout=PATIENCE_SECONDS) as server:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.noop()


def _model() -> Check:
    """Look at who writes; a model is asked one word, which costs a few tokens."""
    if settings.MODEL == "rules":
        return Check("writing", "works", "by rules, without a model")
    from plainstudy.writing.model.look import look_at_model  # the library loads only where a model is set

    seen = look_at_model()
    return Check("writing", seen.state, seen.found, seen.advice)


def _host_name() -> Check:
    name = settings.ALLOWED_HOSTS[0]
    try:
        socket.getaddrinfo(name, None)
    except OSError:
        return Check("host name", "look", f"{name} is not known from here", "Readers need it in the DNS.")
    return Check("host name", "works", name)


LOOKS: tuple[Callable[[], Check], ...] = (
    _settings,
    _host_name,
    _data_folder,
    _database,
    _studies,
    _registry,
    _mail,
    _model,
)
