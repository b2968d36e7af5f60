"""The addresses of all public pages."""

from django.urls import include, path, register_converter

from . import feeds, report
from .views import about, assets, conditions, history, home, search, sitemaps, status, study


class SignedInt:
    """A whole number; earlier versions from the registry's history count below zero."""

    regex = "-?[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(SignedInt, "signed")

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("studies/<str:number>/", study.study_page, name="study"),
    path("studies/<str:number>/report/", report.report, name="report"),
    path("studies/<str:number>/report/sent/", report.sent, name="report_sent"),
    path("studies/<str:number>/history/", history.history, name="history"),
    path("studies/<str:number>/history/<signed:before>..<signed:after>/", history.compare, name="compare"),
    path("studies/<str:number>/feed.atom", feeds.study_feed, name="study_feed"),
    path("conditions/", conditions.conditions, name="conditions"),
    path("conditions/<slug:slug>/", conditions.condition_page, name="condition"),
    path("conditions/<slug:slug>/feed.atom", feeds.condition_feed, name="condition_feed"),
    path("about/", about.about, name="about"),
    path("about/<slug:page>/", about.about, name="about_page"),
    path("status/", status.status, name="status"),
    path("healthz", status.healthz, name="healthz"),
    path("robots.txt", sitemaps.robots),
    path("sitemap.xml", sitemaps.sitemap_index),
    path("sitemaps/studies-<int:part>.xml", sitemaps.sitemap, {"kind": "studies"}),
    path("sitemaps/conditions-<int:part>.xml", sitemaps.sitemap, {"kind": "conditions"}),
    path("assets/<slug:version>/<path:name>", assets.asset, name="asset"),
    path("favicon.ico", assets.favicon),
    path("", include("plainstudy.pages.follow_urls")),
]
