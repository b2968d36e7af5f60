"""The canonical form: equal for what means the same, different for what does not."""

import copy
import json
import random
import re
import types
import typing
from collections.abc import Callable
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.record.canonical import LEFT_OUT, SETS, canonical_text, canonical_tree, fingerprint
from plainstudy.record.record import DerivedSection, MiscInfoModule, StudyRecord
from plainstudy.record.study import GeoPoint

CRITERIA = "Inclusion Criteria:\n\n* Age ≥ 18\n* Sore knee\n\nExclusion Criteria:\n\n1. Gout"
DOCUMENT: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT01234567",
            "briefTitle": "Walking for Sore Knees",
            "secondaryIdInfos": [{"id": "2020-000001-11", "type": "EUDRACT_NUMBER"}, {"id": "U1111"}],
        },
        "statusModule": {
            "overallStatus": "RECRUITING",
            "statusVerifiedDate": "2026-05",
            "startDateStruct": {"date": "2026-03", "type": "ESTIMATED"},
        },
        "descriptionModule": {
            "briefSummary": "Does walking help?\n\n* Group A walks.\n* Group B rests.",
            "detailedDescription": "Pain < 5 \\> 2 & less.",
        },
        "conditionsModule": {"conditions": ["Knee Pain", "Arthrosis"], "keywords": ["walk", "knee"]},
        "designModule": {
            "phases": ["PHASE1", "PHASE2"],
            "enrollmentInfo": {"count": 40, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {
                    "label": "Walk",
                    "type": "EXPERIMENTAL",
                    "interventionNames": ["Other: Walk", "Other: Talk"],
                },
                {"label": "Rest", "type": "NO_INTERVENTION"},
            ],
            "interventions": [
                {"type": "OTHER", "name": "Walk", "otherNames": ["stroll", "hike"]},
                {"type": "OTHER", "name": "Talk"},
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [
                {"measure": "Pain", "timeFrame": "12 weeks"},
                {"measure": "Steps", "timeFrame": "12 weeks"},
            ]
        },
        "eligibilityModule": {
            "eligibilityCriteria": CRITERIA,
            "minimumAge": "18 Years",
            "stdAges": ["ADULT", "OLDER_ADULT"],
        },
        "contactsLocationsModule": {
            "locations": [
                {"facility": "A", "city": "Rome", "country": "Italy", "geoPoint": {"lat": 41.8, "lon": 12.5}},
                {"facility": "B", "city": "Lyon", "country": "France", "geoPoint": {"lat": 45.7, "lon": 4.8}},
            ]
        },
        "referencesModule": {"references": [{"pmid": "1", "type": "RESULT"}, {"pmid": "2"}]},
    },
    "derivedSection": {
        "miscInfoModule": {"versionHolder": "2026-06-25"},
        "conditionBrowseModule": {
            "meshes": [{"id": "D010003", "term": "Osteoarthritis"}, {"id": "D010146", "term": "Pain"}],
            "browseLeaves": [{"id": "M1", "name": "Pain", "relevance": "HIGH"}],
        },
    },
    "hasResults": False,
}
"""A document of our own, with one of each thing that moves without meaning."""
PLACES: list[dict[str, Any]] = DOCUMENT["protocolSection"]["contactsLocationsModule"]["locations"]


