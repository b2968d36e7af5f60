"""The words by which titles name things, join them, set them against each other, or ask something else."""

import re

from plainstudy.writing.gated import gated

_SAYS_LITTLE_LISTED = """
    treatment treatments therapy drug injection injections infusion infusions tablet tablets capsule
    capsules oral intravenous subcutaneous intramuscular topical dose doses dosing group groups study
    intervention experimental control placebo active comparator standard medical device procedure system
    program programme product products solution with without from into plus once twice daily weekly
    cohort phase part level patients participants subjects high low single multiple combination combined
    administration administered human the and for not use new via per one two all arm day hydrochloride
    sodium sulfate sulphate phosphate maleate mesylate tosylate acetate potassium calcium chloride
    tartrate succinate fumarate citrate bromide propionate dipropionate furoate xinafoate besylate
    nitrate monohydrate hydrate dihydrochloride disodium dihydrate malate hydrobromide decanoate pamoate
    technique method approach application using based digital mobile pill pen injector monotherapy
    therapeutic
"""
SAYS_LITTLE = frozenset(_SAYS_LITTLE_LISTED.split())
_FORM_WORDS_LISTED = """
    treatment treatments therapy drug drugs injection injections infusion infusions tablet tablets
    capsule capsules oral intravenous subcutaneous intramuscular topical sublingual inhaled inhalation
    nasal intranasal product products solution cream gel spray drops patch ointment monotherapy
    administration application app program programme system device intervention interventions technique
    method approach procedure platform implant implantation placement extract vaccine vaccination
    vaccines cells cell antibody antibodies monoclonal inhibitor inhibitors targeted mobile digital
    training protocol regimen medication medicine supplement supplementation supplements powder
    formulation formulations tool software agonist antagonist blocker hormone acid sodium injected
    insertion use therapeutic dietary nutritional based delivery
"""
FORM_WORDS = frozenset(_FORM_WORDS_LISTED.split())
"""What may stand beside a name and names nothing else: "X tablets", "treatment with X"."""

_WEAK_LISTED = """
    therapy therapies treatment treatments intervention interventions drug drugs medication medications
    medicine medicines product products system systems device devices program programs programme
    programmes tool tools test tests testing application applications app apps technology technologies
    platform platforms training monitoring agent agents antibody antibodies inhibitor inhibitors cell
    cells tablet tablets capsule capsules injection injections infusion infusions solution cream gel
    spray patch drops powder extract extracts introduction consumption block blocks tolerance dietary
    nutrition nutritional oral imaging vaccination prophylaxis
"""
WEAK = frozenset(_WEAK_LISTED.split())
"""What names a thing only with a word before it: "gene therapy", and not "standard therapy"."""

THING = gated(
    r"(?!mono|immunogenic|immunolog|immunopharm|antigen|antitum|radiolog|radiograph|chemonaive|"
    r"radioact)(?:\w*therap(?:y|ies)|\w*surg(?:ery|eries|ical)|\w{3,}ectom(?:y|ies)|\w{3,}plasty|"
    r"\w*transplant\w*|\w*vaccin\w*|"
    r"\w*stimulation|\w*inject(?:ion|ions|ed|able)|\w*infusions?|exercises?|exercising|training|"
    r"educat\w*|programs?|"
    r"programmes?|apps?|applications?|devices?|implant\w*|blocks?|blockade|\w*an(?:a)?esthesia|"
    r"\w*acupuncture|diets?|dietary|"
    r"nutrition\w*|supplement\w*|formulas?|vitamin|insulin|counsel\w*|massage|ablation|laser|stents?|"
    r"stenting|grafts?|"
    r"inhibitors?|antibod(?:y|ies)|pumps?|sensors?|software|platforms?|coaching|\w*desensiti[sz]ation|"
    r"challenges?|"
    r"shots?|yoga|meditation|mindfulness|walking|rehabilitation|physiotherapy|radiation|irradiation|"
    r"radiochemotherapy|"
    r"chemoradiation|\w*immunotherapy|corticosteroids?|steroids?|antibiotics?|oxygen|milk|peanuts?|eggs?|"
    r"probiotics?|"
    r"omega|fish|oil|music|hypnosis|reality|telehealth|telemedicine|robot\w*|brac(?:e|ing)|splints?|"
    r"tapes?|taping|"
    r"cement\w*|fusion|discectom\w*|decompression|resection|embolization|denervation|bypass|sleeve|fasting|"
    r"ladders?|introduction|consumption|avoidance|elimination|tolerance|interventions?|treatments?|"
    r"drugs?|medications?|medicines?|"
    r"chemo|car|cart|cells?|plasma|transfusions?|prophylaxis|scans?|imaging|pet|mri|ct|ultraso\w+|"
    r"tracers?|questionnaires?|biops(?:y|ies)|tests?|testing|monitoring|tools?|systems?|products?|"
    r"technolog(?:y|ies)|"
    r"tablets?|capsules?|creams?|gels?|sprays?|patch(?:es)?|drops?|powders?|extracts?|injectors?|needles?|"
    r"(?:immuno|chemo|radio)\w{4,}|\w{4,}(?:umab|ximab|leucel))"
)
NO_CODE = re.compile(
    r"[A-Z]{2,6}\d{1,2}[a-zA-Z]?|COVID19|HER2\w*|CD\d+\w*|PDL?1|B7H3\w*|BRCA\d*|[A-Z]\d{3,4}[A-Z]|"
    r"FLT3\w*|IDH\d|HbA1c|T[12]DM?|G12[CD]|L\d+L?\d*S?\d?|"
    r"H3K?27?\w*|CYP\w+|SARS\w*|NPM1|MSH\d|Ph\+?|ER\+?|SLC\w+|GLP1\w*|IL\d+\w*|IgG4\w*|[IVX]+[ABC]?\d?|"
    r"[A-Z]?\d{1,2}[a-z]{0,2}|\d+\w{0,5}|C[1-7]|M[0-3]|N[0-3]|T[1-4]|Stage\w*|Phase\w*|AML1?|FEV1|COL\d*|"
    r"DMT?[12]|ECOG\d|"
    r"CTLA4|PD1|TP53|11q23|Type\d|\d{4}",
    re.I,
)
"""Targets, genes and stages that look like the code of a drug."""

