"""The demo's mailbox: the mails it would have sent. Not there where mails are really sent."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plainstudy.alerts import mailbox as stored

from .follow import private

MAY_FRAME_ITSELF = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)
LINKS_AND_STYLE_ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-top-navigation-by-user-activation"
)
"""For a mail's HTML part: no script, no form, no picture, nothing from anywhere."""


@require_safe
@private
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails, newest first."""
    return render(request, "pages/follow/mailbox.html", {"mails": stored.mails()})


@require_safe
@private
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail, its HTML part in a frame of its own."""
    response = render(request, "pages/follow/mailbox_mail.html", {"mail": _found(name)})
    response["Content-Security-Policy"] = MAY_FRAME_ITSELF
    return response


@require_safe
@private
def html_part(request: HttpRequest, name: str) -> HttpResponse:
    """Send the HTML part as it is; its links open in the whole window."""
    html = re.sub(r"<head>", '<head><base target="_top">', _found(name).html, count=1)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = LINKS_AND_STYLE_ALONE
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _found(name: str) -> stored.StoredMail:
    mail = stored.mail_named(name)
    if mail is None:
        raise Http404("no such mail")
    return mail
