"""Documents that could not be read: kept whole with the reason until the study can be read again."""

import datetime as dt
from collections.abc import Iterable, Sequence

import zstandard
from django.db.models import F

from .arrivals import Unreadable
from .models import QuarantinedDocument


def quarantine(found: Sequence[Unreadable], *, at: dt.datetime) -> None:
    """Keep unreadable documents; one that comes again, but for the day of the snapshot, is counted."""
    if not found:
        return
    there = {
        bytes(form)
        for form in QuarantinedDocument.objects.filter(
            fingerprint__in=[item.form for item in found]
        ).values_list("fingerprint", flat=True)
    }
    QuarantinedDocument.objects.filter(fingerprint__in=list(there)).update(
        attempts=F("attempts") + 1, last_seen_at=at
    )
    new = {item.form: item for item in found if item.form not in there}
    QuarantinedDocument.objects.bulk_create(
        QuarantinedDocument(
            nct_id=item.nct_id,
            fingerprint=item.form,
            raw=zstandard.compress(item.raw),
            reason=item.reason[:2000].replace("\x00", ""),
            first_seen_at=at,
            last_seen_at=at,
        )
        for item in new.values()
    )


def resolve(numbers: Iterable[str], unreadable: Iterable[Unreadable] = ()) -> None:
    """Forget quarantined documents of studies that were read well since."""
    still_bad = {item.nct_id for item in unreadable}
    good = [number for number in numbers if number and number not in still_bad]
    QuarantinedDocument.objects.filter(nct_id__in=good).delete()


def resolve_nameless(*, since: dt.datetime | None = None, before: dt.datetime | None = None) -> None:
    """Forget documents without a number that came since a moment, or before it.

    For a reading that read all its studies well, and for what came before one that read everything.
    """
    nameless = QuarantinedDocument.objects.filter(nct_id="")
    if since:
        nameless.filter(last_seen_at__gte=since).delete()
    if before:
        nameless.filter(last_seen_at__lt=before).delete()


def raw_of(document: QuarantinedDocument) -> bytes:
    """Return the bytes as the registry sent them."""
    return zstandard.decompress(bytes(document.raw))
