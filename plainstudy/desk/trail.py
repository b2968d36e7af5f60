"""The audit trail to look things up in: nobody changes it, whoever they are."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator

from plainstudy.editors.models import AuditEntry

_SHOWN = 80

if TYPE_CHECKING:
    _Rows = admin.ModelAdmin[AuditEntry]
else:
    _Rows = admin.ModelAdmin


class AuditTrail(_Rows):
    """Who did what, newest first; search by number or name."""

    list_display = ("when", "who", "action", "nct_id", "section", "told")
    list_filter = ("action",)
    search_fields = ("=nct_id", "=who")
    search_help_text = "A registry number, or the name of an editor."
    ordering = ("-at", "-id")
    list_per_page = 50
    show_full_result_count = False
    actions = None

    @admin.display(description="Told")
    def told(self, row: AuditEntry) -> str:
        """Give the reason, else the beginning of what it was changed to; the entry itself has all of it."""
        return Truncator(row.reason or row.after or row.before).chars(_SHOWN)

    @admin.display(description="When (UTC)", ordering="at")
    def when(self, row: AuditEntry) -> str:
        """Write the moment to the second."""
        return f"{row.at:%Y-%m-%d %H:%M:%S}"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say in our words what it shows."""
        return super().changelist_view(request, {**(extra_context or {}), "title": "Who did what"})

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("editors.view_audit")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
