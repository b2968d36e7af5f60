"""An editor's word wins until the facts under it change."""

import datetime as dt

import pytest

from plainstudy.alerts.actions import match_events
from plainstudy.alerts.queries import without_page
from plainstudy.desk import actions
from plainstudy.desk.actions import Moved, Refused, seen_mark
from plainstudy.editors.models import AuditEntry, EditedSection, EditorialCase
from plainstudy.studies.models import Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing import actions as writing
from plainstudy.writing import drafts
from plainstudy.writing.actions import rewrite_outdated, write_now, write_pages
from plainstudy.writing.finding import Finding
from plainstudy.writing.model.actions import withdraw_others
from plainstudy.writing.model.drafting import draft_pages
from plainstudy.writing.models import PlainPage
from plainstudy.writing.text import Sentence
from tests.alerts.world import make_event, make_study, reader
from tests.writing.model_server import ModelServer

from .world import COUNT, NOW, SUMMARY, TRUE_HEADLINE, fill, page, publish, shown, study, write_again

pytestmark = pytest.mark.django_db
WORDS = [sentence.text for sentence in SUMMARY]


def open_reasons() -> list[str]:
    """Return why cases are open."""
    return list(
        EditorialCase.objects.filter(closed_at=None).order_by("harm").values_list("reason", flat=True)
    )


def test_published_section_stands_on_the_page_at_once() -> None:
    """Readers see the editor's sentences, marked with the day; the other sections stay."""
    fill()
    before = page().content
    publish()
    now = page()
    assert shown("summary") == WORDS
    assert (now.published, now.open_findings, now.edited) == (True, 0, {"summary": "2026-09-02"})
    assert now.content["could_go_wrong"] == before["could_go_wrong"]
    assert Waiting.objects.filter(stage=Waiting.Stage.INDEX).exists()


def test_section_survives_another_run_of_the_writer() -> None:
    """Nothing changed: the page is not even written anew."""
    fill()
    publish()
    written = page().written_at
    write_again()
    assert (shown("summary"), page().written_at) == (WORDS, written)


def test_section_survives_a_new_version_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Better rules write the rest anew and leave the editor's words alone."""
    fill()
    publish()
    monkeypatch.setattr(writing, "WRITER", "rules 99")
    assert rewrite_outdated() == 1
    write_pages()
    assert (page().writer, shown("summary"), page().edited) == ("rules 99", WORDS, {"summary": "2026-09-02"})


def test_section_survives_a_change_elsewhere_in_the_record() -> None:
    """A new contact, or criteria for joining, are not what the summary rests on; the page is written anew."""
    fill()
    publish()
    fill(day=1, min_age="18 Years", criteria="Inclusion Criteria:\n\n* Has asthma for one year or longer")
    assert (shown("summary"), page().version_number, page().edited) == (WORDS, 2, {"summary": "2026-09-02"})
    assert page().published
    assert open_reasons() == []


def test_section_survives_other_bullets_and_spaces() -> None:
    """What the canonical form takes for the same is no change of facts."""
    fill(summary="Amitol is tested.\n\n * It is taken daily.")
    publish()
    fill(day=1, summary="Amitol is tested.\r\n\r\n- It is   taken daily.")
    assert shown("summary") == WORDS


def test_section_falls_when_its_facts_change_and_a_case_opens() -> None:
    """The automatic text is back, the old words are kept, and an editor is asked."""
    fill()
    publish()
    fill(day=1, enrollment={"count": 240, "type": "ESTIMATED"})
    assert "240" in " ".join(shown("summary"))
    assert (page().published, page().edited) == (True, {})
    edit = EditedSection.objects.get()
    assert (edit.state, [part["text"] for part in edit.sentences]) == (EditedSection.State.FALLEN, WORDS)
    assert open_reasons() == ["edit_fell"]
    assert "Summary" in EditorialCase.objects.get().about
    entry = AuditEntry.objects.get(action=AuditEntry.Action.FELL)
    assert (entry.who, entry.section, entry.before) == ("plainstudy", "summary", "\n".join(WORDS))


