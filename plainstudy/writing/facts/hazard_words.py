"""Words that make sure of what a thing is, and so of the general risk that fits it; and words against it."""

import re

from plainstudy.writing.gated import gated

CHALLENGE = gated(
    r"\b(?:food|oral|allergen|drug|nasal|bronchial|peanut|milk|egg|wheat|double[- ]blind\w*) (?:food |"
    r"drug )?challenge|"
    r"provocation|\bchallenge test|\bOFC\b|\bDBPCFC\b",
    re.I,
)
ALLERGEN = gated(
    r"\ballergen(?!ic(?:ity)?\b)|\bimmunotherap\w* (?:with|for|in) .*(?:pollen|mite|food|milk|egg|peanut|"
    r"allerg)|"
    r"\ballerg\w+ (?:specific )?immunotherap|\b(?:oral|sublingual|epicutaneous|subcutaneous|specific|venom|"
    r"pollen) immunotherap|"
    r"\bOIT\b|\bSLIT\b|\bSCIT\b|\bAIT\b|\bEPIT\b|\bpollen\b|\bhouse dust mite|\bmites? extract|\bHDM\b|"
    r"\bdesensiti[sz]ation|"
    r"\bphleum|\bacarizax|\bodactra|\bgrazax|\bragwitek|\bitulazax|\bavanz|\balutard|\bdepigoid|\bpollinex|"
    r"\btoleromune|\bpurethal|"
    r"\bdermatophagoides|\bragweed|\btimothy|\btolerance induction|\bSOTI\b|\bviaskin|\bcat dander|"
    r"\bfelis domesticus|\bhypoallergenic",
    re.I,
)
FOODS = (
    "milk",
    "egg",
    "peanut",
    "wheat",
    "nut",
    "sesame",
    "soy",
    "fish",
    "shrimp",
    "walnut",
    "cashew",
    "hazelnut",
)
ALLERGY = gated(
    r"allerg|hay fever|rhinitis|rhino-?conjunctiv|asthma|hypersensitiv|anaphyla|pollinosis|urticaria", re.I
)
NO_ALLERGEN = gated(
    r"\banti[- ]?ig-?e\b|\bomalizumab|\bantihistamine|\bmonoclonal antibod|\bdupilumab|mAb\b", re.I
)
SKIN_TEST = gated(r"\bskin prick|\bprick tests?|\bintradermal (?:\w+ )?(?:allergy )?test|\bskin test", re.I)
CELLS = gated(
    r"\bCAR\d*[- ]?T\b|\bCART(?:\d+)?\b|\w+\dCART\b|\bCAR\+|\bCAR[- ]NK|\bchimeric antigen receptor|"
    r"\bT[- ]?cells? (?:injection|infusion|"
    r"therapy|transfer|product|receptor)|\b(?:autologous|allogen\w+|donor|CAR|specific|cytotoxic|"
    r"engineered) (?:\w+ ){0,2}"
    r"(?:T[- ]?cells|lymphocytes|NK cells|cells)\b|\bNK cells?|\bstem cells?|\bstromal cells?|\bMSCs?\b|"
    r"\bcell (?:therapy|infusion|transplant\w*)|\bmarrow transplant|\bHSCT\b|\bislets? transplant|"
    r"\btumor infiltrating lymph|\bTILs?\b|\bdendritic cells?\b",
    re.I,
)
CELLS_OWN = gated(
    r"\b(?:mesenchymal|stromal|stem|autologous|cultured|CAR[- ]?T|allogen\w+) (?:\w+ ){0,2}cells?\b|"
    r"\bMSCs?\b",
    re.I,
)
NO_CELLS = gated(
    r"\bcell[- ]free|\bextracts?\b|\bsecretome|\bexosom|\blysate|\bconditioned|\btests?\b|\bassays?\b|"
    r"\bactivation\b|"
    r"\btyping\b|\bcounts?\b|\bmarkers?\b|\bengag|\bbispecific|\bantibod|\binhibit|\bcells? (?:lung|"
    r"carcinoma|lymphoma|cancer)|"
    r"\b(?:after|with) (?:\w+ )?(?:stem|HSCT|transplant)|\bvaccine",
    re.I,
)
CELLS_TITLED = re.compile(
    r"\bCAR[- ]?(?:T|NK)\b|\bCART\b|\bcells? (?:injection|infusion|therapy|product)\b", re.I
)
NOT_TITLED = re.compile(
    r"\b(?:after|following|post|receiv\w+|recipients?|undergo\w+|treated|prior|before|toxicit\w+|eligible|"
    r"associated|survivors?|awaiting|related|fail\w*|platelet)\b",
    re.I,
)
LABELLED = re.compile(r"\[ ?14 ?C ?\]|\b14C\b|\bcarbon-14\b", re.I)
CELL_DOSE = re.compile(r"\d ?[x×*] ?10 ?\\?\^? ?\d+ (?:viable )?(?:\w+ )?cells\b", re.I)
STOOL = gated(r"\bf(?:a)?ecal (?:microb\w+|transplant\w*)|\bFMT\b|\bmicrobiota transplant\w*", re.I)
RADIOACTIVE = gated(
    r"\b(?:177|Lu|131|I|225|Ac|90|Y|223|Ra|89|Sr)[- ]?(?:177Lu|177|131I?|131|90Y|90|225|223|Lu|Ac|Ra)\b|"
    r"\b177Lu|\b131I\b|\b90Y\b|"
    r"\byttrium[- ]|\blutetium|\blutathera|\bradioimmuno|\bradioembol|\bradioligand|\bradium[- ]223|"
    r"\bomburtamab",
    re.I,
)
RAYS = gated(
    r"\bPET\b|\bSPECT\b|\bpositron|\bposition emission|\bcomputed tomograph|\bCT\b|\bx-?rays?\b|"
    r"\btomosynthesis|\btracer|"
    r"\bradiograph|\bscintigra|\bfluorosc|\bFDG\b|\b(?:18F|68Ga|89Zr|99mTc|11C)",
    re.I,
)
RADIATION = gated(
    r"\bradi(?:ation|o-?therap\w*)|\bchemo-?radi\w*|\birradiat|\bbrachy|\bproton|\bradiosurg|\bRT\b|"
    r"\bSBRT\b|\bIMRT\b|"
    r"\bBNCT\b|\bEBRT\b|\bDE-HyART",
    re.I,
)
NO_RADIATION = gated(
    r"\bla[sz]er|\blazer|\binfra-?red|\bultra-?violet|\bUV|\blight\b|\bultrasound|\bshock ?wave|\bmagnet|"
    r"\bphotobio|\bfrequency|"
    r"\bmonitoring\b",
    re.I,
)
IMPLANT = gated(
    r"\bimplant(?:s|ed|able|ation)?\b|\bprosthe|\bdisc (?:prosth|replac|implant)|\bcages?\b|\bscrews?\b|"
    r"\binterbody\b|"
    r"\bpacemaker|\bstents?\b|\bbone graft|\bdeep brain|\bProDisc|\bMobi-C\b|\bdisc arthroplast|"
    r"\barthroplast",
    re.I,
)
NO_IMPLANT = gated(
    r"\binfusion sets?|\bsensors?\b|\bembryo|\bnon-?(?:invasive|surgical)|\btranscutaneous", re.I
)
OPERATION = gated(
    r"\bsurg(?:ery|ical|eries)\b|\w{3,}ectomy\b|\bfusion\b|\boperat(?:ion|ive)|\bresection|\blaparoscop|"
    r"\barthroscop|"
    r"\bthoracoscop|\bdis[ck]ectom|\bcraniotom|\bhip replacement|\bTURBT\b|\bmicrosurg|\btransplantation of|"
    r"\bdecompressions? at|"
    r"\bdebulking|\blymphadenectom|\bDissection\b",
    re.I,
)
NO_OPERATION = gated(
    r"\bnon-?(?:invasive|surgical)|\bafter (?:\w+ )?surgery|\bpost-?(?:operat|surg)|\bpre-?(?:operat|surg)|"
    r"\binfusion\b|"
    r"\bspinal fusion exercise|\bbefore (?:\w+ )?surgery|\bundergo\w* surgery|\bsurgical site|\brehabilitat|"
    r"\bbed rest|"
    r"\bfluid\b",
    re.I,
)
NEEDLE = gated(
    r"\binject(?:ion|ed|ions)\b|\binfiltration|\bblock\b|\bpunct(?:ure|ion)|\bneedle|\bacupunct|"
    r"\bpharmacopunct|\bcatheter|"
    r"\bembol|\bablat(?:ion|ive)|\bepidural|\bradio-?frequency|\bendoscop|\bbronchoscop|\bbiops|\bapheresis|"
    r"\bimmunoadsorption|"
    r"\bPRF\b|\bthread-embedding|\bthrough the skin|\bpercutaneous|\bchromoendoscop|\banesth|\banaesth|"
    r"\bendodontic",
    re.I,
)
STIMULATION = gated(
    r"\bneuro-?stimulat|\bmicro-?stimulat|\bstimulat(?:or|ion)\b|\btDCS\b|\bTMS\b|\bTENS\b|\bgammacore", re.I
)
HANDS = gated(
    r"\bmassage|\bmobili[sz]ation|\bmanipulati|\bmanual therap|\bosteopath|\bchiropract|\bSNAGs?\b|"
    r"\btraction\b|\bcyriax|"
    r"\bkinesio|\bphysical therapy|\bphysiotherap|\bcupping|\bdry needling|\bmckenzie|\bmuscle energy|"
    r"\bELDOA",
    re.I,
)
EXERCISE = gated(
    r"\bexercis|\bphysical (?:activit|train)|\bwalking|\byoga|\b(?:strength|resistance|aerobic|balance|gait|"
    r"interval|muscle|"
    r"physical) training|\bworkout|\bprehabilitation|\bskateboard|\bdance\b",
    re.I,
)
FEELINGS = gated(
    r"\bpsycho\w*|\bcounsel|\bCBT\b|\bcognitive (?:behavio|therap)|\bmindful|\btrauma\b|\bgrief|\bemotion|"
    r"\bmeditat|\bhypno|"
    r"\bsupport group|\bcoping|\bstress\b|\bdialectical|\bbehavio\w+ activation|\bcraving|\bsmoking|\bsuicid",
    re.I,
)
SCAN = gated(
    r"\bMRI\b|\bmagnetic resonance|\bultraso\w+|\belastograph|\becho(?:cardi|graph)\w*|\bphotograph|"
    r"\bsonograph",
    re.I,
)
CARS = re.compile(r"\bCAR[- ]?T\b|\bchimeric antigen receptor", re.I)
CAR = re.compile(r"\bCAR|CAR\b|CAR\.|CARB7|CAR\d|[Cc]ells?\b")
GIVES_ALLERGEN = re.compile(r"immunotherap|\bOIT\b|\bSLIT\b|challenge|desensit|tolerance induction", re.I)
PEOPLE_DO = re.compile(
    r"\bprogram|\beducat|\bcoach|\btraining|\bsoftware|\bapps?\b|\bdigital|\bapplication|\bplatform|"
    r"\bmHealth|\busability|\bcare\b",
    re.I,
)
CANCER = re.compile(
    r"cancer|tumor|tumour|carcino|melanoma|NSCLC|neoantigen|dendritic|lymphom|leuk|gliom", re.I
)
CODE = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*[- ]?\d{2,}\w*\b|\b[A-Z]\d{3,}\b")
BLOOD = gated(r"\bblood\b|\bven(?:e|i)punct|\bserum\b|\bplasma\b|\bPCR\b", re.I)
FORMULA = gated(
    r"\bformulas?\b|\bmilk\b|\bcookies?\b|\bpeanuts?\b|\begg\b|\byogh?urt|\bcheese|\bbread|\boil\b|\bnuts\b|"
    r"\bsnacks?\b",
    re.I,
)
TALK = gated(
    r"\beducat\w*|\bteach\w*|\bphone|\btelephone|\bcalls?\b|\bconsult\w*|\bvisits?\b|\bvideos?\b|\bcoach\w*|"
    r"\brelax\w*|\bbreath\w*|\bmindful\w*|\bmeditat\w*|\bhypno\w*|\bcounsel\w*|\btelecare|\bmusic|"
    r"\bincentive|\btoolkit|\bquestionnaire|\binterviews?|\bsurvey",
    re.I,
)
VITAMIN = re.compile(r"\bvit(?:amin|\.)? ?[A-E]\d?\b", re.I)
WILL = re.compile(r"\bwill\b(?! be (?:confirmed|compared|assessed|collected))", re.I)
SAMPLE = re.compile(r"\bblood|\bvenepunct|\bvenipunct|\bsampl|\bcollection\b", re.I)
INOCULATION = gated(
    r"\b(?:RV\d*|\w*virus|viral|malaria|pathogen|bacteri\w+)\b[^.]{0,40}\b(?:inoculat|"
    r"experimental challenge|challenge)|"
    r"\binoculat\w+ (?:with|of) [^.]{0,30}(?:virus|bacteri|pathogen)|\bhuman challenge\b|"
    r"\bcontrolled human infection",
    re.I,
)
