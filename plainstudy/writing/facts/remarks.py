"""What the running text says in so many words: risks, payment, how long taking part lasts."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Fact
from .names import tidy
from .prose import DETAILS, SUMMARY, TITLE, Prose, around

_RISKS = gated(
    r"\b(?:risks?|side effects?|complications?|discomforts?|adverse (?:events|effects|"
    r"reactions))\b[^.\n]{0,60}?\b(?:such as|including|includes?|may include|can include)\b[^.\n]{3,}",
    re.I,
)
_NO_RISK = re.compile(
    r"\b(?:western|current|existing|conventional|traditional|previous|other (?:drugs?|treatments?|medic\w+)|"
    r"no (?:known |major |serious |significant )?risks?|without|reduc\w+|lower|fewer|less|"
    r"decreas\w+|avoid\w*|prevent\w*|measure\w*|assess\w*|evaluat\w*|primary|secondary|"
    r"endpoints?|objectives?|outcomes?|grade|defined|classif\w+|CTCAE|recorded|collected|report(?:ed|"
    r"ing)?|monitor\w*|compar\w+|safety|will be|analy[sz]\w*|risk factors?|at risk|"
    r"high risk|low risk|negligible|minimal\w*|safe|rare\w*|"
    r"diabet\w+ complications?|investigat\w*|determin\w*|stud(?:y|ied|ies)|occur\w*|"
    r"incidence|rates?)\b",
    re.I,
)
_PAYMENT = gated(
    r"\b(?:must pay|(?:have|need) to pay|will pay for|pay out of pocket|at (?:their|your) own (?:cost|"
    r"expense)|will be charged|out[- ]of[- ]pocket)\b",
    re.I,
)
_WHO_PAYS = re.compile(r"\b(?:participants?|patients?|subjects?|famil(?:y|ies)|you)\b", re.I)
_LASTS = gated(
    r"\b(?:participation (?:in (?:the|this) study )?|(?:each|every) (?:participant|patient|"
    r"subject)'?s? (?:participation )?|taking part |you will be in (?:the|this) study for |"
    r"participants will be in (?:the|this) study for |the study lasts |participation )"
    r"(?:will |would |can |is expected to |may |should |could )?(?:be |lasts? |take )?(?:for )?(about |"
    r"approximately |up to |around |roughly |at least )?(?:a total of )?(?:approximately |about )?"
    r"(\d{1,3})[ -](days?|weeks?|months?|years?)\b(?! old)",
    re.I,
)
_FIRST_IN_HUMAN = gated(r"\bfirst[- ]in[- ](?:hu)?man\b|\bfirst[- ]time[- ]in[- ]hu?man|\bFIH\b", re.I)
_PIVOTAL = re.compile(r"\bpivotal\b(?! role)", re.I)
_COPY = re.compile(r"\b(?:proposed )?bio-?similar(?:ity)?\b", re.I)
_EXTENSION = re.compile(
    r"\bextension (?:study|trial)\b|\brollover\b|\broll-over\b|\blong[- ]term extension\b", re.I
)
_LESS = gated(
    r"\bde-?(?:escalat|intensif)\w*|\breduced[- ]dose\b(?! conditioning)|\btreatment[- ]free\b|"
    r"\bomission of\b|"
    r"\bomitting\b|\bstopping (?=\w*(?:treatment|therap|medic|drug|mab\b|inhib|insulin|steroid))|"
    r"\b(?:discontinu(?:ation|ing) of|withdrawal of|tapering of)\b",
    re.I,
)
_STEPS = re.compile(r"\bdose[- ](?:de-?)?escalat|(?<!de-)(?<!de)\bescalation\b", re.I)
_NEW = re.compile(r"\b(?:new|novel|first-in-class)\b", re.I)
_HELP = gated(r"\bsuicid\w*|\bself-?harm\w*|\bself-?injur\w*", re.I)
_SAMPLES = {"SAMPLES_WITH_DNA": "dna", "SAMPLES_WITHOUT_DNA": "kept"}


def risks_of(record: StudyRecord) -> tuple[Fact[str], ...]:
    """Give what the record itself names as possible harm, each in its own words and short enough to quote."""
    part = record.protocol_section.description_module
    own = _own_words(record)
    found = []
    for path, text in ((SUMMARY, part.brief_summary), (DETAILS, part.detailed_description)):
        for match in _RISKS.finditer(text or ""):
            quote = tidy(match.group())
            sentence = around(text or "", match.start(), match.end())
            near = (text or "")[max(0, match.start() - _NEAR) : match.end()]
            if len(quote.split()) <= 16 and not _NO_RISK.search(sentence) and _is_of_study(near, own):
                found.append(Fact(quote, path, match.group()))
        if found:
            break
    return tuple(found[:2])


_OF_STUDY = re.compile(
    r"\b(?:study (?:drug|treatment|device|procedure|product|vaccine|medication)|"
    r"this (?:study|treatment|procedure|drug|device|technique|method|intervention)|"
    r"participat\w+|taking part|investigational)\b|"
    r"^\W*(?:the |possible |known )*(?:side effects|adverse (?:effects|reactions)|risks)\b",
    re.I,
)
_NEAR = 40
"""How many signs before the harm may stand between it and what does it (not so in NCT05293015)."""
_NOT_OWN = gated(r"^(?:treat|thera|patient|group|control|standard|study|pain|care|disease)", re.I)


def _own_words(record: StudyRecord) -> frozenset[str]:
    """Give the telling words of the treatments' names."""
    listed = record.protocol_section.arms_interventions_module.interventions
    words = re.findall(r"[a-z]{5,}", " ".join(item.name or "" for item in listed).lower())
    ill = " ".join(record.protocol_section.conditions_module.conditions).lower()
    return frozenset(word for word in words if not _NOT_OWN.match(word) and word not in ill)


