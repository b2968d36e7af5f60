"""A study's page."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from plainstudy.pages.context import site_of
from plainstudy.pages.http import answer
from plainstudy.pages.presenters.study import present_study
from plainstudy.pages.state import StudyState, study_state
from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id
from plainstudy.record.study import GeoPoint
from plainstudy.search.places import find_place
from plainstudy.studies.models import Study

from .errors import no_such_study, not_a_number

NEAR_LENGTH = 80
MERGED_FOR_SECONDS = 3600


@require_safe
def study_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show one study; other spellings of its number and merged studies lead to it."""
    found = find_study(request, number)
    if isinstance(found, HttpResponse):
        return found
    if near := " ".join(request.GET.get("near", "").split())[:NEAR_LENGTH]:
        return _page_near(request, found.study, near)
    return answer(
        request,
        parts=found.parts,
        render=lambda: _render(request, found.study),
    )


def find_study(request: HttpRequest, number: str, *, rest: str = "") -> StudyState | HttpResponse:
    """Return the study of a number, or the answer that helps: a redirect to the right address, or a 404.

    ``rest`` is what follows the number in the address, as in "history/".
    """
    try:
        nct_id = parse_nct_id(number)
    except NotAnIdentifier:
        return not_a_number(request, number)
    state = study_state(nct_id)
    if state is None:
        return no_such_study(request, nct_id)
    if state.alias_of:
        moved = HttpResponsePermanentRedirect(f"/studies/{state.alias_of}/{rest}")
        # Without a limit browsers keep it for ever, and the registry may take a merger back.
        moved["Cache-Control"] = f"public, max-age={MERGED_FOR_SECONDS}"
        return moved
    if nct_id != number:
        return HttpResponsePermanentRedirect(f"/studies/{nct_id}/{rest}")
    return state


def _render(request: HttpRequest, study: Study) -> str:
    page = present_study(study, today=site_of(request).today or study.last_updated)
    return render_to_string("pages/study/page.html", {"page": page}, request)


def _page_near(request: HttpRequest, study: Study, asked: str) -> HttpResponse:
    """Show the page with distances from a place the reader named; nobody's cache keeps it."""
    place = find_place(asked)
    note = (
        ""
        if place
        else f"We do not know a place called “{asked}”. Try a larger town nearby, or a US ZIP code."
    )
    page = present_study(
        study,
        today=site_of(request).today or study.last_updated,
        near=GeoPoint(lat=place.latitude, lon=place.longitude) if place else None,
    )
    context = {
        "page": page,
        "near_asked": asked,
        "near_name": place.name if place else "",
        "near_note": note,
    }
    response = HttpResponse(render_to_string("pages/study/page.html", context, request))
    response["Cache-Control"] = "private, no-store"
    return response
