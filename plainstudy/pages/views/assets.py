"""The site's own style sheet, pictures and scripts, at addresses that change with their content."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from plainstudy.pages.assets import Asset, asset_url, assets, assets_version
from plainstudy.pages.http import accepts_gzip


@require_safe
def asset(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """Send an asset; one of an older version is sent as it is now, for a short time."""
    found = assets().get(name)
    if found is None:
        raise Http404(name)
    response = _packed(found) if accepts_gzip(request) else HttpResponse(found.body)
    response["Content-Type"] = found.content_type
    response["Vary"] = "Accept-Encoding"
    is_current = version == assets_version()
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_current else "public, max-age=60"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead those who look for the icon in its old place."""
    return HttpResponsePermanentRedirect(asset_url("favicon.svg"))


def _packed(found: Asset) -> HttpResponse:
    return HttpResponse(found.packed, headers={"Content-Encoding": "gzip"})
