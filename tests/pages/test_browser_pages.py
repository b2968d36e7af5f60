"""Pages in a real browser: legible on a phone, usable by keyboard, without barriers, on paper."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from plainstudy.studies.models import Study
from tests.browser import FLAGS, chromium

from .stores import CEMENT_STUDY, code, sample, store, tell, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TERM_IN_ARABIC = "سرطان العمود الفقري"
STUDY = f"/studies/{CEMENT_STUDY}/"
PAGES = (
    "/", STUDY, f"{STUDY}report/", f"{STUDY}report/sent/", f"{STUDY}history/", f"{STUDY}history/1..2/",
    "/conditions/cancer-in-the-spine/", "/conditions/?letter=c", "/search/?q=cancer", "/status/", "/nowhere/",
    "/about/", "/about/texts/", "/about/privacy/", "/about/terms/", "/about/safety/", "/about/sources/",
)  # fmt: skip
TOO_WIDE = """(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const all = [...document.querySelectorAll("body *")];
    const wide = all.filter(e => e.getBoundingClientRect().right > width + 1);
    const inside = all.filter(e => e.scrollWidth > width);
    return ["page", ...wide, ...inside].slice(0, 9).map(e => e.outerHTML?.slice(0, 90) ?? e);
})()"""
SIZES = {"phone": (360, 780), "desk": (1280, 900)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    path = chromium()
    # Playwright's loop runs in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def filled(transactional_db: None) -> Study:
    """Return a study with everything on its page: long names, other scripts, many places."""
    store(sample(CEMENT_STUDY, "2026-06-25"), day="2026-06-25")
    document = sample(CEMENT_STUDY, "2026-06-26")
    protocol = document["protocolSection"]
    protocol["conditionsModule"]["conditions"] += [
        "سرطان العمود الفقري",
        "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3,
    ]
    protocol["armsInterventionsModule"]["armGroups"][0]["label"] = (
        "Averyveryverylongnameofanarmwithoutanyspace" * 4
    )
    protocol["statusModule"]["overallStatus"] = "RECRUITING"
    places = [
        {
            "facility": f"Universitätsklinikum {'mit sehr langem Namen ' * (number % 4)}{number}",
            "city": "São Paulo" if number % 2 else "Köln",
            "country": "Brazil" if number % 2 else "Germany",
            "status": "RECRUITING" if number % 3 else "COMPLETED",
            "contacts": [
                {"name": "Team", "phone": "+49 221 555 0100", "email": f"{'very.long.' * 6}team@example.org"}
            ],
            "geoPoint": {"lat": -23.5 + number / 9, "lon": -46.6 + number},
        }
        for number in range(20)
    ]
    protocol["contactsLocationsModule"]["locations"] += places
    study = store(document, day="2026-06-26")
    write(study)
    code(study, "Metastatic Malignant Neoplasm in the Spine", label="Cancer in the spine")
    tell(study, None, "The study now plans to end 6 months later.", day="2026-06-26", severity="major")
    return study


@pytest.fixture(params=SIZES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page of a phone's and of a desk's size, without JavaScript: every page must do without."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=True)
    yield context.new_page()
    context.close()


def visit(page: Page, live_server: Any, path: str) -> list[str]:
    """Open a page and return what it asked of other hosts, and what the browser complained about."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith(live_server.url) else complaints.append(request.url),
    )
    page.goto(f"{live_server.url}{path}")
    return [text for text in complaints if "404" not in text]


