"""Finding studies."""

import datetime as dt
from typing import Any

import msgspec
import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainstudy.search.queries import SearchResults, search
from plainstudy.studies.models import Study
from plainstudy.writing.models import PlainPage
from plainstudy.writing.text import Sentence, StudyText, encode_text
from tests.search.conftest import fill
from tests.studies.records import STAMP, record

HOUSTON = {"facility": "Cancer Center", "city": "Houston", "state": "Texas", "country": "United States",
           "geoPoint": {"lat": 29.76, "lon": -95.36}}  # fmt: skip
LYON = {"facility": "Hôpital", "city": "Lyon", "country": "France", "geoPoint": {"lat": 45.75, "lon": 4.85}}


def _numbers(results: SearchResults) -> list[str]:
    return sorted(hit.nct_id[-3:] for hit in results.hits)


@pytest.fixture
def world(db: None) -> None:
    """Index six studies of different kinds."""
    drug = {"type": "DRUG", "name": "Pembrolizumab 200 mg", "otherNames": ["MK-3475"]}
    fill(
        record("NCT00000101", title="Salt and the heart", conditions=["Hypertension"], places=[HOUSTON]),
        record("NCT00000102", title="Lungs", conditions=["Pulmonary Hypertension"], status="COMPLETED",
               places=[LYON]),
        record("NCT00000103", title="Radiosurgery of the spine", conditions=["Breast Cancer"],
               places=[HOUSTON, LYON], treatments=[drug]),
        record("NCT00000104", title="Milk in children", conditions=["Milk Allergy"],
               ages=("6 Months", "5 Years"), phases=["PHASE3"], updated="2026-06-25"),
        record("NCT00000105", title="Metastatic breast cancer", conditions=["Metastatic Breast Cancer"],
               status="TERMINATED", sex="FEMALE"),
        record("NCT00000106", title="Sugar", conditions=["Type 2 Diabetes"], places=[LYON]),
    )  # fmt: skip


@pytest.mark.usefixtures("world")
class TestWords:
    """Words, other names, other forms."""

    def test_everyday_name_finds_the_medical_one(self) -> None:
        """ "High blood pressure" is hypertension, and not that of the lungs."""
        assert _numbers(search("high blood pressure")) == ["101"]

    def test_illness_itself_comes_before_a_longer_name(self) -> None:
        """Hypertension first, pulmonary hypertension after it."""
        assert [hit.nct_id[-3:] for hit in search("hypertension").hits] == ["101", "102"]

    def test_other_forms_of_a_word_are_found(self) -> None:
        """Endings do not matter."""
        assert _numbers(search("allergies")) == ["104"]

    def test_brand_name_and_wider_condition_are_found(self) -> None:
        """Other names of a treatment, and what an illness is a kind of."""
        assert _numbers(search("keytruda")) == ["103"]
        assert _numbers(search("mk-3475")) == ["103"]
        assert _numbers(search("diabetes")) == ["106"]

    def test_place_and_word_must_both_be_there(self) -> None:
        """All words count, in whichever field."""
        assert _numbers(search("spine houston")) == ["103"]

    def test_name_of_a_hospital_is_no_illness(self) -> None:
        """Who looks for cancer does not get all studies of a cancer center; who looks for it does."""
        assert _numbers(search("cancer")) == ["103", "105"]
        assert _numbers(search("cancer center")) == ["101", "103"]
        assert search("salt anderson").is_loose
        assert _numbers(search("salt hospital")) == ["101"]

    def test_phrase_keeps_its_order_and_minus_leaves_out(self) -> None:
        """As on other search pages."""
        assert _numbers(search('"cancer breast"')) == []
        assert _numbers(search('"breast cancer" -metastatic')) == ["103"]

    def test_misspelt_word_is_corrected_and_said(self) -> None:
        """The corrected query is offered, with its results."""
        results = search("pembrolizumb")
        assert (_numbers(results), results.suggestion) == (["103"], "pembrolizumab")

    def test_nearest_spelling_is_offered_whatever_its_second_letter(self) -> None:
        """ "Hart" is nearer to "heart" than to "harm"."""
        fill(record("NCT00000200", title="Harm", conditions=["Asthma"]))
        results = search("hart salt")
        assert (_numbers(results), results.suggestion) == (["101"], "heart salt")

    def test_misspelt_word_that_a_study_has_is_corrected_too(self) -> None:
        """Some titles are misspelt themselves: what is many times as frequent is meant."""
        fill(record("NCT00000200", title="Alergy", conditions=["Asthma"]))
        fill(*(record(f"NCT0000{n}", title="Allergy", conditions=["Asthma"]) for n in range(1000, 1020)))
        results = search("milk alergy")
        assert (_numbers(results), results.suggestion) == (["104"], "milk allergy")

    def test_word_that_may_be_a_slip_is_asked_about(self) -> None:
        """Brest is a town and perhaps a slip: its studies are shown, and the other spelling is offered."""
        brest = {"facility": "Hospital", "city": "Brest", "country": "France"}
        fill(record("NCT00000300", title="Melanoma", conditions=["Skin Cancer"], places=[brest]))
        fill(*(record(f"NCT0000{n}", title="x", conditions=["Breast Cancer"]) for n in range(1000, 1004)))
        results = search("brest cancer")
        assert (_numbers(results), results.did_you_mean) == (["300"], "breast cancer")
        assert search("breast cancer").did_you_mean == ""
        assert search("cancer houston").did_you_mean == ""

    def test_everyday_word_finds_the_registrys(self) -> None:
        """Who types chemo and kids means chemotherapy and children, or what is called so."""
        fill(
            record("NCT00000400", title="Chemotherapy of asthma in children", conditions=["Asthma"]),
            record("NCT00000401", title="KIDS and chemo", conditions=["Asthma"]),
        )
        assert _numbers(search("chemo kids")) == ["400", "401"]
        assert search("chemo kids").suggestion == ""

    def test_when_nothing_has_all_words_most_are_enough(self) -> None:
        """And the page can say so."""
        results = search("breast cancer zeppelin")
        assert (_numbers(results), results.is_loose) == (["103", "105"], True)

    def test_word_that_nobody_has_finds_nothing(self) -> None:
        """Also one longer than any word of the index."""
        assert search("zeppelin").total == 0
        assert search("a" * 250).total == 0

    def test_number_is_a_direct_hit(self) -> None:
        """Known or not, the number comes back to lead to the study's page."""
        assert (search("nct101").nct_id, _numbers(search("nct101"))) == ("NCT00000101", ["101"])
        assert (search("NCT09999999").nct_id, search("NCT09999999").total) == ("NCT09999999", 0)

    def test_empty_query_lists_what_changed_last(self) -> None:
        """Newest first."""
        Study.objects.filter(nct_id="NCT00000102").update(last_updated=dt.date(2026, 6, 29))
        fill_again = Study.objects.get(nct_id="NCT00000102")
        from plainstudy.search.actions import index_studies
        from plainstudy.studies.waiting import add_waiting

        add_waiting("index", [fill_again.id])
        index_studies()
        results = search("")
        assert (results.total, results.hits[0].nct_id) == (6, "NCT00000102")