def _is_of_study(sentence: str, own: frozenset[str]) -> bool:
    """True when a sentence speaks of this study or its treatments, not of an illness (NCT06295874)."""
    return bool(_OF_STUDY.search(sentence)) or not own.isdisjoint(re.findall(r"[a-z]{5,}", sentence.lower()))


def payment_of(prose: Prose) -> Fact[str] | None:
    """Give the sentence that says that participants pay, where there is one."""
    fact = prose.find(_PAYMENT, "pay", " own ", "charged", "pocket")
    if fact is None or not _WHO_PAYS.search(fact.source) or len(fact.source.split()) > 22:
        return None
    return Fact(tidy(fact.source), fact.path, fact.source)


def taking_part_of(record: StudyRecord) -> Fact[str] | None:
    """Give how long taking part lasts, in the words of the summary."""
    text = record.protocol_section.description_module.brief_summary or ""
    found = _LASTS.search(text)
    if found is None:
        return None
    before = (found[1] or "").strip().lower()
    before = {"approximately": "about", "around": "about", "roughly": "about"}.get(before, before)
    number, unit = found[2], found[3].lower().rstrip("s")
    words = f"{before + ' ' if before else ''}{number} {unit}{'' if number == '1' else 's'}"
    return Fact(words, SUMMARY, around(text, found.start(), found.end()))


def pivotal_of(prose: Prose) -> Fact[str] | None:
    """Find the place where the record calls this study pivotal, not another one (NCT06372145)."""
    fact = prose.find(_PIVOTAL, "pivotal", details=False)
    if fact is None or not _THIS_IS_PIVOTAL.search(fact.source) or _OTHER_PIVOTAL.search(fact.source):
        return None
    return fact


_THIS_IS_PIVOTAL = re.compile(
    r"\b(?:this|the present|the current|our|a|an)\b[\w\s,-]{0,60}pivotal[\w\s,-]{0,60}(?:study|trial)|"
    r"^[^.]{0,80}\bpivotal\b[\w\s,-]{0,60}(?:study|trial)",
    re.I,
)
_OTHER_PIVOTAL = re.compile(
    r"\b(?:previous\w*|prior|parent|earlier|completed|extension|from (?:the|a)|other|trials|studies|one of|"
    r"1 of)\b",
    re.I,
)


_A_PHASE = re.compile(r"\bphase[- ]?(?:[1-4]|I{1,3}|IV)[ab]?\b", re.I)


def speaks_of_a_phase(prose: Prose) -> bool:
    """True where a title or the summary names a phase, whatever the box says (NCT05739409)."""
    return prose.find(_A_PHASE, "phase", details=False) is not None


def copy_of(prose: Prose) -> Fact[str] | None:
    """Find the place where the record calls what is tested a biosimilar."""
    return prose.find(_COPY, "similar", details=False)


def first_in_human_of(prose: Prose) -> Fact[str] | None:
    """Find the place where the record says that nobody has had it before."""
    return prose.find(_FIRST_IN_HUMAN, "first", "fih", details=False)


def extension_of(prose: Prose) -> Fact[str] | None:
    """Find where a title calls it an extension of a study in which all had the same (not NCT04270942)."""
    found = prose.find(_EXTENSION, "extension", "roll", titles_only=True)
    return None if found is None or "placebo" in prose.running.lower() else found


def less_treatment_of(prose: Prose) -> Fact[str] | None:
    """Find where a title says that less treatment is tested; stepping a dose up and down is none."""
    hints = (
        "escal",
        "intensif",
        "reduced",
        "free",
        "omi",
        "stopping",
        "withdrawal",
        "discontinu",
        "tapering",
    )
    fact = prose.find(_LESS, *hints, titles_only=True)
    return None if fact and _STEPS.search(fact.source) else fact


