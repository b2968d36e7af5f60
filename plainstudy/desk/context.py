"""What every page of the desk knows: Django's own admin context, and what this editor may do."""

from typing import Any

from django.http import HttpRequest

from plainstudy.editors.models import EditorialCase

_PERMISSIONS = tuple(codename for codename, _ in EditorialCase._meta.permissions)


def context_for(request: HttpRequest, *, title: str, **more: Any) -> dict[str, Any]:
    """Return the context of one page; ``may`` says by permission what this editor may do."""
    from .site import desk  # noqa: PLC0415  the site knows the views, which know this

    may = {codename: request.user.has_perm(f"editors.{codename}") for codename in _PERMISSIONS}
    return {**desk.each_context(request), "title": title, "may": may, **more}
