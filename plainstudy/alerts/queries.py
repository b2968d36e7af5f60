"""What is stored about those who follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q

from plainstudy.changes.models import Event
from plainstudy.conditions.models import Concept
from plainstudy.studies.models import Study, Waiting
from plainstudy.writing.models import PlainPage

from .addresses import Keys
from .links import Target
from .models import Keyring, Letter, Message, Subscriber, Subscription

ALIAS_STEPS = 5


def keys() -> Keys:
    """Return this installation's keys, made on first use; WrongKeys where the settings lost theirs."""
    address_keys = tuple(settings.ADDRESS_KEYS)
    row = Keyring.objects.first()
    if row is None:
        row, _ = Keyring.objects.get_or_create(id=1, defaults={"wrapped": Keys.fresh(address_keys).wrap()})
    return Keys.unwrap(row.wrapped, address_keys=address_keys)


def subscriber_with(address_hash: bytes) -> Subscriber | None:
    """Return whose address has this keyed hash; None where nobody signed up with it."""
    return Subscriber.objects.filter(address_hash=address_hash).first()


def count_followers() -> int:
    """Return how many addresses follow something, confirmed."""
    return Subscription.objects.filter(confirmed_at__isnull=False).values("subscriber").distinct().count()


def study_now(nct_id: str) -> Study | None:
    """Return the study of this number, or the one it was merged into; None where we have neither."""
    study = Study.objects.select_related("alias_of").filter(nct_id=nct_id).first()
    return where_it_went(study) if study else None


def where_it_went(study: Study) -> Study:
    """Return the study that the registry merged this one into, or the study itself."""
    for _ in range(ALIAS_STEPS):
        if study.presence != Study.Presence.ALIASED or study.alias_of is None:
            break
        study = study.alias_of
    return study


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that is followed, in words. ``name`` is a headline or a condition, ``path`` its page."""

    target: Target
    name: str
    detail: str
    """The registry's number of a study; empty for a condition."""
    path: str

    @property
    def is_study(self) -> bool:
        return self.target.kind == "s"


def followed(targets: Iterable[Target]) -> list[Followed]:
    """Name what these targets stand for, in two queries; what is gone is left out."""
    wanted = list(targets)
    study_ids = [target.id for target in wanted if target.kind == "s"]
    concept_ids = [target.id for target in wanted if target.kind == "c"]
    studies = Study.objects.filter(id__in=study_ids).select_related("page")
    found = {Target("s", study.id): name_study(study) for study in studies} if study_ids else {}
    if concept_ids:
        concepts = Concept.objects.filter(id__in=concept_ids)
        found |= {Target("c", concept.id): name_concept(concept) for concept in concepts}
    return [found[target] for target in wanted if target in found]


def name_study(study: Study) -> Followed:
    """Name a study as its followers know it."""
    return Followed(Target("s", study.id), headline(study), study.nct_id, f"/studies/{study.nct_id}/")


def name_concept(concept: Concept) -> Followed:
    """Name a condition as its followers know it."""
    return Followed(Target("c", concept.id), concept.label, "", f"/conditions/{concept.slug}/")


def headline(study: Study) -> str:
    """Return the published headline of a study, on one line; the registered title where there is none."""
    page: PlainPage | None = getattr(study, "page", None)
    return " ".join((page.headline if page and page.published else study.title).split())


def target_of(subscription: Subscription) -> Target:
    """Return what a subscription follows."""
    if subscription.study_id is not None:
        return Target("s", subscription.study_id)
    assert subscription.concept_id is not None  # a constraint holds the two together
    return Target("c", subscription.concept_id)


def follows_of(subscriber: Subscriber) -> list[Followed]:
    """Return what a subscriber follows, in the order they began to."""
    rows = subscriber.subscriptions.filter(confirmed_at__isnull=False).order_by("confirmed_at", "id")
    return followed([target_of(row) for row in rows])


def own_data(subscriber: Subscriber) -> dict[str, Any]:
    """Return everything that is stored about a subscriber, for the export they may ask for."""
    wishes = subscriber.subscriptions.select_related("study", "concept").order_by("id")
    messages = subscriber.messages.select_related("event__study").order_by("id")
    return {
        "address": keys().decrypt(subscriber.address),
        "first_asked": subscriber.created_at,
        "confirmed": subscriber.confirmed_at,
        "mail_came_back": subscriber.bounced_at,
        "follows": [
            {
                "study": row.study.nct_id if row.study else None,
                "condition": row.concept.label if row.concept else None,
                "asked": row.created_at,
                "confirmed": row.confirmed_at,
            }
            for row in wishes
        ],
        "mails_about_studies": [
            {"study": row.event.study.nct_id, "what": row.event.kind, "state": row.state, "sent": row.sent_at}
            for row in messages
        ],
        "other_mails": [
            {"kind": row.kind, "asked": row.created_at, "state": row.state, "sent": row.sent_at}
            for row in subscriber.letters.order_by("id")
        ],
    }


def without_page() -> list[str]:
    """Return the followed studies whose news waits although nothing is left to be done for their page."""
    still_at_work = Waiting.objects.filter(study=OuterRef("study"))
    waiting = Event.objects.filter(waits_for_alerts=True, silent=False, kind=Event.Kind.CHANGED)
    written = Q(study__page__published=True) | Q(study__page__withdrawn_at__isnull=False)
    stuck = waiting.exclude(mail_account="").exclude(
        written & Q(study__page__version_number__gte=F("number"))
    )
    followed_ones = stuck.filter(study__subscriptions__confirmed_at__isnull=False)
    idle = followed_ones.filter(~Exists(still_at_work))
    return list(idle.order_by("study__nct_id").values_list("study__nct_id", flat=True).distinct())


def standing() -> dict[str, int]:
    """Return how many mails stand where, for the operator: by state, over alerts and letters."""
    counts = dict.fromkeys(Message.State.values, 0)
    for model in (Message, Letter):
        for state, count in model.objects.values_list("state").annotate(Count("id")).order_by():
            counts[state] += count
    return counts
