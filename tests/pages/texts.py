"""A plain text written by hand, so that pages can be tested without the writer."""

from plainstudy.writing.text import Criteria, KeyDate, Sentence, StudyText

P = "protocolSection"
SUMMARY = f"{P}.descriptionModule.briefSummary"
OUTCOMES = f"{P}.outcomesModule.primaryOutcomes"
CRITERIA = f"{P}.eligibilityModule.eligibilityCriteria"
CEMENT = f"{P}.armsInterventionsModule.interventions[0]"


def sentence(text: str, *sources: str) -> Sentence:
    """Make a sentence; sources are paths."""
    return Sentence(text=text, sources=sources)


BONE_CEMENT = StudyText(
    headline=sentence(
        "Can bone cement help prevent spine fractures after strong, focused radiation for cancer?",
        CEMENT,
        f"{P}.conditionsModule.conditions",
        f"{OUTCOMES}[0]",
    ),
    status=(sentence("The study is not looking for new people.", f"{P}.statusModule.overallStatus"),),
    summary=(
        sentence(
            "Cancer that has spread to the spine can be treated with strong, focused radiation.", SUMMARY
        ),
        sentence("That can leave a bone weak, and it may break.", SUMMARY),
        sentence(
            "This study tests whether filling the bone with cement helps prevent such breaks.",
            CEMENT,
            f"{OUTCOMES}[0]",
        ),
        sentence("87 people joined.", f"{P}.designModule.enrollmentInfo"),
        sentence(
            "Chance decided who had radiation alone and who had radiation and cement.",
            f"{P}.designModule.designInfo.allocation",
            f"{P}.armsInterventionsModule.armGroups",
        ),
        sentence("The main question is how many people have a broken spine bone at 3 months.", OUTCOMES),
    ),
    substance_title="Procedure",
    substance=(
        sentence(
            "Bone cement, put into a bone of the spine within 4 weeks before or after the radiation.", CEMENT
        ),
    ),
    could_lead_to=(
        sentence("If it works, cement could help prevent breaks in people who have this radiation.", CEMENT),
        sentence("Larger studies may still be needed.", "general:phase-2-next"),
    ),
    could_go_wrong=(
        sentence(
            "The study is small, so its answer may not hold for everyone.", f"{P}.designModule.enrollmentInfo"
        ),
        sentence(
            "Putting cement into the spine has risks of its own, such as a leak or an infection.",
            "general:cement",
        ),
    ),
    who_can_join=(
        sentence("The study is for adults of 18 years and over.", f"{P}.eligibilityModule.minimumAge"),
    ),
    criteria=Criteria(
        can=(sentence("You have cancer that has spread to the spine, seen on an MRI scan", CRITERIA),),
        cannot=(sentence("You are allergic to bone cement", CRITERIA),),
    ),
    what_happens=(
        sentence("Everyone gets strong, focused radiation.", f"{P}.armsInterventionsModule.armGroups"),
    ),
    key_dates=(
        KeyDate(label="Start", date="2015-03-09", actual=True, source=f"{P}.statusModule.startDateStruct"),
        KeyDate(
            label="Main question checked",
            date="2026-06-30",
            actual=False,
            source=f"{P}.statusModule.primaryCompletionDateStruct",
        ),
        KeyDate(
            label="End", date="2026-12-31", actual=False, source=f"{P}.statusModule.completionDateStruct"
        ),
    ),
    explained=(("Radiosurgery", "Strong radiation aimed at a small spot. No cut is made."),),
)
