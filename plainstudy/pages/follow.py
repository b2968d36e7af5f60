"""Following: ask, confirm, manage, leave. GET shows, POST acts, both are repeatable; no cookie is set."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plainstudy.alerts import actions, queries
from plainstudy.alerts.addresses import NotAnAddress, masked
from plainstudy.alerts.links import NotOurLink, Purpose, Target, TooLate
from plainstudy.alerts.no_server import can_mail
from plainstudy.alerts.signup import NothingToFollow, TooManySignUps

from .origin import network_from, own_origin_only

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
RETRY_AFTER_SECONDS = {429: 86_400, 503: 3_600}
"""Too many sign-ups today; mail is not set up yet."""
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class SeeOther(HttpResponseRedirect):
    """Send the browser on; once that is out send letters, so that nobody waits for a mail server."""

    status_code = 303

    def close(self) -> None:
        super().close()
        actions.send_letters_now()


def private(view: View[P]) -> View[P]:
    """Mark answers that hold something of one visitor, and answer for links that do not work (any more)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **more: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **more)
        except NotOurLink:
            response = render(request, "pages/follow/not_ours.html", status=404)
        except TooLate:
            response = render(request, "pages/follow/too_late.html", status=410)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        if response.status_code in RETRY_AFTER_SECONDS:
            response["Retry-After"] = str(RETRY_AFTER_SECONDS[response.status_code])
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast(View[P], guarded)


@get_or_post
@private
@own_origin_only
def follow(request: HttpRequest) -> HttpResponse:
    """Show the form for ?study=NCT…&concept=slug, or take it in."""
    if not can_mail():
        return _no_mail_yet(request)
    if request.method != "POST":
        return _form(request, request.GET.get("study", ""), request.GET.getlist("concept"))
    study, concepts = request.POST.get("study", ""), request.POST.getlist("concept")
    if request.POST.get("website"):
        return SeeOther("/follow/sent/")  # only machines fill a field that nobody sees
    email = request.POST.get("email", "")
    try:
        actions.follow(
            email=email, study=study, concepts=concepts, network=network_from(request), now=timezone.now()
        )
    except (NotAnAddress, NothingToFollow, TooManySignUps) as problem:
        return _form(request, study, concepts, email=email, problem=problem)
    return SeeOther("/follow/sent/")


def _form(
    request: HttpRequest,
    study: str,
    concepts: list[str],
    *,
    email: str = "",
    problem: Exception | None = None,
) -> HttpResponse:
    things = []
    try:
        if study or concepts:
            things = queries.followed(actions.what_to_follow(study=study, concepts=concepts))
    except NothingToFollow as wrong:
        problem = problem or wrong
    context = {
        "things": [(thing, thing.path.rstrip("/").rpartition("/")[2]) for thing in things],
        "email": email,
        "problem": str(problem) if problem else "",
        "is_address_wrong": isinstance(problem, NotAnAddress),
        "is_too_often": isinstance(problem, TooManySignUps),
    }
    return render(request, "pages/follow/form.html", context, status=_status(problem))


def _no_mail_yet(request: HttpRequest) -> HttpResponse:
    """Say that this copy cannot mail: an address given now would wait here for nothing."""
    return render(request, "pages/follow/no_mail_yet.html", status=503)


def _status(problem: Exception | None) -> int:
    if problem is None:
        return 200
    return 429 if isinstance(problem, TooManySignUps) else 400


@require_safe
@private
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way, to everybody alike."""
    return render(request, "pages/follow/sent.html")


@get_or_post
@private
@own_origin_only
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a confirmation link would start, and a button; start it on POST."""
    now = timezone.now()
    if request.method != "POST":
        things = actions.asked_to_confirm(code, now=now)
        return render(request, "pages/follow/confirm.html", {"things": things})
    subscriber, things = actions.confirm(code=code, now=now)
    manage = actions.code_for(subscriber, Purpose.MANAGE)
    return render(request, "pages/follow/confirmed.html", {"things": things, "manage_code": manage})


@get_or_post
@private
@own_origin_only
def manage_request(request: HttpRequest) -> HttpResponse:
    """Ask for a link to manage one's mails; the answer is the same for every address."""
    if not can_mail():
        return _no_mail_yet(request)
    if request.method != "POST":
        return render(request, "pages/follow/manage_request.html")
    if request.POST.get("website"):
        return SeeOther("/follow/sent/")
    email = request.POST.get("email", "")
    try:
        actions.ask_for_manage_link(email=email, network=network_from(request), now=timezone.now())
    except (NotAnAddress, TooManySignUps) as problem:
        is_too_often = isinstance(problem, TooManySignUps)
        context = {"problem": str(problem), "email": email, "is_too_often": is_too_often}
        return render(request, "pages/follow/manage_request.html", context, status=_status(problem))
    return SeeOther("/follow/sent/")


@get_or_post
@private
@own_origin_only
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the holder of a link follows, or change it."""
    subscriber = actions.holder_of(code, Purpose.MANAGE)
    if request.method == "POST":
        return _manage(request, subscriber, code)
    context = {
        "follows": queries.follows_of(subscriber),
        "address": masked(queries.keys().decrypt(subscriber.address)),
        "bounced": subscriber.bounced_at is not None,
        "code": code,
    }
    return render(request, "pages/follow/manage.html", context)


def _manage(request: HttpRequest, subscriber: Any, code: str) -> HttpResponse:
    wish = request.POST.get("do", "")
    if wish == "delete":
        actions.delete_all(subscriber=subscriber)
        return render(request, "pages/follow/deleted.html")
    if wish == "fresh":
        actions.send_fresh_link(subscriber=subscriber, now=timezone.now())
        return SeeOther("/follow/sent/")
    if wish == "leave-all":
        actions.leave_all(subscriber=subscriber)
    elif wish == "leave":
        try:
            actions.leave_one(subscriber=subscriber, target=Target.read(request.POST.get("what", "")))
        except ValueError:
            return render(request, "pages/follow/not_ours.html", status=400)
    return SeeOther(f"/follow/manage/{code}/")


@require_safe
@private
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Send all that is stored about the holder of a link, as JSON."""
    data = queries.own_data(actions.holder_of(code, Purpose.MANAGE))
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="plainstudy.json"'
    return response


@get_or_post
@private
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a leave link would end, and a button; end it on POST.

    The POST is also what mail programs send for one-click unsubscribing (RFC 8058),
    from wherever they are: every origin is welcome here.
    """
    if request.method != "POST":
        return render(request, "pages/follow/leave.html", {"things": actions.asked_to_leave(code)})
    return render(request, "pages/follow/left.html", {"things": actions.leave(code=code)})


@get_or_post
@private
@own_origin_only
def block(request: HttpRequest, code: str) -> HttpResponse:
    """Show a button that keeps us from ever writing to an address; do so on POST."""
    actions.asked_to_block(code)
    if request.method != "POST":
        return render(request, "pages/follow/block.html")
    actions.block(code=code, now=timezone.now())
    return render(request, "pages/follow/blocked.html")
