"""What ``plainstudy doctor`` and the status page look at: each look says what it found and what to do."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from plainstudy.alerts import queries as alerts
from plainstudy.alerts.addresses import WrongKeys
from plainstudy.alerts.models import Keyring
from plainstudy.alerts.no_server import can_mail
from plainstudy.editors.models import EditorialCase
from plainstudy.editors.queries import open_counts
from plainstudy.registries.ctgov.client import ctgov
from plainstudy.registries.errors import RegistryError
from plainstudy.studies.models import Installation, QuarantinedDocument, Study, Waiting
from plainstudy.studies.queries import alerts_are_held, registry_name

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
    for name, meant in settings.MISSPELT.items():
        advice = f"Did you mean {meant}?" if meant else "Take it away, or see the list of settings."
        return Check("settings", "look", f"there is no setting {name}", advice)
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
    if settings.SITE_IS_HTTPS and not settings.TRUSTED_PROXIES:
        return Check(
            "settings",
            "look",
            "all sign-ups seem to come from the one network of the proxy that speaks https",
            "Set PLAINSTUDY_TRUSTED_PROXIES to its address.",
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
    if _holds_samples():
        return Check("registry", "works", "not asked: this store holds the bundled samples")
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


def _holds_samples() -> bool:
    try:
        return registry_name() == "samples"
    except DatabaseError:
        return False


def _mail() -> Check:
    if settings.MAILBOX_DIR:
        is_here = urlsplit(settings.SITE_URL).hostname in {"127.0.0.1", "localhost", "::1"}
        return Check(
            "mail",
            "look" if is_here else "broken",
            "mails stay on the mailbox page" + ("" if is_here else ", where everybody can read them"),
            "That is for the demo; set PLAINSTUDY_EMAIL_URL, and PLAINSTUDY_MAILBOX=off.",
        )
    if not can_mail():
        return Check(
            "mail",
            "look",
            "no mail server is set: nobody can follow, and mails wait",
            "Set PLAINSTUDY_EMAIL_URL to your SMTP server.",
        )
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Check(
            "mail", "look", "mails are not sent by SMTP", "Set PLAINSTUDY_EMAIL_URL to your SMTP server."
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
    host, port = settings.EMAIL_HOST, int(settings.EMAIL_PORT)
    checked = ssl.create_default_context()  # certificates count, as they do for sending
    with (
        smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=checked)
        if settings.EMAIL_USE_SSL
        else smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
    ) as server:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=checked)
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.noop()


def _followers() -> Check:
    """Look at what followers wait for: none of it may fail in silence."""
    try:
        if Keyring.objects.exists():
            alerts.keys()
        standing, stuck, held = alerts.standing(), alerts.without_page(), alerts_are_held()
    except DatabaseError:
        return Check("followers", "look", "no tables yet", "Run plainstudy sync.")
    except WrongKeys as problem:
        return Check(
            "followers",
            "broken",
            f"their addresses cannot be read: {problem}",
            "Bring keys.json back from a backup, or the keys that PLAINSTUDY_ADDRESS_KEYS held.",
        )
    if held:
        return Check(
            "followers",
            "look",
            "alerts are held until a person has looked",
            "Run plainstudy release, or plainstudy release --drop.",
        )
    if stuck:
        names = ", ".join(stuck[:5])
        return Check(
            "followers",
            "broken",
            f"{len(stuck)} followed studies have news, but no page to send people to: {names}",
            "Their texts failed a check; plainstudy write tries again. Report what stays.",
        )
    lost = standing["failed"] + standing["uncertain"]
    if lost:
        return Check(
            "followers",
            "look",
            f"{standing['sent']} mails sent; {lost} were refused for good, or their fate is not known",
            "The log names the mail server's answer to each.",
        )
    return Check("followers", "works", f"{standing['sent']} mails sent, {standing['due']} wait")


def _editing() -> Check:
    """Look at who answers readers: what they report must not wait for nobody."""
    try:
        waiting, people = open_counts(), User.objects.filter(is_active=True, is_staff=True).count()
    except DatabaseError:
        return Check("editing", "look", "no tables yet", "Run plainstudy sync.")
    reports, cases = waiting[EditorialCase.Reason.REPORT], sum(waiting.values())
    if reports and not (people and settings.EDITING):
        return Check(
            "editing",
            "look",
            f"readers reported mistakes in {reports} pages, and nobody can answer",
            "Run plainstudy editors add NAME --role chief-editor."
            if settings.EDITING
            else "Set PLAINSTUDY_EDITING=on.",
        )
    return Check("editing", "works", f"editors: {people}, open cases: {cases}")


def _model() -> Check:
    """Look at who writes; a model is asked one word, which costs a few tokens."""
    if settings.MODEL == "rules":
        return Check("writing", "works", "by rules, without a model")
    from plainstudy.writing.model.look import look_at_model  # noqa: PLC0415  a slow library, only where a model is set

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
    _followers,
    _editing,
    _model,
)
