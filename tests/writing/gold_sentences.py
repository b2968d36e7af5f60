"""Pages written by hand from the bundled samples, sentence by sentence with their sources: what good looks like."""

from plainstudy.writing.text import Sentence

S = "protocolSection."
_PATHS = {
    "title": "identificationModule.briefTitle", "official": "identificationModule.officialTitle", "status": "statusModule.overallStatus", "conditions": "conditionsModule.conditions", "keywords": "conditionsModule.keywords",
    "items": "armsInterventionsModule.interventions", "arms": "armsInterventionsModule.armGroups", "count": "designModule.enrollmentInfo", "design": "designModule.designInfo", "phases": "designModule.phases", "masking": "designModule.designInfo.maskingInfo",
    "primary": "outcomesModule.primaryOutcomes", "brief": "descriptionModule.briefSummary", "details": "descriptionModule.detailedDescription", "who": "eligibilityModule", "type": "designModule.studyType", "places": "contactsLocationsModule.locations", "why": "statusModule.whyStopped",
    "verified": "statusModule.statusVerifiedDate", "start": "statusModule.startDateStruct", "end": "statusModule.completionDateStruct", "population": "eligibilityModule.studyPopulation", "module": "statusModule",
}  # fmt: skip


def _said(section: str, text: str, *sources: str) -> tuple[str, Sentence]:
    paths = tuple(S + _PATHS[source] if source in _PATHS else source for source in sources)
    return section, Sentence(text=text, sources=paths)


