"""Everything checked at once."""

from collections.abc import Callable

import pytest
from django.db import connection

from plainstudy.changes.actions import detect_changes
from plainstudy.changes.models import Event
from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.stages import rebuild_from_rows, run_stages
from plainstudy.pipeline.verify import verify_everything
from plainstudy.studies.models import RecordVersion, Study, StudyCondition, Waiting
from plainstudy.writing.models import PlainPage

pytestmark = [pytest.mark.django_db, pytest.mark.registry]


def test_stages_leave_nothing_waiting_and_everything_in_step(sync: Callable[..., SyncRun]) -> None:
    """After a sync and its stages each study is compared, named, written and found."""
    run = sync(limit=30)
    told: list[str] = []
    counts = run_stages(progress=lambda stage, done, total=None: told.append(stage))
    assert counts.failed == 0
    assert not Waiting.objects.exists()
    assert {name: worked >= run.new for name, worked in counts.worked.items()} == {
        "compare": True,
        "code": True,
        "write": True,
        "index": True,
    }
    assert len(set(told)) == 4
    assert run_stages().worked == dict.fromkeys(counts.worked, 0)
    steps: list[tuple[int, int | None]] = []
    report = verify_everything(progress=lambda stage, done, total=None: steps.append((done, total)))
    assert report.problems == []
    assert steps[-1] == (30, 30)


def _without_constraints(statement: str) -> None:
    """Write past plainstudy, and past the database's own rules."""
    off, on = (
        ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
        if connection.vendor == "sqlite"
        else ("SET session_replication_role = replica", "SET session_replication_role = origin")
    )
    with connection.cursor() as cursor:
        for each in (off, statement, on):
            cursor.execute(each)


def _damage_a_document() -> None:
    """Flip one bit of the newest version."""
    version = RecordVersion.objects.latest("id")
    content = bytearray(version.document)
    content[len(content) // 2] ^= 1
    RecordVersion.objects.filter(pk=version.pk).update(document=bytes(content))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("damage", "subject", "what", "advice"),
    [
        (_damage_a_document, "NCT", "Version 1 is", "Restore a backup"),
        (lambda: RecordVersion.objects.latest("id").delete(), "NCT", "and has none", "Restore a backup"),
        (lambda: Event.objects.latest("id").delete(), "history", "version 1", "Restore a backup"),
        (
            lambda: Study.objects.filter(id=Study.objects.latest("id").id).update(title="Another"),
            "NCT",
            "Not as in its newest document: title",
            "Its documents are sound",
        ),
        (
            lambda: _without_constraints(
                "DELETE FROM conditions_concept "
                "WHERE id = (SELECT min(concept_id) FROM studies_studycondition)"
            ),
            "study conditions",
            "belong to a concept that is not there",
            "Restore a backup",
        ),
        (
            lambda: _without_constraints(
                "DELETE FROM studies_study WHERE id = (SELECT max(id) FROM studies_study)"
            ),
            "record versions",
            "belong to a study that is not there",
            "restore a backup",
        ),
        (
            lambda: Study.objects.filter(id=Study.objects.latest("id").id).update(presence="removed"),
            "search index",
            "found by search but not listed",
            "plainstudy work",
        ),
        (
            lambda: Study.objects.filter(id=Study.objects.latest("id").id).update(last_updated="2026-06-20"),
            "search index",
            "1 studies are found as they once were",
            "Delete the folder index",
        ),
    ],
)
def test_each_kind_of_damage_is_told_with_what_to_do(
    sync: Callable[..., SyncRun], damage: Callable[[], object], subject: str, what: str, advice: str
) -> None:
    """One line names what is wrong and where; on either database."""
    sync(limit=4)
    run_stages()
    assert verify_everything().problems == []
    damage()
    found = verify_everything().problems
    told = [p for p in found if p.subject.startswith(subject) and what in p.what and advice in p.advice]
    assert told, found
    # SQLite looks for the next test whether rows belong together; what we tore apart goes.
    for model in (Event, StudyCondition, RecordVersion, Waiting, PlainPage):
        model.objects.all().delete()


def test_version_that_waits_to_be_compared_is_no_problem(sync: Callable[..., SyncRun]) -> None:
    """Verifying beside a running service finds nothing that is only early."""
    sync(limit=3)
    assert verify_everything().problems == []


def test_index_out_of_step_is_told_and_made_anew(sync: Callable[..., SyncRun]) -> None:
    """Studies that search does not find are named."""
    sync(limit=3)
    detect_changes()
    Waiting.objects.all().delete()
    (problem,) = verify_everything().problems
    assert problem.subject == "search index"
    assert all(number in problem.what for number in Study.objects.values_list("nct_id", flat=True))
    rebuild_from_rows()
    run_stages()
    assert verify_everything().problems == []
