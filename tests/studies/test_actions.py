"""Storing what arrives."""

import datetime as dt
import json
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plainstudy.studies import actions, queries
from plainstudy.studies.coding import code_conditions
from plainstudy.studies.models import (
    CompressionDictionary,
    QuarantinedDocument,
    RecordVersion,
    Study,
    StudyCondition,
    Waiting,
)
from plainstudy.studies.quarantine import raw_of
from plainstudy.studies.waiting import add_waiting
from tests.studies.conftest import DAY_ONE, document, store

pytestmark = pytest.mark.django_db


def test_new_study_is_stored_with_all_that_lists_need() -> None:
    """One version, the head's columns, and a row that waits to be compared."""
    assert store(document(status="RECRUITING")).new == 1
    study = Study.objects.get()
    assert (study.nct_id, study.title, study.overall_status, study.presence) == (
        "NCT00000001",
        "Study 1",
        "RECRUITING",
        "listed",
    )
    assert (study.head_number, study.version_count, study.update_count) == (1, 1, 0)
    assert study.first_seen == study.last_updated == DAY_ONE.date()
    assert study.first_posted == dt.date(2026, 6, 18)
    assert list(Waiting.objects.values_list("stage", "number")) == [("compare", 1)]
    assert queries.document_of(RecordVersion.objects.get()) == document()


def test_same_document_again_stores_nothing() -> None:
    """Only the time of the check moves."""
    store(document())
    before = Study.objects.values().get()
    assert store(document(day=1), day=1).unchanged == 1
    after = Study.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == {"checked_at"}


def test_form_that_differs_without_meaning_makes_no_version() -> None:
    """Spaces and bullets are not what a study says; the new form is known from then on."""
    store(document(title="A  study"))
    assert store(document(title="A study "), day=1).unchanged == 1
    assert RecordVersion.objects.count() == 1
    assert Study.objects.get().canonical_version > 0


def test_changed_document_makes_a_version() -> None:
    """The head moves, counts go up, and both versions can be read."""
    store(document())
    assert store(document(status="COMPLETED", posted="2026-06-26"), day=1).changed == 1
    study = Study.objects.get()
    assert (study.overall_status, study.head_number, study.update_count) == ("COMPLETED", 2, 1)
    assert (study.first_seen, study.last_updated) == (DAY_ONE.date(), DAY_ONE.date() + dt.timedelta(days=1))
    first, second = (queries.version_record(study, number) for number in (1, 2))
    assert [r.protocol_section.status_module.overall_status for r in (first, second)] == [
        "RECRUITING",
        "COMPLETED",
    ]
    assert queries.head_record(study) == second
    assert set(Waiting.objects.values_list("stage", "number")) == {("compare", 1), ("compare", 2)}


def test_coded_terms_stand_until_they_are_coded_anew() -> None:
    """A change takes no concept from a study, not even for a moment."""
    store(document())
    add_waiting(Waiting.Stage.CODE, [Study.objects.get().id])
    code_conditions()
    row = StudyCondition.objects.get()
    store(document(title="Another title", conditions=["Cough"]), day=1)
    assert StudyCondition.objects.get().pk == row.pk


def test_moved_mesh_terms_are_coded_again_without_a_version() -> None:
    """The registry's own coding is no change of the study, yet readers find it by the new terms."""
    store(document(meshes=["Asthma"]))
    store(document(meshes=["Lung Diseases"]), day=1)
    assert RecordVersion.objects.count() == 1
    assert Waiting.objects.filter(stage="code", number=0).count() == 1
    record = queries.head_record(Study.objects.get())
    assert [mesh.term for mesh in record.derived_section.condition_browse_module.meshes] == ["Lung Diseases"]
    store(document(meshes=["Lung Diseases"], title="Another"), day=2)
    assert Study.objects.get().moved_derived is None


def test_twelve_versions_are_all_readable() -> None:
    """Differences, whole copies and all."""
    documents = [document(title=f"Title {number}") for number in range(1, 13)]
    for day, one in enumerate(documents):
        store(one, day=day)
    versions = RecordVersion.objects.order_by("number")
    assert [queries.document_of(version) for version in versions] == documents
    assert {v.number for v in versions if v.encoding != "zstd-delta"} >= {1, 11}
    study = Study.objects.get()
    assert queries.head_documents([study.id]) == {study.id: documents[-1]}


def test_returning_to_an_earlier_text_is_a_change_of_its_own() -> None:
    """What was taken back is news again."""
    for day, title in enumerate(["one", "two", "one"]):
        store(document(title=title), day=day)
    assert Study.objects.get().head_number == 3