def _document(edit: Callable[[dict[str, Any]], None] | None = None) -> bytes:
    tree = copy.deepcopy(DOCUMENT)
    if edit:
        edit(tree)
    return orjson.dumps(tree)


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Set the value at a path such as "protocolSection.statusModule.whyStopped"; None takes the key away."""

    def edit(tree: dict[str, Any]) -> None:
        *parents, last = (int(part) if part.isdigit() else part for part in path.split("."))
        node: Any = tree
        for part in parents:
            node = node[part] if isinstance(part, int) else node.setdefault(part, {})
        if value is None:
            del node[last]
        else:
            node[last] = value

    return edit


def _reverse(path: str) -> Callable[[dict[str, Any]], None]:
    def edit(tree: dict[str, Any]) -> None:
        node: Any = tree
        for part in path.split("."):
            node = node[int(part)] if part.isdigit() else node[part]
        node.reverse()

    return edit


_P = "protocolSection."
_A = "protocolSection.armsInterventionsModule."
SAME = {
    "another day of the snapshot": _set("derivedSection.miscInfoModule.versionHolder", "2026-06-26"),
    "bullets of another kind": _set(
        _P + "descriptionModule.briefSummary", "Does walking help?\n\n- Group A walks.\n• Group B rests."
    ),
    "line ends of another system": _set(
        _P + "descriptionModule.briefSummary",
        "Does walking help?\r\n\r\n* Group A walks.\r\n* Group B rests.",
    ),
    "two spaces after a stop": _set(
        _P + "descriptionModule.briefSummary",
        "Does walking help?\n\n* Group A walks. \n\n\n* Group B  rests.",
    ),
    "no escapes": _set(_P + "descriptionModule.detailedDescription", "Pain < 5 > 2 & less."),
    "entities": _set(_P + "descriptionModule.detailedDescription", "Pain &lt; 5 &gt; 2 &amp; less."),
    "numbers with a bracket": _set(
        _P + "eligibilityModule.eligibilityCriteria",
        "Inclusion Criteria:\n\n* Age >= 18\n* Sore knee\n\nExclusion Criteria:\n\n1) Gout",
    ),
    "non-breaking spaces": _set(_P + "identificationModule.briefTitle", "Walking\u00a0for Sore\u200b Knees"),
    "places in another order": _reverse(_P + "contactsLocationsModule.locations"),
    "coordinates looked up anew": _set(
        _P + "contactsLocationsModule.locations.0.geoPoint", {"lat": 1, "lon": 2}
    ),
    "conditions in another order": _reverse(_P + "conditionsModule.conditions"),
    "keywords in another order": _reverse(_P + "conditionsModule.keywords"),
    "phases in another order": _reverse(_P + "designModule.phases"),
    "what an arm gets in another order": _reverse(
        _P + "armsInterventionsModule.armGroups.0.interventionNames"
    ),
    "treatments in another order": _reverse(_P + "armsInterventionsModule.interventions"),
    "other names in another order": _reverse(_P + "armsInterventionsModule.interventions.0.otherNames"),
    "papers in another order": _reverse(_P + "referencesModule.references"),
    "other numbers in another order": _reverse(_P + "identificationModule.secondaryIdInfos"),
    "age groups in another order": _reverse(_P + "eligibilityModule.stdAges"),
    "an empty list for an absent one": _set(_P + "sponsorCollaboratorsModule", {"collaborators": []}),
    "an empty text for an absent one": _set(_P + "identificationModule.acronym", " "),
    "a key nobody knows": _set(_P + "designModule.modelPredictions", {"bmi": 3}),
    "no flag for one that is off": _set("hasResults", None),
    "another MeSH term": _set(
        "derivedSection.conditionBrowseModule.meshes", [{"id": "D003920", "term": "Diabetes"}]
    ),
    "no browse leaves": _set("derivedSection.conditionBrowseModule.browseLeaves", None),
}
OTHER = {
    "another word": _set(_P + "identificationModule.briefTitle", "Running for Sore Knees"),
    "a capital letter": _set(_P + "identificationModule.briefTitle", "Walking for sore Knees"),
    "another number in a text": _set(
        _P + "eligibilityModule.eligibilityCriteria",
        "Inclusion Criteria:\n\n* Age ≥ 20\n* Sore knee\n\nExclusion Criteria:\n\n1. Gout",
    ),
    "the other sign": _set(
        _P + "eligibilityModule.eligibilityCriteria",
        "Inclusion Criteria:\n\n* Age ≤ 18\n* Sore knee\n\nExclusion Criteria:\n\n1. Gout",
    ),
    "another number before a point": _set(
        _P + "eligibilityModule.eligibilityCriteria",
        "Inclusion Criteria:\n\n* Age ≥ 18\n* Sore knee\n\nExclusion Criteria:\n\n3. Gout",
    ),
    "a date of another precision": _set(_P + "statusModule.startDateStruct.date", "2026-03-01"),
    "an estimate that became actual": _set(_P + "statusModule.startDateStruct.type", "ACTUAL"),
    "outcomes in another order": _reverse(_P + "outcomesModule.primaryOutcomes"),
    "arms in another order": _reverse(_P + "armsInterventionsModule.armGroups"),
    "one person more": _set(_P + "designModule.enrollmentInfo.count", 41),
    "a place less": _set(
        _P + "contactsLocationsModule.locations",
        PLACES[:1],
    ),
    "the same place twice": _set(
        _P + "contactsLocationsModule.locations",
        PLACES * 2,
    ),
    "a condition more": _set(_P + "conditionsModule.conditions", ["Knee Pain", "Arthrosis", "Gout"]),
    "a status nobody has seen": _set(_P + "statusModule.overallStatus", "DREAMING"),
    "yes for not said": _set(_P + "eligibilityModule.healthyVolunteers", True),
    "no for not said": _set(_P + "eligibilityModule.healthyVolunteers", False),
    "results": _set("hasResults", True),
    "another time of confirming": _set(_P + "statusModule.statusVerifiedDate", "2026-06"),
}


@pytest.mark.parametrize("edit", SAME.values(), ids=SAME.keys())
def test_another_form_of_the_same_meaning_is_equal(edit: Callable[[dict[str, Any]], None]) -> None:
    """What moves without an edit of the meaning leaves the hash alone."""
    assert fingerprint(_document(edit)).canonical == fingerprint(_document()).canonical


@pytest.mark.parametrize("edit", OTHER.values(), ids=OTHER.keys())
def test_another_meaning_is_never_equal(edit: Callable[[dict[str, Any]], None]) -> None:
    """Every word, number, sign, precision and order that means something is seen."""
    assert fingerprint(_document(edit)).canonical != fingerprint(_document()).canonical


def test_mesh_terms_have_a_hash_of_their_own() -> None:
    """A moved MeSH term is seen there and nowhere else; leaves, order and styles of numbers are nothing."""
    now = fingerprint(_document())
    moved = fingerprint(_document(SAME["another MeSH term"]))
    old_style = _document(
        _set(
            "derivedSection.conditionBrowseModule",
            {
                "meshes": [
                    {"id": "D000010146", "term": "Pain"},
                    {"id": "D000010003", "term": "Osteoarthritis"},
                ]
            },
        )
    )
    assert moved.derived != now.derived
    assert fingerprint(old_style) == now


def test_edited_record_leaves_the_mesh_hash_alone() -> None:
    """The hash of MeSH terms does not see the registrant's own words."""
    assert fingerprint(_document(OTHER["another word"])).derived == fingerprint(_document()).derived