_HARMLESS_LISTED = """
    allogeneic autologous humanized recombinant bispecific injectable
    a an the of in for on to and or with without by at from as is are be its their this that than into
    during between among through via per after before under over both alone versus vs not no who whose
    how does do what can study studies trial trials evaluation evaluate evaluating evaluates evaluated
    assessment assess assessing investigation investigate investigating comparison compare comparing
    compared comparative effect effects efficacy effectiveness safety safe efficacious tolerability
    tolerance pharmacokinetics pharmacokinetic pharmacodynamics immunogenicity impact role use using
    clinical randomized randomised controlled double blind blinded open label placebo phase multicenter
    pilot feasibility prospective retrospective extension long term longterm short single multiple dose
    doses escalation dosing patients patient participants participant people adults adult children child
    pediatric paediatric adolescents adolescent women men woman infants young older elderly healthy
    volunteers subjects subject individuals persons human humans japanese chinese korean china japan
    korea asian us u s european american real world cancer cancers tumor tumors tumour tumours solid
    carcinoma advanced metastatic refractory relapsed recurrent locally unresectable newly diagnosed
    resistant stage early late high low risk moderate severe mild chronic acute persistent combination
    combinations combined together other agents agent anti new novel different first second third line
    treat treating treatment treated management managing manage prevent preventing prevention
    prophylactic improve improving improvement reduce reducing reduction relief control disease diseases
    disorder disorders syndrome symptoms neoadjuvant adjuvant perioperative induction maintenance
    consolidation weekly daily once twice weeks week months month years year day days i ii iii iv 1 2 3
    b ia ib iia iib pain quality life outcome outcomes selected certain various several two three four
    one given administered administration added adding add respectively therapy-naive test which when
    ability ab group groups arm standard care usual best supportive investigational potential
    participants' program project explore exploring determine examine examining experience response
    activity plus conventional mesylate succinate hydrochloride tosylate calcium bromide acid phosphate
    concept proof ddi interaction interactions dosed schedule schedules monotherapy subcutaneously
    intravenously orally works work end concomitant alternative optional increasing ascending fixed
    regimen regimens injected doublet research interventional following therapeutic nasal oral
    intravenous subcutaneous intramuscular topical inhaled triple dual immunoglobulin delivered delivery
    dynamic modulation nocturnal nervous immune optimal against learn moves phase1 phase2 phase3 based
    population populations setting settings health hospital primary secondary aged age ages followed
    addition additional prior previously untreated naive sequential concurrent simultaneous intermittent
    continuous standardized approved available reference indian african
"""
HARMLESS = frozenset(_HARMLESS_LISTED.split())
"""Words beside a name that name no other thing."""

