"""A sentence's whole way in a real browser: reported, corrected, shown, asked about when its facts change."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import open_browser
from tests.conftest import StandIn
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.registry]

PASSWORD = "nine quiet words under a tree"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
HOSTILE = "<img src=x onerror=alert(1)> The text says more than the record."


@pytest.fixture(scope="module")
def registry(serve_registry: Any, folder_of_some: Path) -> StandIn:
    """Return a registry whose calendar only this file moves."""
    return serve_registry("--data", str(folder_of_some), "--change-rate", "0.1")


@pytest.fixture(scope="module")
def service(registry: StandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Return a served installation filled on the registry's first day."""
    running = Service(tmp_path_factory.mktemp("editing"), PLAINSTUDY_CTGOV_URL=registry.url)
    running.json("sync", "--full")
    running.serve()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return one browser for the whole walk."""
    with open_browser() as opened:
        yield opened


def coming_change(registry: StandIn) -> tuple[str, int]:
    """Return a study whose status will move, and the day: what its summary rests on changes then."""
    registry.advance(6)
    found = [
        (nct_id, day)
        for day in range(1, 7)
        for nct_id, edits in registry.truth(day)["changed"].items()
        if any(edit["kind"] == "status_transition" for edit in edits)
    ]
    registry.post("/_calendar/reset")
    return found[0]


def barriers(page: Any, where: str, complaints: list[str]) -> None:
    """Add what axe finds and what is wider than the screen; not what axe itself puts in.

    In the light theme at a desk and in the dark one on a phone: every colour, at half the cost.
    """
    found = list(complaints)
    theme = "light" if page.viewport_size == DESK else "dark"
    page.emulate_media(color_scheme=theme)
    rules = Axe().run(page).response["violations"]
    found += [f"{where} {theme}: {rule['id']} {rule['nodes'][0]['html'][:150]}" for rule in rules]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{where}: wider than the screen")
    complaints[:] = found


def open_page(browser: Any, complaints: list[str], **options: Any) -> Any:
    """Return a page whose browser's complaints (a blocked script or style, an error) are kept."""
    page = browser.new_context(**options).new_page()
    page.on(
        "console",
        lambda line: complaints.append(f"{line.text} {line.location}") if line.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def test_reported_sentence_is_corrected_until_its_facts_change(  # noqa: PLR0915  one walk, step by step
    service: Service, registry: StandIn, browser: Any
) -> None:
    """Reader on a phone without scripts; editor at a desk; the registry moves; the queue asks again."""
    nct_id, day = coming_change(registry)
    public, review = f"{service.url}/studies/{nct_id}/", f"{service.url}/admin/studies/{nct_id}/"
    problems: list[str] = []

    reader = open_page(browser, problems, viewport=PHONE, java_script_enabled=False)
    reader.goto(public)
    reader.get_by_role("link", name="Something on this page seems wrong").click()
    reader.get_by_label("Where on the page?").select_option(index=2)
    reader.get_by_label("What seems wrong?").fill(HOSTILE)
    reader.get_by_role("button", name="Send").click()
    assert reader.get_by_role("heading", name="Thank you").is_visible()
    assert reader.context.cookies() == []

    assert service.get("/admin/")[0] == 404  # nobody is an editor yet
    link = service.json("editors", "add", "anna", "--role", "chief-editor")["link"]
    editor = open_page(browser, problems, viewport=DESK)
    editor.goto(link)
    barriers(editor, "password", problems)
    editor.get_by_label("New password").fill(PASSWORD)
    editor.get_by_label("The same again").fill(PASSWORD)
    editor.get_by_role("button", name="Set the password").click()
    assert editor.get_by_text("A reader says: this seems wrong").count() == 2  # the filter and the case
    barriers(editor, "queue", problems)

    editor.locator(".desk-case a").first.click()
    assert editor.url == review
    assert editor.get_by_text(HOSTILE).is_visible()
    barriers(editor, "review", problems)
    editor.get_by_role("link", name="Edit Summary").click()
    barriers(editor, "section", problems)
    _at_other_sizes(editor, problems)
    sentences = editor.locator("textarea[name^=text-]")
    kept = sentences.first.input_value()
    told = [row.input_value() for row in sentences.all() if row.input_value()]
    for row in sentences.all()[1:]:
        row.fill("")
    sentences.nth(1).fill("It cures 9999 people.")
    editor.get_by_role("button", name="Publish").click()
    assert editor.get_by_role("alert").first.is_visible()
    assert editor.locator("textarea[name=text-1]").input_value() == "It cures 9999 people."
    problems[:] = [line for line in problems if "400 (Bad Request)" not in line]
    editor.locator("textarea[name=text-1]").fill("")
    editor.get_by_role("button", name="Publish").click()
    assert editor.get_by_text("Readers see it now").is_visible()
    editor.get_by_label("What did you find?").select_option("corrected")
    editor.get_by_role("button", name="Close the report").click()
    editor.get_by_role("link", name="Who did what").click()
    editor.wait_for_url("**/auditentry/")
    barriers(editor, "trail", problems)
    assert editor.get_by_role("cell", name="Wrote a section").is_visible()

    reader.goto(public)
    reader.reload()  # a browser may keep a page for two minutes
    assert "Edited by a person on" in reader.locator("main").inner_text()
    assert reader.get_by_text(kept, exact=True).first.is_visible()
    assert len(told) > 1
    assert reader.get_by_text(told[1], exact=True).count() == 0
    assert service.json("show", nct_id)["writers"]["summary"] == "editor"

    while registry.get("/_calendar")["day"] < day:
        registry.advance()
        service.json("sync")
    reader.reload()
    assert "Edited by a person on" not in reader.locator("main").inner_text()
    assert service.json("show", nct_id)["writers"]["summary"].startswith("rules")
    editor.goto(f"{service.url}/admin/queue/?reason=edit_fell")
    editor.locator(".desk-case a").first.click()
    assert editor.url == review
    editor.get_by_text("Written by editors before").click()
    assert editor.locator(".desk-earlier").get_by_text(kept, exact=True).is_visible()
    assert problems == [], "\n".join(problems)


def _at_other_sizes(editor: Any, problems: list[str]) -> None:
    """Look at the pages of the desk on a phone, too: an editor may be on a train."""
    here = editor.url
    editor.set_viewport_size(PHONE)
    base = here.partition("/admin/")[0]
    for path in (
        here,
        here.partition("sections/")[0],
        f"{base}/admin/queue/",
        f"{base}/admin/password_change/",
    ):
        editor.goto(path)
        barriers(editor, f"phone {path}", problems)
    editor.set_viewport_size(DESK)
    editor.goto(here)