@pytest.mark.parametrize("document", [b"", b"[]", b"null", b'{"protocolSection": '])
def test_bytes_that_are_no_document_are_refused(document: bytes) -> None:
    """Hashing what is no JSON object raises ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        fingerprint(document)


def test_wrong_types_still_get_a_fingerprint() -> None:
    """A list where a text should be is the parser's to refuse; two of them still differ."""
    one = _document(_set(_P + "identificationModule.briefTitle", ["a"]))
    other = _document(_set(_P + "conditionsModule", "none"))
    assert fingerprint(one).canonical != fingerprint(other).canonical


def test_canonical_tree_keeps_the_documents_own_keys() -> None:
    """The form is a document of the same keys, without what is left out."""
    tree = canonical_tree(_document())
    assert tree["protocolSection"]["conditionsModule"]["conditions"] == ["Arthrosis", "Knee Pain"]
    assert "derivedSection" not in tree


# ── Properties ────────────────────────────────────────────────────────────────

words = st.from_regex(r"\A[A-Za-z]{1,9}[.,]?\Z")
texts = st.lists(st.lists(words, min_size=1, max_size=6), min_size=1, max_size=6)


def _written(lines: list[list[str]], *, bullet: str, gap: str, space: str, end: str) -> str:
    return gap.join(bullet + space.join(line) for line in lines) + end


@given(
    lines=texts,
    bullet=st.sampled_from(["", "* ", "- ", "  * ", "•\t"]),
    gap=st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", " \n\n\n"]),
    space=st.sampled_from([" ", "  ", "\u00a0", "\t"]),
    end=st.sampled_from(["", " ", "\n", "\r\n\r\n"]),
)
def test_any_spacing_and_bullets_of_the_same_words_are_equal(
    lines: list[list[str]], bullet: str, gap: str, space: str, end: str
) -> None:
    """However a text is laid out, its words are its canonical form."""
    told = _written(lines, bullet=bullet, gap=gap, space=space, end=end)
    assert canonical_text(told) == " ".join(word for line in lines for word in line)


@given(text=st.text(max_size=60))
def test_canonical_text_is_a_fixed_point_of_spacing(text: str) -> None:
    """What was laid out on one line has no spaces to spare."""
    found = canonical_text(text)
    assert found == " ".join(found.split())


@given(lines=texts, at=st.integers(0, 200), word=words)
def test_any_other_word_is_seen(lines: list[list[str]], at: int, word: str) -> None:
    """Replacing one word by another changes the canonical form."""
    flat = [each for line in lines for each in line]
    changed = list(flat)
    changed[at % len(flat)] = word
    assert (canonical_text(" ".join(changed)) == canonical_text(" ".join(flat))) == (changed == flat)


@given(number=st.integers(0, 10_000), other=st.integers(0, 10_000), sign=st.sampled_from("<>=≥≤+-%"))
def test_any_other_number_is_seen(number: int, other: int, sign: str) -> None:
    """Two numbers are equal in canonical form only when they are equal."""
    pair = [canonical_text(f"Dose {sign}{each} mg") for each in (number, other)]
    assert (pair[0] == pair[1]) == (number == other)


# ── Real records ──────────────────────────────────────────────────────────────

_DERIVED = ("conditionBrowseModule", "interventionBrowseModule")