CLASSES = tuple(
    (re.compile(word), re.compile(listed, re.I))
    for word, listed in (
        (
            r"(?:radio)?chemo\w*|chemoradio\w*|chemoradiation|doublet",
            (
                r"platin|taxel|citabine|rubicin|fluorouracil|5-?fu\b|trexed|folfox|folfiri|capox|xelox|"
                r"irinotecan|topotecan|"
                r"etoposide|cyclophosphamide|ifosfamide|vin(?:cristine|orelbine|blastine)|cytarabine|"
                r"temozolomide|treosulfan|"
                r"busulfan|methotrexate|mercaptopurine|bendamustine|melphalan|decitabine|azacitidine|chemo|"
                r"S-1\b|flot\b|hcvad|cvd"
            ),
        ),
        (
            r"(?:chemo)?radio(?:therapy|chemotherapy)|radiation|irradiation",
            r"radi|brachy|proton|\brt\b|\w+rt\b",
        ),
        (
            r"immunotherap\w*|antibod\w*|inhibitors?|blockade",
            (
                r"mab\b|anti-?pd|tig\b|limab|ciclib|[lt]inib|lisib|parib|glifozin|gliflozin|gliptin|rasib|"
                r"inhibitor"
            ),
        ),
        (r"\w*steroids?", r"(?:ol|is|as)one\b|cort|steroid|\bics\b"),
        (
            r"\w*surgery|surgical|\w+ectomy|resection|fusion",
            r"surg|ectomy|resection|fusion|operat|dissection",
        ),
        (r"\w*transplant\w*", r"transplant|marrow|stem cell|cord blood|graft|\bhct\b|\bhsct\b|infusion"),
        (
            r"\w*therap(?:y|ies)",
            (
                r"(?:ol|is|as)one\b|letrozole|fulvestrant|tamoxifen|exemestane|goserelin|leuprolide|"
                r"endocrine|hormon"
            ),
        ),
        (r"car|cells?|cart|\w*immunotherap\w*", r"\bcar\b|\bcar-|car-?t|\bcells?\b"),
        (r"vaccin\w*", r"vaccin"),
        (r"vitamin", r"calciferol|\bvit|ascorb|tocopher|folic"),
        (r"supplement\w*", r"vitamin|calciferol|omega|oil|iron|zinc|probiotic|acid"),
        (
            r"technolog\w*|systems?|devices?|monitoring|sensors?|pumps?",
            r"system|device|monitor|sensor|pump|\bcgm",
        ),
        (
            r"apps?|applications?|software|platforms?|programs?|programmes?",
            r"\bapp\b|application|software|platform|program|digital",
        ),
        (r"antibiotics?", r"cillin|mycin|floxacin|cycline|antibiotic|cef"),
    )
)
"""Words for a class of treatments, and what in a list belongs to it."""

PARTNER = re.compile(
    r"(?:\+|\bplus\b|\bcombin\w+|\bwith\b|\band\b|\badd\w+|\bfollowed by\b)\W+(?:[^\s,;:]+\s+){0,4}$", re.I
)
"""What stands before a second thing."""

_OF_CELLS_LISTED = """
    car t nk stem stromal mesenchymal dendritic progenitor tcr til autologous allogeneic donor cord treg
    islet cart
"""
OF_CELLS = frozenset(_OF_CELLS_LISTED.split())
MADE_OF_CELLS = re.compile(
    r"therap\w*|infusions?|transplant\w*|vaccines?|injections?|immunotherap\w*|product|treatment|to|in|"
    r"for|and|with|targeting|from"
)

CONNECTS = frozenset(
    {
        "and",
        "or",
        "plus",
        "+",
        "/",
        "&",
        "with",
        ",",
        "combined",
        "combination",
        "together",
        "either",
        "alone",
        "followed",
        "without",
        "-",
        "then",
    }
)

BEFORE_IT = gated(
    r"\b(?:after|following|undergo\w*|underwent|receiving|received|receive|treated with|treated by|"
    r"prior(?: to)?|previous(?:ly)?|pre-?treated|"
    r"refractory to|resistan(?:t|ce) to|resistant|intoleran\w* (?:to|of)|fail(?:ed|ing|ure)(?: of| on| "
    r"to)?|progress\w* (?:on|after|during|to)|"
    r"(?:stable|background|existing) |(?:add(?:ed|ing|ition|itive)?|adjunct\w*|adjuvant) (?:\S+ ){0,4}to|"
    r"in addition to|switch\w* from|"
    r"transition\w* from|(?:users?|recipients) of|exposed to|exposure to|naive to|(?:response|"
    r"responders?|tolerance|allerg\w*|hypersensitiv\w*|sensitivity|reactions?) to|"
    r"candidates? for|eligible for|suitable for|scheduled for|planned|awaiting|waiting for|require?(?:s|"
    r"ing)?|needing|in need of|on long-term|despite|controlled (?:with|by|on|despite)|under|"
    r"(?:patients|people|adults|children|women|men|subjects|participants|individuals|infants|"
    r"adolescents) (?:\w+ ){0,3}(?:using|on|taking)|"
    r"(?:induced|caused|related|associated) (?:by|to|with)|post|before|during|at (?:the )?time of|while|"
    r"survivors of|"
    r"(?:pain|nausea|vomiting|outcomes|complications|recovery|anxiety) (?:of|in|"
    r"from))\W+(?:[^\s,;:]+\s+){0,4}$",
    re.I,
)
"""What stands after these words is had, not tested."""

