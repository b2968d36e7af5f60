"""What is forgotten: readers' reports after some months, sessions that ended."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from plainstudy.editors import reports


def forget_old() -> int:
    """Delete what is too old to keep, where there is some; returns how many readers' reports that were."""
    now = timezone.now()
    ended = Session.objects.filter(expire_date__lt=now)
    if ended.exists():
        ended.delete()
    return reports.forget_old(months=settings.REPORT_MONTHS, now=now)
