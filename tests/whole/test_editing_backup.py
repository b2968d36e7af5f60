"""What editors and readers wrote comes back with a backup."""

from pathlib import Path

import pytest

from tests.conftest import StandIn
from tests.whole.service import Service

pytestmark = pytest.mark.registry

WORK = """
from django.utils import timezone
from plainstudy.desk import actions
from plainstudy.editors.reports import take_in
from plainstudy.studies.models import Study
from plainstudy.writing.edits import sentences_in
from plainstudy.writing.text import text_from
study = Study.objects.select_related("page").filter(page__published=True).first()
kept = sentences_in(text_from(study.page.content), "summary")[:1]
checked = actions.check_section(study=study, section="summary", sentences=kept)
seen, now = actions.seen_mark(study.page), timezone.now()
actions.publish_section(study=study, checked=checked, seen=seen, who="anna", now=now)
take_in(study=study, section="summary", sentence="", words="Wrong age", now=now)
print(study.nct_id)
"""
COUNT = """
from plainstudy.editors.models import AuditEntry, EditedSection, EditorialCase, ReaderReport
for model in (EditedSection, EditorialCase, ReaderReport, AuditEntry):
    print(model.__name__, sorted(str(row) for row in model.objects.values_list()))
"""


def told(service: Service, code: str) -> str:
    """Run some lines in an installation and return what they print."""
    done = service.run("manage", "shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_editors_their_texts_and_readers_reports_come_back(small_registry: StandIn, tmp_path: Path) -> None:
    """People, roles, sections, cases, reports and the trail: and the section survives the next run there."""
    first = Service(tmp_path / "first", PLAINSTUDY_CTGOV_URL=small_registry.url)
    first.json("sync", "--limit", "5")
    first.json("editors", "add", "anna", "--role", "editor")
    nct_id = told(first, WORK).strip()
    first.json("backup", str(tmp_path / "backup.tar"))
    second = Service(tmp_path / "second", PLAINSTUDY_CTGOV_URL=small_registry.url)
    second.json("restore", str(tmp_path / "backup.tar"))
    assert second.json("editors", "list") == first.json("editors", "list")
    assert told(second, COUNT) == told(first, COUNT)
    told(
        second, "from plainstudy.writing.models import PlainPage; PlainPage.objects.update(writer='rules 0')"
    )
    second.json("write")
    shown = second.json("show", nct_id)
    assert shown["writers"]["summary"] == "editor"
    assert shown["summary"] == first.json("show", nct_id)["summary"]
