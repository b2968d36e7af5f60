"""Storing what arrives from a registry, in short transactions with a fixed number of queries each."""

import datetime as dt
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, fields

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from . import arrivals, packing, queries
from .arrivals import Arrival, Stored, Task, Unreadable
from .models import CompressionDictionary, Installation, Study
from .quarantine import quarantine, resolve
from .rows import Known, WrittenVersion, known_studies, touch, write_arrivals

CHUNK = 100
"""Documents written in one transaction: some 20 to 50 ms of it."""
_SAMPLES = 1000
"""Documents that a dictionary is trained on."""
_GROWN = 8
_PAUSE = 0.004
"""Seconds between two transactions: on SQLite a sign-up gets its turn."""


class OtherRegistry(Exception):
    """This store is filled from another registry; samples and live records never mix."""


@dataclass(slots=True)
class Tally:
    """What became of documents: each is counted once, as new, changed, unchanged or quarantined."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0

    def add(self, other: "Tally") -> None:
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When documents were read, and of which day."""

    data_timestamp: dt.datetime
    """The registry's snapshot they belong to."""
    fetched_at: dt.datetime
    silent: bool = False
    """Studies that are new to us tell nobody: a first fill. A change of one we had is news even then."""
    silent_before: dt.date | None = None
    """Versions that the registry posted before this day tell nobody: catching up after an outage."""


def claim_store(*, registry: str, data_timestamp: dt.datetime) -> None:
    """Say which registry fills this store; OtherRegistry where another one does.

    The first snapshot sets "today" at once, later ones when they were read completely.
    """
    made, _ = Installation.objects.get_or_create(
        id=1, defaults={"registry": registry, "data_timestamp": data_timestamp}
    )
    if made.registry != registry:
        raise OtherRegistry(
            f"this store is filled with {_called(made.registry)} and cannot take in {_called(registry)}: "
            "use another PLAINSTUDY_DATA_DIR or PLAINSTUDY_DATABASE_URL"
        )
    if made.data_timestamp is None:
        Installation.objects.filter(id=1).update(data_timestamp=data_timestamp)


def complete_snapshot(data_timestamp: dt.datetime) -> None:
    """Let "today" be the day of a snapshot that was read completely; an older one changes nothing."""
    Installation.objects.filter(id=1, data_timestamp__lt=data_timestamp).update(data_timestamp=data_timestamp)


def hold_alerts() -> None:
    """Let no alert go out until a person has looked."""
    Installation.objects.filter(id=1, alerts_held_since=None).update(alerts_held_since=timezone.now())


def release_alerts() -> None:
    """Let alerts go out again."""
    Installation.objects.filter(id=1).update(alerts_held_since=None)


def store_arrivals(
    documents: Sequence[bytes],
    *,
    stamp: Stamp,
    executor_for: Callable[[int], Executor | None] | None = None,
    record: Callable[[Tally], None] | None = None,
    sealed: Callable[[Sequence[WrittenVersion]], None] | None = None,
) -> Tally:
    """Store what a registry sent, once: twice the same document makes one version.

    ``record`` is called inside every transaction with what it stored, so that a
    run's counts and its rows are committed together; ``sealed`` after it with the
    versions written. ``executor_for`` says, given how many documents need a closer
    look, whether other processes do it. A document that cannot be read is
    quarantined and stops no other. Of two documents of one study the later one
    counts.
    """
    total = Tally()

    def note(part: Tally) -> None:
        total.add(part)
        if record:
            record(part)

    arrived, unnumbered = _by_number(documents)
    known = known_studies(arrived)
    same = [
        known[number]
        for number, (_, form) in arrived.items()
        if number in known and known[number].form == form and known[number].is_there
    ]
    with transaction.atomic():
        touch([study.id for study in same], at=stamp.fetched_at)
        note(Tally(unchanged=len(same)))
    settled = {study.nct_id for study in same}
    rest = {number: item for number, item in arrived.items() if number not in settled}
    unreadable: list[Unreadable] = []
    executor = executor_for(len(rest)) if executor_for else None
    for results in _examined(rest, unnumbered, known, executor):
        good = [result for result in results if isinstance(result, Arrival)]
        unreadable += [result for result in results if isinstance(result, Unreadable)]
        with transaction.atomic():
            counts, versions = write_arrivals(good, known=known, stamp=stamp)
            note(Tally(**counts))
        if sealed:
            sealed(versions)
        make_way()
    with transaction.atomic():
        resolve([*settled, *(number for number in rest)], unreadable)
        quarantine(unreadable, at=stamp.fetched_at)
        note(Tally(quarantined=len(unreadable)))
    return total


