"""How fresh and how full this copy is, for readers and for machines."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plainstudy.changes.models import Event
from plainstudy.pages.http import answer_with
from plainstudy.pipeline.models import SyncRun
from plainstudy.studies.models import QuarantinedDocument, Study, Waiting
from plainstudy.writing.models import PlainPage


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Show the day of the data, the last run, and the counts."""
    runs = SyncRun.objects.order_by("-id")
    context = {
        "last": runs.filter(state=SyncRun.State.DONE).first(),
        "failed": runs.filter(state=SyncRun.State.FAILED).first(),
        "studies": Study.objects.filter(presence=Study.Presence.LISTED).count(),
        "gone": Study.objects.exclude(presence=Study.Presence.LISTED).count(),
        "written": PlainPage.objects.filter(published=True).count(),
        "waiting": Waiting.objects.count(),
        "set_aside": Waiting.objects.exclude(error="").count(),
        "unreadable": QuarantinedDocument.objects.count(),
        "changes": Event.objects.filter(kind=Event.Kind.CHANGED).count(),
    }
    return answer_with(request, render(request, "pages/status.html", context))


@require_safe
def healthz(_: HttpRequest) -> HttpResponse:
    """Answer 200 while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    response = HttpResponse("ok\n", content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response
