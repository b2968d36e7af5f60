"""What a study is about: its listed conditions, without those that are only other words for the same.

A reader takes a second name for something more than the first. So what is the same illness in other words, or
a wider name of it, is not told again.
"""

import re
from difflib import SequenceMatcher

from msgspec.structs import replace

from plainstudy.plain.dictionary import lookup
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import has_any, is_ruled_out, named_in, stems_of
from .borne_out import is_borne_out
from .fact import Fact
from .finer import finer_of
from .short_forms import means_one_thing, own_short_forms
from .siblings import is_wider, joined_forms, telling_of, without_forms
from .subjects import is_a_subject
from .things import Topic
from .together import is_a_cancer
from .topics import readable

_MANY = 40
_LIKE = 0.9
"""From how much alike on, two spellings are of one name ("alcholic")."""
_SHORT = re.compile(r"\b[A-Z][A-Za-z0-9-]*[A-Z]\w*\b")
_WORD = re.compile(r"[a-z0-9]+")
_PARTS = re.compile(r",|;|\band/or\b|\b(?:and|or|with)\b|/")
_OTHER_WORDS = (
    (gated(r"\b(?:malignan\w+)(?: (?:neoplasm|tumou?r)s?)?\b"), "cancer"),
    (gated(r"\bnon[- ]?alcoholic\b"), "nonalcoholic"),
    (gated(r"\bpre[- ]?diabet\w*"), "prediabetes"),
    (gated(r"\banxious\b"), "anxious anxiety"),
    (gated(r"\bdepressed\b"), "depressed depression"),
    (gated(r"\bhypertension\b"), "hypertension high blood pressure"),
    (gated(r"\bwithout a known cause\b"), "spontaneous"),
    (gated(r"\bplasma cell myeloma\b"), "multiple myeloma"),
    (gated(r"\bovary\b"), "ovary ovarian"),
    (gated(r"\bidiopathic\b"), "spontaneous"),
    (gated(r"\bstomach\b"), "stomach gastric"),
    (gated(r"\bmyelogenous\b"), "myeloid"),
    (gated(r"\bacute lymphocytic\b"), "acute lymphoblastic"),
)
_HOW_FAR = gated(
    r"\b(?:relapsed?|refractory|recurrent|progressive|persistent|resistant|(?:locally )?advanced|metastatic|"
    r"early|unresectable|newly diagnosed|previously treated|clinical|pathologic|anatomic|"
    r"(?:extensive|limited)[ -]stage|(?:stage|grade) \w+|adult|childhood)\b"
)
"""How far an illness went, without which it is the same one."""
_BROADLY = frozenset(
    (
        "cancer",
        "cancerous",
        "tumor",
        "tumour",
        "neopla",
        "solid",
        "rare",
        "malign",
        "human",
        "select",
        "selec",
    )
)
_BEFORE = (
    r"^(?:(?:acute|chronic|relapsed|refractory|recurrent|advanced|or|and|severe|pediatric|childhood)[ /]*)*"
)
_KIND_OF = {
    r"glioma|brain (?:tumou?r|cancer)|cns tumou?r|central nervous system (?:tumou?r|cancer|neopl)": (
        r"gli\w*blastom|astrocytom|ependymom|medulloblastom|gliom|rhabdoid|pineoblastom|brain (?:tum|canc)|"
        r"\bcns\b|central nervous"
    ),
    rf"{_BEFORE}(?:soft tissue )?sarcomas?$": r"sarcoma",
    r"embryonal tumou?r": r"neuroblastom|wilms|sarcom|hepatoblastom|germ cell",
    r"germ cell": r"germ cell|teratom|choriocarcin|embryonal|germinom|yolk sac|seminom|dysgerminom",
    r"hematolog|haematolog|blood cancer": r"leuk|lymphom|myelom|macroglobulin|myelodys",
    rf"{_BEFORE}(?:lymphoid |myeloid )?leukemias?$": r"leuk",
    rf"{_BEFORE}lymphomas?$": r"lymphom",
    r"food (?:protein )?allerg": r"(?:nut|milk|egg|wheat|soy|fish|sesame|food|kiwi|shrimp)\b.*allerg",
    r"^(?:immediate |ige-mediated |type i )*(?:allerg(?:y|ic diseases?)|hypersensitivity|atopy)$": (
        r"allerg|hypersensitiv|rhinitis|hay fever|atop|asthma|eczema|hives"
    ),
    r"gastrointestinal|gut cancer": r"stomach|gastric|esophag|food pipe|colorectal|gastro",
    r"hepatobiliary": r"liver|biliar",
    r"urologic|urogenital|genitourinary": r"kidney|renal|prostat|bladder|urothel",
    r"^(?:local )?(?:cancer|tumor) (?:recurrence|metastas[ie]s)$": r"cancer|tumor|sarcom|carcin",
    r"gynecolog": r"ovar|cervical|endometri|uter|fallopian|perito",
    r"^(?:primary |severe )*headaches?(?: disorders?)?$|craniofacial pain|autonomic cephal": (
        r"headache|migraine|cephal"
    ),
    r"^diabetes$": r"diabet",
    r"^(?:cardio)?vascular diseases?$|^heart diseases?$": r"heart|cardio|coronary|stroke|hypertens",
    r"airways? diseases?|respiratory (?:tract )?diseases?": r"asthma|rhinit|nasal|nose|lung|copd|sinus",
    r"immunodeficien|immune deficien": r"immunodeficien|job|hyper-? ?ige",
    r"\bjob syndrome\b": r"hyper-? ?ige|hies",
    r"^(?:oligo)?metastatic (?:cancer|disease|tumors?)$": r"metasta",
}
_KINDS = tuple((gated(wide), gated(fine)) for wide, fine in _KIND_OF.items())
"""A wide name and what is a kind of it; either says little beside the other."""