AFTER_IT = re.compile(
    r"[- ](?:response|responders?|levels?|induced|associated|related|resistant|refractory|naive|na[iï]ve|"
    r"treated|experienced|exposed|"
    r"intolerant|allergic|allergy|"
    r"dependent|sensitive|deficien\w*|positive|negative|mutant|mutated|patients|users|recipients|"
    r"candidates|eligible|ineligible)\b",
    re.I,
)
OPERATION = re.compile(
    r"\w*surg(?:ery|ical)|\w{3,}ectomy|\w{3,}plasty|fusion|resection|decompression|\w*transplant\w*|"
    r"an(?:a)?esthesia|biops(?:y|ies)|"
    r"\w*therapy"
)
WITHIN = re.compile(r"\b(?:in|for|during|after|before|of)\W+(?:[^\s,;:]+\s+){0,4}$", re.I)
"""An operation after these words is where a thing is used, not the thing."""
VERSUS = gated(
    r"\b(?:versus|vs\.?|compared?(?: \w+){0,2} (?:with|to|against)|compared|in comparison (?:with|to)|"
    r"comparison with|against|"
    r"relative to|non-?inferior\w* (?:to|of)|instead of|rather than)(?= |$)",
    re.I,
)
OTHER_QUESTION = gated(
    r"predict\w*|biomarkers?|\bmarkers? (?:of|for)|\bmechanis\w+|\bexpression\b|\blevels? of\b|"
    r"\bfrequency of\b|\bdos(?:e|ing|age) "
    r"(?:comparison|finding|ranging|response|optimi\w+|reduction|frequency|interval|schedule|regimens?)|"
    r"\b(?:low|high|reduced|standard|higher|"
    r"lower|different|two|three|various) (?:versus (?:high|standard|low) )?(?:-| )?dos(?:es|e|age)s? "
    r"(?:of|versus|vs)|"
    r"\btiming\b|\bduration of\b|\bschedules?\b|\bbio-?equivalen\w+|\bequivalen\w+|\bbiosimilar\w*|"
    r"\bbioavailab\w+|\bpharmacokinetic\w*|"
    r"\bwithdraw\w*|\bdiscontinu\w*|\bstopping\b|\bde-?escalat\w+|\bomission\b|\bomit\w+|\btaper\w*|"
    r"\binduc(?:e|es|ing)\b|\bprovo\w+|"
    r"\bprevalence\b|\bincidence\b|\binteractions?\b|\b(?:versus|vs\.?) (?:once|twice|long|short|early|"
    r"delayed|late)|\bonce (?:daily )?versus|"
    r"\btest and reference\b|\bformulations\b|\bmode of action\b|\bcorrelat\w+|\bassociation (?:of|"
    r"between)\b|\bguided\b|\btailored\b|"
    r"\bswitch\w*|\bsequen(?:ce|tial|cing)\b|\blong[- ]term (?:follow|extension|safety)|\broll-?over\b|"
    r"\bcontinued access\b|\badherence\b|"
    r"\bpreferences?\b|\bacceptab\w+|\busability\b|\bvalidat\w+|\baccuracy\b|\bdetect\w*|\bdiagnos(?:is|"
    r"tic)\b|\bmetaboli[sz]ation\b|"
    r"\bexcretion\b|\babsorption\b|\bmass balance\b|\bphysiolog\w+|\bfood effect\b|\bimmune (?:response|"
    r"mechanism)s?\b|\bknowledge\b|\btechniques?\b",
    re.I,
)
"""What a title asks of a thing other than whether it helps."""
JOINED = gated(
    r"\bcombin\w+|\bplus\b|(?<=\s)\+(?!-)|(?<!\bPh)(?<!HER2)(?<!\b[EHP]R)(?<!CD\d)(?<!CD\d\d)(?<!EGFR)\+(?=\s)|"
    r"(?<=[\w)])\+(?=[A-Z][a-z])|\btogether with\b|\bco-?administ\w+|"
    r"\bconcurrent\w*|\bconcomitant\w*|\bcoupled\b|\baccompanied\b|\badd(?:ed|ing|ition|-on)\b|\badjunct\w*|"
    r"\bon top of\b|\bin addition\b|\bwith (?:\w+ ){0,2}?(?:\w*chemo\w*|radio\w*|"
    r"radiation|immunotherapy|(?:standard|usual) (?:care|therapy|treatment)|surgery)\b",
    re.I,
)
"""There is a second thing to it."""
