"""Signing in: as often as a person needs to, and a note of it in the audit trail."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone

from plainstudy.alerts.limits import within_limits
from plainstudy.alerts.promptly import promptly
from plainstudy.alerts.queries import keys
from plainstudy.editors.audit import note
from plainstudy.editors.models import AuditEntry
from plainstudy.pages.origin import network_from

TOO_OFTEN = (
    "There were too many tries from your network or for this name. Please wait an hour, "
    "or ask whoever runs this copy for a new link: plainstudy editors add."
)


class SignIn(AdminAuthenticationForm):
    """Name and password; every try counts for its network and for its name, a right one too."""

    def clean(self) -> dict[str, Any]:
        assert self.request is not None
        known = keys()
        now = timezone.now()
        counted = {
            "login": known.network_hash(network_from(self.request)),
            "name": known.network_hash(f"name {self.cleaned_data.get('username', '')}"),
        }
        with promptly():
            # A network that is shut out counts for no name: it could shut out everybody else.
            allowed = all(within_limits(kind=kind, key=key, now=now) for kind, key in counted.items())
        if not allowed:
            raise ValidationError(TOO_OFTEN, code="too_often")
        cleaned = super().clean()
        user = self.get_user()
        if user is not None:  # None where name or password was left out: nobody signed in
            with promptly():
                note(who=user.get_username(), action=AuditEntry.Action.SIGNED_IN, now=now)
        return cleaned


class SetPassword(PasswordResetConfirmView):
    """The page behind a one-time link: choose a password, and be signed in."""

    template_name = "desk/set_password.html"
    success_url = reverse_lazy("admin:index")
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"
    token_generator = default_token_generator

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        done = super().form_valid(form)
        with promptly():
            note(
                who=str(self.user),
                action=AuditEntry.Action.SIGNED_IN,
                reason="set a password by a one-time link",
                now=timezone.now(),
            )
        return done