def test_improved_canonical_form_makes_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of two canonical forms are never compared."""
    store(document(title="A  study"))
    store(document(title="A study"), day=1)
    Study.objects.update(canonical_version=99, canonical_hash=b"x" * 16)
    assert store(document(title=" A study"), day=2).unchanged == 1
    assert Study.objects.get().canonical_version != 99


def test_withheld_study_is_a_version_and_shown_as_withheld() -> None:
    """A placeholder is not erased history."""
    store(document())
    store(document(status="WITHHELD", title="[Withheld]", conditions=[], places=[]), day=1)
    study = Study.objects.get()
    assert (study.presence, study.head_number) == ("withheld", 2)
    store(document(), day=2)
    assert Study.objects.get().presence == "listed"


def test_unreadable_document_is_kept_and_stops_nobody() -> None:
    """Its bytes and the reason are there; the others are stored."""
    bad = document(2).replace(b'"RECRUITING"', b"5")
    tally = store(document(1), bad, b"<html>", document(3))
    assert (tally.new, tally.quarantined) == (2, 2)
    kept = {item.nct_id: item for item in QuarantinedDocument.objects.all()}
    assert raw_of(kept["NCT00000002"]) == bad
    assert "overallStatus" in kept["NCT00000002"].reason
    assert raw_of(kept[""]) == b"<html>"


def test_unreadable_document_that_comes_daily_is_one_row() -> None:
    """The day of the snapshot in it makes it no other document."""
    for day in range(3):
        store(document(day=day).replace(b'"RECRUITING"', b"5"), day=day)
    assert QuarantinedDocument.objects.get().attempts == 3


def test_readable_document_resolves_the_quarantine() -> None:
    """A study that can be read again needs nobody's attention."""
    store(document().replace(b'"RECRUITING"', b"5"))
    store(document(), day=1)
    assert not QuarantinedDocument.objects.exists()


def test_twice_in_one_page_is_once() -> None:
    """Pages may repeat a study."""
    assert store(document(), document()).new == 1


def test_hostile_text_fits_the_columns() -> None:
    """Columns are cut and lose what PostgreSQL refuses; the document keeps all of it."""
    raw = document(title="A\u0000" + "x" * 5000, places=["y" * 500], conditions=["z\u0000"], status="S" * 90)
    store(raw)
    study = Study.objects.get()
    assert len(study.title) <= 600
    assert len(study.overall_status) == 40
    add_waiting(Waiting.Stage.CODE, [study.id])
    code_conditions()
    assert "\u0000" not in study.title + StudyCondition.objects.get().registrant_term
    assert queries.document_of(RecordVersion.objects.get()) == raw


@pytest.mark.parametrize(("count", "expected"), [(99_999_999, None), (-4, None), (10**19, None), (87, 87)])
def test_count_of_people_that_means_nothing_is_unknown(count: int, expected: int | None) -> None:
    """The registry's placeholder is no number of people."""
    tree = json.loads(document())
    tree["protocolSection"]["designModule"] = {"enrollmentInfo": {"count": count}}
    store(json.dumps(tree).encode())
    assert Study.objects.get().enrollment == expected


def test_first_fill_is_silent_and_later_changes_are_not() -> None:
    """Studies that we see for the first time in a first fill are no news; their changes are."""
    store(document(1), silent=True)
    store(document(1, title="Other"), document(2), day=1, silent=True)
    assert set(RecordVersion.objects.values_list("study__nct_id", "number", "silent")) == {
        ("NCT00000001", 1, True),
        ("NCT00000001", 2, False),
        ("NCT00000002", 1, True),
    }


def test_study_first_posted_long_ago_is_new_to_us_alone() -> None:
    """New means posted within 14 days of the registry's data."""
    store(document(1, first_posted="2026-06-11"), document(2, first_posted="2026-06-10"))
    silent = dict(RecordVersion.objects.values_list("study__nct_id", "silent"))
    assert silent == {"NCT00000001": False, "NCT00000002": True}


def test_old_news_after_an_outage_is_silent() -> None:
    """Catching up tells what is recent, and no more."""
    store(document(1), document(2))
    store(
        document(1, title="Old", posted="2026-07-01"),
        document(2, title="Recent", posted="2026-07-20"),
        day=30,
        silent_before=dt.date(2026, 7, 11),
    )
    second = RecordVersion.objects.filter(number=2).values_list("study__nct_id", "silent")
    assert dict(second) == {"NCT00000001": True, "NCT00000002": False}


def test_store_of_one_registry_takes_in_no_other() -> None:
    """Samples and live records never mix, in neither direction."""
    actions.claim_store(registry="samples", data_timestamp=DAY_ONE)
    with pytest.raises(actions.OtherRegistry, match="sample records"):
        actions.claim_store(registry="ctgov", data_timestamp=DAY_ONE)