def _restyled(node: Any, kind: Any, rng: random.Random) -> Any:
    """Write a record another way, as its types allow: sets in another order, texts in another style.

    Bullets, line ends, escapes, entities, typographic marks, spaces, coordinates,
    the day of the snapshot, MeSH terms, absent for empty and the order of keys.
    """
    kind = _plain_kind(kind)
    if isinstance(node, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        out: dict[str, Any] = {"brandNewKey": {"x": 1}}
        for key, value in node.items():
            field = fields.get(key)
            out[key] = _restyled(value, field.type if field else Any, rng)
            if field and field.name in SETS.get(kind, ()):
                rng.shuffle(out[key])
        if kind is GeoPoint:
            out = {"lat": node["lat"] + 0.00012, "lon": node["lon"] - 0.00012}
        if kind is MiscInfoModule:
            out["versionHolder"] = "2031-01-01"
        if kind is DerivedSection:
            out = {key: value for key, value in out.items() if key not in _DERIVED}
        return dict(rng.sample(list(out.items()), len(out)))
    if isinstance(node, list):
        return [_restyled(item, _item_kind(kind), rng) for item in node]
    return _restyled_text(node, rng) if isinstance(node, str) and kind is str else node


def _plain_kind(kind: Any) -> Any:
    """Take "or None" off a field's type."""
    options = [option for option in typing.get_args(kind) if option is not type(None)]
    return options[0] if typing.get_origin(kind) in (typing.Union, types.UnionType) else kind


def _item_kind(kind: Any) -> Any:
    return typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else Any


def _restyled_text(text: str, rng: random.Random) -> str:
    styles: list[Callable[[str], str]] = [
        lambda text: re.sub(r"(?m)^(\s*)\* ", r"\1- ", text).replace("\n", "\r\n") + " ",
        lambda text: re.sub(r"(?m)^\s*[*-] ", "• ", text),
        lambda text: re.sub(r"(?<=[\w)]) (?=\w)", "\u00a0", text, count=2),
        lambda text: text.replace("\\<", "<").replace("\\>", ">"),
        lambda text: re.sub(r"(?<!\\)[<>]", r"\\\g<0>", text) if "&" not in text else text,
        lambda text: text.replace("<", "&lt;").replace(">", "&gt;") if "\\" not in text else text,
        lambda text: text.replace("'", "’").replace("≥", ">=").replace("–", "-"),
        lambda text: re.sub(r"(?m)^(\s*)(\d+)\. ", r"\1\2) ", text),
        lambda text: re.sub(r"\n+", "\n\n", text),
        lambda text: f" {text}\n" if text.strip() else text,
    ]
    return rng.choice(styles)(text)


@pytest.mark.registry
def test_real_record_written_another_way_is_equal(some_documents: list[bytes]) -> None:
    """Nothing in real records makes a restyled one look edited."""
    rng = random.Random(1)
    moved = []
    for document in some_documents:
        restyled = _restyled(json.loads(document), StudyRecord, rng)
        if fingerprint(json.dumps(restyled).encode()).canonical != fingerprint(document).canonical:
            moved.append(json.loads(document)["protocolSection"]["identificationModule"]["nctId"])
    assert moved == []


def _lists(node: Any, kind: Any, where: list[tuple[list[Any], bool]]) -> list[tuple[list[Any], bool]]:
    """Collect the lists of a record, each with whether its order carries nothing."""
    kind = _plain_kind(kind)
    if isinstance(node, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            value = node.get(field.encode_name)
            if isinstance(value, list) and field.name not in LEFT_OUT.get(kind, ()):
                where.append((value, field.name in SETS.get(kind, ())))
            if field.name not in LEFT_OUT.get(kind, ()):
                _lists(value, field.type, where)
    elif isinstance(node, list):
        for item in node:
            _lists(item, _item_kind(kind), where)
    return where


@pytest.mark.registry
def test_order_of_outcomes_arms_and_results_is_always_seen(some_documents: list[bytes]) -> None:
    """Every list that is no set differs when it is turned round, unless it reads the same both ways."""
    rng = random.Random(2)
    seen = 0
    for document in rng.sample(some_documents, 60):
        tree = json.loads(document)
        ordered = [items for items, is_set in _lists(tree, StudyRecord, []) if not is_set]
        turned = [items for items in ordered if canonical_parts(items) != canonical_parts(items[::-1])]
        if not turned:
            continue
        rng.choice(turned).reverse()
        assert fingerprint(json.dumps(tree).encode()).canonical != fingerprint(document).canonical
        seen += 1
    assert seen > 30


def canonical_parts(items: list[Any]) -> list[str]:
    """Return the items as they compare: by all the words in them."""
    return [canonical_text(json.dumps(item, sort_keys=True)) for item in items]


@pytest.mark.registry
def test_real_records_all_differ(some_documents: list[bytes]) -> None:
    """No two studies share a canonical form."""
    assert len({fingerprint(document).canonical for document in some_documents}) == len(some_documents)
