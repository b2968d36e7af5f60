"""What this site is and how it works, a page for each question."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plainstudy.conditions.licences import sources
from plainstudy.pages.http import answer_with

PAGES = ("texts", "privacy", "terms", "safety", "sources", "samples")


@require_safe
def about(request: HttpRequest, page: str = "index") -> HttpResponse:
    """Show one of the about pages; 404 for a name that is none."""
    if page != "index" and page not in PAGES:
        raise Http404(page)
    context: dict[str, object] = {"report_months": settings.REPORT_MONTHS}
    if page == "sources":
        context["vocabularies"] = sources()
    return answer_with(request, render(request, f"pages/about/{page}.html", context), max_age=600)
