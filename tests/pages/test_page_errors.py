"""What goes wrong is told in words, and no answer gives a reader away."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from plainstudy.pages.follow import private
from plainstudy.studies.models import Study

from .stores import CEMENT_STUDY

STUDY = f"/studies/{CEMENT_STUDY}/"
EVERY_KIND = (
    "/", STUDY, f"{STUDY}?near=Dallas", f"{STUDY}history/", f"{STUDY}feed.atom", "/conditions/?letter=c",
    "/conditions/cancer-in-the-spine/", "/conditions/cancer-in-the-spine/feed.atom", "/search/?q=cement",
    "/about/privacy/", "/status/", "/healthz", "/robots.txt", "/sitemap.xml", "/follow/", "/follow/manage/",
    "/follow/leave/wrong/", "/nowhere/", "/studies/1/",
)  # fmt: skip
HOSTILE = (
    "/studies/%00/", f"{STUDY[:-1]}%0d%0aX-Evil:1/", "/conditions/%00/", "/conditions/x/?page=%00",
    "/conditions/?letter=%00", "/search/?q=%00&near=%00&condition=%00&page=%00", "/search/?q=%ff%fe",
    "/search/?page=-1", "/search/?page=" + "9" * 400, "/search/?q=" + "%22(*%5B~%5E:" * 40,
    f"{STUDY}?near=%00", f"{STUDY}history/?category=%00", f"{STUDY}history/?from={'9' * 4000}&to=1",
    f"{STUDY}history/?from=x&to=", "/follow/?study=%00&concept=%00", "/follow/confirm/%00/",
    "/follow/manage/" + "A" * 3000 + "/", "/assets/x/..%2f..%2fconfig/settings.py",
    "/sitemaps/studies-" + "9" * 30 + ".xml", "//evil.example/", "/conditions/%D9%A1/",
    "/studies/" + "%F0%9F%98%80" * 90 + "/",
)  # fmt: skip


@pytest.mark.parametrize("path", EVERY_KIND)
def test_no_answer_tells_other_sites_who_reads_what(cement: Study, client: Client, path: str) -> None:
    """No referrer, no cookie, nothing loaded from elsewhere, no guessing of types, no foreign frame."""
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_says_how_long_it_may_be_kept(cement: Study, client: Client, path: str) -> None:
    """What holds something of one visitor is kept nowhere public; a page that is missing, for a minute."""
    kept = client.get(path)["Cache-Control"]
    personal = path.startswith("/follow/") or "near=" in path or "q=" in path
    assert ("public" in kept) is not (personal or path == "/healthz")
    if path in {"/nowhere/", "/studies/1/"}:
        assert kept == "public, max-age=60"


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_address_is_answered_calmly(cement: Study, client: Client, path: str) -> None:
    """Whatever stands in an address, the answer is a page, a way on, or a clear no; never a broken page."""
    response = client.get(path)
    assert response.status_code in {200, 301, 302, 400, 404}
    assert len(response.get("Location", "")) < 200
    assert response.get("Location", "/studies/").startswith("/")
    assert not response.get("Location", "").startswith("//")


@pytest.mark.parametrize(
    ("path", "host"), [("/?" + "&".join(f"a{n}=1" for n in range(2000)), "testserver"), ("/", "evil.example")]
)
def test_request_that_cannot_be_taken_gets_a_page_in_words(
    db: None, client: Client, path: str, host: str
) -> None:
    """Too many fields, or another site's name: told plainly, with a way on."""
    response = client.get("/search" + path, headers={"host": host})
    assert response.status_code == 400
    assert b"We could not take this request" in response.content


@pytest.mark.parametrize(("status", "wait"), [(429, "86400"), (503, "3600"), (200, None)])
def test_refused_request_says_when_to_come_back(rf: RequestFactory, status: int, wait: str | None) -> None:
    """Programs wait as long as readers are told to: a day after too many sign-ups."""

    @private
    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse(status=status)

    assert view(rf.get("/follow/")).get("Retry-After") == wait
