"""The editors' desk: Django's admin site with the queue as its first page, and rows to look up beside it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone

from plainstudy.alerts.promptly import promptly
from plainstudy.editors.audit import note
from plainstudy.editors.models import AuditEntry

from . import views
from .login import SetPassword, SignIn
from .trail import AuditTrail


class Desk(AdminSite):
    """Queue, review pages, the audit trail. Nobody adds people here: that is a command."""

    site_header = site_title = "plainstudy: editors’ desk"
    index_title = "Queue"
    site_url = "/"
    enable_nav_sidebar = False
    login_form = SignIn
    login_template = "desk/login.html"

    def index(  # type: ignore[override]  # Django says TemplateResponse; every answer will do
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Go to the queue."""
        return HttpResponseRedirect(reverse("admin:queue"))

    def password_change(  # type: ignore[override]  # as above
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let somebody choose another password, and note it: everything that is done is noted."""
        answer: HttpResponse = super().password_change(request, extra_context)
        if request.method == "POST" and isinstance(answer, HttpResponseRedirect):
            with promptly():
                note(
                    who=request.user.get_username(),
                    action=AuditEntry.Action.SIGNED_IN,
                    reason="changed the password",
                    now=timezone.now(),
                )
        return answer

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put our pages before Django's."""
        own = [
            path("queue/", self.admin_view(views.queue), name="queue"),
            path("studies/<str:number>/", self.admin_view(views.study), name="study"),
            path("studies/<str:number>/do/", self.admin_view(views.do), name="do"),
            path(
                "studies/<str:number>/sections/<slug:name>/", self.admin_view(views.section), name="section"
            ),
            path("reports/<int:key>/", self.admin_view(views.answer_report), name="answer_report"),
            path("model/stop/", self.admin_view(views.stop_model), name="stop_model"),
            path(
                "password/<uidb64>/<token>/",
                SetPassword.as_view(extra_context={"site_header": self.site_header}),
                name="set_password",
            ),
        ]
        return [*own, *super().get_urls()]


desk = Desk(name="admin")
desk.register(AuditEntry, AuditTrail)
