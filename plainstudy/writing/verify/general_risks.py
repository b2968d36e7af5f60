"""General lines of risk: what is done to people must be of the kind that the line speaks of.

A line cites the listed thing whose risk it tells; that thing's own words (name, other names, description) or
its type must bear the line out. Where it cites no thing, one of those listed must. A word that merely stands
somewhere in the record ("dose", "90", "exposure") bears nothing out.
"""

import re
from collections.abc import Callable
from functools import cache

from plainstudy.record.study import Intervention

from . import normal
from .evidence import Evidence

Fits = Callable[[Evidence, tuple[str, ...]], bool]

_ITEM = re.compile(r"\.interventions\[(\d+)\]")
_DUMMY = re.compile(r" name (?:(?:matching|matched|oral|saline|nasal) )?(?:placebo|sham)\b")


def _things(evidence: Evidence, sources: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give type and words of each thing that the sources cite; of all listed things where they cite none."""
    items = evidence.arms.interventions
    cited = [int(found[1]) for source in sources if (found := _ITEM.search(source))]
    numbers = [at for at in cited if at < len(items)] or range(len(items))
    return [(items[at].type or "", _words_of(items[at])) for at in numbers]


def _words_of(item: Intervention) -> str:
    return normal.rough_line("name", item.name, *item.other_names, item.description)


def _topics(evidence: Evidence) -> str:
    return evidence.passage(("protocolSection.conditionsModule",)).line + evidence.titles_line()


def _cited(evidence: Evidence, sources: tuple[str, ...]) -> str:
    """Give the words of what is cited outside the lists of groups and things."""
    return evidence.passage(tuple(source for source in sources if "Interventions" not in source)).line


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{pattern})")


def _thing(types: str = "", words: str = "", *, unless: str = "", titled: bool = True) -> Fits:
    """Make a rule: a thing is of one of these types, or it, or a title where so wanted, has the words.

    A dummy is no thing, and nor is one whose words are among those of ``unless``.
    """
    kinds = frozenset(types.split())

    def fits(evidence: Evidence, sources: tuple[str, ...]) -> bool:
        things = _things(evidence, sources)
        for kind, line in things:
            if _DUMMY.search(line) or (unless and _pattern(unless).search(line)):
                continue
            if kind in kinds or (words and _pattern(words).search(line)):
                return True
        return bool(words and titled and _pattern(words).search(evidence.titles_line()))

    return fits


def _early(evidence: Evidence, sources: tuple[str, ...]) -> bool:
    return not {"PHASE1", "EARLY_PHASE1"}.isdisjoint(evidence.design.phases)


def _both(*rules: Fits) -> Fits:
    return lambda evidence, sources: all(rule(evidence, sources) for rule in rules)


_ALLERGIES = _pattern(
    r"\w*allerg|anaphyla|hypersensi|sensiti[szv]|pollin|\w*rhinit|\w*conjunctivit|venom|sting|"
    r"eosinophilic eso|"
    r"asthma|urticaria|hay fever|fpies|atop|dermatitis|eczema|intoleran"
)
_GIVES_ALLERGEN = _pattern(
    r"\w*challeng|immunotherap|allergoid|oit |slit |scit |ofc |dbpcfc|desensiti|provocat|\w*tolerance induc|"
    r"(?:early|food|allergen|reintro|oral|home)\w* (?:\w+ ){0,2}introduc|reintroduc|introduc\w+ of|"
    r"allergens? |extracts? |exposure (?:chamber|unit|room|session)|environmental exposure|eec |eeu |"
    r"(?:pollen|mite|dander|peanut|egg|milk|nut|sesame|wheat|venom|cat) (?:\w+ ){0,2}(?:exposure|extract|"
    r"tablet|drops|protein|powder|flour|consum|ingest|allergen)|prick|epit |epicutaneous|drug provo|"
    r"baked|oral (?:food|drug|toler)|eating|ladder|\w*asit|\w*tolero|sublingual|ait |cheese|\w+ containing"
)


def _allergen(evidence: Evidence, sources: tuple[str, ...]) -> bool:
    if not _ALLERGIES.search(_topics(evidence)):
        return False
    if any(_GIVES_ALLERGEN.search(line) for _kind, line in _things(evidence, sources)):
        return True
    return bool(_GIVES_ALLERGEN.search(f"{evidence.titles_line()}{_cited(evidence, sources)}"))


_PROVOKES = _pattern(
    r"\w*challeng|provo[ck]|inoculat|trigger|elicit|set off|induc(?:e|es|ed|ing|tion) (?:\w+ ){0,3}(?:by|"
    r"of|attack|"
    r"migraine|headache|hypogly|itch|pain|symptom|bronchoc|asthma|hypox|inflam|reaction)|"
    r"\w+ induced (?:migraine|headache|bronchoc|asthma|itch|pain|attack|hypogly|inflam|hypotension)|"
    r"(?:migraine|attack|headache|hypogly\w*|itch\w*) induc|clamp|hypoxi|diesel exhaust|heat pain|thermode|"
    r"painful \w+|capsaicin|cold pressor|bed rest|(?:ozone|diesel|cold air|"
    r"allergen) exp"
)

_SETS_OFF = _pattern(r"(?:provok|elicit)\w* (?:\w+ ){0,3}(?:attack|symptom|reaction|headache|migraine|itch)")
_SUMMARY = "protocolSection.descriptionModule.briefSummary"


def _provoked(evidence: Evidence, sources: tuple[str, ...]) -> bool:
    if any(_PROVOKES.search(line) for _kind, line in _things(evidence, sources)):
        return True
    if _PROVOKES.search(f"{evidence.titles_line()}{_cited(evidence, sources)}"):
        return True
    return bool(_SETS_OFF.search(evidence.passage((_SUMMARY,)).line))


_DEEP = r"\w*marrow|\w*biops|lumbar punct|cerebrospinal|spinal fluid|csf |bronchosc|\w*lavage"


def takes_deep_samples(evidence: Evidence, sources: tuple[str, ...]) -> bool:
    """True where tissue, marrow or fluid is named among what is done, or in what is cited."""
    return bool(_pattern(_DEEP).search(f"{evidence.arms_line()}{_cited(evidence, sources)}"))


_TEST = (
    r"\w*test|scan|mri |magnetic|imaging|pet |ct |tomogr|measur|monitor|assess|assay|screen|diagnos|"
    r"questionn|"
    r"\w*scop|sequenc|\w*graph|ultraso|analys|evaluat|sampl|detect|biomarker|marker|panel|exam|blood|"
    r"\w*punct|swab|"
    r"biops|aspirat"
)
_CURES = r"name (?:\w+ ){0,6}(?:therap|inject|infiltrat|steroid|laser|massage|exercise|block |training)"

_CELL_DOSE = _pattern(r"\d+ ?x ?10 \d+ (?:viable )?(?:\w+ )?cells ")


def _cells(words: str) -> Fits:
    """Make a rule: a thing or a title speaks of cells, or a group's dose is a number of cells."""
    named = _thing("", words)
    return lambda evidence, sources: (
        named(evidence, sources) or _CELL_DOSE.search(evidence.arms_line()) is not None
    )


RISKS: tuple[tuple[str, Fits, str], ...] = (
    ("risk-vaccine", _thing("", r"\w*vaccin|immuni[sz]"), "no vaccine is given"),
    ("risk-cancer-vaccine", _thing("", r"\w*vaccin|dendritic|neoantigen"), "no vaccine is given"),
    ("risk-early", _early, "the study is not at an early stage"),
    ("risk-deep-samples", takes_deep_samples, "no such samples are taken"),
    ("risk-skin-test", _thing("", r"skin|prick|intraderm|intracutan|patch test"), "the skin is not tested"),
    (
        "risk-feelings",
        _thing(
            "",
            r"psych|counsel|cbt |cognitive|mindful|trauma|grief|emotion|meditat|hypno|support group|"
            r"coping|stress|"
            r"dialectic|behavio\w+ (?:act|ther|inter|mod)|craving|smoking|suicid|motivation",
        ),
        "nothing of that kind is done",
    ),
    (
        "risk-drug-early",
        _both(_early, _thing("DRUG BIOLOGICAL COMBINATION_PRODUCT GENETIC OTHER")),
        "no drug is given at an early stage",
    ),
    (
        "risk-biological-early",
        _both(_early, _thing("DRUG BIOLOGICAL COMBINATION_PRODUCT GENETIC OTHER")),
        "no such treatment is given at an early stage",
    ),
    (
        "risk-drug",
        _thing(
            "DRUG BIOLOGICAL COMBINATION_PRODUCT GENETIC",
            r"drugs? |medic|tablet|capsule|antibiot|inject|infus|chemo",
            unless=r"nucleus replac|spinal implant|cage ",
            titled=False,
        ),
        "no drug is given",
    ),
    ("risk-chemo", _thing("DRUG BIOLOGICAL COMBINATION_PRODUCT"), "no drug is given"),
    (
        "risk-biological",
        _thing(
            "DRUG BIOLOGICAL COMBINATION_PRODUCT GENETIC",
            r"plasma|serum|antibod|globulin|platelet",
            unless=r"\w*virus inoculat|inoculat\w+ (?:with|of) \w*virus",
            titled=False,
        ),
        "no such treatment is given",
    ),
    (
        "risk-device",
        _thing("DEVICE COMBINATION_PRODUCT", r"devices? |pumps? |sensors? |stimulat|laser"),
        "no device is used",
    ),
    (
        "risk-implant",
        _thing(
            "",
            r"implant|\w*stents? |\w*prosthe|pacemak|cages? |\w*screw|interbody|bone graft|\w*graft |disc |"
            r"\w*plasty|valve|deep brain|fusion|plates? ",
        ),
        "nothing is implanted",
    ),
    ("risk-stimulation", _thing("", r"\w*stimulat|r?tms |tdcs |tens |gammacore"), "there is no stimulation"),
    (
        "risk-radiation",
        _thing(
            "",
            r"radiation|radio ?therap|chemo ?radi|\w*irradi|brachy|proton|radiosurg|rt |sbrt |imrt |bnct |"
            r"ebrt |"
            r"gy |tbi |hyart|sabr |srs ",
        ),
        "no radiation is given",
    ),
    (
        "risk-radioactive",
        _thing(
            "",
            r"177 ?lu|lu 177|131 ?i |i ?131|90 ?y |y ?90|225 ?ac|ac 225|223 ?ra|\w*lutet|yttri|radium|"
            r"radioimmuno|"
            r"radioembol|radioligand|omburtamab|iobenguane|radioiod",
        ),
        "nothing radioactive is given",
    ),
    (
        "risk-surgery",
        _thing(
            "",
            r"\w*surg|\w*ectomy|\w*plasty|\w*otomy|\w*oscop|fusion|operat|transplant|resect|dissect|"
            r"decompress|"
            r"debulk|turbt|incision|replacement|implant",
        ),
        "no operation is done",
    ),
    (
        "risk-procedure",
        _thing("PROCEDURE", r"inject|punct|needl|cathet|block |ablat|biops|anesth|\w*scop|aphere"),
        "no procedure is done",
    ),
    ("risk-needle", _thing("", r"inject|punct|needl|infus|acupunct|block "), "no needle is used"),
    ("risk-blood", _thing("", r"blood|serum|plasma|\w*punct|sampl|assay|test"), "no blood is taken"),
    ("risk-allergen", _allergen, "no allergen is given"),
    (
        "risk-rays",
        _thing(
            "",
            r"pet |spect |ct |cbct|x ?ray|\w*tomogra|tomosynth|positron|position em|tracer|radiogr|scintig|"
            r"fluoros|fdg |\w*18 ?f|68 ?ga|99m|89 ?zr|11 ?c|dxa |dexa |mammogr",
        ),
        "no such scan is made",
    ),
    (
        "risk-labelled",
        _thing("", r"14 ?c |carbon 14 |radio ?label"),
        "nothing is marked with a radioactive substance",
    ),
    ("risk-stool", _thing("", r"f(?:a)?ecal|fmt |microbiota tr|stool"), "nothing of that kind is given"),
    (
        "risk-hands-on",
        _thing(
            "",
            r"\w*massag|\w*mobili[sz]|manipul|manual|osteop|chirop|snag|traction|cyriax|kinesi|physical ther|"
            r"physioth|cupping|dry needl|mckenzie|eldoa|muscle energy|myofasc",
        ),
        "nothing of that kind is done",
    ),
    ("risk-provoked", _provoked, "nothing is set off on purpose"),
    (
        "risk-cells",
        _cells(
            r"(?:car|cart|t|nk|stem|stromal|dendritic|natural killer|b|mononuclear|donor) cells? |\w*cell "
            r"(?:therapy|infus|transpl|product)|mscs? |\w*leuc?k?ocyte|lymphocyte|tils? |hsct |dli |"
            r"marrow tr|"
            r"islet|\w*cells? |car |\w*leucel",
        ),
        "no cells are given",
    ),
    (
        "risk-supplement",
        _thing("DIETARY_SUPPLEMENT", r"supplement|vitamin|probiot|herb|mineral|omega|zinc|iron"),
        "no supplement is given",
    ),
    (
        "risk-exercise",
        _thing(
            "",
            r"\w*exerc|physical (?:activ|train)|walk|yoga|\w* training|workout|\w*rehabil|skateb|dance|sport|"
            r"stretch|pilates|tai chi|fitness",
        ),
        "there is no exercise",
    ),
    (
        "risk-food",
        _thing(
            "DIETARY_SUPPLEMENT",
            r"food|diet|milk|formula|meal|eat|nut|egg|oil|bread|cheese|yogh?urt|feed|cookie|snack|rice|fruit|"
            r"juice|drink|meat|fish|wheat|gluten|fast",
        ),
        "no food is given",
    ),
    (
        "risk-software",
        _thing(
            "",
            r"\w*apps? |software|digital|online|web|internet|mobile|\w*phone|virtual|\w*game|platform|"
            r"[em]health|"
            r"tele\w+|text mess|sms |computer|algorithm|artificial|ai |electronic|video",
        ),
        "no digital program is used",
    ),
    ("risk-test", _thing("DIAGNOSTIC_TEST", _TEST, unless=_CURES, titled=False), "no test is made"),
    (
        "risk-behaviour",
        _thing(
            "BEHAVIORAL",
            r"educat|teach|\w*phone|call|consult|visit|video|coach|relax|breath|mindful|meditat|hypno|"
            r"counsel|train|"
            r"program|music|incentiv|toolkit|questionn|interview|survey|diet|exerc|care |support|game|app |"
            r"self|lifestyle|plan |usability|engag",
        ),
        "nothing of that kind is done",
    ),
)
