"""A study's history, and two of its versions side by side."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from plainstudy.pages import queries
from plainstudy.pages.context import site_of
from plainstudy.pages.http import answer
from plainstudy.pages.presenters.compare import present_comparison
from plainstudy.pages.presenters.history import present_history

from .errors import no_such_version
from .study import find_study

_VERSION = re.compile(r"-?[0-9]{1,9}")


@require_safe
def history(request: HttpRequest, number: str) -> HttpResponse:
    """Show every version; the compare picker (a GET form) leads on to the comparison."""
    found = find_study(request, number, rest="history/")
    if isinstance(found, HttpResponse):
        return found
    if picked := _picked(request):
        return HttpResponseRedirect(f"/studies/{found.study.nct_id}/history/{picked[0]}..{picked[1]}/")
    category = request.GET.get("category", "")[:40]

    def show() -> str:
        page = present_history(
            found.study, today=site_of(request).today or found.study.last_updated, category=category
        )
        return render_to_string("pages/history.html", {"page": page}, request)

    return answer(request, parts=(*found.parts, category), render=show)


@require_safe
def compare(request: HttpRequest, number: str, before: int, after: int) -> HttpResponse:
    """Show what differs between two versions, older first."""
    found = find_study(request, number, rest=f"history/{before}..{after}/")
    if isinstance(found, HttpResponse):
        return found
    versions = {version.number: version for version in queries.versions_of(found.study)}
    if before not in versions or after not in versions:
        return no_such_version(request, found.study.nct_id)
    order = list(versions)
    if order.index(before) > order.index(after):
        return HttpResponsePermanentRedirect(f"/studies/{found.study.nct_id}/history/{after}..{before}/")

    def show() -> str:
        page = present_comparison(found.study, before=versions[before], after=versions[after])
        return render_to_string("pages/compare.html", {"page": page}, request)

    return answer(request, parts=found.parts, render=show, max_age=3600)


def _picked(request: HttpRequest) -> tuple[int, int] | None:
    """Read the two versions picked to compare; None where none were."""
    before, after = request.GET.get("from", ""), request.GET.get("to", "")
    is_picked = _VERSION.fullmatch(before) and _VERSION.fullmatch(after)
    return (int(before), int(after)) if is_picked else None