def test_only_the_section_whose_facts_changed_falls() -> None:
    """The headline does not speak of how many take part."""
    fill()
    publish()
    publish("headline", TRUE_HEADLINE)
    fill(day=1, enrollment={"count": 240, "type": "ESTIMATED"})
    assert (page().edited, shown("headline")) == ({"headline": "2026-09-02"}, [TRUE_HEADLINE[0].text])


def test_section_falls_when_a_cited_element_changes_that_it_does_not_always_rest_on() -> None:
    """A sentence about the sponsor brings the sponsor among the facts of its section."""
    sponsor = "protocolSection.sponsorCollaboratorsModule.leadSponsor"
    fill(sponsor={"name": "Example Hospital", "class": "OTHER"})
    publish(sentences=(*SUMMARY, Sentence(text="Example Hospital runs the study.", sources=(sponsor,))))
    fill(day=1, sponsor={"name": "Other Hospital", "class": "OTHER"})
    assert page().edited == {}
    assert open_reasons() == ["edit_fell"]


def test_section_that_the_checks_no_longer_bear_out_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stricter check has the last word on editors' sentences too: nothing unverified stays public."""
    fill()
    publish()

    def strict(text: object, facts: object, record: object) -> tuple[Finding, ...]:
        told = [sentence.text for sentence in text.summary]  # type: ignore[attr-defined]
        return (Finding(kind="word", part="summary", sentence=WORDS[0]),) if WORDS[0] in told else ()

    monkeypatch.setattr(drafts, "check", strict)
    monkeypatch.setattr(writing, "WRITER", "rules 99")
    write_again()
    assert (page().published, page().edited) == (True, {})
    assert EditedSection.objects.get().ended_why == drafts.CHECKS_FAIL
    assert open_reasons() == ["edit_fell"]


def test_section_with_a_false_number_is_refused() -> None:
    """An editor's text passes the same checks as any other."""
    fill()
    false = (Sentence(text="About 999 people are to take part.", sources=(COUNT,)),)
    checked = actions.check_section(study=study(), section="summary", sentences=false)
    assert {finding.kind for finding in checked.findings} >= {"number"}
    before = page().content
    with pytest.raises(Refused):
        actions.publish_section(study=study(), checked=checked, seen=seen_mark(page()), who="anna", now=NOW)
    assert page().content == before
    assert not EditedSection.objects.exists()


def test_sentence_without_a_source_is_refused() -> None:
    """No statement without a source, whoever writes it."""
    fill()
    bare = (Sentence(text="This study tests Amitol.", sources=()),)
    checked = actions.check_section(study=study(), section="summary", sentences=bare)
    assert "no source" in {finding.kind for finding in checked.findings}


def test_page_that_moved_on_meanwhile_is_not_overwritten() -> None:
    """Two editors, one section: the second sees what the first wrote before anything is lost."""
    fill()
    seen = seen_mark(page())
    publish()
    checked = actions.check_section(study=study(), section="summary", sentences=SUMMARY[:1])
    with pytest.raises(Moved):
        actions.publish_section(study=study(), checked=checked, seen=seen, who="ben", now=NOW)
    assert shown("summary") == WORDS


def test_record_that_came_meanwhile_keeps_an_editor_from_deciding_on_the_old_one() -> None:
    """While a newer version waits to be written nothing is published on top of it."""
    fill()
    seen = seen_mark(page())
    checked = actions.check_section(study=study(), section="summary", sentences=SUMMARY)
    study().__class__.objects.update(head_number=2)
    with pytest.raises(Moved):
        actions.publish_section(study=study(), checked=checked, seen=seen, who="anna", now=NOW)


def test_second_text_replaces_the_first_and_keeps_it() -> None:
    """One edit stands at a time; the earlier one can still be read."""
    fill()
    publish()
    publish(sentences=SUMMARY[:1], now=NOW + dt.timedelta(days=1))
    assert shown("summary") == WORDS[:1]
    states = list(EditedSection.objects.order_by("id").values_list("state", flat=True))
    assert states == [EditedSection.State.REPLACED, EditedSection.State.STANDING]
    assert page().edited == {"summary": "2026-09-03"}


