"""Cases: opened in the transaction of what causes them, closed by a person or when they settle themselves."""

import datetime as dt
from collections.abc import Iterable, Mapping

from .models import HARM, EditorialCase

PLAINSTUDY = "plainstudy"
"""Who is named in the audit trail where no person did it."""
_LONGEST = 300


def open_cases(*, reason: str, about: Mapping[int, str], now: dt.datetime) -> None:
    """Ask for a look at these studies, by id with what it is about; an open one stays as old as it is."""
    if not about:
        return
    EditorialCase.objects.bulk_create(
        [
            EditorialCase(
                study_id=study_id,
                reason=reason,
                harm=HARM[EditorialCase.Reason(reason)],
                about=words[:_LONGEST],
                opened_at=now,
            )
            for study_id, words in about.items()
        ],
        ignore_conflicts=True,
    )


def close_cases(*, study_ids: Iterable[int], reasons: Iterable[str], now: dt.datetime, by: str = "") -> int:
    """Close what is open for these reasons; returns how many. ``by`` is empty where it settled itself."""
    return EditorialCase.objects.filter(
        study_id__in=list(study_ids), reason__in=list(reasons), closed_at=None
    ).update(closed_at=now, closed_by=by)
