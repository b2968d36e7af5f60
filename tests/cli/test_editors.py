"""``plainstudy editors``: add, list, remove."""

import json

import pytest
from django.contrib.auth.models import User

from plainstudy.cli import main
from plainstudy.cli.editors import ROLES
from plainstudy.desk import roles

pytestmark = pytest.mark.django_db


def test_command_offers_exactly_the_roles_there_are() -> None:
    """The command names them without loading the web framework."""
    assert set(ROLES) == set(roles.ROLES)


def test_added_editor_gets_a_link_and_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    """One line of JSON holds the link; nobody can sign in before it is used."""
    assert main(["editors", "add", "anna", "--role", "editor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["role"]) == ("anna", "editor")
    assert told["link"].startswith("http://127.0.0.1:8000/admin/password/")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)


def test_editors_are_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    """A removed editor is still named, with no role."""
    main(["editors", "list"])
    assert "Nobody yet" in capsys.readouterr().err
    main(["editors", "add", "anna", "--role", "editor", "--json"])
    capsys.readouterr()
    main(["editors", "list"])
    assert capsys.readouterr().out == "anna: editor, last signed in: never\n"
    assert main(["editors", "remove", "anna"]) == 0
    main(["editors", "list", "--json"])
    (person,) = json.loads(capsys.readouterr().out)["editors"]
    assert (person["name"], person["role"], person["active"]) == ("anna", "", False)


def test_wrong_names_are_refused_with_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 for a name that cannot be, 1 for nobody of that name."""
    assert main(["editors", "add", "a b", "--role", "editor"]) == 2
    assert main(["editors", "remove", "nobody"]) == 1
    assert "there is no editor called nobody" in capsys.readouterr().err