def about_of(
    record: StudyRecord, topics: tuple[Topic, ...], ill: Topic | None, called: Fact[str] | None
) -> tuple[tuple[Topic, ...], bool]:
    """Give what the study is about beside what is said of its people, best first, and whether there is more.

    The same in other words, or wider, is left out; so is what only the list of conditions names.
    """
    found = [topic for topic in topics[:_MANY] if is_a_subject(topic)]
    if ill is not None or called is not None:
        words = called.value if called else ""
        people = ill or Topic(registered="", words=words, path="", kind="illness")
        texts = _told(people, called)
        found = [
            topic
            for topic in found
            if topic.kind == "illness"
            and not _is_the_same(record, topic, texts)
            and not _is_any_cancer(topic.words)
            and not _is_a_kind(topic, people)
            and _is_spoken_of(record, topic)
        ]
        return tuple(_apart(record, found)[:_MOST_TOPICS]), False
    return _alone(record, found)


def _alone(record: StudyRecord, found: list[Topic]) -> tuple[tuple[Topic, ...], bool]:
    """Give what a study is about where nothing is said of its people: what titles name first."""
    part = record.protocol_section
    titles = part.identification_module
    title = f"{titles.brief_title or ''} {titles.official_title or ''}".lower()
    spoken = " ".join(
        (
            title,
            (part.description_module.brief_summary or "").lower(),
            (part.eligibility_module.eligibility_criteria or "").lower(),
        )
    )
    ill = [topic for topic in found if topic.kind == "illness" and not _is_only_short(topic, spoken)]
    if not ill and any(topic.kind == "illness" for topic in found):
        return (), False  # "Pediatric ALL" of a study of all children with stones (NCT06092203)
    states = [
        topic
        for topic in found
        if topic.kind == "state" and (named_in(title, topic.words) or "pregnan" in topic.words.lower())
    ]
    if not any(named_in(title, topic.words) for topic in found):
        ill = ill or _from_keywords(record, (titles.brief_title or "").lower())
    found = without_forms(record, joined_forms(ill)) if ill else found
    found = [finer_of(record, topic) for topic in found]
    found = _apart(record, [*(without_forms(record, found) if ill else found), *(states if ill else ())])
    found = [topic for item in found if (topic := _with_source(record, item)).words]
    told = [topic for topic in found if is_borne_out(record, topic)]
    found = [topic for topic in found if topic.kind != "subject" or any(topic is other for other in told)]
    told.sort(key=lambda topic: (not named_in(title, topic.words), topic.kind != "illness"))
    shown = told[:_SHOWN]
    left = [topic for topic in found if all(topic is not other for other in shown)]
    if shown:
        left = [
            topic
            for topic in left
            if not any(_is_a_kind(topic, other) for other in shown)
            and not _WIDE.search(topic.words)
            and (named_in(spoken, "cancer") or not is_a_cancer(topic.words))
        ]
    few = len(left) <= (_MOST_TOPICS if shown else _SHOWN)
    only = [replace(topic, listed_only=True) for topic in left[:_SHOWN]] if few or not shown else []
    return (*shown, *only), not few


