"""What is given, done or used, group by group, and what is thereby compared with what."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup, Intervention

from .fact import Arm, Comparison, Treatment
from .names import has_letters, in_running_case, tidy, without_brackets, without_dose
from .topics import prose_for

PATH = "protocolSection.armsInterventionsModule"
_MOST = 24

_KINDS = {
    "DRUG": "drug",
    "BIOLOGICAL": "biological",
    "DEVICE": "device",
    "PROCEDURE": "procedure",
    "RADIATION": "radiation",
    "BEHAVIORAL": "behaviour",
    "DIETARY_SUPPLEMENT": "supplement",
    "DIAGNOSTIC_TEST": "test",
    "GENETIC": "genetic",
    "COMBINATION_PRODUCT": "combination",
}
_GIVEN = frozenset({"drug", "biological", "vaccine", "supplement", "combination"})

_DUMMY = re.compile(r"\b(?:placebos?|sham|shame|vehicle|dummy|mock|placebo-?\w*)\b", re.I)
_CARE = re.compile(
    r"^(?:(?:the )?(?:usual|standard|routine|conventional|normal|current|regular|enhanced usual|best available|optimi[sz]ed)\s+"
    r"(?:of\s+)?(?:medical |clinical |supportive |diabetes |asthma |oncology )?(?:care|therapy|treatments?|practice|management|diet|"
    r"medical therapy|medical treatment|follow-?up)\b.*|(?:standard|care) of care\b.*|soc\b.*|treatment as usual\b.*|tau\b.*|"
    r"no[- ](?:intervention|treatment|block|therapy)\b.*|observation(?: only)?|clinical observation|wait(?:ing)?[- ]?list.*|"
    r"(?:active |attention |educational )?controls?(?: group| condition| arm)?|best supportive care|active surveillance|"
    r"watchful waiting|physicians?'?s? choice.*|investigators?'?s? choice.*|none)$",
    re.I,
)
_NOTHING = re.compile(
    r"^(?:no[- ](?:intervention|treatment|drug|therapy)s?\b.*|none|n/?a|not applicable|no treatment given|observation(?:al)?(?: only)?"
    r"(?: study)?(?:\s*[:-].*)?|non[- ]?intervention(?:al)?(?: study)?)$",
    re.I,
)
_MEASURING = re.compile(
    r"\b(?:questionnaires?|surveys?|interviews?|blood (?:draws?|samples?|sampling|collection|tests?)|samples? collection|"
    r"(?:bio)?specimen|sampling|laboratory|biomarker analys[ie]s|quality[- ]of[- ]life assess\w*|pharmacological study|"
    r"computed tomography|magnetic resonance|positron emission|bone scan|biops(?:y|ies)|echocardiograph\w*|bone marrow aspirat\w*|"
    r"mutation analysis|chart review|data (?:collection|record\w*|analys\w*)|medical record\w*|electronic health record|"
    r"urine collection|(?:blood|urine|stool|saliva|tissue|serum) (?:samples?|collection)|physical exam\w*|diary|assessment|"
    r"x-?ray imaging|multigated acquisition|lumbar puncture|follow-?up visits?|skin prick tests?|monitoring visit|observation)\b",
    re.I,
)
_SOFTWARE = re.compile(
    r"\b(?:apps?|mobile|smartphone|digital|software|web-?based|online|internet|telehealth|telemedicine|virtual reality|text messag\w*|"
    r"algorithm|AI|artificial intelligence)\b",
    re.I,
)
_MOVEMENT = re.compile(
    r"\b(?:exercises?|training|education\w*|coaching|counsel\w*|diet|dietary|program(?:me)?|therapy session|psychotherapy|yoga|"
    r"mindfulness|meditation|physical activity|walking|lifestyle|music|cognitive|behaviou?r\w*|hypnosis|breathing|massage|play)\b",
    re.I,
)
_FOOD = re.compile(
    r"\b(?:milk|egg|peanuts?|flour|nuts?|food|formula|bread|wheat|pecan|walnut|almond|sesame|oil|yogh?urt)\b",
    re.I,
)
_VACCINE = re.compile(r"vaccin|immuniz|immunis", re.I)
_NAMELESS = frozenset(
    """the active study test experimental investigational trial intervention interventional treatment treatments therapy
    therapeutic therapeutics control procedure standard comparator medical clinical diagnostic other drug drugs device product
    program group arm cohort part period phase stage schedule regimen sequence option dose level step module monotherapy
    combination combined digital mobile surgical new novel application app validation system studies sample samples and or of
    with surgery approach method technique protocol care not applicable intervention(s)""".split()
)
_ROMAN = re.compile(r"[ivx]{1,4}[ab]?")
_TOKEN = re.compile(r"[^\s/:.,()]+")
_NOTE = re.compile(r"\s+note\s*:.*$", re.I)
_LABEL = re.compile(r"^(?:\w+[\s/-]){0,3}\w+\s*:\s+(?=\S)")
_GROUP_WORD = re.compile(r"\s+(?:treatment |intervention |experimental )?(?:group|arm|cohort)s?\s?\w?$", re.I)
_WAY = re.compile(r"^(?:\w+ )?(?:injections?|infusions?|administration|intake) of (?:the )?(?=\S)", re.I)
_AIM = re.compile(
    r"\s+(?:for (?:the )?treatment of|in (?:the )?(?:treatment|patients|subjects|participants|children|adults)\b|for (?:patients|subjects|participants)\b).*$",
    re.I,
)
_ORAL = re.compile(r"^oral (?=[a-z]+$)", re.I)
_ARTICLE = re.compile(r"^(?:an?|the) (?=\w{3})", re.I)
_ARM_WORDS = re.compile(r"\b(?:group|arm|cohort|participants|patients|subjects)\b", re.I)
_JOINS = re.compile(
    r"\s*(?:\+|\bplus\b|\bcombined with\b|\bin combination with\b|\bco-administered with\b)\s*", re.I
)
_ONLY_AND = re.compile(r"\s+(?:and|&)\s+", re.I)
_AND = re.compile(r"\s+(?:and|&|with)\s+", re.I)

_ROUTES = (
    ("by mouth", re.compile(r"\b(?:oral(?:ly)?|by mouth|p\.?o\.?\b(?!\w)|tablets?|capsules?)\b", re.I)),
    ("into a vein", re.compile(r"\b(?:intravenous(?:ly)?|i\.?v\.?\b(?! criteria)|infusions?)", re.I)),
    ("as a shot under the skin", re.compile(r"\b(?:subcutaneous(?:ly)?|s\.?c\.|SC injection|SC\b)")),
    ("as a shot into a muscle", re.compile(r"\bintramuscular(?:ly)?\b", re.I)),
    ("through the nose", re.compile(r"\b(?:intranasal(?:ly)?|nasal spray|nasal(?:ly)?)\b", re.I)),
    ("under the tongue", re.compile(r"\b(?:sublingual(?:ly)?|under the tongue)\b", re.I)),
    ("by breathing it in", re.compile(r"\b(?:inhal(?:ed|ation|er)|nebuli[sz]ed)\b", re.I)),
    ("on the skin", re.compile(r"\b(?:topical(?:ly)?|cream|ointment|epicutaneous|patch)\b", re.I)),
)


def treatments_of(
    record: StudyRecord, prose: str, *, title: str
) -> tuple[tuple[Treatment, ...], list[list[int]]]:
    """Give the treatments, combined ones taken apart, and for each registered intervention its numbers."""
    found: list[Treatment] = []
    numbers: list[list[int]] = []
    by_name: dict[tuple[str, bool], int] = {}
    module = record.protocol_section.arms_interventions_module
    has_dummy_group = any(group.type in _DUMMY_TYPES for group in module.arm_groups)
    for position, item in enumerate(module.interventions):
        mine = []
        if position >= _MOST:
            numbers.append([])
            continue
        for part in _parts(item, position, prose, title.lower(), has_dummy_group=has_dummy_group):
            # A drug that is listed once per dose is one drug.
            key = (part.name.lower() or part.registered.lower(), part.dummy)
            if key in by_name and not part.dummy and (fuller := _told_apart(part, found[by_name[key]])):
                part = msgspec.structs.replace(part, name=fuller)  # noqa: PLW2901
                key = (fuller.lower(), False)
            if key not in by_name:
                by_name[key] = len(found)
                found.append(part)
            mine.append(by_name[key])
        numbers.append(mine)
    return tuple(found), numbers


def _parts(
    item: Intervention, position: int, prose: str, title: str, *, has_dummy_group: bool
) -> Iterator[Treatment]:
    registered = item.name or ""
    path = f"{PATH}.interventions[{position}]"
    also = next((name for name in item.other_names if _is_other_name(name)), "")
    names = _split(registered, item.type or "")
    stops = bool(_STOPS.match(item.description or ""))
    for name in names:
        kind = _kind(item.type or "", name, item.description or "")
        dummy = bool(_DUMMY.search(name)) or (len(names) == 1 and _only_dummy(registered))
        dummy = dummy or (has_dummy_group and _SALINE.fullmatch(name.strip()) is not None)
        short = "" if stops else _short(name, prose_for(name, prose), kind)
        yield Treatment(
            kind=kind,
            name="" if dummy else _preferred(short, tidy(also) if len(names) == 1 else "", title),
            registered=registered,
            path=path,
            dummy=dummy,
            route=_route(kind, item.description or "", registered) if len(names) == 1 else "",
            also=_other_of(short, without_dose(tidy(also)), title) if len(names) == 1 else "",
            description=_brief(item.description) if dummy else "",
        )


def _preferred(name: str, also: str, title: str) -> str:
    """Take the name that the title uses: a drug's own name before its code."""
    if also and any(map(str.isdigit, name)) and also.isalpha() and also.lower() in title:
        return also[:1].lower() + also[1:] if also.istitle() else also
    return name


