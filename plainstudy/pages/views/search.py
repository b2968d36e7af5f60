"""Search."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plainstudy.pages.presenters.search import FILTERS, present_search
from plainstudy.search.places import find_place
from plainstudy.search.queries import search

LONGEST = 300


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Find studies; the number of one that we hold leads straight to it. What was asked is kept nowhere."""
    asked = {name: _tidy(request.GET.get(name, "")) for name in ("q", "near", *FILTERS)}
    place = find_place(asked["near"]) if asked["near"] else None
    found = search(
        asked["q"],
        status=asked["status"],
        country=asked["country"],
        phase=asked["phase"],
        type=asked["type"],
        condition=asked["condition"],
        near=(place.latitude, place.longitude) if place else None,
        page=_number(request.GET.get("page", "")),
    )
    if found.nct_id and found.total == 1:
        return HttpResponseRedirect(f"/studies/{found.hits[0].nct_id}/")
    page = present_search(found, asked=asked, near_name=place.name if place else "")
    response = render(request, "pages/search.html", {"page": page})
    response["Cache-Control"] = "private, max-age=60" if any(asked.values()) else "public, max-age=60"
    return response


def _tidy(text: str) -> str:
    """Return one line; what cannot be printed, as a zero byte, counts as a blank."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
