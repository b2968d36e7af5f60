"""Getting in: nobody before there is an editor, no guessing, and no cookie outside /admin/."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from plainstudy.alerts.limits import LIMITS
from plainstudy.desk.roles import (
    ROLES,
    NoSuchEditor,
    NotAName,
    add_editor,
    editors,
    password_link,
    remove_editor,
)
from plainstudy.desk.tidy import forget_old
from plainstudy.editors.models import AuditEntry, ReaderReport
from plainstudy.editors.reports import take_in

from .world import NOW, PASSWORD, editor, fill, number, signed_in, study

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
QUEUE = "/admin/queue/"


@pytest.fixture(autouse=True)
def _quick_hashing(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def sign_in(client: Client, name: str = "anna", password: str = PASSWORD) -> Any:
    """Fill in the form."""
    return client.post(LOGIN, {"username": name, "password": password, "next": QUEUE})


@pytest.mark.parametrize("path", ["/admin/", LOGIN, QUEUE, "/admin/password/MQ/x-y/", "/admin/nothing/"])
def test_there_is_no_door_before_there_is_an_editor(client: Client, path: str) -> None:
    """A copy that nobody edits shows strangers nothing to try at."""
    assert client.get(path).status_code == 404


def test_door_is_shut_where_the_setting_says_so(client: Client, settings: Any) -> None:
    """Also for those who have signed in."""
    inside = signed_in()
    assert inside.get(QUEUE).status_code == 200
    settings.EDITING = False
    assert (inside.get(QUEUE).status_code, client.get(LOGIN).status_code) == (404, 404)


def test_editor_signs_in_and_out(client: Client) -> None:
    """Name and password lead to the queue; signing out ends it."""
    editor(password=PASSWORD)
    assert client.get(QUEUE)["Location"].startswith(LOGIN)
    assert sign_in(client)["Location"] == QUEUE
    assert client.get(QUEUE).status_code == 200
    assert AuditEntry.objects.filter(action=AuditEntry.Action.SIGNED_IN, who="anna").exists()
    client.post("/admin/logout/")
    assert client.get(QUEUE)["Location"].startswith(LOGIN)


def test_cookies_are_for_the_desk_alone_and_for_one_working_day(client: Client, settings: Any) -> None:
    """Bound to /admin/, out of reach for scripts, gone with the browser and after eight hours."""
    editor(password=PASSWORD)
    client.get(LOGIN)
    sign_in(client)
    assert set(client.cookies) == {"editor", "csrftoken"}
    for cookie in client.cookies.values():
        assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == ("/admin/", "Lax", True)
        assert cookie["max-age"] == ""
    assert settings.SESSION_COOKIE_AGE == 8 * 3600
    with time_machine.travel(timezone.now() + dt.timedelta(hours=9), tick=False):
        assert client.get(QUEUE).status_code == 302
        forget_old()
        assert not Session.objects.exists()


def test_guessing_is_stopped_by_network(client: Client) -> None:
    """After some tries not even the right password is taken, and the page says what to do."""
    editor(password=PASSWORD)
    most = LIMITS["login"][0][1]
    for attempt in range(most):
        assert "correct" in sign_in(client, f"name{attempt}", "wrong").content.decode()
    answer = sign_in(client)
    assert "too many tries" in answer.content.decode()
    assert "editor" not in client.cookies


def test_guessing_one_name_is_stopped_from_everywhere(client: Client) -> None:
    """Other networks do not help; another editor signs in meanwhile."""
    editor(password=PASSWORD)
    editor("ben", password=PASSWORD)
    for attempt in range(LIMITS["name"][0][1]):
        client.post(LOGIN, {"username": "anna", "password": "wrong"}, REMOTE_ADDR=f"203.0.{attempt}.9")
    assert "too many tries" in sign_in(client).content.decode()
    assert sign_in(client, "ben")["Location"] == QUEUE


def test_no_name_and_no_network_is_stored_for_counting(client: Client) -> None:
    """Only keyed hashes, gone after a day."""
    from plainstudy.alerts.models import SignUpAttempt

    editor(password=PASSWORD)
    sign_in(client)
    stored = str(list(SignUpAttempt.objects.values()))
    assert ("anna" in stored, "127.0.0" in stored) == (False, False)


def test_forged_form_is_refused() -> None:
    """CSRF protection is on for every deed."""
    editor()
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get())
    assert client.post("/admin/model/stop/").status_code == 403
    assert client.post(f"/admin/studies/{number(1)}/do/", {"do": "review"}).status_code == 403


def test_link_sets_a_password_once(client: Client) -> None:
    """No mail needed: a command prints it, it works once, and weak passwords are refused."""
    link = password_link(add_editor(name="anna", role="editor", now=NOW)).partition("/admin/")[2]
    form = client.get(f"/admin/{link}")["Location"]
    for weak in ("short", "password1234", "123456789012"):
        told = client.post(form, {"new_password1": weak, "new_password2": weak}).content.decode()
        assert "errorlist" in told
    answer = client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == QUEUE
    assert "does not work any more" in Client().get(f"/admin/{link}", follow=True).content.decode()
    assert sign_in(Client())["Location"] == QUEUE


def test_link_works_for_two_days(client: Client) -> None:
    """Then it is as good as none."""
    link = password_link(add_editor(name="anna", role="editor", now=NOW)).partition("/admin/")[2]
    with time_machine.travel(timezone.now() + dt.timedelta(days=2, hours=1), tick=False):
        assert "does not work any more" in client.get(f"/admin/{link}", follow=True).content.decode()


def test_removed_editor_is_out_at_once() -> None:
    """An open session ends with the next click; what they did keeps their name."""
    client = signed_in()
    signed_in("ben", "editor")
    remove_editor(name="anna", now=NOW)
    assert client.get(QUEUE).status_code == 302
    assert [(person.name, person.role, person.is_active) for person in editors()] == [
        ("anna", "", False),
        ("ben", "editor", True),
    ]
    assert AuditEntry.objects.filter(action=AuditEntry.Action.ROLE, before="anna: chief-editor").exists()
    with pytest.raises(NoSuchEditor):
        remove_editor(name="anna", now=NOW)


def test_role_is_exactly_its_permissions() -> None:
    """Another role takes the old rights away; a right that somebody slipped into a group is taken out."""
    add_editor(name="anna", role="chief-editor", now=NOW)
    add_editor(name="anna", role="report-reader", now=NOW)
    group = Group.objects.get(name="report-reader")
    group.permissions.add(Permission.objects.get(codename="stop_model"))
    add_editor(name="ben", role="report-reader", now=NOW)
    held = {name.partition(".")[2] for name in User.objects.get(username="anna").get_all_permissions()}
    assert held == set(ROLES["report-reader"])


@pytest.mark.parametrize("name", ["", "a b", "x" * 101, "<b>", "a\n"])
def test_name_that_is_none_is_refused(name: str) -> None:
    """The message says what a name may hold."""
    with pytest.raises(NotAName):
        add_editor(name=name, role="editor", now=NOW)


def test_desk_is_kept_by_nobody_and_found_by_nobody(client: Client) -> None:
    """No cache, no search engine, no frame, and the strict policy for scripts and styles."""
    editor()
    answer = client.get(LOGIN)
    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "'unsafe" not in answer["Content-Security-Policy"]
    told = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", told)


def test_public_pages_set_no_cookie_even_for_somebody_signed_in() -> None:
    """Sessions, messages and CSRF exist under /admin/ alone."""
    fill()
    client = signed_in()
    client.post("/admin/model/stop/")  # leaves a message waiting
    study_page = f"/studies/{number(1)}/"
    public = [
        "/", study_page, f"{study_page}?near=London", f"{study_page}report/", f"{study_page}report/sent/",
        f"{study_page}history/", f"{study_page}feed.atom", "/search/?q=asthma", "/conditions/", "/follow/",
        "/follow/manage/", "/follow/sent/", "/about/", "/about/privacy/", "/about/texts/", "/status/",
        "/healthz", "/robots.txt", "/sitemap.xml", "/nothing-here/", "/admin", "/administrator/",
    ]  # fmt: skip
    for path in public:
        answer = client.get(path)
        assert not answer.cookies, path
        assert "Cookie" not in answer.get("Vary", ""), path
    sent = client.post(f"{study_page}report/", {"part": "summary", "words": "Wrong age"})
    assert (sent.status_code, len(sent.cookies)) == (303, 0)


def test_old_reports_are_forgotten_by_the_worker(settings: Any) -> None:
    """After as many months as the setting says."""
    fill()
    settings.REPORT_MONTHS = 3
    take_in(
        study=study(),
        section="summary",
        sentence="",
        words="Wrong",
        now=timezone.now() - dt.timedelta(days=100),
    )
    assert forget_old() == 1
    assert not ReaderReport.objects.exists()