GOLD: dict[str, tuple[tuple[str, Sentence], ...]] = {
    "NCT06972472": (
        _said("headline", "Can orforglipron, taken by mouth, lower blood sugar in people with type 2 diabetes and excess weight?", "items", "conditions", "primary"),
        _said("summary", "This study tests orforglipron, a tablet taken once a day.", "official", "items"),
        _said("summary", "It is for adults who have type 2 diabetes and who are overweight or have obesity.", "conditions", "who"),
        _said("summary", "About 600 people are to take part.", "count"),
        _said("summary", "Chance decides who gets one of four doses and who gets a placebo, a copy with no drug in it.", "arms", "design"),
        _said("summary", "Neither they nor the researchers are told who gets what.", "masking"),
        _said("summary", "The main question is how much long-term blood sugar, called HbA1c, changes in 40 weeks.", "primary"),
        _said("summary", "Taking part lasts about 18 months.", "brief"),
        _said("substance", "Orforglipron (also called LY3502970), a medicine taken by mouth.", "items"),
        _said("substance", "Some people get a placebo instead.", "arms"),
        _said("could_lead_to", "This is a phase 3 study, a late and large test.", "phases", "count"),
        _said("could_lead_to", "If it lowers blood sugar safely, the results could help show whether it is useful for people like these.", "primary", "items"),
        _said("could_go_wrong", "It may not work better than the placebo.", "arms"),
        _said("could_go_wrong", "Some people get the placebo.", "arms"),
    ),
    "NCT02387905": (
        _said("headline", "Can bone cement help prevent spine fractures after strong, focused radiation for cancer?", "items", "primary", "title", "arms"),
        _said("summary", "Cancer that has spread to the spine can be treated with strong, focused radiation.", "brief", "title", "items"),
        _said("summary", "This study tests whether filling the bone with cement helps prevent such breaks.", "brief", "arms", "primary", "official"),
        _said("summary", "87 people joined.", "count"),
        _said("summary", "Chance decided who had radiation alone and who had radiation and cement.", "design", "arms"),
        _said("summary", "The main question is how many people have a broken spine bone at 3 months.", "primary"),
        _said("summary", "Doctors also ask about pain and quality of life.", "brief"),
        _said("substance", "Bone cement, put into a bone of the spine within 4 weeks before or after the radiation.", "arms", "items", "title"),
        _said("could_lead_to", "If it works, cement could help prevent breaks in people who have this radiation.", "brief", "official", "primary", "arms"),
        _said("could_lead_to", "Larger studies may still be needed.", "count"),
        _said("could_go_wrong", "The study is small, so its answer may not hold for everyone.", "count"),
        _said("could_go_wrong", "Cement may not prevent breaks.", "arms", "primary", "official"),
        _said("could_go_wrong", "The main result is looked at after 3 months, so it says less about later years.", "primary"),
    ),
    "NCT01407380": (
        _said("headline", "How safe is the drug PWT33597 for people with advanced cancer?", "items", "title", "primary"),
        _said("summary", "This was an early (phase 1) study of PWT33597.", "phases", "title"),
        _said("summary", "22 people took part.", "count"),
        _said("summary", "The plan was to take the drug by mouth once a day, and to raise the dose step by step.", "details", "items", "brief"),
        _said("summary", "Doctors counted how many people had health problems, whatever the cause.", "primary"),
        _said("summary", "The plan allowed up to 2 years; the study ran about 15 months.", "details", "start", "end"),
        _said("summary", "It ended in September 2012.", "end"),
        _said("summary", "No results are posted in this registry.", "hasResults"),
        _said("substance", "PWT33597 mesylate, a drug taken by mouth.", "items"),
        _said("could_lead_to", "A phase 1 study looks at safety and dose first.", "phases"),
        _said("could_go_wrong", "There was no comparison group, so changes cannot be put down to the drug for sure.", "design"),
    ),
    "NCT05432297": (
        _said("headline", "Can exercise before and during radiation help people with throat cancer stay active?", "items", "arms", "primary", "brief", "conditions"),
        _said("summary", "This study tests an exercise plan.", "items"),
        _said("summary", "It is for adults who get radiation to cure cancer of the throat or voice box.", "who", "brief"),
        _said("summary", "Some also get chemotherapy.", "brief"),
        _said("summary", "About 80 people are to take part in Gothenburg, Sweden.", "count", "places"),
        _said("summary", "Chance decides who gets the plan and who gets the usual advice.", "design", "arms"),
        _said("summary", "A physiotherapist fits the exercise to good days and bad days.", "arms"),
        _said("summary", "Researchers measure how active people are, with a motion sensor and two questionnaires, for up to 12 months.", "primary"),
        _said("substance", "Daily exercise, fitted to how the person feels that day.", "items"),
        _said("could_lead_to", "If it helps, exercise could become part of the care around this treatment.", "items"),
        _said("could_lead_to", "One small study cannot settle that.", "count"),
        _said("could_go_wrong", "The plan may not help more than the usual advice.", "arms"),
        _said("could_go_wrong", "The study is small and runs in one hospital.", "count", "places"),
    ),
    "NCT00205894": (
        _said("headline", "Could a tiny nerve stimulator under the skin ease long-lasting headaches?", "brief", "title", "official", "primary"),
        _said("summary", "This study tested a small device called the bion.", "brief", "items"),
        _said("summary", "It was placed under the skin, next to a nerve at the back of the head.", "brief"),
        _said("summary", "It sent small amounts of current to that nerve.", "brief"),
        _said("summary", "20 people took part.", "count"),
        _said("summary", "Everyone got the device.", "items", "design"),
        _said("summary", "The study ended in 2007.", "end"),
        _said("summary", "No results are posted in this registry.", "hasResults"),
        _said("substance", "The bion microstimulator, a small implant.", "items", "brief"),
        _said("could_go_wrong", "An implant needs an operation, which has risks.", "brief", "primary"),
    ),
    "NCT01413438": (
        _said("headline", "Nobody joined this study of surgery and bevacizumab for a brain cancer", "status", "items", "conditions", "official", "brief"),
        _said("summary", "The plan was to compare surgery followed by the drug bevacizumab with bevacizumab alone.", "arms", "items", "official", "brief"),
        _said("summary", "The study was withdrawn and nobody took part.", "status", "count"),
        _said("could_lead_to", "Nothing can be learned from this study about the treatment, because nobody took part.", "status"),
        _said("could_go_wrong", "Nobody was treated in this study.", "status"),
    ),
    "NCT02560883": (
        _said("headline", "What happens over the years to people with hairy cell leukemia?", "title", "type"),
        _said("status", "Listed as recruiting.", "status"),
        _said("status", "The study team last confirmed this in April 2023.", "verified"),
        _said("status", "Ask whether it is still open.", "status"),
        _said("summary", "This study collects facts about adults with hairy cell leukemia, a rare blood cancer.", "title", "official", "brief"),
        _said("summary", "The study itself gives no treatment.", "type", "details"),
        _said("summary", "About 1,000 people are to be followed for up to 25 years.", "count", "primary"),
        _said("summary", "A code replaces names.", "details"),
        _said("summary", "Each hospital keeps the key.", "details"),
        _said("substance", "Facts about the illness and its treatment.", "details"),
        _said("could_lead_to", "Such a list can show patterns and help plan better studies.", "brief"),
        _said("could_go_wrong", "A list of patients cannot prove that one treatment works better than another.", "type", "brief"),
    ),
    "NCT00003497": (
        _said("headline", "Antineoplaston capsules for stage 4 non-small cell lung cancer: study stopped early", "items", "conditions", "title", "status"),
        _said("summary", "9 people took part, at one clinic in Houston, Texas.", "count", "places"),
        _said("summary", "Everyone was to get the capsules.", "items", "design"),
        _said("summary", "The study stopped in 1998.", "end", "status"),
        _said("summary", "No results are posted in this registry.", "hasResults"),
        _said("could_lead_to", "With 9 people and no comparison group, it cannot show whether the capsules work.", "count", "design", "items"),
        _said("could_go_wrong", "The capsules may not help and may do harm.", "items"),
    ),
}
