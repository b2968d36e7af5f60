"""Atom feeds: what changes in a study, and new studies for a condition. They need no address at all."""

import datetime as dt
import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.views.decorators.http import require_safe

from plainstudy.changes.models import Event
from plainstudy.changes.queries import events_of, noteworthy
from plainstudy.conditions.models import Concept
from plainstudy.studies.queries_conditions import newest_of

from .context import site_of
from .http import answer_for_a_while, answer_with
from .presenters.cards import present_card
from .presenters.happenings import Happening, present_events
from .views.study import find_study

ENTRIES = 30
ATOM = "application/atom+xml; charset=utf-8"
MAX_AGE = 600
_TITLE = 120  # characters of a sentence that a feed reader's list has room for


@require_safe
def study_feed(request: HttpRequest, number: str) -> HttpResponse:
    """Tell what changed in a study, newest first; confirmations of the record alone are left out."""
    found = find_study(request, number, rest="feed.atom")
    if isinstance(found, HttpResponse):
        return found
    study, url = found.study, f"{site_of(request).url}/studies/{found.study.nct_id}/"
    card = present_card(study)
    feed = _feed(
        request, title=_in_xml(f"{study.nct_id}: {card.title}"), link=url, about="What changes in this study"
    )
    events = list(noteworthy(events_of(study))[:ENTRIES])
    for event, told in zip(events, present_events(events), strict=True):
        feed.add_item(
            title=_in_xml(_entry_title(told, study.nct_id)),
            link=f"{url}history/",
            description=_as_html(told.account),
            unique_id=f"{url}#{_entry_name(event)}",
            updateddate=event.data_timestamp,
            pubdate=event.data_timestamp,
        )
    return _sent(request, feed)


@require_safe
def condition_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the studies for a condition or a narrower one, the newest in the registry first."""
    concept = get_object_or_404(Concept, slug=slug)
    return answer_for_a_while(
        request, render=lambda: _condition_feed(request, concept), max_age=MAX_AGE, content_type=ATOM
    )


def _condition_feed(request: HttpRequest, concept: Concept) -> str:
    site = site_of(request).url
    feed = _feed(
        request,
        title=f"New studies: {concept.label}",
        link=f"{site}/conditions/{concept.slug}/",
        about=f"Studies on {concept.label} or a narrower condition, the newest first",
    )
    for study in newest_of(concept, limit=ENTRIES):
        url, card = f"{site}/studies/{study.nct_id}/", present_card(study)
        posted = study.first_posted or study.first_seen
        day = dt.datetime.combine(posted, dt.time(), dt.UTC)
        about = ". ".join(part for part in (card.status.words, card.about, study.nct_id) if part)
        feed.add_item(
            title=_in_xml(card.title),
            link=url,
            description=_as_html(f"{about}."),
            unique_id=url,
            updateddate=day,
            pubdate=day,
        )
    return str(feed.writeString("utf-8"))


def _as_html(text: str) -> str:
    """Summaries of Atom1Feed are HTML: what a record says must not be taken for markup."""
    return linebreaks(_in_xml(text), autoescape=True)


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _in_xml(text: str) -> str:
    """Take out the control characters that a registrant pasted and XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _entry_name(event: Event) -> str:
    """Name an entry for good: feed readers show one again whose name changed."""
    return f"version-{event.number}" if event.number else f"{event.kind}-{event.data_timestamp:%Y%m%d}"


def _entry_title(told: Happening, nct_id: str) -> str:
    """Say in one line what happened: the sentence that matters most, cut where it is long."""
    if told.is_first:
        return f"{nct_id}: first seen"
    first, *more = told.account.splitlines()
    ending = f" (and {len(more)} more)" if more and told.number else ""
    short = first if len(first) <= _TITLE else f"{first[:_TITLE].rsplit(' ', 1)[0]} …"
    return f"{nct_id}: {short}{ending}"


def _feed(request: HttpRequest, *, title: str, link: str, about: str) -> Atom1Feed:
    site = site_of(request)
    return Atom1Feed(
        title=title,
        link=link,
        description=about,
        subtitle=about,
        language="en",
        author_name="plainstudy",
        feed_url=f"{link}feed.atom",
        feed_copyright=f"Source: {site.registry_name}; the words are ours.",
    )


def _sent(request: HttpRequest, feed: Atom1Feed) -> HttpResponse:
    response = HttpResponse(feed.writeString("utf-8"), content_type=ATOM)
    return answer_with(request, response, max_age=MAX_AGE)