def _called(registry: str) -> str:
    return {"ctgov": "records of ClinicalTrials.gov", "samples": "sample records"}.get(registry, registry)


_Arrived = dict[str, tuple[bytes, bytes]]
"""By study number: document and form."""


def _by_number(documents: Sequence[bytes]) -> tuple[_Arrived, list[tuple[bytes, bytes]]]:
    """Return documents by the number they claim, and those that claim none."""
    arrived: _Arrived = {}
    unnumbered = []
    for document, (number, form) in zip(documents, arrivals.identify_all(documents), strict=True):
        if number:
            arrived[number] = (document, form)
        else:
            unnumbered.append((document, form))
    return arrived, unnumbered


def _examined(
    rest: _Arrived,
    unnumbered: Sequence[tuple[bytes, bytes]],
    known: dict[str, Known],
    executor: Executor | None,
) -> Iterator[list[Arrival | Unreadable]]:
    """Yield what each document comes to, a chunk at a time; computed outside any transaction."""
    if not rest and not unnumbered:
        return
    dictionary = _dictionary([document for document, _ in rest.values()])
    stored = _stored(known[number] for number in rest if number in known)
    items = [(document, form, stored.get(number)) for number, (document, form) in rest.items()]
    items += [(document, form, None) for document, form in unnumbered]
    tasks = [Task(tuple(items[start : start + CHUNK]), dictionary) for start in range(0, len(items), CHUNK)]
    yield from executor.map(arrivals.examine_all, tasks) if executor else map(arrivals.examine_all, tasks)


def _stored(studies: Iterable[Known]) -> dict[str, Stored]:
    by_id = {study.id: study for study in studies}
    chains = queries.head_chains(by_id)
    wholes = {study_id: packing.last_whole(chain)[0].dictionary_id for study_id, chain in chains.items()}
    dictionaries = {number: queries.dictionary(number) for number in {*wholes.values()} if number}
    return {
        study.nct_id: Stored(
            study.head_number,
            study.canonical,
            study.canonical_version,
            study.derived,
            tuple(chains[study_id]),
            dictionaries.get(wholes[study_id] or 0),
        )
        for study_id, study in by_id.items()
        if study_id in chains  # else its versions are lost, which verify tells: what comes is kept whole
    }


def _dictionary(arrived: Sequence[bytes]) -> packing.Dictionary | None:
    """Return the dictionary to pack with; trains it on the first page that is large enough.

    Trained again on what is stored whenever that has grown eightfold, since the
    first records to come are not like all that follow.
    """
    newest = CompressionDictionary.objects.order_by("-id").values_list("id", "studies").first()
    stored = Study.objects.aggregate(last=Max("id"))["last"] or 0
    if newest and stored < newest[1] * _GROWN:
        return queries.dictionary(newest[0])
    if stored + len(arrived) < packing.FEWEST_SAMPLES:
        return None
    chosen = random.sample(range(1, stored + 1), min(stored, _SAMPLES))
    try:
        documents = list(queries.head_documents(chosen).values())
    except (ValueError, LookupError):  # one is damaged, which verify tells: the new ones alone then teach
        documents = []
    samples = [*documents, *arrived][:_SAMPLES]
    content = packing.train(samples)
    if content is None:
        return None
    studies = max(stored, len(arrived))
    return packing.Dictionary(
        CompressionDictionary.objects.create(content=content, studies=studies).id, content
    )


def make_way() -> None:
    """Let another writer have its turn, where there is only one at a time."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(_PAUSE)