_WIDE = gated(
    r"^(?:(?:eye|lung|brain|heart|skin|bone|joint|kidney|airways?|respiratory|hematologic|leukocyte|"
    r"lymphatic|immune|immunologic|allergic|nervous|vascular|cardiovascular|endocrine|metabolic|digestive|"
    r"genetic|autoimmune|spinal|musculoskeletal|nutritional|psychiatric|mental|mood|infectious|chronic|rare|"
    r"neurologic\w*|neurodegenerative|central|system|tract)[ ,]*(?:and )?)+"
    r"(?:diseases?|disorders?|processes)$|"
    r"^(?:hyper)?sensitivity$|^infections?$|^(?:clinical )?symptoms?$",
    re.I,
)
"""What a library files many illnesses under."""


def _from_keywords(record: StudyRecord, title: str) -> list[Topic]:
    """Give the illnesses among the keywords that a title names too, where the conditions list none."""
    found = []
    for number, keyword in enumerate(record.protocol_section.conditions_module.keywords[:_MANY]):
        words, kind = readable(keyword, "")
        if kind == "illness" and len(words.split()) <= _FEW_WORDS and named_in(title, words):
            path = f"protocolSection.conditionsModule.keywords[{number}]"
            found.append(Topic(registered=keyword, words=words, path=path, kind=kind))
    return found


_FEW_WORDS = 5
_MOST_TOPICS, _SHOWN = 2, 3


def _is_only_short(topic: Topic, spoken: str) -> bool:
    """True for an illness read out of a short form that no other text bears out."""
    if means_one_thing(topic.registered.strip()):
        return False
    own = stems_of(topic.words, same=False)
    read = _SHORT.search(topic.registered) is not None and bool(own)
    return read and not has_any(f"{topic.registered.lower()} {spoken}", own)


def _with_source(record: StudyRecord, topic: Topic) -> Topic:
    """Give where the words of an illness stand that its own line does not have: "Breastcancer", "ALL"."""
    if topic.registered.isalpha() and " " in topic.words:
        return replace(topic, path="protocolSection.conditionsModule")
    if "onsmall" in topic.registered:
        return replace(topic, words=topic.words.replace("non-small", "nonsmall"))
    if "lymphoblastic" not in topic.words or "ymphoblastic" in topic.registered:
        return topic
    part = record.protocol_section
    texts = (
        ("identificationModule.briefTitle", part.identification_module.brief_title),
        ("identificationModule.officialTitle", part.identification_module.official_title),
        ("descriptionModule.briefSummary", part.description_module.brief_summary),
        ("eligibilityModule.eligibilityCriteria", part.eligibility_module.eligibility_criteria),
    )
    path = next((path for path, text in texts if text and "ymphoblastic" in text), "")
    return replace(topic, path=f"protocolSection.{path}") if path else replace(topic, words="")


def _plain(text: str) -> str:
    low = text.lower().replace("'s", "s").replace("’s", "s")
    for pattern, words in _OTHER_WORDS:
        low = pattern.sub(words, low)
    return low


def _told(ill: Topic, called: Fact[str] | None) -> tuple[str, ...]:
    """Give what was told of the people in small letters, with its short forms spelled out, and as letters."""
    whole = f"{ill.words} ; {ill.registered} ; {called.value if called else ''}"
    spelled = [
        f"{term.term} {' '.join(form for form, _ in term.forms)}"
        for short in _SHORT.findall(whole)
        for part in (short, *short.split("-"))
        if (term := lookup(part)) is not None
    ]
    return (_plain(" ".join((whole, *spelled))), "".join(word[0] for word in _WORD.findall(whole.lower())))


