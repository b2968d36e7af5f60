"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plainstudy.changes.queries import recent_changes
from plainstudy.pages import queries
from plainstudy.pages.http import answer_with
from plainstudy.pages.presenters.cards import present_card, present_cards

SHOWN = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is; show what changed lately and what is new."""
    events = recent_changes().select_related("study__page")[:SHOWN]
    changed = [(present_card(event.study), event) for event in events]
    context = {"changed": changed, "new": present_cards(queries.newly_registered(SHOWN))}
    return answer_with(request, render(request, "pages/home.html", context))
