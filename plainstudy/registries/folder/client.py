"""A folder of study documents, one folder a posting day, read as a registry: the bundled samples.

``YYYY-MM-DD/NCT*.json`` holds what is new or changed on that day; a line of
``YYYY-MM-DD/removed.txt`` takes a study away.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from plainstudy.registries.base import Listing, Page, Snapshot
from plainstudy.registries.ctgov.parse import parse_listing
from plainstudy.registries.errors import RegistryUnavailable, StudyNotFound, UnreadableRecord

SAMPLES = Path(__file__).parent / "samples"
_PUBLISHED_AT = dt.time(9, 0, 4, tzinfo=dt.UTC)


class FolderRegistry:
    """A folder's state on one of its days; ``advance`` goes to the next."""

    name = "samples"

    def __init__(self, folder: Path, *, day: dt.date | None = None) -> None:
        """Begin at ``day``, or at the first; RegistryUnavailable where the folder has no such day."""
        self._folder = folder
        self._days = folder_days(folder)
        self._day = day or next(iter(self._days), None)
        if self._day not in self._days:
            raise RegistryUnavailable(f"{folder} holds no study documents of {day or 'any day'}")

    def advance(self) -> bool:
        """Go to the next posting day; False, and nothing moves, on the last one."""
        later = [day for day in self._days if day > self._today]
        self._day = later[0] if later else self._day
        return bool(later)

    def snapshot(self) -> Snapshot:
        return Snapshot(dt.datetime.combine(self._today, _PUBLISHED_AT), api_version="samples")

    def pages(
        self,
        *,
        since: dt.date | None = None,
        token: str | None = None,
        page_size: int | None = None,
        newest_first: bool = False,
    ) -> Iterator[Page]:
        paths = self._files()
        listed = sorted(self._listings(paths), key=_age, reverse=newest_first)
        numbers = [item.nct_id for item in listed if since is None or _is_since(item, since)]
        start, size = int(token or 0), page_size or 1000
        for first in range(start, max(len(numbers), start + 1), size):
            part = numbers[first : first + size]
            more = first + size < len(numbers)
            documents = tuple(_compact(paths[number]) for number in part)
            yield Page(documents, len(numbers) if first == 0 else None, str(first + size) if more else None)

    def study(self, nct_id: str) -> bytes:
        path = self._files().get(nct_id)
        if path is None:
            raise StudyNotFound(f"there is no sample {nct_id}")
        return _compact(path)

    def studies(self, nct_ids: Sequence[str]) -> Iterator[Page]:
        paths = self._files()
        documents = tuple(_compact(paths[nct_id]) for nct_id in nct_ids if nct_id in paths)
        yield Page(documents, len(documents), None)

    def listings(self, *, since: dt.date | None = None) -> Iterator[Listing]:
        return (item for item in self._listings(self._files()) if since is None or _is_since(item, since))

    def earlier_versions(
        self, nct_id: str, *, until: dt.date | None = None
    ) -> Iterator[tuple[dt.date, bytes]]:
        """Yield nothing: the folder's history is its days."""
        return iter(())

    @property
    def _today(self) -> dt.date:
        assert self._day is not None
        return self._day

    def _files(self) -> dict[str, Path]:
        """Return the newest file of each study that is not removed by now."""
        paths: dict[str, Path] = {}
        for day in self._days:
            if day > self._today:
                break
            folder = self._folder / day.isoformat()
            paths |= {path.stem: path for path in sorted(folder.glob("NCT*.json"))}
            removed = folder / "removed.txt"
            for nct_id in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
                paths.pop(nct_id, None)
        return paths

    @staticmethod
    def _listings(paths: dict[str, Path]) -> Iterator[Listing]:
        for nct_id, path in paths.items():
            try:
                yield parse_listing(path.read_bytes())
            except UnreadableRecord:
                yield Listing(nct_id, None)


def folder_days(folder: Path) -> list[dt.date]:
    """Return the posting days of a folder, oldest first."""
    if not folder.is_dir():
        return []
    names = [path.name for path in folder.iterdir() if path.is_dir()]
    return sorted(dt.date.fromisoformat(name) for name in names if name[:1].isdigit())


def sample_days() -> list[dt.date]:
    """Return the posting days of the bundled samples, oldest first."""
    return folder_days(SAMPLES)


def samples(day: dt.date | None = None) -> FolderRegistry:
    """Return the bundled samples as they stand on a day; None means the first."""
    return FolderRegistry(SAMPLES, day=day)


def _age(listing: Listing) -> tuple[dt.date, str]:
    return listing.last_update_posted or dt.date.min, listing.nct_id


def _is_since(listing: Listing, since: dt.date) -> bool:
    return listing.last_update_posted is not None and listing.last_update_posted >= since


def _compact(path: Path) -> bytes:
    """Return a document on one line, as the live registry sends it; one that is no JSON as it is."""
    raw = path.read_bytes()
    try:
        return msgspec.json.format(raw, indent=-1)
    except msgspec.DecodeError:
        return raw