def _other_of(name: str, also: str, title: str) -> str:
    chosen = _preferred(name, also, title)
    other = also if chosen == name else name
    return other if other and other.lower() not in chosen.lower() else ""


def _brief(text: str | None) -> str:
    """Keep a description that is short enough to quote."""
    words = tidy(text or "")
    return words if 2 <= len(words.split()) <= 16 and ". " not in words else ""


_PLAN = re.compile(
    r"dos(?:e|ing)|single|multiple|level|cohort|\bparts?\b|\barm\b|group|week|day|month|oral|\b(?:iv|sc|sq)\b|\d\s?m|phase|low|high|intraven|subcut",
    re.I,
)
_MAKER = re.compile(r"\(([^()]*[A-Za-z]{3}[^()]*)\)")


def _told_apart(part: Treatment, other: Treatment) -> str:
    """Give the fuller name of a product that differs only in brackets (its maker); "" for another dose of the same."""
    mine, theirs = _MAKER.search(part.registered), _MAKER.search(other.registered)
    if (
        mine
        and theirs
        and mine[1] != theirs[1]
        and not _PLAN.search(f"{mine[1]} {theirs[1]}")
        and len(mine[1]) <= 60
    ):
        return f"{part.name} ({tidy(mine[1])})"
    return ""


_STOPS = re.compile(r"\s*(?:stop|discontinu|avoid|withdraw|cessation|no longer)", re.I)


