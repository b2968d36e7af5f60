"""Mails, built and not sent: one function per message. Nothing in them is fetched from anywhere."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from .digest import Digest
from .queries import Followed


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mail comes: a thing that is followed, with the address that ends just this."""

    name: str
    is_study: bool
    leave_url: str


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def site_url(path: str) -> str:
    """Return a path as a link for a mail."""
    return f"{settings.SITE_URL}{path}"


def follow_url(page: str, code: str) -> str:
    """Return the address of a page that a code opens: "confirm", "manage", "leave" or "block"."""
    return site_url(f"/follow/{page}/{code}/")


def message_id(*, kind: str, number: int, secret: bytes) -> str:
    """Return the Message-ID of a row: always the same, so that a mail box can tell a repeat."""
    code = hashlib.blake2b(f"{kind} {number}".encode(), key=secret[:32], digest_size=9).hexdigest()
    return f"<{kind}.{code}@{_host()}>"


def news(
    *,
    to: str,
    digest: Digest,
    headline: str,
    nct_id: str,
    day: str,
    reasons: Sequence[Reason],
    leave_url: str,
    manage_url: str,
    message_id: str,
) -> EmailMultiAlternatives:
    """Build the mail about one event. ``leave_url`` ends every wish that it answers with one click."""
    context = {
        "digest": digest,
        "headline": headline,
        "nct_id": nct_id,
        "study_url": site_url(f"/studies/{nct_id}/"),
        "day": day,
        "reasons": reasons,
        "leave_url": leave_url,
        "manage_url": manage_url,
    }
    mail = _build("news", to=to, subject=digest.subject, context=context, message_id=message_id)
    mail.extra_headers |= {
        "List-Id": f"plainstudy mails <follow.{_host()}>",
        "List-Unsubscribe": f"<{leave_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
    return mail


def please_confirm(
    *, to: str, things: Iterable[Followed], confirm_url: str, block_url: str, message_id: str
) -> EmailMultiAlternatives:
    """Build the mail that asks whether a sign-up was meant."""
    return _build(
        "confirm",
        to=to,
        subject="Please confirm your e-mail address",
        context={"things": list(things), "confirm_url": confirm_url, "block_url": block_url},
        message_id=message_id,
    )


def already_following(
    *, to: str, things: Iterable[Followed], manage_url: str, message_id: str
) -> EmailMultiAlternatives:
    """Build the answer to a sign-up for what is followed already."""
    return _build(
        "already",
        to=to,
        subject="You get these mails already",
        context={"things": list(things), "manage_url": manage_url},
        message_id=message_id,
    )


def manage_link(*, to: str, manage_url: str, message_id: str) -> EmailMultiAlternatives:
    """Build the mail that brings the link one asked for."""
    return _build(
        "manage",
        to=to,
        subject="The link you asked for",
        context={"manage_url": manage_url},
        message_id=message_id,
    )


def _build(
    name: str, *, to: str, subject: str, context: Mapping[str, Any], message_id: str
) -> EmailMultiAlternatives:
    shown = {**context, "operator": settings.OPERATOR, "site_url": settings.SITE_URL, "subject": subject}
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"alerts/mail/{name}.txt", shown),
        to=[to],
        headers={
            "Message-ID": message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    html = _inliner().inline(render_to_string(f"alerts/mail/{name}.html", shown))
    mail.attach_alternative(html, "text/html")
    return mail


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
