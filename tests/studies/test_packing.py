"""Packing: small, and back byte for byte."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.studies import packing
from plainstudy.studies.packing import Damaged, Dictionary, Packed


@given(st.binary(max_size=2000))
def test_document_comes_back_byte_for_byte(document: bytes) -> None:
    """Whatever the registry sent is what we have."""
    assert packing.unpack(packing.pack(document, dictionary=None)) == document


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=25))
def test_chain_of_versions_comes_back_byte_for_byte(documents: list[bytes]) -> None:
    """Each version of many is unpacked from the whole copy before it."""
    chain = [packing.pack(documents[0], dictionary=None)]
    for number, (base, document) in enumerate(pairwise(documents), start=2):
        chain.append(
            packing.pack_next(document, number=number, base=base, base_number=number - 1, dictionary=None)
        )
    for number, document in enumerate(documents, start=1):
        start = packing.first_of_chain(number)
        assert packing.unpack_chain(chain[start - 1 : number], dictionary=None) == document


def test_every_tenth_version_is_whole() -> None:
    """Reading follows at most nine differences."""
    assert [number for number in range(-2, 32) if packing.is_full_copy(number)] == [-2, -1, 0, 1, 11, 21, 31]
    assert [packing.first_of_chain(number) for number in (1, 2, 10, 11, 20, -3)] == [1, 1, 1, 11, 11, -3]


def test_version_unlike_the_one_before_is_stored_whole() -> None:
    """A difference that is no smaller than the document helps nobody."""
    one, other = b"a" * 5000, bytes(range(256)) * 20
    packed = packing.pack_next(other, number=2, base=one, base_number=1, dictionary=None)
    assert packed.encoding == packing.PLAIN


def test_few_documents_train_no_dictionary() -> None:
    """A dictionary is learnt from at least a hundred records."""
    assert packing.train([b"{}"] * 99) is None


@pytest.mark.registry
def test_real_records_take_a_fifth_and_small_edits_a_fiftieth(real_documents: list[bytes]) -> None:
    """First versions take at most 20 % of their raw JSON, a small edit at most 2 %."""
    content = packing.train(real_documents[::2])
    assert content is not None
    dictionary = Dictionary(1, content)
    unseen = real_documents[1::2]
    firsts = [packing.pack(document, dictionary=dictionary) for document in unseen]
    assert sum(len(packed.document) for packed in firsts) <= 0.20 * sum(map(len, unseen))
    edits = [
        re.sub(rb'"statusVerifiedDate":"[^"]*"', b'"statusVerifiedDate":"2026-07"', one) for one in unseen
    ]
    shares = []
    for base, edited in zip(unseen, edits, strict=True):
        packed = packing.pack_next(edited, number=2, base=base, base_number=1, dictionary=dictionary)
        shares.append(len(packed.document) / len(edited))
        assert packing.unpack(packed, base=base) == edited
    assert median(shares) <= 0.02
    assert sum(share > 0.02 for share in shares) <= 0.02 * len(shares)
    assert packing.unpack(firsts[0], dictionary=dictionary) == unseen[0]


@pytest.mark.parametrize(
    "packed",
    [
        Packed("zip", b""),
        Packed(packing.PLAIN, b"no zstd"),
        Packed(packing.WITH_DICTIONARY, b"", dictionary_id=7),
        Packed(packing.DELTA, b"", base_number=1),
    ],
)
def test_what_cannot_be_unpacked_is_damaged(packed: Packed) -> None:
    """The caller hears it, whatever the reason."""
    with pytest.raises(Damaged):
        packing.unpack(packed)


def test_empty_chain_is_damaged() -> None:
    """Nothing stored is no empty document."""
    with pytest.raises(Damaged):
        packing.unpack_chain([], dictionary=None)


def test_threads_unpack_at_the_same_time() -> None:
    """A web server reads documents in several threads: each gets its own, whole."""
    documents = [b"%d " % number * 20_000 for number in range(64)]
    content = packing.train(
        [document[:5_000] + b"x" * number for number, document in enumerate(documents * 2)]
    )
    assert content is not None
    dictionary = Dictionary(1, content)
    packed = [packing.pack(document, dictionary=dictionary) for document in documents]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(20):
            found = threads.map(lambda one: packing.unpack(one, dictionary=dictionary), packed)
            assert list(found) == documents