def test_today_moves_with_complete_snapshots_alone() -> None:
    """The first snapshot counts at once, a later one when it was read, an older one never."""
    with pytest.raises(queries.EmptyStore):
        queries.today()
    actions.claim_store(registry="ctgov", data_timestamp=DAY_ONE)
    later = DAY_ONE + dt.timedelta(days=1)
    actions.claim_store(registry="ctgov", data_timestamp=later)
    assert queries.today() == DAY_ONE.date()
    actions.complete_snapshot(later)
    actions.complete_snapshot(DAY_ONE)
    assert queries.today() == later.date()


def test_queries_do_not_grow_with_the_batch() -> None:
    """A chunk of a hundred takes as many queries as one of ten."""

    def count(numbers: range, title: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            store(*(document(number, title=title, places=["Rome", title]) for number in numbers))
        return len(captured)

    count(range(1000, 1150), "so many that a dictionary is trained")
    new_few, new_many = count(range(10, 20), "a"), count(range(100, 180), "a")
    assert new_few == new_many
    changed_few, changed_many = count(range(10, 20), "b"), count(range(100, 180), "b")
    assert changed_few == changed_many
    assert count(range(100, 180), "b") <= 8 < changed_many <= 24


@pytest.mark.registry
def test_dictionary_is_trained_again_when_the_store_has_grown(real_documents: list[bytes]) -> None:
    """The first records to come are not like those that follow; all stay readable."""
    some = real_documents[:1000]
    store(*some[:110])
    store(*some[110:950])
    store(*some[950:])
    assert CompressionDictionary.objects.count() == 2
    studies = Study.objects.values_list("id", flat=True)
    assert set(queries.head_documents(studies).values()) == set(some)


@pytest.mark.registry
def test_every_real_record_is_stored_and_comes_back(real_documents: list[bytes]) -> None:
    """All of them, byte for byte; a second time changes nothing, a re-ingest neither."""
    tally = store(*real_documents)
    assert (tally.new, tally.quarantined) == (2280, 0)
    assert CompressionDictionary.objects.count() == 1
    heads = {s.nct_id: s.id for s in Study.objects.all()}
    stored = queries.head_documents(heads.values())
    assert set(stored.values()) == set(real_documents)
    began = time.perf_counter()
    again = store(*real_documents)
    assert again.unchanged == 2280
    assert time.perf_counter() - began < 10


@pytest.mark.registry
def test_other_snapshot_day_changes_no_real_record(real_documents: list[bytes]) -> None:
    """Every record differs every day in the day of the snapshot, and in nothing else."""
    some = real_documents[::10]
    store(*some)
    moved = []
    for raw in some:
        tree = json.loads(raw)
        tree.setdefault("derivedSection", {}).setdefault("miscInfoModule", {})["versionHolder"] = "2030-01-01"
        moved.append(json.dumps(tree, indent=1, ensure_ascii=True).encode())
    assert store(*moved, day=1).unchanged == len(some)


def test_damaged_first_version_stops_no_other_study() -> None:
    """What came for it cannot be compared: it is kept aside with the reason, and all others are stored."""
    store(document(1), document(2))
    RecordVersion.objects.filter(study__nct_id="NCT00000001").update(document=b"not what was stored")
    tally = store(document(1, title="New", day=1), document(2, title="New", day=1), day=1)
    assert (tally.changed, tally.quarantined) == (1, 1)
    assert Study.objects.get(nct_id="NCT00000002").head_number == 2
    aside = QuarantinedDocument.objects.get()
    assert aside.nct_id == "NCT00000001"
    assert "the stored version is damaged" in aside.reason
    assert "plainstudy verify" in aside.reason


def test_study_that_lost_its_versions_stops_no_other() -> None:
    """What comes for it is stored whole as its next version; the missing ones are for verify to tell."""
    store(document(1), document(2))
    RecordVersion.objects.filter(study__nct_id="NCT00000001").delete()
    new = document(1, title="New", day=1)
    assert store(new, document(2, title="New", day=1), day=1).changed == 2
    assert queries.document_of(RecordVersion.objects.get(study__nct_id="NCT00000001")) == new


def test_version_after_a_damaged_one_is_kept_whole() -> None:
    """Where hashes tell that it is another, it needs nothing of the damaged one to be read again."""
    store(document(1))
    store(document(1, title="Second", day=1), day=1)
    RecordVersion.objects.filter(number=2).update(document=b"not what was stored", encoding="zstd-delta")
    third = document(1, title="Third", day=2)
    assert store(third, day=2).changed == 1
    assert queries.document_of(RecordVersion.objects.get(number=3)) == third


def test_dictionary_is_trained_although_a_version_is_damaged() -> None:
    """Samples that do not unpack are left out."""
    store(document(1))
    RecordVersion.objects.update(document=b"not what was stored")
    places = [f"A town called {number}" for number in range(60)]
    assert (
        store(*(document(number, places=places[number % 30 :]) for number in range(2, 140)), day=1).new == 138
    )
    assert CompressionDictionary.objects.count() == 1