@pytest.mark.usefixtures("world")
class TestFilters:
    """Filters, counts and pages."""

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"status": "COMPLETED"}, ["102"]),
            ({"country": "France"}, ["102", "103", "106"]),
            ({"phase": "PHASE3"}, ["104"]),
            ({"condition": "breast-cancer"}, ["103", "105"]),
            ({"condition": "diabetes"}, ["106"]),
            ({"sex": "male"}, ["101", "102", "103", "104", "106"]),
            ({"age_days": 2 * 365}, ["104"]),
            ({"age_days": 100}, []),
            ({"near": (29.7, -95.4), "within_km": 50}, ["101", "103"]),
            ({"near": (45.0, 4.0), "within_km": 150}, ["102", "103", "106"]),
            ({"status": "nonsense"}, []),
            ({"sex": "nonsense"}, ["101", "102", "103", "104", "105", "106"]),
        ],
    )
    def test_filter_keeps_what_fits(self, filters: dict[str, Any], found: list[str]) -> None:
        """Each filter alone."""
        assert _numbers(search("", **filters)) == found

    def test_facets_count_the_results(self) -> None:
        """A chosen facet is counted as if it were not, so that another can be chosen."""
        results = search("cancer", status="TERMINATED")
        assert _numbers(results) == ["105"]
        assert dict(results.facets["status"]) == {"RECRUITING": 1, "TERMINATED": 1}
        assert dict(results.facets["condition"]) == {"breast-cancer": 1}

    def test_pages_follow_each_other_without_gap(self) -> None:
        """Every study stands on one page; pages beyond the last are empty."""
        pages = [search("", page=page, page_size=4) for page in (1, 2, 3)]
        assert [len(page.hits) for page in pages] == [4, 2, 0]
        assert len({hit.nct_id for page in pages for hit in page.hits}) == 6
        assert pages[0].pages == 2

    @pytest.mark.parametrize(("page", "page_size"), [(0, 20), (-5, 20), (10**12, 20), (1, 0), (1, 10**9)])
    def test_impossible_pages_are_answered(self, page: int, page_size: int) -> None:
        """Whatever an address says about pages, there is an answer."""
        assert search("cancer", page=page, page_size=page_size).total == 2

    def test_search_asks_the_database_nothing(self) -> None:
        """All that a list shows comes from the index."""
        with CaptureQueriesContext(connection) as queries:
            (hit,) = search("keytruda").hits
        assert len(queries) == 0
        assert (hit.title, hit.status, hit.conditions) == (
            "Radiosurgery of the spine", "RECRUITING", (("breast-cancer", "Breast cancer"),),
        )  # fmt: skip
        assert (hit.places, hit.place_count) == ((("Houston", "United States"), ("Lyon", "France")), 2)


@pytest.mark.usefixtures("world")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80) | st.text(alphabet='"-+*:()[]{}^~\\/&|! aANDORNOT', max_size=40))
def test_any_text_is_searched(text: str) -> None:
    """Hostile or broken input finds something or nothing, and raises never."""
    assert search(text).total >= 0


def test_search_before_the_first_study_says_so() -> None:
    """No index is no error."""
    results = search("asthma")
    assert (results.total, results.is_ready) == (0, False)


def _publish(study: Study, *, published: bool, headline: str = "Does salt matter?") -> None:
    said = Sentence(text=headline, sources=("protocolSection",))
    text = StudyText(
        headline=said, status=(), summary=(msgspec.structs.replace(said, text="A plain word: xylophone."),),
        substance_title="Food", substance=(), could_lead_to=(), could_go_wrong=(), who_can_join=(),
    )  # fmt: skip
    PlainPage.objects.create(
        study=study, version_number=1, writer="rules 1", headline=headline,
        content=orjson.loads(encode_text(text)),
        facts_hash=b"f", reading_grade=5, published=published, written_at=STAMP,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("published", "found"), [(True, ["101"]), (False, [])])
def test_only_published_words_are_found(*, published: bool, found: list[str]) -> None:
    """A text that waits for an editor is neither found nor shown."""
    (study,) = fill(record("NCT00000101"))
    _publish(study, published=published)
    fill(record("NCT00000101"))
    results = search("xylophone")
    assert _numbers(results) == found
    assert search("asthma").hits[0].headline == ("Does salt matter?" if published else "")