def test_no_page_has_barriers_or_loads_anything_from_elsewhere(
    page: Page, filled: Study, live_server: Any
) -> None:
    """Axe finds nothing, in both themes; the browser blocks nothing; no page is wider than the screen."""
    problems = []
    for path in PAGES:
        problems += [f"{path}: {text}" for text in visit(page, live_server, path)]
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found = Axe().run(page).response["violations"]
            problems += [f"{path} {theme}: {rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in found]
        problems += [f"{path}: wider than the screen: {name}" for name in page.evaluate(TOO_WIDE)]
    assert problems == []


def test_opened_sources_stay_inside_the_page(page: Page, filled: Study, live_server: Any) -> None:
    """With every fold open nothing runs out of the screen, and axe still finds nothing."""
    visit(page, live_server, STUDY)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate(TOO_WIDE) == []
    assert Axe().run(page).response["violations"] == []


def test_marks_of_sentences_never_leave_the_text(page: Page, filled: Study, live_server: Any) -> None:
    """A mark stands right after its sentence, never before the line's start."""
    visit(page, live_server, STUDY)
    assert page.evaluate(
        """[...document.querySelectorAll('.said > .source > summary')].every(mark => {
            const box = mark.getBoundingClientRect(), text = mark.closest('.said').getBoundingClientRect();
            return box.left > text.left && box.right <= text.right + 1;
        })"""
    )


def test_body_text_is_large_enough_on_a_phone(page: Page, filled: Study, live_server: Any) -> None:
    """18 px for reading, and lines of at most 68 characters."""
    visit(page, live_server, STUDY)
    assert page.evaluate("getComputedStyle(document.querySelector('.said')).fontSize") == "18px"
    width = page.evaluate("document.querySelector('.said').getBoundingClientRect().width")
    assert width / (18 * 0.45) <= 80


def test_whom_to_call_is_in_the_first_screen_and_leads_to_a_number(
    page: Page, filled: Study, live_server: Any
) -> None:
    """A frightened reader needs one tap to the contacts."""
    visit(page, live_server, STUDY)
    link = page.get_by_role("link", name="Whom do I call?")
    box = link.bounding_box()
    assert box
    assert box["y"] + box["height"] <= page.viewport_size["height"]  # type: ignore[index]
    link.click()
    assert page.evaluate("location.hash") == "#contacts"
    assert page.locator("a[href^='tel:']").count() > 0


def test_keyboard_skips_to_the_text_and_opens_a_source(page: Page, filled: Study, live_server: Any) -> None:
    """Without a mouse: skip link, visible focus, Enter opens the source."""
    visit(page, live_server, STUDY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Go to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    mark = page.locator(".source > summary").first
    mark.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator(".source[open]").count() == 1


def test_page_reads_without_javascript(browser: Browser, filled: Study, live_server: Any) -> None:
    """Sources open, versions compare, all with scripts off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(f"{live_server.url}{STUDY}")
    page.locator(".source > summary").first.click()
    assert page.get_by_text("protocolSection.descriptionModule.briefSummary").first.is_visible()
    page.goto(f"{live_server.url}{STUDY}history/")
    page.get_by_role("button", name="Compare").click()
    assert page.get_by_role("heading", name="Version 1 and version 2").is_visible()
    context.close()


def test_study_prints_on_few_sheets(browser: Browser, filled: Study, live_server: Any) -> None:
    """On paper the form and the menus are gone and the text is there."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}{STUDY}")
    page.emulate_media(media="print")
    assert not page.locator(".follow").is_visible()
    assert not page.get_by_role("link", name="Something on this page seems wrong").is_visible()
    assert page.get_by_role("heading", name="Summary").is_visible()
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 <= sheets <= 8
    context.close()


def test_folded_places_and_contacts_stand_on_paper(browser: Browser, filled: Study, live_server: Any) -> None:
    """Whoever takes the page to a doctor has the places with it; on the screen they stay folded."""
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    page.goto(f"{live_server.url}{STUDY}")
    shown = "[...document.querySelectorAll('.place-list')].map(list => list.checkVisibility())"
    on_screen = page.evaluate(shown)
    page.emulate_media(media="print")
    on_paper = page.evaluate(shown)
    page.close()
    assert not all(on_screen)
    assert all(on_paper)


def test_text_from_right_to_left_keeps_its_direction(page: Page, filled: Study, live_server: Any) -> None:
    """A term in Arabic runs from right to left inside its own line."""
    visit(page, live_server, STUDY)
    term = page.locator(".verbatim", has_text="سرطان")
    assert term.evaluate("node => getComputedStyle(node).direction") == "rtl"
