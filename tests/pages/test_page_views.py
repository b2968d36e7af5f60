"""All other pages: they answer, help, and let caches work."""

import datetime as dt
import gzip
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plainstudy.changes.models import Event
from plainstudy.conditions.models import Concept
from plainstudy.pages.assets import asset_url, assets
from plainstudy.pages.http import Remembered
from plainstudy.pages.presenters.search import present_search
from plainstudy.pages.presenters.study_json import study_json
from plainstudy.pages.registry_html import registry_html
from plainstudy.pages.views.errors import number_meant
from plainstudy.search.queries import Hit, SearchResults
from plainstudy.search.query import parse_query
from plainstudy.studies import actions
from plainstudy.studies.models import Study

from .stores import CEMENT_STUDY, code, sample, store, tell, write

Fetch = Callable[..., str]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# ── First page, lists, search ─────────────────────────────────────────────────


def test_first_page_tells_changes_in_words_and_what_is_new(cement: Study, page_of: Fetch) -> None:
    """A change worth telling stands there with its account; a new study with its headline."""
    html = page_of("/")
    assert "The study now plans to end 6 months later" in html
    assert html.count("Can bone cement help prevent spine fractures") == 2


def test_empty_store_has_pages_all_the_same(db: None, page_of: Fetch) -> None:
    """Before the first reading nothing breaks."""
    for path in ("/", "/conditions/", "/search/", "/status/", "/about/", "/sitemap.xml", "/robots.txt"):
        page_of(path)


def test_what_was_caught_up_with_is_not_on_the_first_page(cement: Study, page_of: Fetch) -> None:
    """A change found after an outage may be old: it is not told as recent."""
    event = tell(cement, None, "It was stopped long ago.", day="2026-06-27", severity="major")
    assert "It was stopped long ago." in page_of("/")
    Event.objects.filter(pk=event.pk).update(silent=True)
    assert "It was stopped long ago." not in page_of("/")


def test_small_edit_is_not_on_the_first_page(cement: Study, page_of: Fetch) -> None:
    """Corrected spelling is no news."""
    tell(cement, None, "The spelling was corrected.", day="2026-06-27", severity="minor")
    assert "The spelling was corrected." not in page_of("/")


def test_condition_page_has_open_studies_first_and_a_form(cement: Study, page_of: Fetch) -> None:
    """A study that looks for people stands above one that does not."""
    open_study = store(sample("NCT06972472", "2026-06-25"), day="2026-06-26")
    Study.objects.filter(pk=open_study.pk).update(
        overall_status="RECRUITING", last_updated=dt.date(2020, 1, 1)
    )
    code(open_study, "x", label="Cancer in the spine")
    html = page_of("/conditions/cancer-in-the-spine/")
    assert html.index("NCT06972472") < html.index(CEMENT_STUDY)
    assert '<input type="hidden" name="concept" value="cancer-in-the-spine">' in html
    assert "2 studies, 1 looking for people" in html


def test_condition_page_and_feed_hold_studies_on_narrower_conditions(cement: Study, page_of: Fetch) -> None:
    """A page on cancer lists a study on cancer in the spine, says so, and says what mails leave out."""
    wide = Concept.objects.create(code="MESH:wide", slug="cancer", label="Cancer", vocabulary="MeSH")
    Concept.objects.get(slug="cancer-in-the-spine").parents.add(wide)
    html = page_of("/conditions/cancer/")
    assert CEMENT_STUDY in html
    assert "1 study, 0 looking for people" in html
    assert "Studies on narrower conditions are among them" in html
    assert 'Mails leave out <a href="#narrower">narrower conditions</a>' in html
    assert CEMENT_STUDY in page_of("/conditions/cancer/feed.atom")
    narrow = page_of("/conditions/cancer-in-the-spine/")
    assert "narrower conditions" not in narrow


