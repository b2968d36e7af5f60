"""The folder of samples, read as a registry."""

import datetime as dt
import json
from pathlib import Path

import pytest

from plainstudy.registries.errors import RegistryUnavailable, StudyNotFound
from plainstudy.registries.folder.client import FolderRegistry, sample_days, samples

FIRST, SECOND = dt.date(2026, 6, 25), dt.date(2026, 6, 26)


def write(folder: Path, day: dt.date, number: int, *, title: str, posted: str) -> None:
    """Write one sample."""
    place = folder / day.isoformat()
    place.mkdir(exist_ok=True)
    protocol = {
        "identificationModule": {"nctId": f"NCT0000000{number}", "briefTitle": title},
        "statusModule": {"lastUpdatePostDateStruct": {"date": posted}},
    }
    (place / f"NCT0000000{number}.json").write_text(json.dumps({"protocolSection": protocol}, indent=1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return three studies; on the second day one is changed and one removed."""
    write(tmp_path, FIRST, 1, title="one", posted="2026-06-25")
    write(tmp_path, FIRST, 2, title="two", posted="2026-06-20")
    write(tmp_path, FIRST, 3, title="three", posted="2026-06-21")
    write(tmp_path, SECOND, 2, title="two, changed", posted="2026-06-26")
    (tmp_path / SECOND.isoformat() / "removed.txt").write_text("NCT00000003\n")
    return tmp_path


def titles(registry: FolderRegistry, **wishes: object) -> list[str]:
    """Return the titles of a walk in the order they came."""
    pages = registry.pages(**wishes)  # type: ignore[arg-type]
    return [
        json.loads(document)["protocolSection"]["identificationModule"]["briefTitle"]
        for page in pages
        for document in page.documents
    ]


def test_first_day_shows_its_own_documents(folder: Path) -> None:
    """What later days bring is not there yet."""
    assert titles(FolderRegistry(folder)) == ["two", "three", "one"]


def test_next_day_shows_changes_and_removals(folder: Path) -> None:
    """The newest file of a study counts, and a removed one is gone."""
    registry = FolderRegistry(folder)
    assert registry.advance()
    assert titles(registry) == ["one", "two, changed"]
    assert registry.snapshot().data_timestamp.date() == SECOND
    with pytest.raises(StudyNotFound):
        registry.study("NCT00000003")


def test_last_day_is_followed_by_none(folder: Path) -> None:
    """There is nothing to advance to."""
    assert not FolderRegistry(folder, day=SECOND).advance()


def test_day_that_is_not_there_is_refused(folder: Path) -> None:
    """A folder has the days it has."""
    with pytest.raises(RegistryUnavailable):
        FolderRegistry(folder, day=dt.date(2026, 7, 1))


def test_pages_follow_each_other_by_token(folder: Path) -> None:
    """A walk can go on where it stopped."""
    registry = FolderRegistry(folder)
    first, second = registry.pages(page_size=2)
    assert (first.announced, len(first.documents), len(second.documents)) == (3, 2, 1)
    assert titles(registry, page_size=2, token=first.next_token) == ["one"]


def test_newest_come_first_where_asked(folder: Path) -> None:
    """A limited sync reads what was updated last."""
    assert titles(FolderRegistry(folder), newest_first=True) == ["one", "three", "two"]


def test_since_leaves_out_older_updates(folder: Path) -> None:
    """An incremental sync reads recent updates alone, and says how many."""
    registry = FolderRegistry(folder)
    assert titles(registry, since=dt.date(2026, 6, 21)) == ["three", "one"]
    assert [page.announced for page in registry.pages(since=dt.date(2027, 1, 1))] == [0]
    assert [item.nct_id for item in registry.listings(since=dt.date(2026, 6, 22))] == ["NCT00000001"]


def test_documents_come_on_one_line(folder: Path) -> None:
    """Samples are written for people, and sent as the live registry sends."""
    assert b"\n" not in FolderRegistry(folder).study("NCT00000001")


def test_broken_file_is_sent_as_it_is(folder: Path) -> None:
    """What is no JSON is for the store to quarantine, not for the folder to hide."""
    (folder / FIRST.isoformat() / "NCT00000004.json").write_text("{")
    registry = FolderRegistry(folder)
    assert registry.study("NCT00000004") == b"{"
    assert {item.nct_id for item in registry.listings()} >= {"NCT00000004"}


def test_only_listed_studies_are_sent_by_number(folder: Path) -> None:
    """Numbers that are not there are passed over."""
    (page,) = FolderRegistry(folder).studies(["NCT00000001", "NCT00000009"])
    assert (len(page.documents), page.announced) == (1, 1)


def test_folder_has_no_earlier_versions(folder: Path) -> None:
    """Its history is its days."""
    assert list(FolderRegistry(folder).earlier_versions("NCT00000001")) == []


def test_bundled_samples_have_several_days() -> None:
    """The demo plays them one after the other."""
    days = sample_days()
    assert len(days) >= 2
    first = {item.nct_id for item in samples().listings()}
    last = {item.nct_id for item in samples(days[-1]).listings()}
    assert len(first) >= 40
    assert "NCT02387905" in first
    assert last > first
