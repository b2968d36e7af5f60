"""Who may do what: four roles, each with the least it needs. People are added from the command line alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from plainstudy.editors.audit import note
from plainstudy.editors.models import AuditEntry, EditorialCase

COMMAND = "command"
"""Who is named in the audit trail for what was done on the command line."""
ROLES: dict[str, tuple[str, ...]] = {
    "report-reader": ("view_queue", "close_cases"),
    "editor": ("view_queue", "close_cases", "edit_sections"),
    "chief-editor": ("view_queue", "close_cases", "edit_sections", "withdraw_pages", "view_audit"),
    "operator": ("view_queue", "stop_model", "view_audit"),
}
"""By name: the permissions of EditorialCase that it has."""


class NoSuchEditor(LookupError):
    """Nobody of that name is there."""


class NotAName(ValueError):
    """The message says what a name may hold."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may sign in, or could once."""

    name: str
    role: str
    """Empty for somebody who was removed."""
    is_active: bool
    has_password: bool
    last_seen: dt.datetime | None


def has_editors() -> bool:
    """Say whether anybody may sign in."""
    return User.objects.filter(is_active=True, is_staff=True).exists()


@transaction.atomic
def add_editor(*, name: str, role: str, now: dt.datetime) -> User:
    """Add somebody, or give them another role. A password stays; at first there is none. NotAName."""
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError as problem:
        raise NotAName("write a name of letters, digits and @ . + - _, as in anna.b") from problem
    if len(name) > 100:
        raise NotAName("write a name of at most 100 letters")
    user, is_new = User.objects.get_or_create(username=User.normalize_username(name))
    before = "" if is_new else _role_of(user)
    if is_new:
        user.set_unusable_password()
    user.is_active = user.is_staff = True
    user.save()
    user.groups.set([_group(role)])
    note(who=COMMAND, action=AuditEntry.Action.ROLE, before=before, after=f"{name}: {role}", now=now)
    return user


def password_link(user: User) -> str:
    """Return the address at which somebody sets a password, once and within two days."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return f"{settings.SITE_URL}/admin/password/{uid}/{default_token_generator.make_token(user)}/"


@transaction.atomic
def remove_editor(*, name: str, now: dt.datetime) -> None:
    """Shut somebody out at once, whatever they have open; what they did keeps their name. NoSuchEditor."""
    name = User.normalize_username(name)
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise NoSuchEditor(name)
    before = _role_of(user)
    user.set_unusable_password()
    user.is_active = user.is_staff = user.is_superuser = False
    user.save()
    user.groups.clear()
    note(
        who=COMMAND, action=AuditEntry.Action.ROLE, before=f"{name}: {before}", after=f"{name}: none", now=now
    )


def editors() -> Sequence[Editor]:
    """Return everybody who ever was an editor, by name."""
    users = User.objects.prefetch_related("groups").order_by("username")
    return [
        Editor(user.username, _role_of(user), user.is_active, user.has_usable_password(), user.last_login)
        for user in users
    ]


def _role_of(user: User) -> str:
    if user.is_superuser:
        return "superuser"
    return ", ".join(sorted(group.name for group in user.groups.all()))


def _group(role: str) -> Group:
    """Return the group of a role with exactly its permissions, made where it is not there yet."""
    kind = ContentType.objects.get_for_model(EditorialCase)
    labels = dict(EditorialCase._meta.permissions)
    wanted = [
        Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": labels[codename]}
        )[0]
        for codename in ROLES[role]
    ]
    group, _ = Group.objects.get_or_create(name=role)
    group.permissions.set(wanted)
    return group
