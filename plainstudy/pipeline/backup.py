"""One file that holds everything: made while plainstudy runs, brought back on an empty machine.

The rows are written table by table as MessagePack, so a backup of SQLite can be
restored into PostgreSQL when one machine is no longer enough, and back. The
search index is not in it: it is rebuilt from rows.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

import plainstudy
from plainstudy.alerts.actions import forget_followers, hold_after_restore
from plainstudy.alerts.queries import count_followers
from plainstudy.studies.models import Installation, Study

ROWS_AT_ONCE = 2000
FILES = ("keys.json", "checkpoint.bin")
"""What stands beside the database: keys that nobody gave, and the keyed checkpoint of the version chains."""

SEAL = "sealed"
"""The last member: the SHA-256 of all before it."""

Report = Callable[[str, int, int | None], None]


class BackupProblem(Exception):
    """The backup cannot be read here; the message says why and what to do."""


def write_backup(path: Path, *, progress: Report | None = None) -> dict[str, Any]:
    """Write all rows, as they are at one moment, and the files beside the database; whole or not at all.

    Returns the number of rows, of tables and of bytes. Readers and writers go on meanwhile.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        counts = _write(draft, progress)
        draft.replace(path)
    except OSError as problem:
        raise BackupProblem(f"{path} cannot be written: {problem.strerror}") from problem
    finally:
        draft.unlink(missing_ok=True)
    return {**counts, "bytes": path.stat().st_size}


def _write(draft: Path, progress: Report | None) -> dict[str, int]:
    tables = rows = 0
    # Read before the rows: the checkpoint may lag behind the store, never vouch for what is not in it.
    beside = {
        name: (settings.DATA_DIR / name).read_bytes() for name in FILES if (settings.DATA_DIR / name).exists()
    }
    with _private(draft) as out, tarfile.open(fileobj=out, mode="w") as archive, _one_moment() as alias:
        seal = hashlib.sha256()
        _add(archive, "manifest.json", json.dumps(_manifest()).encode(), seal)
        for name, content in beside.items():
            _add(archive, name, content, seal)
        kept = _kept_models()
        for model in kept:
            for part, chunk in enumerate(_chunks(model, alias)):
                rows += len(chunk)
                _add(
                    archive, f"rows/{model._meta.label_lower}/{part:06d}", msgspec.msgpack.encode(chunk), seal
                )
            tables += 1
            if progress:
                progress("Saving tables", tables, len(kept))
        _add(archive, SEAL, seal.hexdigest().encode(), seal)
        archive.close()
        out.flush()
        os.fsync(out.fileno())
    return {"tables": tables, "rows": rows}


def read_backup(
    path: Path, *, without_followers: bool = False, progress: Report | None = None
) -> dict[str, Any]:
    """Fill an empty store from a backup, in one transaction; BackupProblem where that cannot be.

    Alerts are held afterwards where anybody follows: what was mailed since the
    backup was made would be mailed again. ``without_followers`` leaves out who
    follows, since a backup does not know who left after it was made. Returns the
    number of rows, of which plainstudy and which data they are, when the backup was
    made (None where it does not say), how many follow, and whether alerts are held.
    """
    try:
        archive = tarfile.open(path)  # noqa: SIM115  closed below; a with here would hide which step failed
    except (OSError, tarfile.TarError) as problem:
        raise BackupProblem(f"{path} cannot be read as a backup: {problem}") from problem
    with archive:
        manifest = _manifest_of(archive)
        _refuse_unless_whole(archive)
        call_command("migrate", verbosity=0, interactive=False)
        _refuse_unless_empty()
        if manifest["migrations"] != _manifest()["migrations"]:
            raise BackupProblem(
                f"the backup is of plainstudy {manifest['plainstudy']}: "
                "install that version, restore, then upgrade"
            )
        rows, held = _load(archive, progress, without_followers=without_followers)
    return {
        "rows": rows,
        "plainstudy": manifest["plainstudy"],
        "data_timestamp": manifest["data_timestamp"],
        "made": manifest.get("made"),
        "followers": count_followers(),
        "alerts_held": held,
    }


def _kept_models() -> list[type[models.Model]]:
    return sorted(
        (
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.app_label != "sessions"
        ),
        key=lambda model: model._meta.label_lower,
    )


