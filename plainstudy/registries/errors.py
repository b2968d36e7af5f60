"""Everything that can go wrong between us and a registry.

RegistryError
├── RegistryUnavailable   no answer, time-out, 403, 429, 5xx, a cut or unreadable body, after all retries
│                                                                              -> try again later
├── RegistryRefused       400, or no registry at this address                  -> stop and tell a person
├── TokenExpired          400 for the next page of a walk                      -> begin the walk again
├── SnapshotMoved         the registry published while we read                -> repeat the run
├── CountMismatch         received is not what was announced                   -> repeat the run
├── StudyNotFound         404                                                  -> removed, or never there
├── StudyMoved            301: merged into another study, ``target``
└── UnreadableRecord      one document does not parse                          -> keep it raw, report, go on
"""


class RegistryError(Exception):
    """Something went wrong between us and a registry."""


class RegistryUnavailable(RegistryError):
    """No usable answer now; trying later may help."""


class RegistryRefused(RegistryError):
    """The registry will not answer this client or this question; a person should look."""


class TokenExpired(RegistryError):
    """The registry no longer knows the page we wanted to go on from."""


class SnapshotMoved(RegistryError):
    """The registry published a new snapshot while we were reading the old one."""


class CountMismatch(RegistryError):
    """A walk brought another number of studies than the registry announced."""


class StudyNotFound(RegistryError):
    """The registry has no such study."""


class StudyMoved(RegistryError):
    """The study was merged into another one."""

    def __init__(self, nct_id: str, target: str) -> None:
        super().__init__(f"{nct_id} is now part of {target}")
        self.nct_id, self.target = nct_id, target


class UnreadableRecord(RegistryError):
    """One document is no record; ``raw`` is what came."""

    def __init__(self, reason: str, raw: bytes) -> None:
        super().__init__(reason)
        self.reason, self.raw = reason, raw
