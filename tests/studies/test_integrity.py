"""Proof that nothing was lost or rewritten."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from django.db import connection

from plainstudy.studies import actions, chain, checkpoint
from plainstudy.studies.backfilling import Earlier, store_earlier
from plainstudy.studies.integrity import Report, verify_store
from plainstudy.studies.models import RecordVersion, Study
from tests.studies.conftest import DAY_ONE, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled() -> Study:
    """Return a study of three versions and two earlier ones, beside another one, all in the checkpoint."""
    actions.claim_store(registry="ctgov", data_timestamp=DAY_ONE)
    stamp = actions.Stamp(data_timestamp=DAY_ONE, fetched_at=DAY_ONE)
    for title in ("one", "two", "three"):
        documents = [document(1, title=title), document(2)]
        actions.store_arrivals(documents, stamp=stamp, sealed=checkpoint.seal)
    study = Study.objects.get(nct_id="NCT00000001")
    earlier = [Earlier(DAY_ONE.date(), document(1, title=title)) for title in ("older", "old")]
    checkpoint.seal([store_earlier(study, earlier)])
    study.refresh_from_db()
    return study


def words(report: Report) -> str:
    """Return all problems in one text."""
    return " ".join(f"{problem.subject} {problem.what}" for problem in report.problems)


def test_sound_store_has_no_problem(filled: Study) -> None:
    """Every version is looked at."""
    report = verify_store()
    assert report.problems == []
    assert report.counts() == {"studies": 2, "versions": 6, "unsealed": 0, "problems": 0}


def flip_a_byte(study: Study) -> None:
    """Damage a stored document."""
    version = RecordVersion.objects.get(study=study, number=2)
    content = bytearray(version.document)
    content[len(content) // 2] ^= 1
    RecordVersion.objects.filter(pk=version.pk).update(document=bytes(content))


def replace_a_document(study: Study) -> None:
    """Put another document in the place of one."""
    other = zstandard.compress(document(1, title="forged"))
    RecordVersion.objects.filter(study=study, number=1).update(document=other, encoding="zstd")


def drop_a_middle_version(study: Study) -> None:
    """Take a version away."""
    RecordVersion.objects.filter(study=study, number=2).delete()


def drop_the_last_version(study: Study) -> None:
    """Take the newest version away and hide it in the counts."""
    RecordVersion.objects.filter(study=study, number=3).delete()
    before = RecordVersion.objects.get(study=study, number=2)
    Study.objects.filter(pk=study.pk).update(
        head_number=2, version_count=4, update_count=1, head_hash=before.chain_hash
    )


def rewrite_the_chain(study: Study) -> None:
    """Forge the newest document with all its hashes, as somebody who knows how would."""
    forged = document(1, title="forged")
    before = RecordVersion.objects.get(study=study, number=2)
    link = chain.link_document(bytes(before.chain_hash), number=3, document=forged)
    RecordVersion.objects.filter(study=study, number=3).update(
        document=zstandard.compress(forged), encoding="zstd", document_size=len(forged), chain_hash=link
    )
    Study.objects.filter(pk=study.pk).update(head_hash=link, title="forged")


def drop_an_earlier_version(study: Study) -> None:
    """Take a backfilled version away."""
    RecordVersion.objects.filter(study=study, number=-1).delete()


def change_a_column(study: Study) -> None:
    """Let lists say what the record does not."""
    Study.objects.filter(pk=study.pk).update(overall_status="COMPLETED")


def change_a_count(study: Study) -> None:
    """Let the page say another number of updates."""
    Study.objects.filter(pk=study.pk).update(update_count=7)


def drop_the_study(study: Study) -> None:
    """Take a whole study away."""
    study.delete()


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (flip_a_byte, "Version 2 is"),
        (replace_a_document, "Version 1 is not the document"),
        (drop_a_middle_version, "has 1, 3"),
        (drop_the_last_version, "Version 3 was stored once and is gone"),
        (rewrite_the_chain, "history up to version 3 was rewritten"),
        (drop_an_earlier_version, "earlier versions"),
        (change_a_column, "Not as in its newest document: overall status"),
        (change_a_count, "counts"),
        (drop_the_study, "is gone"),
    ],
)
def test_damage_is_found_and_said_what_to_do(
    filled: Study, damage: Callable[[Study], None], expected: str
) -> None:
    """Each kind of loss and forgery is named with the study, and nothing else is."""
    damage(filled)
    report = verify_store()
    assert expected in words(report)
    assert {problem.subject for problem in report.problems} == {"NCT00000001"}
    assert all(problem.advice for problem in report.problems)


def test_missing_checkpoint_is_told(filled: Study, own_folder: Path) -> None:
    """Without it rewritten history does not show."""
    (own_folder / "checkpoint.bin").unlink()
    assert "vouches for its history is missing" in words(verify_store())


def test_versions_that_a_crash_left_out_are_noted_later(filled: Study) -> None:
    """They are no problem, and the next run notes them."""
    stamp = actions.Stamp(data_timestamp=DAY_ONE, fetched_at=DAY_ONE)
    actions.store_arrivals([document(1, title="four")], stamp=stamp)
    report = verify_store()
    assert (report.problems, report.unsealed) == ([], 1)
    assert checkpoint.catch_up() == 1
    assert verify_store().unsealed == 0
    assert checkpoint.catch_up() == 0


def test_torn_note_is_cut_off(filled: Study, own_folder: Path) -> None:
    """A crash in the middle of a note spoils none that follow."""
    with (own_folder / "checkpoint.bin").open("ab") as file:
        file.write(b"torn")
    stamp = actions.Stamp(data_timestamp=DAY_ONE, fetched_at=DAY_ONE)
    actions.store_arrivals([document(1, title="four")], stamp=stamp, sealed=checkpoint.seal)
    report = verify_store()
    assert (report.problems, report.unsealed) == ([], 0)


def test_notes_of_another_key_vouch_for_nothing(filled: Study, settings: Any) -> None:
    """Who has the database but not the key cannot make notes."""
    settings.CHAIN_KEY = "another"
    assert "was rewritten" in words(verify_store())


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite lets rows lose their study")
def test_rows_without_a_study_are_found(filled: Study) -> None:
    """Somebody who writes past plainstudy leaves traces."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM studies_study WHERE id = %s", [filled.pk])
        report = verify_store()
        assert "rows belong to a study that is not there" in words(report)
        for table in ("recordversion", "studycondition", "waiting"):
            cursor.execute(f"DELETE FROM studies_{table} WHERE study_id = %s", [filled.pk])
