"""The study page: every part, right status words, hostile text, caching."""

import datetime as dt
import re
from collections.abc import Callable

import msgspec
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plainstudy.studies.models import Study
from plainstudy.writing.models import PlainPage
from plainstudy.writing.text import Sentence

from .stores import CEMENT_STUDY, code, sample, store, write
from .texts import BONE_CEMENT

URL = f"/studies/{CEMENT_STUDY}/"
Fetch = Callable[..., str]


def test_study_page_shows_every_part(cement: Study, page_of: Fetch) -> None:
    """A written study shows all the parts of a study's page, in the order of a phone."""
    html = page_of(URL)
    parts = [
        "Not looking for people now",
        "<h1",
        "First seen 25 June 2026",
        "Last updated 26 June 2026",
        "Updated 1 time",
        ">Summary<",
        "What this could mean",
        ">Procedure<",
        "What this could lead to",
        "What could go wrong",
        'follow-title">Get updates',
        "Our safety recommendation",
        "Reads at",
        "Who can join",
        "What happens to you",
        "Key dates",
        "Contacts and locations",
        'conditions">Conditions<',
        "Why is this here?",
        "As listed by the registrant",
        "What changed",
        "Before you rely on this page",
        ">Sources<",
        "Data processed on 26 June 2026",
    ]
    places = [html.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_number_links_to_the_registry_without_telling_it_who_came(cement: Study, page_of: Fetch) -> None:
    """The identity line links to the record, with no referrer."""
    assert f'<a href="https://clinicaltrials.gov/study/{CEMENT_STUDY}" rel="nofollow noreferrer">' in page_of(
        URL
    )


def test_sentence_shows_the_exact_source_text_and_its_field(cement: Study, page_of: Fetch) -> None:
    """Opening a sentence's mark shows the record's value and what the field is called."""
    html = page_of(URL)
    note = html.split("87 people joined.")[1].split("</details>")[0]
    assert "Number of people" in note
    assert "87 (ACTUAL)" in note
    assert "protocolSection.designModule.enrollmentInfo" in note


def test_general_sentence_says_that_it_is_general(cement: Study, page_of: Fetch) -> None:
    """A general explanation is not passed off as coming from the record."""
    note = page_of(URL).split("Larger studies may still be needed.")[1].split("</details>")[0]
    assert "A general explanation" in note
    assert "does not come from this study’s record" in note


def test_registrant_terms_stand_character_for_character(db: None, page_of: Fetch) -> None:
    """Odd case, spaces and letters of a registrant's term are kept."""
    document = sample(CEMENT_STUDY, "2026-06-25")
    document["protocolSection"]["conditionsModule"]["conditions"] = ["mCRPC  stage IV", "سرطان"]
    store(document, day="2026-06-25")
    html = page_of(URL)
    assert '<li class="verbatim" dir="auto">mCRPC  stage IV</li>' in html
    assert '<li class="verbatim" dir="auto">سرطان</li>' in html


def test_conditions_link_to_their_pages_and_say_why(cement: Study, page_of: Fetch) -> None:
    """Each concept is linked, with the term and the rule that led to it; MeSH alone cannot be followed."""
    html = page_of(URL)
    assert 'href="/conditions/cancer-in-the-spine/"' in html
    assert "Metastatic Malignant Neoplasm in the Spine”" in html
    assert 'name="concept" value="cancer-in-the-spine"' in html
    assert 'name="concept" value="neoplasm-metastasis"' not in html


def test_study_without_text_shows_the_registrants_words(db: None, page_of: Fetch) -> None:
    """Before the writer has been there the page shows the registry's title and summary, and says so."""
    store(sample(CEMENT_STUDY, "2026-06-25"), day="2026-06-25")
    html = page_of(URL)
    assert "We have no plain text for this study yet" in html
    assert "High-dose stereotactic radiosurgery controls metastases" in html


def test_text_that_is_held_back_is_not_shown(cement: Study, page_of: Fetch) -> None:
    """A page with open findings is not published, and no sentence of it leaks."""
    PlainPage.objects.update(published=False, open_findings=2)
    html = page_of(URL)
    assert "Can bone cement help" not in html
    assert "87 people joined" not in html


def test_markup_in_registry_text_stays_text(db: None, page_of: Fetch) -> None:
    """Scripts, images and links in titles, terms, places and criteria are shown as characters."""
    document = sample(CEMENT_STUDY, "2026-06-25")
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
    protocol = document["protocolSection"]
    protocol["identificationModule"]["briefTitle"] = protocol["identificationModule"]["officialTitle"] = evil
    protocol["conditionsModule"]["conditions"] = [evil]
    protocol["eligibilityModule"]["eligibilityCriteria"] = evil
    protocol["descriptionModule"]["briefSummary"] = evil
    protocol["contactsLocationsModule"]["locations"][0]["facility"] = evil
    protocol["armsInterventionsModule"]["armGroups"][0]["label"] = evil
    protocol["sponsorCollaboratorsModule"]["leadSponsor"]["name"] = evil
    store(document, day="2026-06-25")
    html = page_of(URL)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript:' not in html


def test_contact_with_an_odd_address_gets_no_link(db: None, page_of: Fetch) -> None:
    """What is no plain e-mail address is shown but leads nowhere."""
    document = sample("NCT06972472", "2026-06-25")
    contacts = [{"name": "A", "email": "a@b.org?cc=all@x.org", "phone": "call me"}]
    document["protocolSection"]["contactsLocationsModule"]["centralContacts"] = contacts
    document["protocolSection"]["statusModule"]["overallStatus"] = "RECRUITING"
    store(document, day="2026-06-25")
    html = page_of("/studies/NCT06972472/")
    assert "mailto:a@b.org" not in html
    assert "<br>call me<br>" in html
    assert "a@b.org?cc=all@x.org" in html


def test_open_study_without_contact_says_so(db: None, page_of: Fetch) -> None:
    """A recruiting study without any contact does not leave the reader searching."""
    document = sample("NCT06972472", "2026-06-25")
    module = document["protocolSection"]["contactsLocationsModule"]
    module.pop("centralContacts", None)
    for location in module.get("locations", []):
        location.pop("contacts", None)
    document["protocolSection"]["statusModule"]["overallStatus"] = "RECRUITING"
    store(document, day="2026-06-25")
    assert "The record lists no contact." in page_of("/studies/NCT06972472/")


def test_closed_study_shows_no_contact(db: None, page_of: Fetch) -> None:
    """Contacts that a record still lists are not shown once people cannot join."""
    document = sample(CEMENT_STUDY, "2026-06-25")
    module = document["protocolSection"]["contactsLocationsModule"]
    module["centralContacts"] = [{"name": "Dr Contact", "phone": "555-123-4567", "email": "c@example.org"}]
    store(document, day="2026-06-25")
    html = page_of(URL)
    assert "Dr Contact" not in html
    assert "so we show no contact" in html


def test_study_about_suicide_opens_with_help(db: None, page_of: Fetch) -> None:
    """The first thing on the page is where to get help now."""
    document = sample(CEMENT_STUDY, "2026-06-25")
    document["protocolSection"]["conditionsModule"]["conditions"] = ["Suicidal Ideation"]
    store(document, day="2026-06-25")
    html = page_of(URL)
    assert html.index('id="help-now"') < html.index("<h1")


def test_removed_study_keeps_its_page_with_a_notice(cement: Study, page_of: Fetch) -> None:
    """A study that left the registry is told as such and shown as not current."""
    Study.objects.update(presence="removed", missing_since=dt.datetime(2026, 6, 29, tzinfo=dt.UTC))
    html = page_of(URL)
    assert "The registry no longer shows this study, since 29 June 2026" in html
    assert "status--unsure" in html


@pytest.fixture
def open_study(db: None) -> Study:
    """Return a written study that looks for people at one place and has a contact there."""
    document = sample(CEMENT_STUDY, "2026-06-26")
    status = document["protocolSection"]["statusModule"]
    status |= {"overallStatus": "RECRUITING", "statusVerifiedDate": "2026-05"}
    document["protocolSection"]["contactsLocationsModule"]["locations"][0] |= {
        "status": "RECRUITING",
        "contacts": [{"name": "Study team", "phone": "555 0100"}],
    }
    study = store(document, day="2026-06-26")
    open_now = Sentence(
        "Listed as recruiting: open to new people.", ("protocolSection.statusModule.overallStatus",)
    )
    write(study, msgspec.structs.replace(BONE_CEMENT, status=(open_now,)))
    return study


def test_study_that_the_registry_no_longer_shows_is_nowhere_told_as_open(
    open_study: Study, page_of: Fetch
) -> None:
    """Neither its text nor any place speaks of looking for people; why no contact stands there is true."""
    assert "Listed as recruiting" in page_of(URL)
    assert page_of(URL).count("Looking for people") > 1
    Study.objects.update(presence="removed", missing_since=dt.datetime(2026, 6, 29, tzinfo=dt.UTC))
    html = page_of(URL)
    assert "Listed as recruiting" not in html
    assert "ooking for people" not in html
    assert "That was 1 month ago" not in html
    assert "nobody has confirmed" not in html
    assert "We show no contact, since the registry no longer shows this study" in html


def test_study_of_a_status_that_is_not_known_says_why_no_contact_stands_there(
    db: None, page_of: Fetch
) -> None:
    """A word that the registry brings in tomorrow does not mean that nobody confirmed the record."""
    document = sample(CEMENT_STUDY, "2026-06-26")
    document["protocolSection"]["statusModule"] |= {
        "overallStatus": "PAUSED",
        "statusVerifiedDate": "2026-06",
    }
    store(document, day="2026-06-26")
    html = page_of(URL)
    assert "It is not clear whether this study looks for people now, so we show no contact" in html
    assert "nobody has confirmed" not in html


def test_withheld_study_says_that_a_placeholder_stands_here(open_study: Study, page_of: Fetch) -> None:
    """The page does not claim to keep what the placeholder has replaced; that stands in the history."""
    document = sample(CEMENT_STUDY, "2026-06-26")
    day = document["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]
    document["protocolSection"] = {
        "identificationModule": {"nctId": CEMENT_STUDY, "briefTitle": "[Trial of device]"},
        "statusModule": {"overallStatus": "WITHHELD", "lastUpdatePostDateStruct": day},
    }
    store(document, day="2026-06-29")
    PlainPage.objects.all().delete()
    html = page_of(URL)
    assert "The registry withholds this study’s details" in html
    assert "This page keeps the last record" not in html
    assert f'<a href="{URL}history/">Earlier versions</a>' in html
    assert "The registry does not show this study’s details" in html
    assert "The registry no longer shows this study" not in html
    assert "ooking for people" not in html


def test_places_of_a_study_that_has_ended_are_not_told_as_open(db: None, page_of: Fetch) -> None:
    """What a place still lists counts for nothing once the study itself has ended."""
    document = sample(CEMENT_STUDY, "2026-06-26")
    document["protocolSection"]["statusModule"]["overallStatus"] = "COMPLETED"
    document["protocolSection"]["contactsLocationsModule"]["locations"][0]["status"] = "RECRUITING"
    store(document, day="2026-06-26")
    assert "ooking for people" not in page_of(URL).partition("Contacts and locations")[2]


def test_places_of_a_record_that_nobody_confirmed_are_told_as_listed(
    open_study: Study, page_of: Fetch
) -> None:
    """A record that may be out of date is told so at its places, too."""
    document = sample(CEMENT_STUDY, "2026-06-26")
    status = document["protocolSection"]["statusModule"]
    status |= {"overallStatus": "RECRUITING", "statusVerifiedDate": "2024-05"}
    document["protocolSection"]["contactsLocationsModule"]["locations"][0]["status"] = "RECRUITING"
    store(document, day="2026-06-27")
    places = page_of(URL).partition("Contacts and locations")[2]
    assert "Listed as looking for people" in places
    assert "Looking for people" not in places
    assert "Full dots: listed as looking for people" in places


def test_merged_study_leads_to_the_one_it_was_merged_with(cement: Study, client: Client) -> None:
    """An alias answers 301 to its target, history and feed as well; nobody keeps that for ever."""
    other = store(sample("NCT06972472", "2026-06-25"), day="2026-06-26")
    Study.objects.filter(pk=other.pk).update(presence="aliased", alias_of=cement)
    for rest in ("", "history/", "feed.atom"):
        response = client.get(f"/studies/NCT06972472/{rest}")
        assert (response.status_code, response["Location"]) == (301, f"{URL}{rest}")
        assert response["Cache-Control"] == "public, max-age=3600"


def test_study_that_came_back_from_a_merger_has_its_own_page(cement: Study, client: Client) -> None:
    """Only what is merged now leads elsewhere."""
    other = store(sample("NCT06972472", "2026-06-25"), day="2026-06-26")
    Study.objects.filter(pk=other.pk).update(presence="listed", alias_of=cement)
    assert client.get("/studies/NCT06972472/").status_code == 200


@pytest.mark.parametrize("spelling", ["nct02387905", "NCT2387905", "Nct02387905"])
def test_other_spelling_of_a_number_leads_to_the_page(cement: Study, client: Client, spelling: str) -> None:
    """Case and leading zeros are forgiven with a permanent redirect."""
    response = client.get(f"/studies/{spelling}/")
    assert (response.status_code, response["Location"]) == (301, URL)


def test_wrong_number_gets_a_clear_404(db: None, page_of: Fetch) -> None:
    """Something that is no NCT number is told so, with the right form."""
    html = page_of("/studies/NCT1234567890/", status=404)
    assert "is not a study’s number" in html
    assert "NCT and eight digits" in html


def test_letter_o_in_a_number_gets_a_hint(db: None, page_of: Fetch) -> None:
    """A typed letter O is guessed to be a zero."""
    assert '<a href="/studies/NCT02387905/">' in page_of("/studies/NCTO2387905/", status=404)


def test_unknown_study_leads_to_the_registry(db: None, page_of: Fetch) -> None:
    """A well-formed number that we do not hold offers the registry's own page."""
    assert "https://clinicaltrials.gov/study/NCT00000001" in page_of("/studies/NCT00000001/", status=404)


def test_conditional_request_is_answered_without_rendering(
    cement: Study, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """A visitor who holds the page gets 304 after one query."""
    etag = client.get(URL)["ETag"]
    with django_assert_max_num_queries(1):
        response = client.get(URL, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("change", ["text", "day", "version", "condition"])
def test_etag_changes_with_all_that_the_page_shows(cement: Study, client: Client, change: str) -> None:
    """A new text, a new day, a new version or a new code makes a new page."""
    before = client.get(URL)["ETag"]
    if change == "text":
        write(cement, written_at=dt.datetime(2026, 6, 28, tzinfo=dt.UTC))
    elif change == "day":
        from plainstudy.studies import actions

        actions.complete_snapshot(dt.datetime(2026, 6, 27, 12, tzinfo=dt.UTC))
    elif change == "version":
        store(sample(CEMENT_STUDY, "2026-06-29"), day="2026-06-26")
    else:
        code(cement, "Metastatic Malignant Solid Neoplasm", label="Solid tumour")
    assert client.get(URL)["ETag"] != before


def test_uncached_page_takes_at_most_ten_queries(
    cement: Study, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """The number of queries is small and fixed."""
    with django_assert_max_num_queries(10):
        client.get(URL)


def test_page_holds_nothing_of_one_visitor(cement: Study, client: Client) -> None:
    """No cookie is set, any cache may keep the page, nothing is loaded from elsewhere."""
    response = client.get(URL)
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    loaded = re.findall(
        r'(?:src|<link rel="(?:stylesheet|icon)"[^>]*href|action)="([^"]*)"', response.content.decode()
    )
    assert [address for address in loaded if address.startswith(("http", "//"))] == []
    assert "style=" not in response.content.decode()


def test_page_is_gzipped_where_that_is_understood(cement: Study, client: Client) -> None:
    """The same page goes out packed or plain; both are small."""
    packed = client.get(URL, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < 60_000
    assert "Content-Encoding" not in client.get(URL)


def test_named_place_gives_distances_that_no_cache_keeps(cement: Study, client: Client) -> None:
    """A town leads to a distance in kilometres and miles, and stays private."""
    response = client.get(f"{URL}?near=Dallas")
    assert "private" in response["Cache-Control"]
    assert re.search(r"about 3\d\d km \(2\d\d miles\)", response.content.decode())


def test_unknown_place_is_told(cement: Study, page_of: Fetch) -> None:
    """A town that we do not know is named back, as text."""
    assert "We do not know a place called “&lt;b&gt;Xyzzy”" in page_of(f"{URL}?near=<b>Xyzzy")


def test_samples_are_labelled_on_the_page(db: None, page_of: Fetch) -> None:
    """A store of samples says so on top of every page and in the sources."""
    store(sample(CEMENT_STUDY, "2026-06-25"), day="2026-06-25", registry="samples")
    for path in (URL, "/", "/about/", "/status/", f"{URL}history/", "/nowhere/"):
        html = page_of(path, status=404 if path == "/nowhere/" else 200)
        assert "Sample records." in html