def _manifest() -> dict[str, Any]:
    store = Installation.objects.first()
    return {
        "format": 1,
        "plainstudy": plainstudy.__version__,
        "made": timezone.now().isoformat(timespec="seconds"),
        "data_timestamp": store.data_timestamp.isoformat() if store and store.data_timestamp else None,
        "migrations": sorted("/".join(name) for name in MigrationRecorder(connection).applied_migrations()),
    }


def _manifest_of(archive: tarfile.TarFile) -> dict[str, Any]:
    try:
        manifest = json.loads(_member(archive, "manifest.json"))
    except (KeyError, ValueError, tarfile.TarError) as problem:
        raise BackupProblem("this file is no backup of plainstudy, or it is cut short") from problem
    if manifest.get("format") != 1:
        raise BackupProblem("the backup was made by a newer plainstudy; install that one first")
    return dict(manifest)


@contextmanager
def _one_moment() -> Iterator[str]:
    """Yield the name of a connection that sees the database at one moment throughout, and blocks nobody."""
    alias = "backup"
    connections.settings[alias] = {**connections.settings["default"]}
    reader = connections[alias]
    try:
        with reader.cursor() as cursor:
            begin = (
                "BEGIN DEFERRED"
                if reader.vendor == "sqlite"
                else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            )
            cursor.execute(begin)
        yield alias
    finally:
        reader.close()
        del connections[alias]
        del connections.settings[alias]


def _chunks(model: type[models.Model], alias: str) -> Iterator[list[list[Any]]]:
    fields = [field.attname for field in model._meta.concrete_fields]
    primary = model._meta.pk
    assert primary is not None
    last: Any = None
    while True:
        rows = model._default_manager.using(alias).order_by(primary.attname)
        if last is not None:
            rows = rows.filter(**{f"{primary.attname}__gt": last})
        chunk = [[_plain(value) for value in row] for row in rows.values_list(*fields)[:ROWS_AT_ONCE]]
        if not chunk:
            return
        yield chunk
        last = chunk[-1][fields.index(primary.attname)]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _refuse_unless_empty() -> None:
    if Study.objects.exists():
        raise BackupProblem(
            "this store already holds studies: restore into an empty PLAINSTUDY_DATA_DIR or database"
        )


def _refuse_unless_whole(archive: tarfile.TarFile) -> None:
    """Read all of a backup once before anything is changed: a file cut at a block's end still opens."""
    seal = hashlib.sha256()
    try:
        for member in archive.getmembers():
            stream = archive.extractfile(member)
            content = stream.read() if stream else b""
            if member.name == SEAL:
                if content != seal.hexdigest().encode():
                    raise BackupProblem("the backup is damaged: its content is not what was written")
                return
            _note(seal, member.name, content)
    except (OSError, EOFError, KeyError, tarfile.TarError) as problem:
        raise BackupProblem("this file is no backup of plainstudy, or it is cut short") from problem
    raise BackupProblem("the backup is cut short: its end is missing")


def _load(archive: tarfile.TarFile, progress: Report | None, *, without_followers: bool) -> tuple[int, bool]:
    members = [member for member in archive.getmembers() if member.name.startswith("rows/")]
    rows = 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            for model in reversed(_kept_models()):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  our own table names
        for done, member in enumerate(members, start=1):
            model = apps.get_model(member.name.split("/")[1])
            stream = archive.extractfile(member)
            assert stream is not None
            chunk = msgspec.msgpack.decode(stream.read())
            _insert(model, chunk)
            rows += len(chunk)
            if progress:
                progress("Restoring tables", done, len(members))
        _reset_sequences()
        if without_followers:
            forget_followers()
        held = hold_after_restore()
        # Last, and before the commit: rows without their keys could not be read, and no second try is let in.
        for name in FILES:
            if name in archive.getnames():
                _write_private(settings.DATA_DIR / name, _member(archive, name))
    return rows, held


def _insert(model: type[models.Model], rows: Sequence[Sequence[Any]]) -> None:
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608  our own names
            [
                [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
                for row in rows
            ],
        )


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _kept_models()):
            cursor.execute(statement)


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(name)
    if stream is None:
        raise KeyError(name)
    return stream.read()


def _note(seal: "hashlib._Hash", name: str, content: bytes) -> None:
    seal.update(f"{name} {len(content)}\n".encode() + content)


def _add(archive: tarfile.TarFile, name: str, content: bytes, seal: "hashlib._Hash") -> None:
    _note(seal, name, content)
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _private(path: Path) -> io.BufferedWriter:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _write_private(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with _private(draft) as out:
        out.write(content)
    draft.replace(path)