def test_text_taken_back_lets_the_automatic_one_stand_again() -> None:
    """At once, without waiting for a worker."""
    fill()
    automatic = shown("summary")
    publish()
    actions.take_back(study=study(), section="summary", seen=seen_mark(page()), who="anna", now=NOW)
    assert (shown("summary"), page().edited) == (automatic, {})
    with pytest.raises(Refused):
        actions.take_back(study=study(), section="summary", seen=seen_mark(page()), who="anna", now=NOW)


def test_text_taken_back_is_gone_also_where_the_process_died_right_after() -> None:
    """The waiting row of the same commit is enough: the facts are the same, the words are not."""
    fill()
    automatic = shown("summary")
    publish()
    EditedSection.objects.update(state=EditedSection.State.WITHDRAWN)
    add_waiting(Waiting.Stage.WRITE, [study().id])
    write_pages()
    assert (shown("summary"), page().edited) == (automatic, {})


def test_edit_that_came_while_the_writer_drafted_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stage sees that its draft lacks the editor's words, and writes another one."""
    fill()
    real_drafts = drafts.draft_all

    def meanwhile(task: drafts.Task) -> list[drafts.Draft | str]:
        drafted = real_drafts(task)
        monkeypatch.setattr(writing, "draft_all", real_drafts)
        publish()
        return drafted

    PlainPage.objects.update(writer="rules 0")
    monkeypatch.setattr(writing, "draft_all", meanwhile)
    rewrite_outdated()
    write_pages()
    assert shown("summary") == WORDS
    write_pages()
    assert (shown("summary"), page().writer) == (WORDS, writing.WRITER)


def test_points_give_way_to_the_records_own_words() -> None:
    """Points are not worded by hand: where they mislead, the registry's list stands there."""
    fill(criteria="Inclusion Criteria:\n\n* Has asthma\n* Is a grown-up\n\nExclusion Criteria:\n\n* Smokes")
    assert page().content["criteria"]["can"]
    publish("criteria", ())
    assert "can" not in page().content["criteria"]
    assert page().content["criteria"]["verbatim"] is True
    write_again()
    assert page().edited == {"criteria": "2026-09-02"}


def test_edit_can_publish_a_page_that_failed_its_checks() -> None:
    """An editor mends the one section with a finding; the case settles itself."""
    fill()
    bad = {"text": "About 999 people are to take part.", "sources": [COUNT]}
    row = page()
    row.content["summary"] = [bad]
    row.published, row.open_findings = False, 1
    row.save()
    EditorialCase.objects.create(study=study(), reason="findings", harm=3, opened_at=NOW)
    publish()
    assert (page().published, page().open_findings) == (True, 0)
    assert open_reasons() == []


def test_model_leaves_an_edited_section_alone(model_server: ModelServer) -> None:
    """It is not asked about it, and what it words around it does not touch it."""
    fill()
    publish()
    draft_pages()
    assert "summary" not in model_server.questions[0].wanted
    assert (shown("summary"), page().edited) == (WORDS, {"summary": "2026-09-02"})
    assert page().writer != writing.WRITER
    withdraw_others()
    write_pages()
    assert shown("summary") == WORDS


def test_followers_of_a_withdrawn_page_are_still_told() -> None:
    """News does not wait for an editor; the mail names the study by its registered title."""
    followed = make_study(page=1)
    reader(studies=[followed])
    make_event(followed)
    PlainPage.objects.update(published=False, withdrawn_at=NOW, withdrawn_reason="A wrong age.")
    assert match_events() == (1, 1)
    assert without_page() == []


def test_rewrite_by_hand_keeps_edits() -> None:
    """The button writes the automatic parts only."""
    fill()
    publish()
    write_now(study())
    assert (shown("summary"), page().edited) == (WORDS, {"summary": "2026-09-02"})
