"""Signing up: who may, and what is stored for it. The same answer whether or not we know the address."""

import datetime as dt
import enum
import secrets
from collections.abc import Iterable, Sequence

from plainstudy.conditions.models import Concept
from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id

from . import queries
from .addresses import Keys, mail_box_of, read_address
from .limits import within_limits
from .links import Target, targets_from
from .models import BlockedAddress, Letter, Subscriber, Subscription
from .promptly import promptly

UNCONFIRMED_FOR = dt.timedelta(hours=48)
TRY_BOUNCED_AGAIN_AFTER = dt.timedelta(days=30)
MOST_CONCEPTS = 10


class NothingToFollow(ValueError):
    """Neither a study nor a condition that we have was chosen; the message says so to the reader."""


class TooManySignUps(RuntimeError):
    """This network has signed up more often than a person does."""


def what_to_follow(*, study: str = "", concepts: Iterable[str] = ()) -> tuple[Target, ...]:
    """Return what an NCT number and slugs of concepts stand for; NothingToFollow.

    A study that was merged into another stands for that one.
    """
    targets: list[Target] = []
    if study:
        try:
            found = queries.study_now(parse_nct_id(study))
        except NotAnIdentifier as problem:
            raise NothingToFollow(str(problem)) from problem
        if found is None:
            raise NothingToFollow(f"We have no study with the number {parse_nct_id(study)}.")
        targets.append(Target("s", found.id))
    slugs = list(dict.fromkeys(slug for slug in concepts if slug))
    if len(slugs) > MOST_CONCEPTS:
        raise NothingToFollow(f"Please choose at most {MOST_CONCEPTS} conditions at a time.")
    if slugs:
        # PostgreSQL refuses to look for what it cannot store, as a zero byte.
        askable = [slug for slug in slugs if slug.isprintable()]
        ids = dict(Concept.objects.filter(slug__in=askable).values_list("slug", "id"))
        if missing := [slug for slug in slugs if slug not in ids]:
            raise NothingToFollow(f"We have no condition called “{missing[0][:60]}”.")
        targets += [Target("c", ids[slug]) for slug in slugs]
    if not targets:
        raise NothingToFollow("Please choose what you want to hear about: the study, a condition, or both.")
    return tuple(targets)


def follow(
    *, email: str, study: str = "", concepts: Iterable[str] = (), network: str, now: dt.datetime
) -> None:
    """Take in a wish to follow, and the confirmation mail that asks whether it is really wanted.

    Nothing is told about the address: known, new, blocked or too often asked, the
    outcome is the same. The mail is a row of the same transaction, sent after the
    answer or by the worker, so that nobody waits for a mail server.

    Raises NotAnAddress, NothingToFollow, TooManySignUps. ``now`` is the machine's
    clock: how long a sign-up stays open is the one thing here that real time decides.
    """
    address = read_address(email)
    targets = what_to_follow(study=study, concepts=concepts)
    keys = queries.keys()
    sealed = keys.encrypt(address)
    with promptly():
        standing = _count(keys, address=address, network=network, now=now)
        if standing is _Standing.WELCOME:
            _keep_wish(sealed, keys.address_hash(address), targets, now)
    _tell_only_the_network(standing)


class _Standing(enum.Enum):
    WELCOME = enum.auto()
    NETWORK_OVER_LIMIT = enum.auto()
    ADDRESS_OVER_LIMIT = enum.auto()


def _count(keys: Keys, *, address: str, network: str, now: dt.datetime) -> _Standing:
    if not within_limits(kind="network", key=keys.network_hash(network), now=now):
        return _Standing.NETWORK_OVER_LIMIT
    if not within_limits(kind="address", key=keys.address_hash(mail_box_of(address)), now=now):
        return _Standing.ADDRESS_OVER_LIMIT
    return _Standing.WELCOME


def _tell_only_the_network(standing: _Standing) -> None:
    if standing is _Standing.NETWORK_OVER_LIMIT:
        raise TooManySignUps("too many sign-ups from this network")


def _keep_wish(sealed: bytes, address_hash: bytes, targets: Sequence[Target], now: dt.datetime) -> None:
    if BlockedAddress.objects.filter(address_hash=address_hash).exists():
        return
    subscriber, _ = Subscriber.objects.get_or_create(
        address_hash=address_hash,
        defaults={"address": sealed, "generation": new_generation(), "created_at": now},
    )
    if subscriber.bounced_at and now - subscriber.bounced_at < TRY_BOUNCED_AGAIN_AFTER:
        return
    open_wishes = [target for target in targets if not _is_followed(subscriber, target, now)]
    kind = Letter.Kind.CONFIRM if open_wishes else Letter.Kind.ALREADY
    add_letter(subscriber, kind=kind, targets=open_wishes or targets, now=now)


def _is_followed(subscriber: Subscriber, target: Target, now: dt.datetime) -> bool:
    """Say whether this is followed already; if not, keep the wish until it is confirmed or expires."""
    row, is_fresh = Subscription.objects.get_or_create(
        subscriber=subscriber, **column_of(target), defaults={"created_at": now}
    )
    if row.confirmed_at is None and not is_fresh:
        Subscription.objects.filter(id=row.id).update(created_at=now)
    return row.confirmed_at is not None


def column_of(target: Target) -> dict[str, int]:
    """Return the column and value that stand for a target in a subscription."""
    return {"study_id" if target.kind == "s" else "concept_id": target.id}


def add_letter(
    subscriber: Subscriber, *, kind: Letter.Kind, targets: Iterable[Target] = (), now: dt.datetime
) -> None:
    """Put a letter on its way, unless the very same still waits to be sent."""
    texts = [str(target) for target in targets]
    waiting = Letter.objects.filter(subscriber=subscriber, kind=kind, state=Letter.State.DUE)
    if texts not in waiting.values_list("targets", flat=True):
        Letter.objects.create(subscriber=subscriber, kind=kind, targets=texts, created_at=now)


def new_generation() -> int:
    """Return a generation that nobody can guess and that does not come back."""
    return secrets.randbelow(2**31 - 1) + 1


def ask_for_manage_link(*, email: str, network: str, now: dt.datetime) -> None:
    """Send a link to manage one's mails, where there are any; the outcome tells nothing.

    Raises NotAnAddress, TooManySignUps.
    """
    address = read_address(email)
    keys = queries.keys()
    with promptly():
        standing = _count(keys, address=address, network=network, now=now)
        if standing is _Standing.WELCOME:
            subscriber = queries.subscriber_with(keys.address_hash(address))
            if subscriber and subscriber.confirmed_at and not subscriber.bounced_at:
                add_letter(subscriber, kind=Letter.Kind.MANAGE, now=now)
    _tell_only_the_network(standing)


def letter_targets(letter: Letter) -> tuple[Target, ...]:
    """Return what a letter is about."""
    return targets_from(letter.targets)