def test_page_of_a_wide_condition_is_made_once_a_minute(
    cement: Study,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """However often it is asked for, only its name is looked up; a minute later it is made anew."""
    url, now = "/conditions/cancer-in-the-spine/", 600.0
    monkeypatch.setattr("plainstudy.pages.http.time.monotonic", lambda: now)
    first = client.get(url)
    with django_assert_num_queries(2):
        assert client.get(url).content == first.content
        again = client.get(url + "?page=1", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    Study.objects.update(presence="removed")
    now = 660.0
    assert CEMENT_STUDY not in client.get(url).content.decode()


def test_study_that_left_the_registry_is_not_among_a_conditions_studies(
    cement: Study, page_of: Fetch
) -> None:
    """Removed and merged studies are not offered."""
    Study.objects.update(presence="removed")
    assert CEMENT_STUDY not in page_of("/conditions/cancer-in-the-spine/")


def test_conditions_are_listed_by_letter(cement: Study, page_of: Fetch) -> None:
    """Only conditions of some study, under their first letter."""
    Concept.objects.create(code="MESH:x", slug="unused", label="Cancer unused", vocabulary="MeSH")
    html = page_of("/conditions/?letter=c")
    assert "/conditions/cancer-in-the-spine/" in html
    assert "/conditions/unused/" not in html
    assert "/conditions/cancer-in-the-spine/" not in page_of("/conditions/?letter=n")


def test_unknown_condition_or_letter_is_404(db: None, client: Client) -> None:
    """An address that leads nowhere says so."""
    assert client.get("/conditions/no-such-thing/").status_code == 404
    assert client.get("/conditions/?letter=$").status_code == 404


def test_search_for_a_number_that_we_do_not_hold_points_to_the_registry(
    db: None, page_of: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader is not left with an empty page."""
    from plainstudy.pages.views import search as view
    from plainstudy.search.queries import SearchResults, parse_query

    found = SearchResults(query=parse_query("NCT00000001"), nct_id="NCT00000001")
    monkeypatch.setattr(view, "search", lambda *_, **__: found)
    assert "https://clinicaltrials.gov/study/NCT00000001" in page_of("/search/?q=NCT00000001")


def test_what_was_searched_is_shown_as_text(db: None, page_of: Fetch) -> None:
    """A script in the address stays text."""
    html = page_of("/search/?q=<script>alert(1)</script>&near=<b>")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("near", "count", "words"),
    [
        ("", 7, "Oslo, Norway; Rome, Italy and 5 more"),
        ("Boston, MA", 7, "7 places, at least one near Boston, MA"),
        ("Oslo", 1, "Oslo, Norway"),
    ],
)
def test_search_near_a_town_names_no_far_places(db: None, near: str, count: int, words: str) -> None:
    """The first places of a study may be far from the one that made it come up."""
    places = (("Oslo", "Norway"), ("Rome", "Italy"))[:count]
    hit = Hit("NCT1", "", "A study", "RECRUITING", "", "", None, "2026-01-01", (), places, count)
    found = SearchResults(query=parse_query("x"), total=1, hits=(hit,))
    ((_, where),) = present_search(found, asked={}, near_name=near).cards
    assert where == words


# ── History ───────────────────────────────────────────────────────────────────


def test_other_spelling_is_one_tap_away_and_keeps_the_filters(db: None) -> None:
    """The results of what was typed stay; the link searches for what may be meant."""
    found = SearchResults(query=parse_query("brest cancer"), total=1, did_you_mean="breast cancer")
    page = present_search(found, asked={"q": "brest cancer", "status": "RECRUITING"}, near_name="")
    assert page.other_spelling == "?q=breast+cancer&status=RECRUITING&page=1"


def test_history_lists_every_version_and_draws_the_life(cement: Study, page_of: Fetch) -> None:
    """Each event stands with its words, its weight and the way to compare."""
    html = page_of(f"/studies/{CEMENT_STUDY}/history/")
    assert "The study now plans to end 6 months later" in html
    assert ">Notable<" in html
    assert f'href="/studies/{CEMENT_STUDY}/history/1..2/"' in html
    assert 'role="img" aria-label="2 versions. Status: Listed as going on, closed to new people' in html
    assert "The same as a table" in html


def test_history_can_be_filtered_by_category(cement: Study, page_of: Fetch) -> None:
    """Only changes of the chosen kind stay."""
    tell(cement, None, "A place opened in Austin.", day="2026-06-27", category="where")
    html = page_of(f"/studies/{CEMENT_STUDY}/history/?category=where")
    assert "A place opened in Austin." in html
    assert "The study now plans to end 6 months later" not in html


def test_picked_versions_lead_to_their_comparison(cement: Study, client: Client) -> None:
    """The form without a script ends at the comparison's own address."""
    response = client.get(f"/studies/{CEMENT_STUDY}/history/?from=1&to=2")
    assert (response.status_code, response["Location"]) == (302, f"/studies/{CEMENT_STUDY}/history/1..2/")


def test_comparison_marks_what_went_and_what_came_without_colour(cement: Study, page_of: Fetch) -> None:
    """Marks are elements of their own, and are named for those who do not see them."""
    html = page_of(f"/studies/{CEMENT_STUDY}/history/1..2/")
    assert re.search(r"<del><span[^>]*>\[removed: </span>30 June ", html)
    assert re.search(r"<ins><span[^>]*>\[added: </span>31 December ", html)
    assert "End of the study" in html


def test_comparison_in_the_wrong_order_is_turned_round(cement: Study, client: Client) -> None:
    """Older stands left."""
    response = client.get(f"/studies/{CEMENT_STUDY}/history/2..1/")
    assert (response.status_code, response["Location"]) == (301, f"/studies/{CEMENT_STUDY}/history/1..2/")


def test_version_that_does_not_exist_is_404_with_a_way_on(cement: Study, page_of: Fetch) -> None:
    """The page leads to the versions that there are."""
    html = page_of(f"/studies/{CEMENT_STUDY}/history/1..9/", status=404)
    assert f"/studies/{CEMENT_STUDY}/history/" in html


# ── Feeds ─────────────────────────────────────────────────────────────────────


def test_study_feed_tells_each_event_once_under_a_lasting_name(cement: Study, page_of: Fetch) -> None:
    """Entries are newest first; their ids do not move when others come."""
    url = f"/studies/{CEMENT_STUDY}/feed.atom"
    before = [entry.findtext(f"{ATOM}id") for entry in ET.fromstring(page_of(url)).iter(f"{ATOM}entry")]
    tell(cement, None, "It left the registry.", day="2026-06-27", kind="removed")
    feed = ET.fromstring(page_of(url))
    entries = list(feed.iter(f"{ATOM}entry"))
    assert [entry.findtext(f"{ATOM}id") for entry in entries][1:] == before
    assert entries[1].findtext(f"{ATOM}summary") == (
        "<p>The study now plans to end 6 months later, in December 2026 (before: June 2026).</p>"
    )


def test_markup_in_a_change_stays_text_in_the_feed(cement: Study, page_of: Fetch) -> None:
    """Feed readers render summaries as HTML; a record's script must not run there."""
    tell(cement, None, "“<script>alert(1)</script>” was added.", day="2026-06-27")
    feed = ET.fromstring(page_of(f"/studies/{CEMENT_STUDY}/feed.atom"))
    newest = next(feed.iter(f"{ATOM}summary"))
    assert newest.text == "<p>“&lt;script&gt;alert(1)&lt;/script&gt;” was added.</p>"


def test_condition_feed_lists_the_newest_studies(cement: Study, page_of: Fetch) -> None:
    """One entry a study, with our headline."""
    feed = ET.fromstring(page_of("/conditions/cancer-in-the-spine/feed.atom"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [
        "Can bone cement help prevent spine fractures after strong, focused radiation for cancer?"
    ]


def test_unchanged_feed_is_not_sent_again(cement: Study, client: Client) -> None:
    """Feed readers ask often; they get 304."""
    url = f"/studies/{CEMENT_STUDY}/feed.atom"
    assert client.get(url, headers={"If-None-Match": client.get(url)["ETag"]}).status_code == 304


# ── Status, robots, site maps, assets ─────────────────────────────────────────


def test_status_tells_day_and_counts(cement: Study, page_of: Fetch) -> None:
    """Readers and operators see how fresh and how full this copy is."""
    html = page_of("/status/")
    assert "<dd>26 June 2026</dd>" in html
    assert "<dt>Studies</dt><dd>1</dd>" in html


def test_health_is_plain_and_uncached(db: None, client: Client) -> None:
    """A load balancer gets ok, each time anew."""
    response = client.get("/healthz")
    assert (response.content, response["Cache-Control"]) == (b"ok\n", "no-store")


def test_site_maps_hold_every_listed_study_and_condition(cement: Study, page_of: Fetch) -> None:
    """The index leads to maps, which lead to pages."""
    maps = [loc.text or "" for loc in ET.fromstring(page_of("/sitemap.xml")).iter(f"{SITEMAP}loc")]
    paths = [re.sub(r"^https?://[^/]+", "", url) for url in maps]
    urls = [loc.text or "" for path in paths for loc in ET.fromstring(page_of(path)).iter(f"{SITEMAP}loc")]
    assert any(url.endswith(f"/studies/{CEMENT_STUDY}/") for url in urls)
    assert any(url.endswith("/conditions/cancer-in-the-spine/") for url in urls)


def test_site_map_beyond_the_last_is_404(db: None, client: Client) -> None:
    """Ranges without rows do not exist, but for the first."""
    assert client.get("/sitemaps/studies-7.xml").status_code == 404


def test_samples_stay_out_of_search_engines(db: None, page_of: Fetch) -> None:
    """A demonstration must not be found as if it were true."""
    store(sample(CEMENT_STUDY, "2026-06-25"), day="2026-06-25", registry="samples")
    assert "Disallow: /\n" in page_of("/robots.txt")


def test_style_sheet_may_be_kept_for_ever_under_its_name(client: Client) -> None:
    """One request, immutable, the same packed and plain."""
    response = client.get(asset_url("site.css"), headers={"Accept-Encoding": "gzip"})
    assert "immutable" in response["Cache-Control"]
    assert gzip.decompress(response.content) == assets()["site.css"].body


def test_style_sheet_of_an_older_page_is_still_answered(client: Client) -> None:
    """A page that a cache kept gets today's style, for a short time."""
    response = client.get("/assets/000000000000/site.css")
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=60")


@pytest.mark.parametrize("name", ["nothing.css", "../urls.py", "js/../site.css"])
def test_asset_that_is_none_is_404(db: None, client: Client, name: str) -> None:
    """Only the known names are served."""
    assert client.get(f"/assets/000000000000/{name}").status_code == 404


# ── About, errors ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", ["", "texts/", "privacy/", "terms/", "safety/", "sources/", "samples/"])
def test_about_page_answers(db: None, page_of: Fetch, page: str) -> None:
    """Each has one main heading."""
    assert page_of(f"/about/{page}").count("<h1") == 1


def test_sources_page_names_every_vocabulary_with_its_licence(db: None, page_of: Fetch) -> None:
    """What comes from others is credited."""
    html = page_of("/about/sources/")
    for name in ("Medical Subject Headings", "GeoNames", "Creative Commons Attribution 4.0"):
        assert name in html


def test_operator_stands_on_every_page(db: None, page_of: Fetch, settings: object) -> None:
    """Readers see who runs this copy, as text."""
    settings.OPERATOR = "Clinic <b>North</b>"  # type: ignore[attr-defined]
    assert "This copy is run by Clinic &lt;b&gt;North&lt;/b&gt;." in page_of("/about/privacy/")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/study/nct 02387905", "NCT02387905"),
        ("NCTO2387905", "NCT02387905"),
        ("ct02387905", "NCT02387905"),
        ("/2387905/", "NCT02387905"),
        ("NCT0238790", "NCT00238790"),
        ("/wp-login.php", ""),
        ("NCT00000000", ""),
    ],
)
def test_slip_in_a_number_is_guessed(typed: str, meant: str) -> None:
    """A hint is given where there is a likely number, and only there."""
    assert number_meant(typed) == meant


def test_broken_page_helps_without_database_or_context(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When everything fails the reader still gets words and a way on."""
    from plainstudy.pages.views import home as view

    def fail() -> None:
        raise RuntimeError("broken for this test")

    monkeypatch.setattr(view, "recent_changes", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content


@pytest.mark.parametrize("path", ["/", "/search/", "/status/", f"/studies/{CEMENT_STUDY}/", "/about/"])
def test_reading_takes_no_post(db: None, client: Client, path: str) -> None:
    """GET reads; nothing else is accepted on pages that only show."""
    assert client.post(path).status_code == 405


# ── Registry text, memory, JSON ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "* Age \\> 18\n* BMI < 30",
            '<ul>\n<li dir="auto">Age &gt; 18</li>\n<li dir="auto">BMI &lt; 30</li>\n</ul>',
        ),
        ("one\r\ntwo", '<p dir="auto">one<br>\ntwo</p>'),
        (
            "[x](http://evil.example) ![y](z) # h <b>b</b>",
            '<p dir="auto">[x](http://evil.example) ![y](z) # h &lt;b&gt;b&lt;/b&gt;</p>',
        ),
        ("HbA1c \\&gt;9%, A &amp; B", '<p dir="auto">HbA1c &gt;9%, A &amp; B</p>'),
        (
            "&lt;script&gt;x\\&lt;/script&gt; &amp;lt;b&amp;gt;",
            '<p dir="auto">&lt;script&gt;x&lt;/script&gt; &lt;b&gt;</p>',
        ),
        ("", ""),
    ],
)
def test_registry_text_keeps_lists_and_lines_and_nothing_else(text: str, html: str) -> None:
    """Lists, escapes and line breaks are rendered; all else stays as typed."""
    assert registry_html(text).strip() == html


def test_remembered_pages_forget_the_oldest_beyond_their_limit() -> None:
    """Memory stays bounded; what was asked for lately stays."""
    pages = Remembered(limit=10)
    pages.put("a", b"12345")
    pages.put("b", b"12345")
    assert pages.get("a")
    pages.put("c", b"12345")
    assert (pages.get("a"), pages.get("b"), pages.get("c")) == (b"12345", None, b"12345")
    pages.put("c", b"1")
    assert pages.size == 6


def test_show_gives_exactly_the_promised_keys(cement: Study) -> None:
    """`plainstudy show --json` is an interface that stays put."""
    shown = study_json(cement)
    assert list(shown) == [
        "nct_id",
        "headline",
        "headline_sources",
        "summary",
        "active_substance",
        "could_lead_to",
        "could_go_wrong",
        "first_seen",
        "last_updated",
        "update_count",
        "conditions",
        "registrant_conditions",
        "locations",
        "status",
        "writer",
        "writers",
        "reading_grade",
    ]
    assert shown["summary"][3] == {
        "text": "87 people joined.",
        "sources": ["protocolSection.designModule.enrollmentInfo"],
    }
    assert (shown["first_seen"], shown["last_updated"], shown["update_count"]) == (
        "2026-06-25",
        "2026-06-26",
        1,
    )
    assert shown["conditions"][0] == {
        "label": "Cancer in the spine",
        "concept_id": "MESH:cancer-in-the-spine",
        "confidence": 0.9,
        "rule": "part",
        "registrant_term": "Metastatic Malignant Neoplasm in the Spine",
    }
    assert shown["locations"][0]["city"] == "Houston"


def test_show_of_a_study_without_text_is_complete_in_form(db: None) -> None:
    """What is not written yet is empty, not absent."""
    study = store(sample(CEMENT_STUDY, "2026-06-25"), day="2026-06-25")
    shown = study_json(study)
    assert (shown["headline"], shown["summary"], shown["writer"], shown["reading_grade"]) == (
        "",
        [],
        "",
        None,
    )


def test_new_day_changes_the_words_about_age(cement: Study, page_of: Fetch) -> None:
    """A page that says how long ago something was is rendered anew when the day moves on."""
    assert "Confirmed this month" in page_of(f"/studies/{CEMENT_STUDY}/")
    write(cement)
    actions.complete_snapshot(dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC))
    assert "Confirmed 3 months ago" in page_of(f"/studies/{CEMENT_STUDY}/")


def test_history_tells_what_matters_first(cement: Study, page_of: Fetch) -> None:
    """Within one version major changes stand above minor ones."""
    event = tell(cement, None, "A comma was added.", day="2026-06-27", severity="minor", category="wording")
    event.changes.create(
        position=1,
        path="x",
        operation="changed",
        category="recruitment",
        severity="major",
        words="It stopped.",
    )
    html = page_of(f"/studies/{CEMENT_STUDY}/history/")
    assert html.index("It stopped.") < html.index("A comma was added.")
