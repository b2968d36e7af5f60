"""What every template knows about this site."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from plainstudy.studies.models import Installation

from .assets import asset_url


@dataclass(frozen=True, slots=True)
class Site:
    """Who runs this copy, what it is filled with, and as of when."""

    operator: str
    """May be empty: then nobody said who runs it."""
    url: str
    is_samples: bool
    """Filled with sample records, which every page must say."""
    data_timestamp: dt.datetime | None
    """When the registry made the data; None while the store is empty."""
    has_mailbox: bool
    """A demo: mails are shown on a page instead of sent."""
    css_url: str
    icon_url: str

    @property
    def today(self) -> dt.date | None:
        """The day of the registry's data."""
        return self.data_timestamp.date() if self.data_timestamp else None

    @property
    def registry_name(self) -> str:
        """The name of the registry for readers."""
        return "the sample registry" if self.is_samples else "ClinicalTrials.gov"


def site_of(request: HttpRequest | None) -> Site:
    """Return the site; one query a request, remembered on the request."""
    known = getattr(request, "plainstudy_site", None)
    if isinstance(known, Site):
        return known
    registry, stamp = Installation.objects.values_list("registry", "data_timestamp").first() or ("", None)
    site = Site(
        operator=settings.OPERATOR,
        url=settings.SITE_URL,
        is_samples=registry == "samples",
        data_timestamp=stamp,
        has_mailbox=settings.MAILBOX_DIR is not None,
        css_url=asset_url("site.css"),
        icon_url=asset_url("favicon.svg"),
    )
    if request is not None:
        request.plainstudy_site = site  # type: ignore[attr-defined]
    return site


def site(request: HttpRequest) -> dict[str, Site]:
    """Give every template ``site``."""
    return {"site": site_of(request)}
