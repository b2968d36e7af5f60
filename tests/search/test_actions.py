"""Keeping the index in step with the store."""

from pathlib import Path

import pytest

from plainstudy.search import actions, index
from plainstudy.search.actions import index_studies, rebuild_index
from plainstudy.search.check import out_of_step
from plainstudy.search.index import IndexBusy
from plainstudy.search.queries import indexed_numbers, search
from plainstudy.studies.models import RecordVersion, Study, Waiting
from plainstudy.studies.waiting import add_waiting, count_waiting
from tests.search.conftest import fill
from tests.studies.records import record, store

pytestmark = pytest.mark.django_db


def _found(query: str) -> list[str]:
    return [hit.nct_id for hit in search(query).hits]


def test_waiting_studies_are_indexed_once() -> None:
    """They leave the line, and a second run finds nothing to do."""
    (study,) = store(record())
    add_waiting(Waiting.Stage.INDEX, [study.id])
    assert [index_studies(), index_studies()] == [1, 0]
    assert _found("asthma") == ["NCT00000101"]


def test_indexing_again_replaces_the_study() -> None:
    """The new words are found, the old ones are not, and it stands there once."""
    fill(record(title="About knees"))
    fill(record(title="About elbows", updated="2026-06-25"))
    assert (_found("knees"), _found("elbows")) == ([], ["NCT00000101"])
    assert search("").total == 1


@pytest.mark.parametrize("presence", [Study.Presence.REMOVED, Study.Presence.WITHHELD])
def test_study_that_the_registry_no_longer_lists_leaves_the_index(presence: str) -> None:
    """Removed and withheld studies are not found, and come back when they reappear."""
    (study,) = fill(record())
    Study.objects.update(presence=presence)
    add_waiting(Waiting.Stage.INDEX, [study.id])
    index_studies()
    assert _found("asthma") == []
    Study.objects.update(presence=Study.Presence.LISTED)
    add_waiting(Waiting.Stage.INDEX, [study.id])
    index_studies()
    assert _found("asthma") == ["NCT00000101"]


def test_merged_study_is_found_under_the_one_it_became() -> None:
    """Its own entry goes; a search for its number finds the study that has it as an alias."""
    kept, gone = fill(record("NCT00000101"), record("NCT00000102"))
    merged = record("NCT00000101", updated="2026-06-25")
    merged["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT00000102"]
    Study.objects.filter(id=gone.id).update(presence=Study.Presence.ALIASED, alias_of=kept)
    store(merged)
    add_waiting(Waiting.Stage.INDEX, [kept.id, gone.id])
    index_studies()
    assert _found("NCT00000102") == ["NCT00000101"]


def test_crash_before_the_commit_leaves_everything_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half done is seen, and the next run does it."""
    fill(record("NCT00000101"))
    (study,) = store(record("NCT00000102", conditions=["Cough"]))
    add_waiting(Waiting.Stage.INDEX, [study.id])

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(actions, "document", crash)
        with pytest.raises(KeyboardInterrupt):
            index_studies()
    assert (_found("cough"), count_waiting()["index"]) == ([], 1)
    index_studies()
    assert _found("cough") == ["NCT00000102"]


def test_crash_after_the_commit_indexes_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows go last, so a study is indexed twice at worst and stands there once."""
    (study,) = fill(record())
    add_waiting(Waiting.Stage.INDEX, [study.id])
    with monkeypatch.context() as patched:
        patched.setattr(actions, "_settle", lambda *_: None)
        index_studies()
    assert count_waiting()["index"] == 1
    index_studies()
    assert (search("").total, count_waiting()["index"]) == (1, 0)


