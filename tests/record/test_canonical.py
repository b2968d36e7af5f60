"""The canonical form: equal for what means the same, different for what does not."""

import copy
import json
import random
import re
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.record.canonical import canonical_text, canonical_tree, fingerprint

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


def _restyled(node: Any, rng: random.Random) -> Any:
    """Write a record another way: other bullets, line ends, spaces, order of sets, coordinates, key order."""
    if isinstance(node, dict):
        out = {key: _restyled(value, rng) for key, value in node.items()}
        for key in ("locations", "keywords", "conditions", "references", "phases", "stdAges", "otherNames"):
            if isinstance(out.get(key), list):
                rng.shuffle(out[key])
        for key in ("lat", "lon"):
            if key in out:
                out[key] = round(out[key] + 0.0001, 5)
        return dict(sorted(out.items(), reverse=True))
    if isinstance(node, list):
        return [_restyled(item, rng) for item in node]
    if isinstance(node, str) and "\n" in node:
        return re.sub(r"(?m)^(\s*)\* ", r"\1- ", node).replace("\n", "\r\n") + " "
    return node


@pytest.mark.registry
def test_real_record_written_another_way_is_equal(some_documents: list[bytes]) -> None:
    """Nothing in real records makes a restyled one look edited."""
    rng = random.Random(1)
    moved = [
        document[:80]
        for document in some_documents
        if fingerprint(json.dumps(_restyled(json.loads(document), rng)).encode()).canonical
        != fingerprint(document).canonical
    ]
    assert moved == []


@pytest.mark.registry
def test_real_records_all_differ(some_documents: list[bytes]) -> None:
    """No two studies share a canonical form."""
    assert len({fingerprint(document).canonical for document in some_documents}) == len(some_documents)
