"""The stage that codes conditions."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plainstudy.conditions import match
from plainstudy.conditions.actions import StoredConcepts
from plainstudy.conditions.models import CodedWith, Concept
from plainstudy.studies import coding
from plainstudy.studies.models import RecordVersion, Study, StudyCondition, Waiting
from plainstudy.studies.waiting import add_waiting, count_waiting
from plainstudy.writing.models import PlainPage
from tests.studies.records import STAMP, record, store

pytestmark = pytest.mark.django_db


def _code(*documents: dict[str, Any]) -> list[Study]:
    studies = store(*documents)
    add_waiting(Waiting.Stage.CODE, [study.id for study in studies])
    coding.code_conditions()
    return studies


def _rows(study: Study) -> list[tuple[int, str, str | None, str]]:
    rows = StudyCondition.objects.filter(study=study).order_by("position", "id").select_related("concept")
    return [
        (row.position, row.registrant_term, row.concept.heading if row.concept else None, row.rule)
        for row in rows
    ]


def test_terms_keep_every_character_and_gain_concepts() -> None:
    """The registrant's term stays as it is, beside the concept, its rule and a confidence."""
    (study,) = _code(record(conditions=["  High  blood PRESSURE", "JAK2 Mutation"]))
    assert _rows(study) == [
        (0, "  High  blood PRESSURE", "Hypertension", "variant"),
        (1, "JAK2 Mutation", None, ""),
    ]
    assert StudyCondition.objects.get(study=study, position=0).confidence == match.CONFIDENCE["variant"]


def test_term_that_names_two_conditions_has_a_row_for_each() -> None:
    """Both rows keep the whole term and its position."""
    (study,) = _code(record(conditions=["Asthma and Obesity"]))
    assert _rows(study) == [
        (0, "Asthma and Obesity", "Asthma", "part"),
        (0, "Asthma and Obesity", "Obesity", "part"),
    ]


def test_registrys_own_heading_follows_with_an_empty_term() -> None:
    """It comes last and below the confidence that alerts."""
    (study,) = _code(
        record(
            title="Type 1 diabetes and sport",
            conditions=["Diabetes"],
            mesh={"D003922": "Diabetes Mellitus, Type 1"},
        )
    )
    assert _rows(study)[-1] == (1, "", "Diabetes Mellitus, Type 1", "registry's own coding")
    assert StudyCondition.objects.get(study=study, position=1).confidence < match.ALERTING_CONFIDENCE


def test_mesh_number_comes_from_the_registry_alone() -> None:
    """A concept shows a number once a record has given it, without the zeros of 2023."""
    _code(record(conditions=["Asthma", "Obesity"], mesh={"D000001249": "Asthma"}))
    assert Concept.objects.get(heading="Asthma").public_id == "MESH:D001249"
    assert Concept.objects.get(heading="Obesity").public_id == "MeSH:Obesity"


def test_broader_concepts_are_stored_with_links() -> None:
    """The tree stands in the database as far as it is used."""
    _code(record(conditions=["Type 2 Diabetes"]))
    concept = Concept.objects.get(heading="Diabetes Mellitus, Type 2")
    assert "Diabetes" in {parent.label for parent in concept.parents.all()}


def test_coding_again_changes_nothing() -> None:
    """The stage may run as often as it likes: same rows, same concepts, same addresses."""
    (study,) = _code(record(conditions=["Asthma and Obesity", "Cough"]))
    before, slugs = _rows(study), set(Concept.objects.values_list("id", "slug"))
    coding.recode_all()
    assert coding.code_conditions() == 1
    assert (_rows(study), set(Concept.objects.values_list("id", "slug"))) == (before, slugs)


def test_done_studies_leave_the_line_and_those_with_pages_wait_for_the_index() -> None:
    """A new study comes to the index with its page; one that has a page goes there at once."""
    first, second = store(record("NCT00000101"), record("NCT00000102"))
    PlainPage.objects.create(
        study=second, version_number=1, writer="rules 1", headline="?", content={}, facts_hash=b"f",
        reading_grade=5, written_at=STAMP,
    )  # fmt: skip
    Waiting.objects.all().delete()
    add_waiting(Waiting.Stage.CODE, [first.id, second.id])
    assert coding.code_conditions() == 2
    assert coding.code_conditions() == 0
    assert count_waiting() == {"compare": 0, "code": 0, "write": 0, "index": 1}
    assert Waiting.objects.get().study_id == second.id


def test_damaged_document_steps_aside_and_stops_nobody() -> None:
    """The one study waits with its error; the others are coded."""
    broken, fine = store(record("NCT00000101"), record("NCT00000102"))
    RecordVersion.objects.filter(study=broken).update(document=b"broken")
    add_waiting(Waiting.Stage.CODE, [broken.id, fine.id])
    coding.code_conditions()
    row = Waiting.objects.get(stage=Waiting.Stage.CODE)
    assert (row.study_id, row.attempts) == (broken.id, 1)
    assert row.error
    assert _rows(fine)[0][2] == "Asthma"
    assert coding.code_conditions() == 0


def test_study_queued_again_meanwhile_is_not_finished() -> None:
    """What arrives while a batch is computed keeps waiting."""
    (study,) = store(record())
    add_waiting(Waiting.Stage.CODE, [study.id])
    (coded,) = coding._coded(coding.in_line(Waiting.Stage.CODE, limit=10))
    add_waiting(Waiting.Stage.CODE, [study.id])
    coding._store(coded, StoredConcepts())
    assert count_waiting()["code"] == 1


def test_newer_matcher_codes_every_study_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade stored studies wait for the better rules, once."""
    _code(record())
    monkeypatch.setattr(coding, "MATCHER_VERSION", match.MATCHER_VERSION + 1)
    assert coding.code_conditions() == 1
    assert coding.code_conditions() == 0
    assert CodedWith.objects.get().matcher_version == match.MATCHER_VERSION + 1


def test_number_of_queries_does_not_grow_with_the_batch() -> None:
    """Twenty studies take as many queries as five, once their concepts are known."""
    _code(record("NCT00000001", conditions=["Asthma", "Cough"]))
    counts = []
    for first, many in ((100, 5), (200, 20)):
        numbers = range(first, first + many)
        studies = store(*(record(f"NCT{number:08d}", conditions=["Asthma", "Cough"]) for number in numbers))
        add_waiting(Waiting.Stage.CODE, [study.id for study in studies])
        with CaptureQueriesContext(connection) as queries:
            assert coding.code_conditions() == many
        counts.append(len(queries))
    assert counts[0] == counts[1]