def test_second_writer_waits_its_turn(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """While another process writes, rows stay and the log says what to do; nothing fails."""
    (study,) = fill(record())
    add_waiting(Waiting.Stage.INDEX, [study.id])
    monkeypatch.setattr(index, "_PATIENCE_SECONDS", 0.0)
    with index.writing(index.current()):
        assert index_studies() == 0
        with pytest.raises(IndexBusy, match="another process of this machine"):
            rebuild_index()
    assert count_waiting()["index"] == 1
    assert "writing the search index" in caplog.text
    assert index_studies() == 1


def test_unreadable_study_steps_aside_and_stops_nobody() -> None:
    """It waits with its error; the others are found."""
    broken, fine = store(record("NCT00000101"), record("NCT00000102"))
    RecordVersion.objects.filter(study=broken).update(document=b"broken")
    fill(record("NCT00000103", conditions=["Cough"]))
    add_waiting(Waiting.Stage.INDEX, [broken.id, fine.id])
    index_studies()
    row = Waiting.objects.get(stage=Waiting.Stage.INDEX)
    assert (row.study_id, bool(row.error)) == (broken.id, True)
    assert "NCT00000102" in _found("asthma")


def test_rebuilt_index_is_the_same_and_the_old_one_goes(own_index: Path) -> None:
    """Everything comes from rows, and only one folder stays."""
    fill(record("NCT00000101"), record("NCT00000102", conditions=["Cough"]))
    before = index.current()
    assert rebuild_index() == 2
    assert indexed_numbers() == {"NCT00000101", "NCT00000102"}
    assert [path.name for path in own_index.iterdir() if path.is_dir()] == [index.current().name]
    assert index.current() != before


def test_index_of_another_version_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade the next study that waits brings all others back too."""
    fill(record("NCT00000101"), record("NCT00000102", conditions=["Cough"]))
    monkeypatch.setattr(index, "SCHEMA_VERSION", 999)
    assert not search("asthma").is_ready
    (study,) = Study.objects.filter(nct_id="NCT00000101")
    add_waiting(Waiting.Stage.INDEX, [study.id])
    index_studies()
    assert indexed_numbers() == {"NCT00000101", "NCT00000102"}


def test_first_index_does_all_that_waits_at_once(own_index: Path) -> None:
    """What was read is not read again for the rows behind; an unreadable study waits with its error."""
    broken, *rest = store(*(record(f"NCT0000010{number}") for number in range(5)))
    RecordVersion.objects.filter(study=broken).update(document=b"broken")
    add_waiting(Waiting.Stage.INDEX, [broken.id, *(study.id for study in rest)])
    assert index_studies(limit=1) == 4
    assert indexed_numbers() == {study.nct_id for study in rest}
    row = Waiting.objects.get(stage=Waiting.Stage.INDEX)
    assert (row.study_id, bool(row.error)) == (broken.id, True)
    assert index_studies(limit=1) == 0


def test_study_that_became_unreadable_keeps_its_entry() -> None:
    """What the index has is better than nothing until the record can be read again."""
    (study,) = fill(record())
    RecordVersion.objects.update(document=b"broken")
    add_waiting(Waiting.Stage.INDEX, [study.id])
    index_studies()
    assert _found("asthma") == [study.nct_id]


def test_lost_index_is_built_anew(own_index: Path) -> None:
    """A folder that was deleted is no loss: the store has everything."""
    import shutil

    fill(record("NCT00000101"))
    shutil.rmtree(own_index)
    assert not search("asthma").is_ready
    fill(record("NCT00000102"))
    assert indexed_numbers() == {"NCT00000101", "NCT00000102"}


def test_two_processes_do_not_build_the_first_index_at_once() -> None:
    """The second leaves everything waiting for the first."""
    (study,) = store(record())
    add_waiting(Waiting.Stage.INDEX, [study.id])
    with index.rebuilding():
        assert index_studies() == 0
    assert (count_waiting()["index"], index_studies()) == (1, 1)


def test_index_in_step_differs_by_nothing() -> None:
    """Studies that wait are no fault; a lost or a left-over one is."""
    fill(record("NCT00000101"), record("NCT00000102"))
    Waiting.objects.all().delete()
    assert out_of_step().is_whole
    with index.writing(index.current()) as writer:
        writer.delete_documents_by_term("nct_id", "NCT00000101")
        writer.commit()
    Study.objects.filter(nct_id="NCT00000102").update(presence=Study.Presence.REMOVED)
    found = out_of_step()
    assert (found.missing, found.extra) == ({"NCT00000101"}, {"NCT00000102"})
    add_waiting(Waiting.Stage.INDEX, Study.objects.values_list("id", flat=True))
    assert out_of_step().is_whole


def test_machine_without_an_index_builds_one_though_nothing_waits(tmp_path: Path) -> None:
    """After a restore that was cut off, or on a second machine, search would stay empty for ever."""
    store(record())
    Waiting.objects.all().delete()
    assert [index_studies(), index_studies()] == [1, 0]
    assert _found("asthma") == ["NCT00000101"]


def test_index_is_not_begun_while_studies_are_still_worked_on() -> None:
    """Beside a first fill it would index half of them early and all the others one by one."""
    (study,) = store(record())
    add_waiting(Waiting.Stage.WRITE, [study.id])
    assert index_studies() == 0
    assert not index.is_current()


def test_commit_that_was_killed_half_way_does_not_stop_the_next_one() -> None:
    """A process that dies while the index is committed leaves files that the next one would write again."""
    studies = fill(record("NCT00000101"), record("NCT00000102"))
    head = index.current() / "meta.json"
    before = head.read_bytes()
    add_waiting(Waiting.Stage.INDEX, [studies[0].id])
    assert index_studies() == 1
    assert list(index.current().glob("*.del"))
    head.write_bytes(before)  # killed before the last step of the commit
    add_waiting(Waiting.Stage.INDEX, [studies[0].id])
    assert index_studies() == 1
    assert len(_found("asthma")) == 2
