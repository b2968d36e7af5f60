"""How often a network and an address may sign up, so that nobody can flood a stranger's mail box.

The same counts limit readers' reports and editors' signing in.

A limit on the network is told to whoever asks. A limit on the address is not:
the answer would reveal that somebody signed this address up before.
"""

import datetime as dt

from django.db.models import QuerySet

from .models import SignUpAttempt

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LIMITS = {
    # A whole hospital may share one network.
    "network": ((HOUR, 30), (DAY, 100)),
    # Each sign-up is a mail to somebody who may not have asked for it.
    "address": ((HOUR, 4), (DAY, 8)),
    # A reader who finds mistakes finds several; a machine finds hundreds.
    "report": ((HOUR, 10), (DAY, 30)),
    # Guessing an editor's password: by network, and by name wherever it comes from.
    "login": ((HOUR, 20), (DAY, 60)),
    "name": ((HOUR, 15), (DAY, 50)),
}


def within_limits(*, kind: str, key: bytes, now: dt.datetime) -> bool:
    """Say whether one more is allowed, and count it if so. ``kind`` is one of LIMITS."""
    made = list(
        SignUpAttempt.objects.filter(kind=kind, key=key, created_at__gt=now - DAY).values_list(
            "created_at", flat=True
        )
    )
    for span, most in LIMITS[kind]:
        if sum(moment > now - span for moment in made) >= most:
            return False
    SignUpAttempt.objects.create(kind=kind, key=key, created_at=now)
    return True


def old_attempts(*, now: dt.datetime) -> "QuerySet[SignUpAttempt]":
    """Return what no limit looks at any more, to be deleted."""
    return SignUpAttempt.objects.filter(created_at__lte=now - DAY)
