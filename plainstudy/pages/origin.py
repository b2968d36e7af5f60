"""Public forms take no cookie that could be abused; still, no other site may send them for a visitor."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plainstudy.alerts.networks import network_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Say whether a browser tells us that another site sent this.

    Our pages forbid a referrer, so browsers give the origin of our own forms as
    "null"; the header Sec-Fetch-Site then tells them from a stranger's.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return False
    own = {_origin(settings.SITE_URL), f"{request.scheme}://{request.get_host()}".lower()}
    return origin.lower() not in own


def own_origin_only(view: View[P]) -> View[P]:
    """Refuse what another site sends, with 403 and a page that says why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **more: P.kwargs) -> HttpResponse:
        if request.method == "POST" and comes_from_elsewhere(request):
            return render(request, "pages/follow/elsewhere.html", status=403)
        return view(request, *args, **more)

    return cast(View[P], guarded)


def network_from(request: HttpRequest) -> str:
    """Return the network that a request comes from, as coarse as limits need; see alerts/networks.py."""
    return network_of(
        request.META.get("REMOTE_ADDR", ""),
        forwarded_for=request.headers.get("X-Forwarded-For", ""),
        trusted_proxies=settings.TRUSTED_PROXIES,
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    port = (
        f":{parts.port}"
        if parts.port and (parts.scheme, parts.port) not in {("http", 80), ("https", 443)}
        else ""
    )
    return f"{parts.scheme}://{parts.hostname}{port}".lower()
