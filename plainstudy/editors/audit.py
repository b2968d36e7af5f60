"""The audit trail: who did what. Rows are added in the transaction of the deed and never touched again."""

import datetime as dt

from .models import AuditEntry

_LONGEST_REASON = 500


def note(
    *,
    who: str,
    action: str,
    now: dt.datetime,
    nct_id: str = "",
    section: str = "",
    before: str = "",
    after: str = "",
    reason: str = "",
) -> None:
    """Add one entry. Readers' own words do not belong here: they are forgotten after some months."""
    AuditEntry.objects.create(
        at=now,
        who=who,
        action=action,
        nct_id=nct_id,
        section=section,
        before=before,
        after=after,
        reason=reason[:_LONGEST_REASON],
    )
