"""A reader says that something on a page seems wrong: no script, no cookie, no address needed."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from plainstudy.alerts.limits import within_limits
from plainstudy.alerts.promptly import promptly
from plainstudy.alerts.queries import keys
from plainstudy.editors.models import Section
from plainstudy.editors.reports import LONGEST, PARTS, NotAReport, readable_words, take_in
from plainstudy.studies.models import Study
from plainstudy.writing.edits import sentences_in
from plainstudy.writing.text import text_from

from .follow import get_or_post, private
from .origin import network_from, own_origin_only
from .views.study import find_study

_SHOWN = 110
"""Letters of a sentence in the list to choose from."""


class TooManyReports(RuntimeError):
    """This network has sent more than a reader does."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing on the page that may be wrong: a whole part, or a sentence of it."""

    value: str
    """"summary", or "summary:" and a short hash of the sentence."""
    label: str
    sentence: str = ""


@get_or_post
@private
@own_origin_only
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form, or take it in."""
    found = find_study(request, number, rest="report/")
    if isinstance(found, HttpResponse):
        return found
    study = found.study
    if request.method != "POST":
        return _form(request, study, chosen=request.GET.get("part", ""))
    thanks = HttpResponseRedirect(f"/studies/{study.nct_id}/report/sent/", status=303)
    if request.POST.get("website"):
        return thanks  # only machines fill a field that nobody sees
    chosen, words = request.POST.get("part", ""), request.POST.get("words", "")
    try:
        _take_in(request, study, chosen=chosen, words=words)
    except NotAReport as problem:
        return _form(request, study, chosen=chosen, words=words, problem=str(problem), status=400)
    except TooManyReports:
        return _form(request, study, chosen=chosen, words=words, is_too_often=True, status=429)
    except DatabaseError:
        return _form(request, study, chosen=chosen, words=words, is_busy=True, status=503)
    return thanks


@get_or_post
@private
def sent(request: HttpRequest, number: str) -> HttpResponse:
    """Say thank you."""
    found = find_study(request, number)
    if isinstance(found, HttpResponse):
        return found
    return render(request, "pages/report/sent.html", {"nct_id": found.nct_id})


def _take_in(request: HttpRequest, study: Study, *, chosen: str, words: str) -> None:
    readable = readable_words(words)
    section, sentence = _meant(study, chosen)
    network = keys().network_hash(network_from(request))
    now = timezone.now()
    with promptly():
        if not within_limits(kind="report", key=network, now=now):
            raise TooManyReports
        take_in(study=study, section=section, sentence=sentence, words=readable, now=now)


def _meant(study: Study, chosen: str) -> tuple[str, str]:
    """Return section and sentence of a choice; a sentence that is no longer there stands for its part."""
    section = chosen.partition(":")[0]
    for choice in _choices(study).get(section, ()):
        if choice.value == chosen:
            return section, choice.sentence
    return (section if section in PARTS else "other"), ""


def _choices(study: Study) -> dict[str, tuple[Choice, ...]]:
    """Return what may be chosen, by part, in the order of the page."""
    page = getattr(study, "page", None)
    text = text_from(page.content) if page and page.published else None
    found = {}
    for part, label in PARTS.items():
        sentences = sentences_in(text, part) if text and part in Section.values else ()
        whole = Choice(part, f"{label}: all of it" if len(sentences) > 1 else label)
        single = tuple(_choice(part, sentence.text) for sentence in sentences)
        found[part] = single if len(single) == 1 else (whole, *single)
    return found


def _choice(part: str, text: str) -> Choice:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(maxsplit=1)[0]} …"
    return Choice(f"{part}:{hashlib.blake2b(text.encode(), digest_size=6).hexdigest()}", shown, text)


def _form(
    request: HttpRequest,
    study: Study,
    *,
    chosen: str,
    words: str = "",
    problem: str = "",
    is_too_often: bool = False,
    is_busy: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "nct_id": study.nct_id,
        "groups": [(PARTS[part], choices) for part, choices in _choices(study).items()],
        "chosen": chosen,
        "words": words,
        "problem": problem,
        "is_too_often": is_too_often,
        "is_busy": is_busy,
        "longest": LONGEST,
        "months": settings.REPORT_MONTHS,
    }
    return render(request, "pages/report/form.html", context, status=status)
