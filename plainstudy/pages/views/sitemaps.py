"""For search engines: robots.txt, an index of site maps, and site maps of a fixed range of rows each."""

from xml.sax.saxutils import escape

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from plainstudy.conditions.models import Concept
from plainstudy.pages.context import site_of
from plainstudy.pages.http import answer_for_a_while, answer_with
from plainstudy.studies.models import Study

RANGE = 20_000
XML = "application/xml"
MAX_AGE = 3600
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let everybody read everything but what is a person's own or without end."""
    lines = [
        "User-agent: *",
        "Disallow: /follow/",
        "Disallow: /search/",
        "Disallow: /*?near=",
        "Disallow: /*?page=",
        "Disallow: /admin/",
    ]
    if site_of(request).is_samples:
        lines = ["User-agent: *", "Disallow: /"]
    lines += ["", f"Sitemap: {site_of(request).url}/sitemap.xml", ""]
    return answer_with(request, HttpResponse("\n".join(lines), content_type="text/plain"), max_age=MAX_AGE)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the site maps: a range of row numbers each, so that none has to be counted."""
    site = site_of(request).url
    ranges = [("studies", Study.objects.aggregate(last=Max("pk"))["last"])]
    ranges.append(("conditions", Concept.objects.aggregate(last=Max("pk"))["last"]))
    maps = "".join(
        f"<sitemap><loc>{escape(site)}/sitemaps/{kind}-{part}.xml</loc></sitemap>\n"
        for kind, last in ranges
        for part in range((last or 0) // RANGE + 1)
    )
    xml = f'{_HEAD}<sitemapindex xmlns="{_XMLNS}">\n{maps}</sitemapindex>\n'
    return answer_with(request, HttpResponse(xml, content_type=XML), max_age=MAX_AGE)


@require_safe
def sitemap(request: HttpRequest, kind: str, part: int) -> HttpResponse:
    """List the addresses of one range; 404 where the range lies beyond what there is."""
    return answer_for_a_while(
        request, render=lambda: _sitemap(request, kind, part), max_age=MAX_AGE, content_type=XML
    )


def _sitemap(request: HttpRequest, kind: str, part: int) -> str:
    rows = _study_rows(part) if kind == "studies" else _concept_rows(part)
    if part and not rows:
        raise Http404(f"{kind}-{part}")
    site = escape(site_of(request).url)
    urls = "".join(
        f"<url><loc>{site}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for path, day in rows
    )
    return f'{_HEAD}<urlset xmlns="{_XMLNS}">\n{urls}</urlset>\n'


def _study_rows(part: int) -> list[tuple[str, str]]:
    rows = Study.objects.filter(
        pk__gte=part * RANGE, pk__lt=(part + 1) * RANGE, presence=Study.Presence.LISTED
    )
    return [
        (f"/studies/{nct_id}/", day.isoformat())
        for nct_id, day in rows.order_by("pk").values_list("nct_id", "last_updated")
    ]


def _concept_rows(part: int) -> list[tuple[str, str]]:
    rows = Concept.objects.filter(
        pk__gte=part * RANGE, pk__lt=(part + 1) * RANGE, study_conditions__isnull=False
    )
    return [
        (f"/conditions/{slug}/", "") for slug in rows.order_by("pk").values_list("slug", flat=True).distinct()
    ]
