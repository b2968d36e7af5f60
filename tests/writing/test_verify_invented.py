"""Fluent sentences as a model invents them, citing whole modules: each is false by its sample, each falls."""

import pytest

from plainstudy.writing.text import Sentence

from .test_verify_labelled_set import findings_of
from .true_sentences import samples

MODULES = ("descriptionModule", "armsInterventionsModule", "outcomesModule")
JOINING = ("eligibilityModule", "designModule", "conditionsModule")
STANDING = ("statusModule", "designModule", "contactsLocationsModule")

INVENTED = {
    "NCT06972472": (
        "Orforglipron is an insulin pill.",
        "Everyone gets orforglipron.",
        "One in five people gets the placebo.",
        "The placebo is compared with orforglipron.",
        "People are told what they get.",
        "It takes 40 months.",
        "It is for people with type 1 diabetes.",
        "Only people without diabetes can join.",
        "People with heart failure can join.",
        "About 60 people are to take part.",
        "More than 600 people took part.",
        "The study has shown that orforglipron lowers blood sugar.",
        "Orforglipron lowers blood sugar.",
        "It is a tablet taken twice a day.",
        "People get the tablet for 18 weeks.",
        "It started in May 2024.",
        "It ended in 2027.",
        "The drug is known to be safe.",
        "Doctors know who gets the placebo.",
        "It is an early study.",
        "Half of the people get the placebo.",
        "Orforglipron may cause hepatitis.",
        "Heart failure is a possible side effect.",
        "The sponsor is Novo Nordisk.",
        "It runs in Sweden only.",
        "Nobody under 21 can join.",
        "It could help people lose weight quickly.",
        "People will lose weight.",
        "It is better than other pills.",
        "The study compares orforglipron with insulin.",
        "Chance does not decide who gets what.",
        "The study was stopped early.",
        "You can get it for free.",
        "Taking part lasts about 18 days.",
        "People who have used other medicines for weight can join.",
        "The main question is how many people live longer.",
        "It raises blood sugar.",
        "Can orforglipron raise blood sugar?",
        "There are 4 groups and no placebo.",
        "It has three doses.",
    ),
    "NCT02387905": (
        "Cement prevents fractures.",
        "The cement can leak and cause paralysis.",
        "Everyone gets bone cement.",
        "Radiation alone is the new treatment.",
        "87 people will take part.",
        "People with an allergy to bone cement can join.",
        "Pregnant women can join.",
        "The study is recruiting.",
        "It measures fractures at 3 weeks.",
        "The people who take part are not told who gets what.",
        "It is for children with cancer.",
        "Fractures were rarer with cement.",
        "It ended in June 2026.",
        "The study began in 2026.",
        "Life expectancy must be less than 3 months.",
        "Cement is put in 4 months after the radiation.",
    ),
    "NCT01407380": (
        "22 people are to take part.",
        "The drug shrank tumors in many people.",
        "It was compared with a placebo.",
        "People took it twice a day.",
        "The drug had few side effects.",
        "It ended in September 2011.",
        "Results show that it is safe.",
        "It was for healthy people.",
        "36 people took part.",
        "The study ran for about 4 years.",
        "People with HIV could join.",
        "It was a phase 3 study.",
    ),
    "NCT00003497": (
        "The study failed because the capsules did not work.",
        "90 people took part.",
        "It stopped because of side effects.",
        "The study stopped in 1999.",
        "Antineoplastons cured some people.",
        "It ran in Dallas, Texas.",
    ),
}


@pytest.mark.parametrize("modules", [MODULES, JOINING, STANDING], ids=["descriptions", "joining", "standing"])
@pytest.mark.parametrize(
    ("nct_id", "text"), [(nct_id, text) for nct_id, texts in INVENTED.items() for text in texts]
)
def test_invented_sentence_falls_whatever_modules_it_cites(
    nct_id: str, text: str, modules: tuple[str, ...]
) -> None:
    """False sentences about drugs, groups, numbers, dates, effects, harm and who can join."""
    record = next(record for record in samples() if record.nct_id == nct_id)
    sentence = Sentence(text=text, sources=tuple(f"protocolSection.{name}" for name in modules))
    assert findings_of("summary", sentence, record) != []


@pytest.mark.parametrize("nct_id", INVENTED)
def test_sentence_that_cites_everything_falls(nct_id: str) -> None:
    """Who cites all modules at once has not said where a sentence comes from."""
    record = next(record for record in samples() if record.nct_id == nct_id)
    sources = tuple(f"protocolSection.{name}" for name in (*MODULES, *JOINING, *STANDING))
    assert findings_of("summary", Sentence(text="This is a study.", sources=sources), record) != []
