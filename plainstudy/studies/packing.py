"""How documents are packed: small, and back byte for byte. Pure.

A first version is compressed with a dictionary trained on the installation's own
records, a later one as the difference from the version before it, and every
tenth one whole again, so that reading never follows more than nine differences.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import zstandard

PLAIN = "zstd"
WITH_DICTIONARY = "zstd-dict"
DELTA = "zstd-delta"
FULL_COPY_EVERY = 10

_LEVEL = 3
_DICTIONARY_BYTES = 262_144
FEWEST_SAMPLES = 100
_SAMPLE_BYTES = 60_000
_TRAINING = {"k": 1024, "d": 8}
"""Lengths of what the training looks at; searching for better ones takes five times as long, in vain."""
_LARGEST_DOCUMENT = 1 << 28
_DICTIONARY_HEAD = 256
"""Bytes: a magic number, the dictionary's own number and the tables of its entropy coders."""


class Damaged(ValueError):
    """What is stored does not unpack."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A trained dictionary; ``id`` is its row, and the same id always means the same content."""

    id: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """A document as it is stored. ``dictionary_id`` and ``base_number`` are None where it needs none."""

    encoding: str
    document: bytes
    dictionary_id: int | None = None
    base_number: int | None = None


def is_full_copy(number: int) -> bool:
    """Say whether the version of this number is stored whole: 1, 11, 21 …, and all backfilled ones."""
    return number < 1 or number % FULL_COPY_EVERY == 1


def first_of_chain(number: int) -> int:
    """Return the number of the full copy that the version of this number is unpacked from."""
    return number if number < 1 else number - (number - 1) % FULL_COPY_EVERY


def train(documents: Sequence[bytes]) -> bytes | None:
    """Return a dictionary for documents like these; None where they are too few or small to learn from."""
    if len(documents) < FEWEST_SAMPLES:
        return None
    samples: list[bytes | bytearray | memoryview] = [document[:_SAMPLE_BYTES] for document in documents]
    try:
        return zstandard.train_dictionary(_DICTIONARY_BYTES, samples, level=_LEVEL, **_TRAINING).as_bytes()
    except zstandard.ZstdError:
        return None


def pack(document: bytes, *, dictionary: Dictionary | None) -> Packed:
    """Pack a document whole."""
    if dictionary is None:
        return Packed(PLAIN, zstandard.ZstdCompressor(level=_LEVEL).compress(document))
    compressor = _tools(dictionary)[0]
    return Packed(WITH_DICTIONARY, compressor.compress(document), dictionary_id=dictionary.id)


def pack_next(
    document: bytes, *, number: int, base: bytes, base_number: int, dictionary: Dictionary | None
) -> Packed:
    """Pack version ``number``: as its difference from the one before where that is smaller, else whole."""
    whole = pack(document, dictionary=dictionary)
    if is_full_copy(number):
        return whole
    delta = zstandard.ZstdCompressor(dict_data=_raw(base), level=_LEVEL).compress(document)
    return whole if len(whole.document) <= len(delta) else Packed(DELTA, delta, base_number=base_number)


def unpack(packed: Packed, *, dictionary: Dictionary | None = None, base: bytes | None = None) -> bytes:
    """Return the document; Damaged where the bytes, the dictionary or the base are not the right ones."""
    try:
        if packed.encoding == DELTA:
            if base is None:
                raise Damaged("the version it is a difference from is missing")
            reader = zstandard.ZstdDecompressor(dict_data=_raw(base))
        elif packed.encoding == WITH_DICTIONARY:
            if dictionary is None or dictionary.id != packed.dictionary_id:
                raise Damaged("its dictionary is missing")
            reader = _tools(dictionary)[1]
        elif packed.encoding == PLAIN:
            reader = zstandard.ZstdDecompressor()
        else:
            raise Damaged(f"its encoding {packed.encoding!r} is not known")
        return reader.decompress(packed.document, max_output_size=_LARGEST_DOCUMENT)
    except zstandard.ZstdError as problem:
        raise Damaged(str(problem)) from problem


def last_whole(chain: Sequence[Packed]) -> Sequence[Packed]:
    """Return the end of a chain from its last whole copy on: what unpacking its last document needs."""
    start = max((index for index, packed in enumerate(chain) if packed.encoding != DELTA), default=0)
    return chain[start:]


def unpack_chain(chain: Sequence[Packed], *, dictionary: Dictionary | None) -> bytes:
    """Return the last document of a chain; ``dictionary`` is that of its last whole copy."""
    document: bytes | None = None
    for packed in last_whole(chain):
        document = unpack(packed, dictionary=dictionary, base=document)
    if document is None:
        raise Damaged("nothing is stored")
    return document


def _raw(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


_Tools = tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor]
_MOST_TOOLS = 4


class _Made(threading.local):
    """The tools of one thread: two threads must not use the same at once."""

    def __init__(self) -> None:
        self.tools: dict[tuple[int, bytes], _Tools] = {}


_made = _Made()


def _tools(dictionary: Dictionary) -> _Tools:
    """Make both once for a dictionary: setting them up costs more than a document does.

    A dictionary that came from another process is another object each time, and comparing all of it for
    every document takes long: the number that training puts into its first bytes is its own.
    """
    made, key = _made.tools, (dictionary.id, dictionary.content[:_DICTIONARY_HEAD])
    if key not in made:
        if len(made) >= _MOST_TOOLS:
            del made[next(iter(made))]
        data = zstandard.ZstdCompressionDict(dictionary.content)
        data.precompute_compress(level=_LEVEL)
        made[key] = (
            zstandard.ZstdCompressor(level=_LEVEL, dict_data=data),
            zstandard.ZstdDecompressor(dict_data=data),
        )
    return made[key]
