"""Units of measure and time, and what is counted, in the ways that texts write them."""

from .normal import word_set

TIME = {
    "second": 1 / 3600,
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "week": 168.0,
    "month": 730.5,
    "year": 8766.0,
}
"""Units of time in hours."""

UNITS: dict[str, str] = {}
for _unit, _forms in {
    "second": "seconds second secs sec",
    "minute": "minutes minute mins min",
    "hour": "hours hour hrs hr h",
    "day": "days day d",
    "week": "weeks week wks wk w",
    "month": "months month mos mo mths mth mon m",
    "year": "years year yrs yr y yo",
    "mg": "mg milligrams milligram mgs",
    "g": "g gram grams gm gms",
    "ug": "ug mcg micrograms microgram",
    "ng": "ng nanogram nanograms",
    "kg": "kg kilograms kilogram kgs kilos kilo",
    "ml": "ml milliliters milliliter cc mls",
    "l": "l liter liters litre litres",
    "dl": "dl deciliter deciliters",
    "iu": "iu international-units",
    "unit": "units unit u",
    "gy": "gy gray grays grey",
    "%": "% percent pct per-cent",
    "mmhg": "mmhg",
    "cm": "cm centimeters centimeter centimetres centimetre",
    "mm": "mm millimeters millimeter millimetres millimetre",
    "m2": "m2",
    "km": "km kilometers kilometres",
    "degree": "degrees degree",
    "hz": "hz hertz",
    "ma": "ma",
    "kcal": "kcal calories",
    "mmol": "mmol millimoles",
}.items():
    for _form in _forms.split():
        UNITS[_form] = _unit

_PEOPLE = word_set(
    "people person persons participants participant patients "
    "patient adults children women men boys girls volunteers "
    "babies infants newborns teenagers teens adolescents subjects "
    "individuals mothers fathers parents males females "
    "nurses doctors students clinicians caregivers survivors veterans smokers couples pairs families donors"
)
_PLACES = word_set(
    "places place hospitals hospital clinics clinic centers center sites site locations location"
)
_COUNTRIES = frozenset(("countries", "country"))
_GROUPS = word_set("groups group arms arm cohorts cohort")
NOUNS = {
    **dict.fromkeys(_PEOPLE, "people"),
    **dict.fromkeys(_PLACES, "places"),
    **dict.fromkeys(_COUNTRIES, "countries"),
    **dict.fromkeys(_GROUPS, "groups"),
    **dict.fromkeys(("papers", "paper", "articles", "article"), "papers"),
    **dict.fromkeys(("doses", "dosages"), "doses"),
    **dict.fromkeys(("cities", "city", "towns"), "cities"),
    **dict.fromkeys(("times", "time", "x"), "times"),
}
