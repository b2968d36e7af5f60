"""The commands as an operator types them, against a registry on loopback."""

import json
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import StandIn, free_port
from tests.whole.service import Service

pytestmark = pytest.mark.registry

SHOWN = {
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
    "reading_grade",
}
COUNTED = {"received", "new", "changed", "unchanged", "quarantined", "removed", "aliased", "seconds"}


@pytest.fixture(scope="module")
def registry(serve_registry: Any, folder_of_some: Path) -> StandIn:
    """Return a registry of our own, whose calendar we move."""
    started: StandIn = serve_registry("--data", str(folder_of_some), "--change-rate", "0.1")
    return started


@pytest.fixture(scope="module")
def filled(registry: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Service:
    """Return an installation that read the registry on its first day and again on the next."""
    service = Service(tmp_path_factory.mktemp("filled"), PLAINSTUDY_CTGOV_URL=registry.url)
    first = service.json("sync", "--full")
    assert first["new"] == first["received"]
    registry.advance()
    service.json("sync")
    return service


def _numbers(service: Service) -> list[str]:
    with sqlite3.connect(service.folder / "plainstudy.sqlite3") as rows:
        return [row[0] for row in rows.execute("SELECT nct_id FROM studies_study ORDER BY nct_id")]


def test_a_second_full_sync_changes_nothing(filled: Service) -> None:
    """What is stored is what the registry has: all of it is recognised again."""
    again = filled.json("sync", "--full")
    assert set(again) == COUNTED
    assert (again["new"], again["changed"], again["quarantined"]) == (0, 0, 0)
    assert again["unchanged"] == again["received"]


def test_every_stored_study_shows_a_complete_page(filled: Service, registry: StandIn) -> None:
    """Each part of the page is there, each sentence has a source, and its words name what changed."""
    numbers = _numbers(filled)
    changed = set(registry.truth(1)["changed"]) & set(numbers)
    for nct_id in [*numbers[::40], *sorted(changed)[:3]]:
        page = filled.json("show", nct_id)
        assert set(page) >= SHOWN
        for part in ("summary", "active_substance", "could_lead_to", "could_go_wrong"):
            assert page[part], f"{nct_id} has no {part}"
            assert all(sentence["text"] and sentence["sources"] for sentence in page[part])


def test_changes_are_listed_with_their_words(filled: Service, registry: StandIn) -> None:
    """Every study the registry changed has changes that say which version, what and how much it matters."""
    stored = set(_numbers(filled))
    for nct_id, edits in list(registry.truth(1)["changed"].items())[:6]:
        if nct_id not in stored or {edit["kind"] for edit in edits} == {"administrative"}:
            continue
        changes = filled.json("changes", nct_id)
        assert {change["version"] for change in changes} == {2}
        for change in changes:
            assert set(change) >= {"version", "path", "category", "severity", "before", "after", "words"}
            assert change["words"].strip()


@pytest.mark.parametrize(
    ("arguments", "exit_code", "says"),
    [
        (("show", "banana"), 2, "is not an NCT number"),
        (("show", "NCT99999999"), 1, "is not stored here"),
        (("changes", "NCT1"), 1, "is not stored here"),
        (("sync", "--ids", "12345"), 2, "is not an NCT number"),
        (("sync", "--since", "yesterday"), 2, "is not a date"),
        (("sync", "--limit", "0"), 2, "is not a number of studies"),
        (("restore", "/nowhere.tar"), 1, "cannot be read as a backup"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_a_sentence(
    filled: Service, arguments: tuple[str, ...], exit_code: int, says: str
) -> None:
    """No traceback; the exit code tells wrong use from failure."""
    done = filled.run(*arguments)
    assert done.returncode == exit_code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_registry_that_is_not_there_is_named(tmp_path: Path) -> None:
    """An operator with a wrong address sees which address, and nothing is stored."""
    service = Service(tmp_path, PLAINSTUDY_CTGOV_URL=f"http://127.0.0.1:{free_port()}/api")
    done = service.run("sync", "--limit", "5", "--json")
    assert done.returncode == 1
    assert "127.0.0.1" in done.stderr
    assert "Traceback" not in done.stderr


def test_verify_finds_nothing_wrong_and_a_flipped_byte(filled: Service, tmp_path: Path) -> None:
    """A sound store passes; one altered byte of one document does not."""
    assert filled.json("verify")["problems"] == 0
    copy = Service(tmp_path / "copy")
    backup = tmp_path / "backup.tar"
    filled.json("backup", str(backup))
    copy.json("restore", str(backup))
    with sqlite3.connect(copy.folder / "plainstudy.sqlite3") as rows:
        number, document = rows.execute("SELECT id, document FROM studies_recordversion LIMIT 1").fetchone()
        flipped = bytes([*document[:20], document[20] ^ 1, *document[21:]])
        rows.execute("UPDATE studies_recordversion SET document=? WHERE id=?", (flipped, number))
    done = copy.run("verify", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["problems"] >= 1


def test_a_backup_comes_back_whole_on_an_empty_machine(filled: Service, tmp_path: Path) -> None:
    """Every row, the keys and the pages are there again; a store that is not empty is left alone."""
    backup = tmp_path / "backup.tar"
    saved = filled.json("backup", str(backup))
    assert backup.stat().st_mode & 0o077 == 0
    other = Service(tmp_path / "other")
    assert other.json("restore", str(backup))["rows"] == saved["rows"]
    assert (other.folder / "keys.json").read_bytes() == (filled.folder / "keys.json").read_bytes()
    nct_id = _numbers(filled)[7]
    assert other.json("show", nct_id) == filled.json("show", nct_id)
    assert other.json("verify")["problems"] == 0
    again = other.run("restore", str(backup))
    assert again.returncode == 1
    assert "already holds studies" in again.stderr


def test_half_a_backup_changes_nothing(filled: Service, tmp_path: Path) -> None:
    """A file that was cut on its way is refused, and the empty store stays empty."""
    backup, half = tmp_path / "backup.tar", tmp_path / "half.tar"
    filled.json("backup", str(backup))
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    other = Service(tmp_path / "other")
    done = other.run("restore", str(half))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "is not stored here" in other.run("show", _numbers(filled)[0]).stderr


def test_a_backup_that_ends_between_two_tables_is_refused(filled: Service, tmp_path: Path) -> None:
    """A full disk cuts at a block's end, where the file still opens and every table in it is whole."""
    backup, cut = tmp_path / "backup.tar", tmp_path / "cut.tar"
    filled.json("backup", str(backup))
    with tarfile.open(backup) as archive:
        ends = next(member.offset for member in archive if "plainpage" in member.name)
    cut.write_bytes(backup.read_bytes()[:ends])
    other = Service(tmp_path / "other")
    keys = other.run("doctor") and (other.folder / "keys.json").read_bytes()
    done = other.run("restore", str(cut))
    assert (done.returncode, "cut short" in done.stderr) == (1, True), done.stderr
    assert (other.folder / "keys.json").read_bytes() == keys
    assert "is not stored here" in other.run("show", _numbers(filled)[0]).stderr


def test_a_backup_with_a_flipped_byte_is_refused(filled: Service, tmp_path: Path) -> None:
    """An address or a title that rotted on a disk would come back as if it had been so."""
    backup = tmp_path / "backup.tar"
    filled.json("backup", str(backup))
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as archive:
        member = next(member for member in archive if "plainpage" in member.name)
    content[member.offset_data + member.size // 2] ^= 1
    backup.write_bytes(content)
    done = Service(tmp_path / "other").run("restore", str(backup))
    assert (done.returncode, "damaged" in done.stderr) == (1, True), done.stderr


def test_a_backup_that_cannot_be_written_says_where(filled: Service, tmp_path: Path) -> None:
    """No traceback for a folder that is not there."""
    done = filled.run("backup", str(tmp_path / "nowhere" / "backup.tar"))
    assert done.returncode == 1
    assert "nowhere/backup.tar cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_restored_store_mails_nobody_before_a_person_says_so(
    filled: Service, demo: Service, tmp_path: Path
) -> None:
    """What was mailed after the backup was made would be mailed again; without followers nothing is held."""
    backup = tmp_path / "backup.tar"
    filled.json("backup", str(backup))
    assert Service(tmp_path / "nobody").json("restore", str(backup))["alerts_held"] is False
    demo.json("backup", str(backup))
    other = Service(tmp_path / "followed")
    restored = other.run("restore", str(backup), "--json")
    assert json.loads(restored.stdout)["alerts_held"] is True
    assert (
        f"made on {json.loads(restored.stdout)['made'][:10]}: who left since follows again" in restored.stderr
    )
    found = json.loads(other.run("doctor", "--json").stdout)  # the registry it names may not be there
    assert "plainstudy release" in found["followers"]["advice"]


def test_a_store_can_be_restored_without_those_who_follow(demo: Service, tmp_path: Path) -> None:
    """A backup does not know who left after it was made; everything else comes back."""
    backup = tmp_path / "backup.tar"
    demo.json("backup", str(backup))
    other = Service(tmp_path / "other")
    restored = other.json("restore", str(backup), "--without-followers")
    assert (restored["followers"], restored["alerts_held"]) == (0, False)
    with sqlite3.connect(other.folder / "plainstudy.sqlite3") as rows:
        counts = {
            table: rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("alerts_subscriber", "alerts_subscription", "alerts_message", "alerts_letter")
        }
        studies = rows.execute("SELECT count(*) FROM studies_study").fetchone()[0]
    assert set(counts.values()) == {0}
    assert studies > 0
    assert other.json("verify")["problems"] == 0


@pytest.mark.postgres
def test_a_backup_moves_a_store_to_postgresql_and_back(
    filled: Service, tmp_path: Path, postgres_url: str
) -> None:
    """Every row, chain and page is the same on the other database; new rows get new numbers there."""
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS moved WITH (FORCE)")
        connection.execute("CREATE DATABASE moved")
    there = postgres_url.replace("/postgres?", "/moved?", 1)
    settings = {name: filled.environment[name] for name in ("PLAINSTUDY_CTGOV_URL",)}
    large = Service(tmp_path / "large", PLAINSTUDY_DATABASE_URL=there, **settings)
    back = Service(tmp_path / "back", **settings)
    backup, second = tmp_path / "backup.tar", tmp_path / "second.tar"
    saved = filled.json("backup", str(backup))
    assert large.json("restore", str(backup))["rows"] == saved["rows"]
    assert large.json("verify")["problems"] == 0
    assert large.json("sync", "--full")["new"] == 0
    large.json("backup", str(second))
    back.json("restore", str(second))
    assert back.json("verify")["problems"] == 0
    nct_id = _numbers(filled)[7]
    assert large.json("show", nct_id) == back.json("show", nct_id) == filled.json("show", nct_id)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Return a running offline demo."""
    service = Service(tmp_path_factory.mktemp("demo"))
    service.serve("demo", "--offline")
    yield service
    service.stop()


def test_the_offline_demo_shows_samples_history_and_mails(demo: Service) -> None:
    """One command gives a filled site whose pages say that they are samples, and mails to read."""
    status, page = demo.get("/studies/NCT02387905/")
    assert status == 200
    assert "Sample records" in page
    assert "Updated" in page
    assert demo.get("/studies/NCT02387905/history/")[0] == 200
    assert "reader@example.org" in demo.get("/mailbox/")[1]


def test_a_store_of_samples_refuses_the_live_registry(demo: Service, registry: StandIn) -> None:
    """Samples and real records never mix."""
    live = Service(demo.folder, PLAINSTUDY_CTGOV_URL=registry.url)
    done = live.run("sync", "--limit", "5")
    assert done.returncode == 1
    assert "sample records" in done.stderr


def test_the_demo_ends_all_its_parts_when_it_is_stopped(tmp_path: Path) -> None:
    """Nothing goes on in the background after the one command ended."""
    service = Service(tmp_path)
    service.serve("demo", "--offline")
    assert service.stop() == 0
    with pytest.raises(OSError):  # noqa: PT011  refused or reset, as the system likes
        service.get("/healthz")
