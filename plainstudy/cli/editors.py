"""``plainstudy editors``: who may sign in at /admin/, and as what."""

import argparse
from typing import TYPE_CHECKING, Any

from .output import Failure, result, say
from .store import make_ready

if TYPE_CHECKING:
    from plainstudy.desk.roles import Editor

ROLES = ("report-reader", "editor", "chief-editor", "operator")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its three verbs."""
    parser = commands.add_parser("editors", help="who may read reports, write sections, withdraw pages")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    add = verbs.add_parser("add", help="add somebody, or give them another role or a new link")
    add.add_argument("name")
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--json", action="store_true")
    add.set_defaults(run=run_add)
    listing = verbs.add_parser("list", help="show everybody")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)
    remove = verbs.add_parser("remove", help="shut somebody out at once")
    remove.add_argument("name")
    remove.set_defaults(run=run_remove)


def run_add(options: argparse.Namespace) -> int:
    """Add somebody and print the link by which they set their password."""
    from django.conf import settings
    from django.utils import timezone

    from plainstudy.desk.roles import NotAName, add_editor, password_link

    make_ready()
    try:
        user = add_editor(name=options.name, role=options.role, now=timezone.now())
    except NotAName as problem:
        raise Failure(str(problem), exit_code=2) from problem
    link = password_link(user)
    result({"name": user.username, "role": options.role, "link": link}, as_json=options.json)
    say("Give them this link over a safe way: it sets a password, once, and within two days.")
    if not settings.EDITING:
        say("PLAINSTUDY_EDITING is off: nobody can sign in until it is on.")
    return 0


def run_list(options: argparse.Namespace) -> int:
    """Print everybody, by name."""
    from plainstudy.desk.roles import editors

    make_ready()
    people = editors()
    if options.json:
        result({"editors": [_as_json(person) for person in people]}, as_json=True)
        return 0
    for person in people:
        row = _as_json(person)
        result(
            {row["name"]: f"{row['role'] or 'removed'}, last signed in: {row['last_seen'] or 'never'}"},
            as_json=False,
        )
    if not people:
        say("Nobody yet, so there is no /admin/: plainstudy editors add NAME --role chief-editor")
    return 0


def _as_json(person: "Editor") -> dict[str, Any]:
    return {
        "name": person.name,
        "role": person.role,
        "active": person.is_active,
        "has_password": person.has_password,
        "last_seen": person.last_seen.isoformat(timespec="seconds") if person.last_seen else None,
    }


def run_remove(options: argparse.Namespace) -> int:
    """Shut somebody out."""
    from django.utils import timezone

    from plainstudy.desk.roles import NoSuchEditor, remove_editor

    make_ready()
    try:
        remove_editor(name=options.name, now=timezone.now())
    except NoSuchEditor as problem:
        raise Failure(f"there is no editor called {options.name}") from problem
    say(f"{options.name} can sign in no more. What they did stays in the audit trail.")
    return 0
