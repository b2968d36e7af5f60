"""Who is told of what: one rule a function, decided on plain values."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plainstudy.conditions.match import ALERTING_CONFIDENCE

NEW_WITHIN_DAYS = 14

TOLD_TO_STUDY_FOLLOWERS = frozenset({"changed", "removed", "withheld", "aliased", "reappeared"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, with what decides who is told."""

    event_id: int
    study_id: int
    kind: str
    silent: bool
    mail_account: str
    """What followers read; empty when nothing in it is mailed."""
    first_posted: dt.date | None
    data_timestamp: dt.datetime


@dataclass(frozen=True, slots=True, order=True)
class Wish:
    """One confirmed subscription."""

    subscription_id: int
    subscriber_id: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One mail to make: the subscription that it answers first, and the others of the same subscriber."""

    event_id: int
    subscriber_id: int
    subscription_id: int
    also: tuple[int, ...] = ()


def tells_study_followers(event: Happening) -> bool:
    """Say whether those who follow the study get a mail: for a change, when something in it is mailed."""
    if event.silent or event.kind not in TOLD_TO_STUDY_FOLLOWERS:
        return False
    return event.kind != "changed" or bool(event.mail_account)


def tells_condition_followers(event: Happening) -> bool:
    """Say whether those who follow a condition hear of this study: it must be new on the registry.

    New to us is not new: a first import once mailed 3,570 old studies as new.
    """
    if event.silent or event.kind != "new" or event.first_posted is None:
        return False
    return (event.data_timestamp.date() - event.first_posted).days <= NEW_WITHIN_DAYS


def counts_for_alerts(*, registrant_term: str, confidence: float) -> bool:
    """Say whether a study's coded condition may alert the followers of exactly that concept.

    What only the registry's MeSH terms say has no registrant's term and alerts nobody: those terms move with
    nothing edited, and they file pulmonary hypertension under hypertension.
    """
    return bool(registrant_term) and confidence >= ALERTING_CONFIDENCE


def plan_messages(
    events: Iterable[Happening],
    *,
    by_study: Mapping[int, Iterable[Wish]],
    by_condition: Mapping[int, Iterable[Wish]],
) -> Iterator[Planned]:
    """Yield one mail per event and subscriber, whichever and however many of their wishes it answers.

    Both mappings go from study id to wishes: those for the study, and those for
    one of its conditions.
    """
    for event in events:
        wishes: list[Wish] = []
        if tells_study_followers(event):
            wishes += by_study.get(event.study_id, ())
        if tells_condition_followers(event):
            wishes += by_condition.get(event.study_id, ())
        reasons: dict[int, list[int]] = {}
        for wish in wishes:
            known = reasons.setdefault(wish.subscriber_id, [])
            if wish.subscription_id not in known:
                known.append(wish.subscription_id)
        for subscriber_id, (first, *others) in reasons.items():
            yield Planned(event.event_id, subscriber_id, first, tuple(others))
