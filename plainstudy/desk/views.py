"""The editors' pages. GET shows, POST acts and leads on; each deed asks for its own permission."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plainstudy.alerts.promptly import promptly
from plainstudy.editors import reports
from plainstudy.editors.models import ReaderReport, Section
from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id
from plainstudy.studies.models import Study
from plainstudy.writing.model import runs

from . import actions
from .context import context_for
from .queue import present_queue
from .review import present_review
from .writing import SectionForm

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs(permission: str) -> Callable[[View[P]], View[P]]:
    """Ask for a permission of EditorialCase; 403 for those who lack it."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **more: P.kwargs) -> HttpResponse:
            require(request, permission)
            return view(request, *args, **more)

        return cast(View[P], guarded)

    return guard


def require(request: HttpRequest, permission: str) -> None:
    """PermissionDenied for those who lack it."""
    if not request.user.has_perm(f"editors.{permission}"):
        raise PermissionDenied


@require_safe
@needs("view_queue")
def queue(request: HttpRequest) -> HttpResponse:
    """Show what is open, or go to the study whose number was typed."""
    if number := request.GET.get("study", "").strip():
        return _to_study(request, number)
    page = request.GET.get("page", "1")
    shown = present_queue(
        reason=request.GET.get("reason", ""), page=int(page) if page.isdecimal() and len(page) < 8 else 1
    )
    more = {"queue": shown, "model_is_stopped": runs.is_stopped(), "model_run": runs.at_work()}
    return render(request, "desk/queue.html", context_for(request, title="Queue", **more))


def _to_study(request: HttpRequest, number: str) -> HttpResponse:
    try:
        study = Study.objects.get(nct_id=parse_nct_id(number))
    except (NotAnIdentifier, Study.DoesNotExist):
        messages.error(request, f"We have no study with the number {number[:40]}.")
        return HttpResponseRedirect("/admin/queue/")
    return _back(study)


@require_safe
@needs("view_queue")
def study(request: HttpRequest, number: str) -> HttpResponse:
    """Show a page under review."""
    review = present_review(_study(number))
    more = {"review": review, "report_states": ReaderReport.State.choices[1:]}
    return render(request, "desk/study.html", context_for(request, title=review.study.nct_id, **more))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_sections")
def section(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Show the form for one section, check what was typed, or publish it."""
    found = _study(number)
    if name not in Section.values:
        raise Http404(name)
    try:
        form = SectionForm(found, name)
    except (ValueError, LookupError):
        messages.error(request, "The stored record cannot be read.")
        return _back(found)
    if request.method == "POST" and form.take(request.POST, who=request.user.get_username()):
        messages.success(request, f"{form.label}: published. Readers see it now.")
        return _back(found)
    context = context_for(request, title=f"{found.nct_id}: {form.label}", form=form)
    return render(request, "desk/section.html", context, status=400 if form.is_refused else 200)


_DEEDS = {
    "review": ("edit_sections", "Marked as reviewed."),
    "take-back": ("edit_sections", "Taken back. The automatic text stands again."),
    "rewrite": ("edit_sections", "The text was written anew."),
    "close": ("close_cases", "The case is closed."),
    "withdraw": (
        "withdraw_pages",
        "The text is withdrawn. Readers see the reason and the record’s own words.",
    ),
    "restore": ("withdraw_pages", "The text is back."),
}


@require_POST
def do(request: HttpRequest, number: str) -> HttpResponse:
    """Do one thing to a page: what, says the button."""
    deed = request.POST.get("do", "")
    if deed not in _DEEDS:
        raise Http404(deed)
    permission, done = _DEEDS[deed]
    require(request, permission)
    found = _study(number)
    try:
        _act(request, found, deed)
    except (actions.Refused, actions.Moved) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return _back(found)


def _act(request: HttpRequest, found: Study, deed: str) -> None:
    post, now, who = request.POST, timezone.now(), request.user.get_username()
    seen = post.get("seen", "")
    if deed == "review":
        actions.mark_reviewed(study=found, seen=seen, who=who, now=now)
    elif deed == "take-back":
        actions.take_back(study=found, section=post.get("section", ""), seen=seen, who=who, now=now)
    elif deed == "rewrite":
        actions.rewrite(study=found, who=who, now=now)
    elif deed == "withdraw":
        actions.withdraw_page(study=found, reason=post.get("reason", ""), who=who, now=now)
    elif deed == "restore":
        actions.restore_page(study=found, who=who, now=now)
    else:
        actions.close_case(study=found, reason=post.get("reason", ""), who=who, now=now)


@require_POST
@needs("close_cases")
def answer_report(request: HttpRequest, key: int) -> HttpResponse:
    """Close a reader's report."""
    row = get_object_or_404(ReaderReport.objects.select_related("study"), pk=key)
    state, words = request.POST.get("state", ""), request.POST.get("note", "")
    if state not in ReaderReport.State.values or state == ReaderReport.State.OPEN:
        messages.error(request, "Choose what you found.")
        return _back(row.study)
    with promptly():
        is_first = reports.answer(
            report=row,
            state=state,
            words=reports.seen_words(words)[:2000],
            who=request.user.get_username(),
            now=timezone.now(),
            forget="forget" in request.POST,
        )
    if is_first:
        messages.success(request, "The report is closed.")
    else:
        messages.error(request, "Another editor closed this report already.")
    return _back(row.study)


@require_POST
@needs("stop_model")
def stop_model(request: HttpRequest) -> HttpResponse:
    """Press the model writer's stop button."""
    was_at_work = actions.stop_model(who=request.user.get_username(), now=timezone.now())
    messages.success(
        request,
        "The model stops after the answers under way."
        if was_at_work
        else "No model was writing; none starts by itself now. To go on: plainstudy write --model.",
    )
    return HttpResponseRedirect("/admin/queue/")


def _study(number: str) -> Study:
    try:
        return get_object_or_404(Study, nct_id=parse_nct_id(number))
    except NotAnIdentifier as problem:
        raise Http404(number) from problem


def _back(found: Study) -> HttpResponse:
    return HttpResponseRedirect(f"/admin/studies/{found.nct_id}/")
