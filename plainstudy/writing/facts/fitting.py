"""Whether a plain-word topic fits a whole measure: each word of the title, and nothing against it beside it.

"Overall survival and disease-free survival" is not "how long people live without the illness", and "Child
glycemic control" is not the blood sugar of those who take part. A topic is used only where every word of
the registered title belongs to it or says nothing of its own; else the page quotes the title, which is
always true.
"""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]+(?:'s)?")
_GENERAL_LISTED = """
    a an the of in on at to from for with by as per and or over up during after before between through
    until within number numbers percentage percentages proportion proportions percent rate rates incidence
    frequency occurrence severity intensity type types nature change changes mean median average averaged
    reduction decrease increase improvement improved difference differences baseline week weeks month
    months year years day days hour hours minute minutes wk wks mo yr yrs score scores scale scales index
    level levels measured measure measures measurement measurements assessed assess assessment evaluated
    evaluate evaluation determined determine using use used participants participant patients patient
    subjects subject people individuals who that which will be is are was were experience experienced
    experiencing experiences have having had overall total any all each their follow period end study
    visit value values absolute relative both post pre one two three four five six seven eight nine ten
    first last final primary outcome outcomes endpoint variable estimated estimate estimation result
    results group groups arm arms treatment treatments therapy intervention time timepoint point points
    daily weekly monthly st nd rd th treated receiving received long term recorded reported determination
    calculate calculated analysis status clinical presence profile parameters data this observed
    description documented according
"""
_GENERAL = frozenset(_GENERAL_LISTED.split())
_OWN_LISTED = {
    "accuracy": (
        "sensitivity specificity diagnostic accuracy test area under curve receiver operating roc auc"
    ),
    "dose": "maximum maximal tolerated dose mtd recommended phase rp d ii or and i b a",
    "dose_harm": "dose limiting toxicity toxicities dlt dlts",
    "harms": (
        "safety tolerability adverse drug events event reactions reaction effects effect experiences side "
        "ae aes sae saes teae teaes emergent toxicity toxicities serious seriousness non common "
        "terminology criteria ctcae nci v version graded tolerance related ade treatment"
    ),
    "drug_level": (
        "pharmacokinetic pharmacokinetics pk cmax maximum plasma concentration concentrations auc area "
        "under curve half life bioavailability ctrough trough serum tmax max c"
    ),
    "progression_free": (
        "progression free survival pfs investigator investigators blinded independent central review bicr "
        "recist disease"
    ),
    "return_free": "disease event relapse recurrence free survival dfs efs rfs metastasis metastases distant",
    "survival": "survival os all cause mortality death",
    "no_cancer_left": "pathological pathologic pathologically complete response remission pcr major mpr",
    "shrinking": (
        "objective overall best tumor tumour response responses remission orr recist disease control dcr "
        "investigator criteria confirmed complete partial"
    ),
    "long_term_sugar": "hba ac c glycated glycosylated glycohemoglobin hemoglobin haemoglobin a hb",
    "sugar": (
        "range target blood glucose sugar level control concentration concentrations variability glycemic "
        "glycaemic plasma fasting sensor continuous monitoring cgm tir mg dl mmol l fbs fpg fbg"
    ),
    "low_sugar": "hypoglycemia hypoglycaemia hypoglycemic hypoglycaemic events episodes",
    "breath": (
        "fev fvc forced expiratory volume second lung function peak flow prebronchodilator "
        "postbronchodilator bronchodilator trough predicted s sec"
    ),
    "flare_ups": "exacerbation exacerbations asthma annualized annual severe moderate copd",
    "asthma_control": "asthma control test questionnaire act acq cact c",
    "headache_number": "headache headaches migraine attack attacks cluster ch monthly days mhd mmd ech cch",
    "eczema": (
        "scorad easi iga eczema area and severity index scoring atopic dermatitis investigator "
        "investigators global objective"
    ),
    "itch": "itch pruritus nrs numeric numerical rating visual analog analogue vas worst peak",
    "hives": "urticaria activity uas itch hives",
    "food_amount": "cumulative tolerated reactive eliciting dose maximum amount protein",
    "food_reaction": "food challenge oral reaction reactions symptoms double blind placebo controlled",
    "disability": "oswestry disability low back neck roland morris odi ndi questionnaire pain",
    "pain": (
        "pain back leg arm neck low lower headache head visual analog analogue vas numeric numerical "
        "rating nrs radicular lumbar worst least relief brief inventory short form bpi sf cm mm radiating "
        "ipsilateral"
    ),
    "fusion": "fusion success radiographic radiological bone interbody spinal",
    "nose_symptoms": (
        "nasal symptom symptoms tnss nss snot sino sinonasal test congestion combined medication smss "
        "csms rhinoconjunctivitis rhinitis rtss daily tcs css allergic"
    ),
    "polyps": "nasal polyp polyps nps endoscopic",
    "depression": (
        "depression depressive symptoms symptom phq hamd ham d madrs beck inventory hamilton rating "
        "montgomery asberg patient health questionnaire bdi"
    ),
    "anxiety": "anxiety state trait inventory stai hamilton gad generalized disorder",
    "sleep": "insomnia sleep quality duration efficiency pittsburgh psqi isi",
    "bmi": "bmi body mass",
    "weight": "body weight loss gain kg",
    "blood_pressure": "blood pressure systolic diastolic mmhg mm hg",
    "life_quality": "quality life health related hrqol qol questionnaire eortc qlq c sf",
    "antibodies": (
        "antibody antibodies titer titers titre titres geometric gmt seroconversion seroprotection serum"
    ),
    "skin_test": "skin prick test testing spt wheal size diameter reactivity",
    "doable": "feasibility recruitment",
    "acceptance": "acceptability",
    "use": "adherence compliance engagement usage",
    "symptoms": "symptom symptoms relief control",
    "responders": "responder responders response",
}
_OWN = {topic: frozenset(words.split()) for topic, words in _OWN_LISTED.items()}
_OTHERWISE = {
    "harms": re.compile(
        r"related|attribut|caused|associated with|possibl|serious device|grade|toxicit|limiting|"
        r"death|deceased|died|mortalit|surviv",
        re.I,
    ),
    "return_free": re.compile(r"progress|refractory|failure|failing", re.I),
    "no_cancer_left": re.compile(r"\bbone marrow|morpholog", re.I),
    "dose": re.compile(r"food|allergen|peanut|milk|desensiti", re.I),
    "sugar": re.compile(r"\bHbA1c\b|h(?:a)?emoglobin", re.I),
    "pain": re.compile(r"medicat|opioid|duration of|time to|pressure pain|threshold|disability", re.I),
    "disability": re.compile(r"pain on|cost", re.I),
    "headache_number": re.compile(r"intensity|severity|at least|or more|≥|responder", re.I),
    "survival": re.compile(r"event|progress|relapse", re.I),
    "life_quality": re.compile(r"caregiver|parent|famil", re.I),
    "antibodies": re.compile(r"cell", re.I),
    "weight": re.compile(r"birth", re.I),
    "use": re.compile(r"compliance of", re.I),
}
"""What in the measure's description says that it means something narrower, or another thing."""
_ANOTHER_AIM = re.compile(
    r"\bpredict|\baccura|\bcorrelat|\bagreement\b|\bability of\b|\brelationship|\bassociation|\bcost\b|"
    r"\bknowledge\b",
    re.I,
)
"""What makes a measure the test of something else: sugar that is to be foretold (NCT07116902)."""
_TWO_THINGS = re.compile(
    r"symptom.*medicat|survival.* (?:and|or|/) .*survival|\bserious(?!.*\bnon-?\s?serious)", re.I
)
_ALL_GONE = re.compile(r"(?:\w+ of )?complete (?!(?:response |remission )?(?:and|or|\+))", re.I)
"""A complete response alone is more than a cancer that shrinks."""
_SERIOUS_TOO = re.compile(
    r"adverse events?(?: \(T?E?AEs?\))?\s*(?:,|and|or|/)[^.]{0,30}serious|\bAEs?\b.{0,8}\bSAEs?\b", re.I
)


@lru_cache(maxsize=20_000)
def fits(topic: str, measure: str, description: str) -> bool:
    """True where every word of the measure belongs to the topic, and its description says nothing else."""
    own = _OWN.get(topic)
    if own is None:
        return False
    if not all(word in own or word in _GENERAL for word in _WORD.findall(measure.lower())):
        return False
    if topic == "shrinking" and _ALL_GONE.match(measure):
        return False
    if _TWO_THINGS.search(measure) and not _SERIOUS_TOO.search(measure):
        return False
    if topic != "accuracy" and _ANOTHER_AIM.search(description):
        return False
    otherwise = _OTHERWISE.get(topic)
    return otherwise is None or otherwise.search(description) is None
