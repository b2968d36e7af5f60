"""A condition's page and the list of all conditions."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.functions import Lower, Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from plainstudy.conditions.models import Concept
from plainstudy.conditions.queries import broader, narrower
from plainstudy.pages.http import answer_for_a_while
from plainstudy.pages.presenters.cards import present_cards
from plainstudy.pages.presenters.help import is_about_suicide
from plainstudy.studies.models import Study
from plainstudy.studies.queries_conditions import (
    concepts_with_studies,
    counts_of,
    in_order,
    open_first,
    studies_of,
)

PER_PAGE = 20
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Counted(Paginator):  # type: ignore[type-arg]  # takes no argument when it runs
    """Pages of studies' ids that somebody has counted already."""

    def __init__(self, ids: QuerySet[Study, int], *, known: int) -> None:
        super().__init__(ids, PER_PAGE)
        self.count = known


@require_safe
def condition_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the studies on a condition or a narrower one, those looking for people first."""
    concept = get_object_or_404(Concept, slug=slug)
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else 1
    return answer_for_a_while(request, key=[number], render=lambda: _condition_page(request, concept, number))


def _condition_page(request: HttpRequest, concept: Concept, number: int) -> str:
    counts = counts_of(concept)
    ids = open_first(studies_of(concept)).values_list("pk", flat=True)
    shown = _Counted(ids, known=counts.all).get_page(number)
    context = {
        "concept": concept,
        "shown": shown,
        "studies": present_cards(in_order(shown.object_list)),
        "open_count": counts.recruiting,
        "narrower": narrower(concept)[:40],
        "broader": broader(concept)[:10],
        "needs_help": is_about_suicide(concept.label),
    }
    return render_to_string("pages/condition.html", context, request)


@require_safe
def conditions(request: HttpRequest) -> HttpResponse:
    """List the conditions that begin with a letter."""
    letter = request.GET.get("letter", "a")[:1].lower()
    if letter not in {*LETTERS, "0"}:
        raise Http404(letter)
    return answer_for_a_while(request, key=[letter], render=lambda: _conditions(request, letter))


def _conditions(request: HttpRequest, letter: str) -> str:
    context = {"letter": letter, "letters": f"{LETTERS}0", "concepts": _beginning_with(letter)}
    return render_to_string("pages/conditions.html", context, request)


def _beginning_with(letter: str) -> Sequence[Concept]:
    if letter != "0":
        return list(concepts_with_studies().filter(label__istartswith=letter))
    others = concepts_with_studies().annotate(first=Lower(Substr("label", 1, 1)))
    return list(others.exclude(first__in=list(LETTERS)))