def _is_the_same(
    record: StudyRecord, topic: Topic, texts: tuple[str, ...], *, strictly: bool = False
) -> bool:
    """True for an illness that was told already, in these words, finer ones or its short form.

    ``strictly``: another word for it, or a kind of it, does not count: migraine is no cluster headache.
    """
    told, initials = texts
    if not set(_TYPE.findall(topic.words)) <= set(_TYPE.findall(told)):
        return False
    names = (_plain(topic.words), _plain(topic.registered))
    if strictly:
        own = [telling_of(name) for name in names]
        if any(stems and all(re.search(rf"\b{re.escape(stem)}", told) for stem in stems) for stems in own):
            return True
    elif any(named_in(told, _HOW_FAR.sub("", name)) or named_in(told, name) for name in names):
        return True
    words = frozenset(_WORD.findall(told))
    if not words.isdisjoint(own_short_forms(record, topic.registered)):
        return True
    shorts = [short.lower() for short in _SHORT.findall(topic.words)]
    rest = _SHORT.sub("", topic.words)
    if (
        shorts
        and all(len(short) > 2 and short in initials for short in shorts)
        and (not stems_of(rest) or named_in(told, rest))
    ):
        return True
    letters = "".join(word[0] for word in _WORD.findall(topic.words.lower()))
    if len(letters) > 2 and letters in words:
        return True
    return any(_reads_alike(part, _plain(topic.words)) for part in _PARTS.split(told))


_TYPE = re.compile(r"\btype \w+\b|\bgrade \w+\b")


def _reads_alike(one: str, other: str) -> bool:
    """True for two spellings of one name; a number, or "hypo" for "hyper", makes another."""
    if re.findall(r"\d|hyp(?:o|er)", one) != re.findall(r"\d|hyp(?:o|er)", other):
        return False
    return any(_are_close("".join(put(one)), "".join(put(other))) for put in (_WORD.findall, _sorted_words))


def _sorted_words(words: str) -> list[str]:
    return sorted(_WORD.findall(words))


def _are_close(one: str, other: str) -> bool:
    near = abs(len(one) - len(other)) <= _FEW and min(len(one), len(other)) > _FEW
    return near and SequenceMatcher(None, one, other).ratio() >= _LIKE


_FEW = 3


def _apart(record: StudyRecord, topics: list[Topic]) -> list[Topic]:
    """Leave out what is one of the others in other words."""
    kept: list[Topic] = []
    for topic in topics:
        if not any(
            not is_wider(topic, other)
            and not is_wider(other, topic)
            and _is_the_same(record, topic, _told(other, None), strictly=True)
            for other in kept
        ):
            kept.append(topic)
    return kept


def _is_any_cancer(words: str) -> bool:
    """True for "advanced solid tumors", which says nothing beside the name of a cancer."""
    low = _plain(words)
    return is_a_cancer(low) and set(stems_of(_HOW_FAR.sub("", low), same=False)) <= _BROADLY


def _is_a_kind(topic: Topic, ill: Topic) -> bool:
    """True for one kind of the people's illness, and for a wide name of which theirs is a kind."""
    low, told = _plain(topic.words), _plain(ill.words)
    if named_in(low, told):
        return True
    if is_a_cancer(low) and _is_any_cancer(told):
        return True
    return any(
        (wide.search(told) and fine.search(low)) or (wide.search(low) and fine.search(told))
        for wide, fine in _KINDS
    )


def _is_spoken_of(record: StudyRecord, topic: Topic) -> bool:
    """True where the record speaks of a listed topic elsewhere, and does not keep those out who have it."""
    part = record.protocol_section
    criteria = part.eligibility_module.eligibility_criteria or ""
    titles = part.identification_module
    text = f"{titles.brief_title} {titles.official_title} {part.description_module.brief_summary}".lower()
    stems = stems_of(topic.words)
    return bool(stems) and named_in(text, topic.words) and not is_ruled_out(criteria, topic.words)
