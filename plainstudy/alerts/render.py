"""From claimed rows to mails: everything a batch needs is read in a fixed number of queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec
from django.core.mail import EmailMessage

from plainstudy.changes.models import Event
from plainstudy.studies.models import Study
from plainstudy.writing.models import PlainPage
from plainstudy.writing.text import text_from

from . import digest, mails, queries
from .addresses import Keys
from .links import Link, Purpose, Target, write_code
from .models import Letter, Message, Subscriber, Subscription
from .signup import UNCONFIRMED_FOR, letter_targets

SUMMARY_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Rendered:
    """The rows of one mail and how to build it; ``build`` gives None when there is nothing to say."""

    rows: tuple[Message | Letter, ...]
    subscriber: Subscriber
    build: Callable[[], EmailMessage | None]


@dataclass(frozen=True, slots=True)
class _Addresser:
    """Makes the links of one subscriber's mails."""

    keys: Keys

    def code(self, subscriber: Subscriber, purpose: Purpose, *targets: Target, **more: object) -> str:
        link = Link(purpose, bytes(subscriber.address_hash), subscriber.generation, targets)
        return write_code(link, keys=self.keys.links)

    def leave_url(self, subscriber: Subscriber, *targets: Target) -> str:
        return mails.follow_url("leave", self.code(subscriber, Purpose.LEAVE, *targets))

    def manage_url(self, subscriber: Subscriber) -> str:
        return mails.follow_url("manage", self.code(subscriber, Purpose.MANAGE))

    def block_url(self, subscriber: Subscriber) -> str:
        return mails.follow_url("block", self.code(subscriber, Purpose.BLOCK))

    def confirm_url(self, letter: Letter) -> str:
        link = Link(
            Purpose.CONFIRM,
            bytes(letter.subscriber.address_hash),
            letter.subscriber.generation,
            letter_targets(letter),
            letter.created_at + UNCONFIRMED_FOR,
        )
        return mails.follow_url("confirm", write_code(link, keys=self.keys.links))


@dataclass(frozen=True, slots=True)
class _Story:
    """What the mails about the same events have in common."""

    words: digest.Digest | None
    headline: str
    nct_id: str
    day: str


def message_mails(ids: Sequence[int]) -> Mapping[int, Rendered]:
    """Return what to send for these messages, by the id of the first of each mail.

    Several changes of one study for one reader make one mail, so that who hears of
    them late reads one account. Those that were deleted meanwhile are missing.
    """
    found = list(
        Message.objects.filter(id__in=ids).select_related("subscriber", "subscription").order_by("event_id")
    )
    told = Event.objects.select_related("study__page", "study__alias_of")
    events = told.in_bulk({row.event_id for row in found})  # each once, for however many readers
    keys = queries.keys()
    mailed = list(_of_one_mail(found, events).values())
    stories = _stories(mailed, events)
    wishes = Subscription.objects.in_bulk({number for row in found for number in row.also})
    targets = [_targets(rows, wishes) for rows in mailed]
    names = {item.target: item for item in queries.followed({one for some in targets for one in some})}
    return {
        min(row.id for row in rows): Rendered(
            tuple(rows),
            rows[-1].subscriber,
            partial(_news, rows[-1], stories[_events(rows)], wanted, names, keys),
        )
        for rows, wanted in zip(mailed, targets, strict=True)
    }


def _of_one_mail(
    found: Iterable[Message], events: Mapping[int, Event]
) -> dict[tuple[object, ...], list[Message]]:
    """Put together what one mail tells: changes of one study for one reader; all else stands alone."""
    mailed: dict[tuple[object, ...], list[Message]] = {}
    for row in found:
        event = events[row.event_id]
        key = (row.subscriber_id, event.study_id) if event.kind == Event.Kind.CHANGED else (row.id,)
        mailed.setdefault(key, []).append(row)
    return mailed


def _targets(rows: Iterable[Message], wishes: Mapping[int, Subscription]) -> list[Target]:
    """Return what a mail answers, each once."""
    answered = [
        wish
        for row in rows
        for wish in [row.subscription, *(wishes[number] for number in row.also if number in wishes)]
    ]
    return list(dict.fromkeys(queries.target_of(wish) for wish in answered if wish.confirmed_at))


def _events(rows: Iterable[Message]) -> tuple[int, ...]:
    return tuple(row.event_id for row in rows)


def _stories(
    mailed: Iterable[Sequence[Message]], events: Mapping[int, Event]
) -> dict[tuple[int, ...], _Story]:
    """Tell each combination of events once, for however many readers."""
    return {numbers: _story(*(events[number] for number in numbers)) for numbers in {*map(_events, mailed)}}


def _story(*events: Event) -> _Story:
    last, study = events[-1], events[-1].study
    day = digest.day_words(last.data_timestamp)
    return _Story(
        digest.compose(
            kind=last.kind,
            account=last.mail_account,
            summary=_summary(study) if last.kind == Event.Kind.NEW else (),
            alias_of=study.alias_of.nct_id if study.alias_of else "",
            day=day,
            earlier=[(digest.day_words(one.data_timestamp), one.mail_account) for one in events[:-1]],
        ),
        digest.one_line(queries.headline(study)),
        study.nct_id,
        day,
    )


def _summary(study: Study) -> tuple[str, ...]:
    page: PlainPage | None = getattr(study, "page", None)
    if page is None or not page.published:
        return ()
    try:
        return tuple(sentence.text for sentence in text_from(page.content).summary[:SUMMARY_SENTENCES])
    except msgspec.ValidationError:
        return ()


def _news(
    row: Message,
    story: _Story,
    targets: Sequence[Target],
    names: Mapping[Target, queries.Followed],
    keys: Keys,
) -> EmailMessage | None:
    if story.words is None or not targets:
        return None
    links = _Addresser(keys)
    return mails.news(
        to=keys.decrypt(row.subscriber.address),
        digest=story.words,
        headline=story.headline,
        nct_id=story.nct_id,
        day=story.day,
        reasons=[
            mails.Reason(names[one].name, names[one].is_study, links.leave_url(row.subscriber, one))
            for one in targets
            if one in names
        ],
        leave_url=links.leave_url(row.subscriber, *targets),
        manage_url=links.manage_url(row.subscriber),
        message_id=mails.message_id(kind="news", number=row.id, secret=keys.lookup),
    )


def letter_mails(ids: Sequence[int]) -> Mapping[int, Rendered]:
    """Return what to send for these letters, by id; those that were deleted meanwhile are missing."""
    keys = queries.keys()
    rows = Letter.objects.filter(id__in=ids).select_related("subscriber")
    return {
        row.id: Rendered((row,), row.subscriber, lambda row=row: _letter(row, keys))  # type: ignore[misc]
        for row in rows
    }


def _letter(row: Letter, keys: Keys) -> EmailMessage | None:
    links = _Addresser(keys)
    to = keys.decrypt(row.subscriber.address)
    number = mails.message_id(kind="letter", number=row.id, secret=keys.lookup)
    if row.kind == Letter.Kind.MANAGE:
        return mails.manage_link(to=to, manage_url=links.manage_url(row.subscriber), message_id=number)
    things = queries.followed(letter_targets(row))
    if not things:
        return None
    if row.kind == Letter.Kind.ALREADY:
        return mails.already_following(
            to=to, things=things, manage_url=links.manage_url(row.subscriber), message_id=number
        )
    return mails.please_confirm(
        to=to,
        things=things,
        confirm_url=links.confirm_url(row),
        block_url=links.block_url(row.subscriber),
        message_id=number,
    )