def _only_dummy(name: str) -> bool:
    return bool(_DUMMY.search(name)) and not _JOINS.search(name)


@lru_cache(maxsize=20_000)
def _split(registered: str, type_: str) -> tuple[str, ...]:
    """Take "A + placebo" apart; the parts of one product's name ("mild and moderate …") stay together."""
    name = tidy(without_brackets(registered)) if "(" in registered else tidy(registered)
    if type_ not in {"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "DIETARY_SUPPLEMENT"}:
        return (name,) if name else ()
    parts = [part for part in _JOINS.split(name) if has_letters(part)]
    if len(parts) == 1 and _DUMMY.search(name):
        parts = [part for part in _AND.split(name) if has_letters(part)]
    elif len(parts) == 1:
        pieces = [part for part in _ONLY_AND.split(name) if has_letters(part)]
        if len(pieces) > 1 and all(len(piece.split()) <= 2 for piece in pieces):
            parts = pieces
    if not all(len(part.split()) <= 5 for part in parts):
        return (name,)
    return tuple(parts) or ((name,) if name else ())


@lru_cache(maxsize=20_000)
def _short(name: str, prose: str, kind: str) -> str:
    """Give the name for a sentence; "" for one that names nothing or is a sentence itself."""
    given = kind in _GIVEN
    text = _NOTE.sub("", without_brackets(name)).split(" - ")[0]
    text = re.sub(r"^(?:Drug|Device|Biological|Procedure|Other|Behavioral|Radiation|Test)\s*:\s*", "", text)
    text = re.sub(
        r"^(?:participants?|patients?|subjects?) (?:will )?(?:receiv\w+|get|be given)\s+",
        "",
        text,
        flags=re.I,
    )
    text = _WAY.sub("", text)
    text = _AIM.sub("", text)
    text = _ORAL.sub("", text) if given else _ARTICLE.sub("", text)
    if given:
        text = without_dose(text)
    text = _GROUP_WORD.sub("", _LABEL.sub("", text))
    if ":" in text or _names_nothing(text) or not has_letters(text) or _ARM_WORDS.search(text):
        return ""
    if text.count(",") > 1 and len(text.split()) <= 10 and len(text) <= 70:
        return f"“{text}”"
    if len(text) > 66 or len(text.split()) > 9 or text.count(",") > 1:
        return ""
    if kind in {"device", "software"}:
        first, _, rest = text.partition(" ")
        return f"{in_running_case(first, prose, keep_unknown=True)} {in_running_case(rest, prose, keep_unknown=False)}".strip()
    return in_running_case(text, prose, keep_unknown=given)


def _names_nothing(text: str) -> bool:
    """True for "Group 1", "Arm B", "study drug": words that tell nobody what it is."""
    words = _TOKEN.findall(text.lower())
    return all(
        word in _NAMELESS or len(word) < 2 or word.isdigit() or _ROMAN.fullmatch(word) for word in words
    )


_SALINE = re.compile(
    r"(?:normal |isotonic |physiological |sterile )?(?:saline|sodium chloride|water for injection)(?: solution| injection|[\s(]*0?[.,]9\s?%\)?)*", re.I
)
_NO_NAME = re.compile(r"diseas|disorder|syndrome|cancer|epilep|asthma|allerg(?:y|ic)$|diabetes$|headache", re.I)


def _is_other_name(name: str) -> bool:
    if _NO_NAME.search(name):
        return False
    return (
        2 < len(name) <= 30
        and not _names_nothing(name)
        and len(name.split()) <= 3
        and has_letters(name)
        and not _DUMMY.search(name)
    )


@lru_cache(maxsize=20_000)
def _kind(type_: str, name: str, description: str) -> str:
    if _NOTHING.match(name) or _CARE.match(name):
        return "care"
    kind = _KINDS.get(type_, "other")
    if kind in {"procedure", "other", "test", "genetic", "device", "biological"} and _MEASURING.search(name):
        return "measurement"
    if kind in {"biological", "drug", "combination"} and _VACCINE.search(name):
        return "vaccine"
    if kind in {"device", "behaviour", "other"} and _SOFTWARE.search(name):
        return "software"
    if kind == "other" and _MOVEMENT.search(name):
        return "behaviour"
    if kind == "other" and _FOOD.search(name):
        return "food"
    return kind


@lru_cache(maxsize=20_000)
def _route(kind: str, description: str, registered: str) -> str:
    """Say how it is given when text names exactly one way; "" otherwise."""
    if kind not in _GIVEN:
        return ""
    text = f"{registered} {description[:400]}"
    ways = [way for way, pattern in _ROUTES if pattern.search(text)]
    if ways == ["into a vein", "as a shot under the skin"] or len(ways) != 1:
        return ""
    return ways[0]


def arms_of(
    record: StudyRecord, treatments: tuple[Treatment, ...], numbers: list[list[int]]
) -> tuple[Arm, ...]:
    """Give the groups with what each of them gets."""
    module = record.protocol_section.arms_interventions_module
    by_name: dict[str, list[int]] = {}
    for item, mine in zip(module.interventions, numbers, strict=True):
        by_name.setdefault(_key(item.name or ""), []).extend(mine)
    by_label: dict[str, list[int]] = {}
    for item, mine in zip(module.interventions, numbers, strict=True):
        for label in item.arm_group_labels:
            by_label.setdefault(_key(label), []).extend(mine)
    return tuple(
        _arm(group, position, by_name, by_label, treatments)
        for position, group in enumerate(module.arm_groups[:_MOST])
    )


def _arm(
    group: ArmGroup,
    position: int,
    by_name: dict[str, list[int]],
    by_label: dict[str, list[int]],
    treatments: tuple[Treatment, ...],
) -> Arm:
    mine: list[int] = []
    for listed in group.intervention_names:
        mine += by_name.get(_key(listed.partition(": ")[2] or listed), ())
    if not group.intervention_names:
        mine += by_label.get(_key(group.label or ""), ())
    ordered = tuple(dict.fromkeys(mine))
    return Arm(
        label=tidy(group.label or ""),
        type=group.type or "",
        gets=tuple(number for number in ordered if not treatments[number].dummy),
        dummies=tuple(number for number in ordered if treatments[number].dummy),
        path=f"{PATH}.armGroups[{position}]",
    )


def _key(name: str) -> str:
    return " ".join(name.lower().split())


def several_doses(record: StudyRecord) -> bool:
    """True when one name is listed several times, each time with another dose in its text."""
    listed = record.protocol_section.arms_interventions_module.interventions
    stated = {tuple(_EXACT_DOSE.findall(f"{item.name} {item.description}")) for item in listed} - {()}
    return (
        len(listed) > 1
        and len(stated) == len(listed)
        and len({without_dose(tidy(item.name or "")).lower() for item in listed}) == 1
    )


def comparison_of(
    arms: tuple[Arm, ...], treatments: tuple[Treatment, ...], *, doses: bool = False
) -> Comparison:
    """Say what is compared with what, from the groups alone; unclear where they do not show it."""
    only_measured = not any(map(_counts, treatments))
    got = [tuple(n for n in arm.gets if _counts(treatments[n], measured=only_measured)) for arm in arms]
    everything = tuple(dict.fromkeys(number for mine in got for number in mine))
    paths = tuple(arm.path for arm in arms[:8])
    if not arms:
        chosen = tuple(n for n, item in enumerate(treatments) if _counts(item, measured=only_measured))
        return Comparison(
            kind="not_listed", tested=chosen, paths=(f"{PATH}.interventions",) if treatments else ()
        )
    if len(arms) == 1:
        return Comparison(kind="one_group", tested=everything, paths=paths)
    everyone = tuple(number for number in everything if all(number in mine for mine in got))
    if not everything:
        return Comparison(kind="unclear", paths=paths)
    if any(_STOP_WORD.search(arm.label) for arm in arms):
        # A group that stops or goes without a thing is listed with that thing (NCT04013763).
        return Comparison(kind="unclear", tested=everything, paths=paths)
    if all(set(mine) == set(everyone) for mine in got):
        return Comparison(
            kind=_kind_of_same(arms, doses=doses), tested=everyone, everyone=everyone, paths=paths
        )
    control = _control(arms, got)
    # A group of type OTHER beside experimental ones (a lead-in for all, say) is neither.
    apart = (
        {arm.path for arm in arms if arm.type not in {"EXPERIMENTAL", *_CONTROL_TYPES}}
        if any(arm.type == "EXPERIMENTAL" for arm in arms)
        else set()
    )
    trial = [
        mine
        for arm, mine, is_control in zip(arms, got, control, strict=True)
        if not is_control and arm.path not in apart
    ]
    other = [(arm, mine) for arm, mine, is_control in zip(arms, got, control, strict=True) if is_control]
    in_control = {number for _, mine in other for number in mine}
    in_trial = {number for mine in trial for number in mine}
    tested = tuple(number for number in everything if number in in_trial and number not in in_control)
    against = tuple(number for number in everything if number in in_control and number not in in_trial)
    together = any(set(mine) >= set(tested) for mine in trial)
    if not other or not trial:
        return _each_other(got, everything, everyone, paths)
    if not tested:
        if (
            against
            and everyone
            and all(arm.type == "EXPERIMENTAL" for arm, mine in zip(arms, got, strict=True) if mine in trial)
        ):
            return Comparison(kind="less", tested=against, everyone=everyone, paths=paths)
        return Comparison(kind="unclear", tested=everything, everyone=everyone, paths=paths)
    return Comparison(
        kind=_against_kind(other, against, everyone, treatments),
        tested=tested,
        against=against,
        everyone=everyone,
        alternatives=not together,
        paths=paths,
    )


def _control(arms: tuple[Arm, ...], got: list[tuple[int, ...]]) -> list[bool]:
    """Say which groups are there to compare with: by their type, else by getting a part of what others get."""
    types = {arm.type for arm in arms}
    if "EXPERIMENTAL" in types and types & _CONTROL_TYPES:
        return [arm.type in _CONTROL_TYPES for arm in arms]
    if types & _DUMMY_TYPES:
        return [arm.type in _DUMMY_TYPES for arm in arms]
    return [
        bool(arm.dummies) and any(set(mine) < set(more) for more in got) or not mine
        for arm, mine in zip(arms, got, strict=True)
    ]


def _against_kind(
    other: list[tuple[Arm, tuple[int, ...]]],
    against: tuple[int, ...],
    everyone: tuple[int, ...],
    treatments: tuple[Treatment, ...],
) -> str:
    """Name what the groups without the tested treatment get in its place."""
    if all(arm.dummies or arm.type in _DUMMY_TYPES for arm, _ in other):
        shams = all(
            arm.type == "SHAM_COMPARATOR"
            or any("sham" in treatments[n].registered.lower() for n in arm.dummies)
            for arm, _ in other
        )
        kind = "sham" if shams else "placebo"
        return f"{kind}_added" if everyone and all(mine for _, mine in other) else kind
    if any(arm.dummies for arm, _ in other):
        return "mixed"
    if against:
        return "treatments"
    if all(mine for _, mine in other):
        return "added"
    if any(mine for _, mine in other):
        return "mixed"
    if all(_gets_care(arm, treatments) for arm, _ in other):
        return "usual_care"
    return "no_treatment" if all(arm.type == "NO_INTERVENTION" for arm, _ in other) else "unclear"


def _gets_care(arm: Arm, treatments: tuple[Treatment, ...]) -> bool:
    return any(
        treatments[number].kind == "care" and _SAYS_CARE.search(treatments[number].registered)
        for number in arm.gets
    ) or bool(_SAYS_CARE.search(arm.label))


def _each_other(
    got: list[tuple[int, ...]], everything: tuple[int, ...], everyone: tuple[int, ...], paths: tuple[str, ...]
) -> Comparison:
    """Compare groups of which none is there to compare with: all that differs is tested."""
    tested = tuple(number for number in everything if number not in everyone)
    together = any(set(mine) >= set(tested) for mine in got)
    return Comparison(
        kind="each_other", tested=tested, everyone=everyone, alternatives=not together, paths=paths
    )


def _kind_of_same(arms: tuple[Arm, ...], *, doses: bool) -> str:
    """Tell groups that all get the same apart: by dose, by what their types say, or not at all."""
    types = {arm.type for arm in arms}
    if types & _DUMMY_TYPES and types - _DUMMY_TYPES and not any(arm.dummies for arm in arms if arm.type in _DUMMY_TYPES):
        # One name is listed for the thing and its copy; the groups' types tell them apart (NCT01489033).
        return "sham" if "SHAM_COMPARATOR" in types else "placebo"
    if types & (_DUMMY_TYPES | {"NO_INTERVENTION"}):
        return "unclear"  # the groups' types say what their treatments do not show
    stated = [tuple(_EXACT_DOSE.findall(arm.label)) for arm in arms]
    by_dose = all(stated) and len(set(stated)) == len(arms)
    return "doses" if by_dose or doses else "same"


_STOP_WORD = re.compile(r"\b(?:stop(?:ping|ped)?|discontinu\w*|withdraw\w*|avoid\w*|cessation of)\b", re.I)
_DUMMY_TYPES = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR"})
_CONTROL_TYPES = _DUMMY_TYPES | {"ACTIVE_COMPARATOR", "NO_INTERVENTION"}
_SAYS_CARE = re.compile(
    r"\b(?:usual|standard|routine|conventional) (?:of )?(?:\w+ )?(?:care|treatment|therapy|practice|management)|treatment as usual|\bTAU\b|\bSOC\b",
    re.I,
)
_EXACT_DOSE = re.compile(
    r"\d[\d.,]*\s?(?:mg|mcg|µg|μg|ug|ml|iu|g|gy|%|cells|ppm)\b(?:\s?/\s?kg)?|\b(?:very )?(?:low|high|medium|mid|middle|intermediate)(?:er|est)?[- ]dose|\bdose(?: level| cohort)?\s?[\dA-D]\b",
    re.I,
)
_DOSE_WORD = re.compile(
    r"\bdos(?:e|es|age|ing)\b|\d\s?(?:mg|mcg|µg|μg|ug|ml|iu|u|units?|g|gy|%|cells)\b|\d\s?/\s?kg|\b(?:q\d?[dwm]|bid|qd|tid)\b",
    re.I,
)


def _counts(item: Treatment, *, measured: bool = False) -> bool:
    """True for what can be put to the test; measuring counts only where nothing else is done."""
    return item.kind != "care" and not item.dummy and (measured or item.kind != "measurement")
