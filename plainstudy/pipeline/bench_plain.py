"""What pages are compared with: a view as one writes it first, five queries and 28 KB of a template."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from plainstudy.studies.models import Study

URLS = __name__
ADDRESS = "/plain/"
_QUERIES, _ROWS = 5, 20
_TEMPLATE = Engine().from_string(
    "<!doctype html><title>Studies</title><table>"
    "{% for rows in parts %}{% for row in rows %}<tr>"
    "<td><a href='/studies/{{ row.nct_id }}/'>{{ row.nct_id }}</a><td>{{ row.title }}"
    "<td>{{ row.overall_status|lower }}<td>{{ row.first_seen|date:'j F Y' }}"
    "<td>{{ row.last_updated|date:'j F Y' }}<td>{{ row.enrollment|default:'' }}"
    "<td>{{ filler }}</tr>{% endfor %}{% endfor %}</table>"
)
_FILLER = "x" * 90


def plain_view(request: HttpRequest) -> HttpResponse:
    """Show a hundred studies, read in five queries."""
    parts = [
        list(Study.objects.order_by("id")[start : start + _ROWS])
        for start in range(0, _QUERIES * _ROWS, _ROWS)
    ]
    return HttpResponse(_TEMPLATE.render(Context({"parts": parts, "filler": _FILLER})))


urlpatterns = [path(ADDRESS.strip("/") + "/", plain_view)]
