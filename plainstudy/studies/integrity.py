"""Proof that nothing in the store was lost or rewritten."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from plainstudy.registries.ctgov.parse import parse_study
from plainstudy.registries.errors import UnreadableRecord

from . import chain, checkpoint, packing
from .arrivals import STUDY_COLUMNS, columns_of
from .models import CompressionDictionary, RecordVersion, Study
from .packing import Dictionary, Packed
from .rows import WrittenVersion

_BATCH = 200
_RESTORE = "Restore a backup made before it happened; the other studies are sound."
_STEP = "Its documents are sound. Somebody wrote past plainstudy: restore a backup made before."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was stored; ``advice`` says what to do."""

    subject: str
    what: str
    advice: str


@dataclass(slots=True)
class Report:
    """What was looked at, and what is wrong."""

    studies: int = 0
    versions: int = 0
    unsealed: int = 0
    """Studies whose newest version is not in the checkpoint yet, as after a crash; the next sync notes it."""
    problems: list[Problem] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return what ``plainstudy verify --json`` prints."""
        return {
            "studies": self.studies,
            "versions": self.versions,
            "unsealed": self.unsealed,
            "problems": len(self.problems),
        }


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    packed: Packed
    size: int
    chain_hash: bytes


def verify_store(*, progress: Callable[[int, int], None] | None = None) -> Report:
    """Unpack and hash every version, and compare heads, counts, columns and the checkpoint with them."""
    report = Report()
    _check_orphans(report)
    notes = checkpoint.read_notes()
    if not checkpoint.path().exists() and Study.objects.exists():
        report.problems.append(
            Problem(
                "checkpoint",
                "The file beside the database that vouches for its history is missing.",
                "Bring it back from a backup; else the next sync makes one that cannot vouch for the past.",
            )
        )
    dictionaries = {
        number: Dictionary(number, bytes(content))
        for number, content in CompressionDictionary.objects.values_list("id", "content")
    }
    total = Study.objects.count()
    seen: set[int] = set()
    for studies in _batches():
        rows = _versions([study.id for study in studies])
        for study in studies:
            seen.add(checkpoint.serial_of(study.nct_id))
            _Check(report, study, notes, dictionaries).run(rows.get(study.id, {}))
        report.studies += len(studies)
        if progress:
            progress(report.studies, total)
    for serial in sorted(set(notes.synced) - seen):
        report.problems.append(
            Problem(f"NCT{serial:08d}", "The study was stored once and is gone.", _RESTORE)
        )
    return report


class _Check:
    """The examination of one study."""

    def __init__(
        self, report: Report, study: Study, notes: checkpoint.Notes, dictionaries: dict[int, Dictionary]
    ) -> None:
        self._report, self._study, self._notes, self._dictionaries = report, study, notes, dictionaries

    def run(self, rows: dict[int, _Row]) -> None:
        study = self._study
        synced = [rows[number] for number in sorted(rows) if number > 0]
        backfilled = [rows[number] for number in sorted(rows) if number < 0]
        self._report.versions += len(rows)
        if [row.number for row in synced] != list(range(1, study.head_number + 1)):
            self._tell(
                f"It should have versions 1 to {study.head_number} and has {_named(synced)}.", _RESTORE
            )
            return
        if [row.number for row in backfilled] != list(range(-len(backfilled), 0)):
            self._tell(f"Of its earlier versions only {_named(backfilled)} are there.", _RESTORE)
            return
        if len(rows) != study.version_count or study.update_count != study.head_number - 1:
            self._tell("Its counts of versions are not those of its rows.", _STEP)
        head = self._walk(synced, bytes(study.head_hash))
        self._walk(backfilled, bytes(study.backfill_hash or chain.START))
        if head is not None:
            self._check_columns(head)

    def _walk(self, rows: Sequence[_Row], last: bytes) -> bytes | None:
        """Unpack and hash a chain; returns its last document, None where it is wrong or empty."""
        previous, document = chain.START, None
        for row in rows:
            try:
                document = self._unpacked(row, document)
            except packing.Damaged as problem:
                self._tell(f"Version {row.number} is damaged: {problem}.", _RESTORE)
                return None
            previous = chain.link_document(previous, number=row.number, document=document)
            if previous != row.chain_hash or len(document) != row.size:
                self._tell(f"Version {row.number} is not the document that was stored.", _RESTORE)
                return None
            if not self._is_vouched_for(row):
                self._tell(f"Its history up to version {row.number} was rewritten.", _RESTORE)
                return None
        if previous != last:
            self._tell("Its newest version is not the one that was stored last.", _RESTORE)
            return None
        self._check_seal(rows)
        return document

    def _unpacked(self, row: _Row, before: bytes | None) -> bytes:
        dictionary = self._dictionaries.get(row.packed.dictionary_id or 0)
        return packing.unpack(row.packed, dictionary=dictionary, base=before)

    def _is_vouched_for(self, row: _Row) -> bool:
        """Say whether the checkpoint agrees, where it has a note of this very version."""
        serial = checkpoint.serial_of(self._study.nct_id)
        if row.number == checkpoint.LAST_BACKFILLED:
            mac = self._notes.backfilled.get(serial)
        else:
            number, mac = self._notes.synced.get(serial, (0, None))
            mac = mac if number == row.number else None
        version = WrittenVersion(self._study.nct_id, row.number, row.chain_hash)
        return mac is None or mac == checkpoint.mac_of(version)

    def _check_seal(self, rows: Sequence[_Row]) -> None:
        if not rows or rows[-1].number < 0:
            return
        number, _ = self._notes.synced.get(checkpoint.serial_of(self._study.nct_id), (0, b""))
        if number > rows[-1].number:
            self._tell(f"Version {number} was stored once and is gone.", _RESTORE)
        elif number < rows[-1].number:
            self._report.unsealed += 1

    def _check_columns(self, head: bytes) -> None:
        """Compare what lists and searches use with the newest document."""
        try:
            record = parse_study(head)
        except UnreadableRecord as problem:
            self._tell(f"Its newest document cannot be read: {problem.reason}.", _RESTORE)
            return
        if record.nct_id != self._study.nct_id:
            self._tell(f"Its newest document is that of {record.nct_id}.", _RESTORE)
            return
        columns = dict(zip(STUDY_COLUMNS, columns_of(record), strict=True))
        del columns["presence"]  # the registry may have taken the study away since
        wrong = [
            name.replace("_", " ") for name, value in columns.items() if getattr(self._study, name) != value
        ]
        if wrong:
            self._tell(f"Not as in its newest document: {', '.join(wrong)}.", _STEP)

    def _tell(self, what: str, advice: str) -> None:
        self._report.problems.append(Problem(self._study.nct_id, what, advice))


def _batches() -> Iterator[list[Study]]:
    last = 0
    while studies := list(Study.objects.filter(id__gt=last).order_by("id")[:_BATCH]):
        yield studies
        last = studies[-1].id


def _versions(study_ids: Sequence[int]) -> dict[int, dict[int, _Row]]:
    columns = (
        "study_id",
        "number",
        "encoding",
        "document",
        "dictionary_id",
        "base_number",
        "document_size",
        "chain_hash",
    )
    rows: dict[int, dict[int, _Row]] = defaultdict(dict)
    found = RecordVersion.objects.filter(study_id__in=study_ids).values_list(*columns)
    for study_id, number, encoding, document, dictionary_id, base_number, size, chain_hash in found:
        packed = Packed(encoding, bytes(document), dictionary_id, base_number)
        rows[study_id][number] = _Row(number, packed, size, bytes(chain_hash))
    return rows


def _check_orphans(report: Report) -> None:
    """Look for rows of studies that are not there, which a database with its constraints on never has."""
    for relation in Study._meta.related_objects:
        model, column = relation.related_model, relation.field.attname
        study = Study.objects.filter(pk=OuterRef(column))
        lost = model._default_manager.filter(~Exists(study), **{f"{column}__isnull": False}).count()
        if lost:
            report.problems.append(
                Problem(
                    str(model._meta.verbose_name_plural),
                    f"{lost} rows belong to a study that is not there.",
                    "Somebody deleted rows past plainstudy: restore a backup made before.",
                )
            )


def _named(rows: Sequence[_Row]) -> str:
    numbers = [row.number for row in rows]
    if not numbers:
        return "none"
    return ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
