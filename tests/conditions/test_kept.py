"""Tables kept on disk are what was made, and never in the way."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainstudy.conditions.vocabularies import builtin, drug_names, kept

NUMBERS = {"one": 1, "two": 2}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep tables in a folder of the test's own, made of one file of its own."""
    (tmp_path / "data").write_bytes(b"as released")
    monkeypatch.setattr(kept, "_folder", tmp_path / "kept")
    return tmp_path


class Maker:
    """Counts how often a table was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return dict(NUMBERS)

    def kept(self, folder: Path) -> dict[str, int]:
        return kept.kept("numbers", dict[str, int], made_from=folder / "data", make=self)


def test_table_is_made_once(folder: Path) -> None:
    """The second process reads what the first one kept."""
    maker = Maker()
    assert [maker.kept(folder) for _ in range(3)] == [NUMBERS] * 3
    assert maker.times == 1


def test_other_data_makes_another_table_and_takes_the_old_one_away(folder: Path) -> None:
    """A new release of a package is never read from an old file."""
    maker = Maker()
    maker.kept(folder)
    (folder / "data").write_bytes(b"as released later")
    maker.kept(folder)
    assert maker.times == 2
    assert len(list((folder / "kept").iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"\xff\xff", b"\x81\xa3one\xa3two"])
def test_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    """A torn, foreign or wrongly typed file costs time and nothing else."""
    maker = Maker()
    maker.kept(folder)
    (file,) = (folder / "kept").iterdir()
    file.write_bytes(damage)
    assert maker.kept(folder) == NUMBERS
    assert maker.kept(folder) == NUMBERS
    assert maker.times == 2


def test_folder_that_cannot_be_written_stops_nobody(folder: Path) -> None:
    """A read-only data folder is for the doctor to tell, not for a vocabulary to stop at."""
    (folder / "kept").write_text("a file where the folder should be")
    maker = Maker()
    assert maker.kept(folder) == maker.kept(folder) == NUMBERS
    assert maker.times == 2


def test_kept_vocabularies_are_the_ones_that_were_made(folder: Path) -> None:
    """Every concept, every lookup and every drug name, in their order."""
    readings: list[tuple[Any, ...]] = []
    for _ in range(2):
        names = builtin.vocabulary.__wrapped__()
        concepts = [dataclasses.astuple(concept) for concept in names.concepts.values()]
        lookups = [getattr(names, field.name) for field in dataclasses.fields(names)[1:]]
        readings.append((concepts, lookups, drug_names._names.__wrapped__()))
    assert readings[0] == readings[1]
    assert len(readings[0][0]) > 5000
