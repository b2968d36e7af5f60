"""A condition's page and the list of all conditions."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower, Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plainstudy.conditions.models import Concept
from plainstudy.conditions.queries import broader, narrower
from plainstudy.pages.http import answer_with
from plainstudy.pages.presenters.cards import present_cards
from plainstudy.pages.presenters.help import is_about_suicide
from plainstudy.studies.models import Study
from plainstudy.studies.queries_conditions import counts_of, open_first, studies_of

PER_PAGE = 20
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Counted(Paginator):  # type: ignore[type-arg]  # takes no argument when it runs
    """Pages of studies that somebody has counted already."""

    def __init__(self, studies: QuerySet[Study], per_page: int, *, known: int) -> None:
        super().__init__(studies, per_page)
        self.count = known


@require_safe
def condition_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the studies on a condition or a narrower one, those looking for people first."""
    concept = get_object_or_404(Concept, slug=slug)
    counts = counts_of(concept)
    studies = open_first(studies_of(concept)).select_related("page")
    shown = _Counted(studies, PER_PAGE, known=counts.all).get_page(request.GET.get("page"))
    context = {
        "concept": concept,
        "shown": shown,
        "studies": present_cards(shown.object_list),
        "open_count": counts.recruiting,
        "narrower": narrower(concept)[:40],
        "broader": broader(concept)[:10],
        "needs_help": is_about_suicide(concept.label),
    }
    return answer_with(request, render(request, "pages/condition.html", context))


@require_safe
def conditions(request: HttpRequest) -> HttpResponse:
    """List the conditions that begin with a letter."""
    letter = request.GET.get("letter", "a")[:1].lower()
    if letter not in {*LETTERS, "0"}:
        raise Http404(letter)
    begins = Q(label__istartswith=letter)
    if letter == "0":
        begins = ~Q(first__in=list(LETTERS))
    found = Concept.objects.annotate(first=Lower(Substr("label", 1, 1))).filter(
        begins, study_conditions__isnull=False
    )
    context = {
        "letter": letter,
        "letters": f"{LETTERS}0",
        "concepts": found.order_by(Lower("label")).distinct(),
    }
    return answer_with(request, render(request, "pages/conditions.html", context))
