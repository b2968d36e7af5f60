"""Pages for what cannot be shown: they say what is wrong and what to try."""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id

_DIGITS = re.compile(r"\d{6,9}")
_NUMBER = re.compile(r"\bN?CT[\s_:#-]*[0-9OolI]{5,10}\b", re.I)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for an address that leads nowhere, with a hint where it looks like a study's number."""
    return _missing(request, {"hint": number_meant(request.path)})


def not_a_number(request: HttpRequest, number: str) -> HttpResponse:
    """Answer for /studies/… with something that is no NCT number."""
    context = {"number": number[:40], "hint": number_meant(number), "is_number_wrong": True}
    return _missing(request, context)


def no_such_study(request: HttpRequest, nct_id: str) -> HttpResponse:
    """Answer for a well-formed number of a study that we do not hold."""
    return _missing(request, {"missing": nct_id})


def no_such_version(request: HttpRequest, nct_id: str) -> HttpResponse:
    """Answer for a comparison with a version that does not exist."""
    return _missing(request, {"versions_of": nct_id})


def _missing(request: HttpRequest, context: Mapping[str, object]) -> HttpResponse:
    """Answer 404 with a page that caches keep no longer than the next study takes to come."""
    response = render(request, "pages/errors/404.html", dict(context), status=404)
    response["Cache-Control"] = "public, max-age=60"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be taken as a request: too many fields, another site's name."""
    return HttpResponse(render_to_string("pages/errors/400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: needs neither database nor context."""
    return HttpResponse(render_to_string("pages/errors/500.html"), status=500)


def number_meant(text: str) -> str:
    """Guess the NCT number a reader meant ("nct 2387905", "NCTO2387905"); empty where there is no guess."""
    if found := _NUMBER.search(text):
        digits = re.sub(r"[Oo]", "0", re.sub(r"[lI]", "1", found.group()))
        digits = re.sub(r"\D", "", digits)
    elif plain := _DIGITS.search(text):
        digits = plain.group()
    else:
        return ""
    try:
        return parse_nct_id(f"NCT{digits}")
    except NotAnIdentifier:
        return ""
