"""Words that keep their capital inside a sentence: people after whom illnesses are named, places,
peoples, and brands that stand in names of other things."""

_NAMES = """
    addison african alaska alzheimer america american april arabic asia asian asperger australia
    australian austria austrian barrett basedow becker bechterew behcet belgian belgium bowen brazil
    brazilian britain british brugada burkitt california canada canadian castleman caucasian charcot
    chiari chile chinese china christmas colombia creutzfeldt crohn cushing danish december denmark
    doppler dravet duchenne dupuytren dutch egypt egyptian ebola ehlers england english epstein ethiopia
    europe european ewing fabry fallot fanconi february finland finnish france french friday friedreich
    fuchs gaucher german germany gilbert glasgow graves greece greek guillain hansen hashimoto
    helicobacter henoch hirschsprung hispanic hodgkin huntington hurler india indian indonesia iran
    ireland irish israel italian italy january japan japanese july june kaposi kawasaki kenya
    klinefelter korea korean krabbe lambert langerhans latin latino leigh lewy london lyme lynch malawi
    marfan medicaid medicare menière ménière meniere merkel mexican mexico monday mozambique nepal
    netherlands nigeria niemann norway norwegian november october paget pakistan paris parkinson peru
    philippines poland polish pompe portugal prader quebec raynaud rett russia russian saturday
    scandinavia schlemm schwann scotland september sezary sézary singapore sjogren sjögren spain spanish
    stargardt stevens sunday sweden swedish swiss switzerland sydney taiwan tanzania tay texas thailand
    thursday tourette tuesday turkish turner uganda ukraine usher vietnam waldenstrom waldenström
    washington wednesday wegener wernicke whipple wilms wilson wolff zambia zimbabwe zika zollinger
    lactobacillus bifidobacterium aspergillus bacille calmette guerin guérin wharton asians africans
    papworth mauritius rodrigues mitchell dermatophagoides phleum raman budd hawaii kineret haifa janus
    lariboisière ilizarov
    avastin botox dexcom dupixent facebook fasenra fitbit google herceptin humira kegel keytruda kinesio
    medtronic mounjaro nintendo nucala omnipod opdivo ozempic saxenda tecentriq trulicity victoza wegovy
    whatsapp xolair zepbound
    bayesian gaussian kaplan likert christian jewish muslim internet york
"""
_KNOWN = frozenset(_NAMES.split())


def is_proper_name(word: str) -> bool:
    """True for a name we know, also with a possessive ending: "Crohn's"; false for all we do not know."""
    base = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return base in _KNOWN