def called_new_of(prose: Prose) -> Fact[str] | None:
    """Find the place where the record itself says "new"."""
    return prose.find(_NEW, "new", "novel", "first-in-class", details=False)


def help_first_of(record: StudyRecord) -> Fact[str] | None:
    """Find what makes this a study about suicide or self-harm: condition, keyword, title or main measure."""
    part = record.protocol_section
    places = [
        *(
            (f"protocolSection.conditionsModule.conditions[{n}]", text)
            for n, text in enumerate(part.conditions_module.conditions)
        ),
        ("protocolSection.identificationModule.briefTitle", part.identification_module.brief_title or ""),
        (
            "protocolSection.identificationModule.officialTitle",
            part.identification_module.official_title or "",
        ),
        *(
            (f"protocolSection.conditionsModule.keywords[{n}]", text)
            for n, text in enumerate(part.conditions_module.keywords)
        ),
        *(
            (f"protocolSection.outcomesModule.primaryOutcomes[{n}].measure", item.measure or "")
            for n, item in enumerate(part.outcomes_module.primary_outcomes[:6])
        ),
    ]
    for path, text in places:
        if found := _HELP.search(text):
            return Fact(found.group(), path, text)
    return None


def samples_of(record: StudyRecord) -> str:
    """Say what kind of samples are kept: "dna", "kept" or ""."""
    return _SAMPLES.get(record.protocol_section.design_module.bio_spec.retention or "", "")


_DEEP_SAMPLES = gated(
    r"bone marrow|\bmarrow\b|biops(?:y|ies)|lumbar puncture|cerebrospinal|\bCSF\b|spinal fluid|"
    r"bronchoscop|lavage",
    re.I,
)


_TAKING_SAMPLES = gated(
    r"\b(?:bone[- ]?marrow|marrow|BM) (?:biops|aspirat|sampl|examin|collect)|biops(?:y|ies)\b|"
    r"lumbar puncture|(?:cerebrospinal|spinal) fluid|"
    r"\bCSF\b|bronchoscop|lavage",
    re.I,
)


_TAKEN_HERE = gated(
    r"\bmarrow (?:samples?|aspirates?) (?:are|is|were|will be) (?:collected|taken|obtained|drawn)|"
    r"\bcollection of (?:\w+(?:/or)? ){0,3}(?:bone )?marrow\b|\bbone marrow (?:aspirat\w*|biops\w+|"
    r"sampling)\b|"
    r"\b(?:muscle|skin|fat|lung|liver|lymph node|tumou?r) biops\w+(?:: required| will be| are| to be)|"
    r"\bbronchoscop(?:y|ies)\b|"
    r"\bundergo (?:\w+ ){0,3}biops(?:y|ies)\b|\blumbar puncture",
    re.I,
)
_TAKEN_ANYWAY = gated(r"\broutine\w*|\bstored|\barchiv\w+|\bparaffin|\bstandard of care|\bleft-?over", re.I)
_NOT_DEEP = gated(
    r"\b(?:liquid|fluid|virtual|optical)[- ]biops|\bnon-?invasive|\bno biops|\bnasal lavage|\bcapsule|"
    r"\bbiopsy tool",
    re.I,
)


def deep_samples_of(record: StudyRecord) -> Fact[str] | None:
    """Find where the record says that bone marrow, tissue or spinal fluid is taken or kept."""
    part = record.protocol_section
    info = part.design_module.bio_spec
    places = [("protocolSection.designModule.bioSpec.description", info.description or "")]
    places += [
        (f"protocolSection.armsInterventionsModule.interventions[{number}].name", item.name or "")
        for number, item in enumerate(part.arms_interventions_module.interventions)
        if not _TAKEN_ANYWAY.search(item.description or "")
    ]
    for path, text in places:
        pattern = _DEEP_SAMPLES if path.endswith("description") else _TAKING_SAMPLES
        if (found := pattern.search(text)) and not _NOT_DEEP.search(text):
            return Fact(found.group(), path, text)
    told = [(TITLE, part.identification_module.brief_title or "")]
    module = part.arms_interventions_module
    for number, group in enumerate(module.arm_groups):
        path = f"protocolSection.armsInterventionsModule.armGroups[{number}].description"
        told.append((path, group.description or ""))
    for number, item in enumerate(module.interventions):
        path = f"protocolSection.armsInterventionsModule.interventions[{number}].description"
        told.append((path, item.description or ""))
    for path, text in told:
        found = _TAKEN_HERE.search(text)
        if found and not _TAKEN_ANYWAY.search(text) and not _NOT_DEEP.search(text):
            return Fact(found.group(), path, text)
    return None
