"""Sessions, sign-in, CSRF protection, messages: under /admin/ alone, so that public pages set no cookie."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.deprecation import MiddlewareMixin

from plainstudy.pages.views.errors import not_found

from .roles import has_editors

ADMIN = "/admin/"


def is_for_editors(request: HttpRequest) -> bool:
    """Say whether a request is for the editors' pages."""
    return request.path_info.startswith(ADMIN)


class DeskDoor:
    """Shut until somebody is an editor, and where the setting says so; no cache keeps what is behind it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_for_editors(request):
            return self.get_response(request)
        if not settings.EDITING or not has_editors():
            return not_found(request)
        response = self.get_response(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store, private"
        # With "no-referrer" browsers hide the origin of our own forms, and CSRF protection asks for it.
        response["Referrer-Policy"] = "same-origin"
        return response


class _OnlyForEditors(MiddlewareMixin):
    """Let requests for public pages pass as if this were not there."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if is_for_editors(request) else self.get_response(request)


class DeskSession(_OnlyForEditors, SessionMiddleware):
    pass


class DeskCsrf(_OnlyForEditors, CsrfViewMiddleware):
    def process_view(self, request: HttpRequest, *arguments: Any, **more: Any) -> Any:
        return super().process_view(request, *arguments, **more) if is_for_editors(request) else None


class DeskSignIn(_OnlyForEditors, AuthenticationMiddleware):
    pass


class DeskMessages(_OnlyForEditors, MessageMiddleware):
    pass
