"""A reader's whole way through the product in a real browser: find, read, follow, be told, leave."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import open_browser
from tests.conftest import StandIn
from tests.whole.service import Inbox, Service

pytestmark = [pytest.mark.browser, pytest.mark.registry]

TELLING = {"status_transition", "outcome_replaced", "results_posted", "why_stopped"}
"""Kinds of change that every follower is told about."""
DAYS = 12


@pytest.fixture(scope="module")
def days(small_registry_of_our_own: StandIn) -> dict[int, str]:
    """Return, for days of the calendar, a study that changes on it in a way that followers are told about."""
    found: dict[int, str] = {}
    small_registry_of_our_own.advance(DAYS)
    for day in range(1, DAYS + 1):
        for nct_id, edits in small_registry_of_our_own.truth(day)["changed"].items():
            if nct_id not in found.values() and TELLING & {edit["kind"] for edit in edits}:
                found[day] = nct_id
                break
    small_registry_of_our_own.post("/_calendar/reset")
    return found


@pytest.fixture(scope="module")
def small_registry_of_our_own(serve_registry: Any, folder_of_some: Path) -> StandIn:
    """Return a registry whose calendar only this file moves."""
    return serve_registry("--data", str(folder_of_some), "--change-rate", "0.1")


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    """Return a mail server and what it received."""
    box = Inbox()
    yield box
    box.stop()


@pytest.fixture(scope="module")
def service(
    small_registry_of_our_own: StandIn,
    days: dict[int, str],
    inbox: Inbox,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    """Return a served installation filled on the registry's first day."""
    running = Service(
        tmp_path_factory.mktemp("walk"),
        PLAINSTUDY_CTGOV_URL=small_registry_of_our_own.url,
        PLAINSTUDY_EMAIL_URL=inbox.url,
        PLAINSTUDY_EMAIL_FROM="studies@example.org",
    )
    first = running.json("sync", "--full")
    assert first["new"] == first["received"] > 200
    running.serve()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return one browser for all walks."""
    with open_browser() as opened:
        yield opened


def _links(mail: Any, purpose: str) -> list[str]:
    text = mail.get_body(("plain",)).get_content()
    return re.findall(rf"http://\S+/follow/{purpose}/\S+", text)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_finds_reads_follows_is_told_once_and_leaves(
    service: Service,
    small_registry_of_our_own: StandIn,
    days: dict[int, str],
    inbox: Inbox,
    browser: Any,
    width: int,
    javascript: bool,
) -> None:
    """Home, search, study, source, follow, mail, confirm, change, mail, leave: nothing else is mailed."""
    today = small_registry_of_our_own.get("/_calendar")["day"]
    day = min(coming for coming in days if coming > today)
    nct_id = days[day]
    address = f"reader-{width}-{javascript}@example.org".lower()
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=javascript)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(service.url)
    page.get_by_role("searchbox").first.fill(nct_id)
    page.get_by_role("button", name="Search").first.click()
    if f"/studies/{nct_id}/" not in page.url:
        page.locator(f'main a[href="/studies/{nct_id}/"]').first.click()
    assert page.url == f"{service.url}/studies/{nct_id}/"

    source = page.locator("main details.source").first
    assert not source.locator("blockquote").first.is_visible()
    source.locator("summary").click()
    assert source.locator("blockquote").first.is_visible()

    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Follow").click()
    assert "mail" in page.locator("h1").inner_text().lower()
    service.json("alerts")
    (asking,) = inbox.to(address)

    (confirm,) = set(_links(asking, "confirm"))
    page.goto(confirm)
    service.json("alerts")
    page.get_by_role("button", name=re.compile("Yes")).click()
    assert "follow" in page.locator("h1").inner_text().lower()

    while small_registry_of_our_own.get("/_calendar")["day"] < day:
        small_registry_of_our_own.advance()
        service.json("sync")
        service.json("alerts")
    service.json("alerts")
    _, news = inbox.to(address)
    assert nct_id in news.get_body(("plain",)).get_content()
    assert "List-Unsubscribe" in news

    page.goto(f"{service.url}/studies/{nct_id}/history/")
    assert (
        page.locator("main").get_by_text(re.compile("changed|was|now|opened|closed", re.IGNORECASE)).count()
    )

    page.goto(_links(news, "leave")[0])
    page.get_by_role("button", name=re.compile("Stop")).click()
    assert "ended" in page.locator("h1").inner_text().lower()

    small_registry_of_our_own.advance()
    service.json("sync")
    service.json("alerts")
    assert len(inbox.to(address)) == 2
    assert not context.cookies()
    assert all(url.startswith((service.url, "data:")) for url in asked), "a page asked somebody else"
    context.close()
