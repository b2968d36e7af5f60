"""Names out of a record, ready to stand inside a sentence: no markup, no dose, no shouting."""

import re
from functools import lru_cache
from html import unescape

from plainstudy.plain.proper_names import is_proper_name
from plainstudy.writing.gated import gated

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BRACKETS = re.compile(r"\s*[\(\[（【][^()\[\]（）【】]*[\)\]）】]")
_MARKS = re.compile(r"[®™©℠`]|&reg;|&trade;|(?<!\w)[*_]+|[*_]+(?!\w)")
_MOJIBAKE = re.compile(r"â„¢|Â[®©]?|â„\S?")
_TIGHT_COMMA = re.compile(r"(?<=[a-z]{3}),(?=[A-Za-z]{3})")
_SIGNS = frozenset("®™©℠`*_&<")
_AMPERSAND = re.compile(r"&amp;", re.I)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,100}>|&(?:lt|gt|amp|nbsp|quot);?")
_DOSE = gated(
    r"[,;:\s-]*(?:\b(?:at |in )?(?:(?:a )?total )?\d[\d.,]*(?:\s?[-–/]\s?\d[\d.,]*)*\s?(?:mg|"
    r"milligrams?|mcg|µg|μg|"
    r"ug|g|kg|ml|mL|ML|iu|IU|units?|U|%|"
    r"mM|nM|Gy|cGy|mCi|ppb|ppm|MBq|GBq|cells|DU|SU|TSU|PNU|AU|BAU|IR|SQ-[A-Z]+)\b(?:/\s?(?:kg|m2|m²|day|"
    r"d|ml|mL|dose|fx|min))*\S*)",
    re.I,
)
_TAIL = gated(
    r"(?:[,;:\s]+|\s-\s?|(?<!T)-)(?:(?:at|in) (?:an?|the) (?:\w+ )?dos(?:e|age)(?: of)?|"
    r"dose(?:\s+(?:level|cohort))?\s*[\dA-Z]?|(?:low|high|medium|mid|middle|single|multiple|"
    r"lower|higher|full)[- ]dose|goal\b.*|dose (?:escalation|expansion)|(?:solution|lyophili[sz]ate|"
    r"powder) for .*|ld|(?:ML |ml )?(?:intravenous|injectable|nasal|ophthalmic) solution|(?:once |twice "
    r")?(?:daily |weekly )?dosing|pills?|tabs?|pen injectors?|injection pens?|"
    r"vials?|(?:was |were )?(?:performed|used)(?: for.*)?|as monotherapy|"
    r"level\s*\d|cohort\s*\w|part\s*\w|group\s*\w|arm\s*\w|q\d?[dw]|qd\.?|bid|tid|q\dw|iv|sc|po|im|"
    r"id(?=$)|i\.v\.|"
    r"s\.c\.|p\.o\.|"
    r"(?:powder|concentrate|lyophili[sz]ate) for (?:solution|injection|"
    r"infusion)(?: for (?:injection|infusion))?|"
    r"for injection|injections?|infusions?|tablets?|capsules?|oral tablets?|oral capsules?|oral product|"
    r"injectable product|injectable suspension|injectable solution|pre-?filled syringe|monotherapy|"
    r"(?:iv |sc |oral )?administration|"
    r"intravenous(?:ly)?|subcutaneous(?:ly)?|intramuscular(?:ly)?|oral(?:ly)?|treatment|therapy arm|"
    r"(?:\w+ )?per (?:actuation|puff|inhalation|dose|day|week))$",
    re.I,
)
_UNFINISHED = gated(
    r"(?:-(?:based|line|guided|directed|targeted|specific|free)|\b(?:other|current|new|previous|standard|"
    r"usual))$",
    re.I,
)
_LOOSE_END = gated(r"\s+(?:per|at|of|with|and|in|for|to|or|by|on|as|the|every|once|twice|daily)$", re.I)
_WORD = re.compile(r"[^\s/–-]+|[\s/–-]+")
_LETTERS = re.compile(r"[^\W\d_]")
_PLACES_LISTED = """
    mediterranean istanbul cairo assiut riyadh seoul beijing shanghai tokyo lebanon saudi bahraini
    minnesota texas lyon ige
"""
_PLACES = frozenset(_PLACES_LISTED.split())
_COMMON_LISTED = """
    inhibitor inhibitors injection injections tablet tablets vaccine vaccines extract extracts cell
    cells therapy treatment antibody antibodies monoclonal inhaled intranasal intravenous
    subcutaneous topical sublingual nebulized one two level single double oral nasal spray cream gel
    solution suspension infusion immunotherapy chemotherapy radiotherapy insulin human placebo
    vitamin acid sodium hydrochloride powder drops drug drugs medicine medication antibiotic
    antibiotics steroid steroids hormone milk peanut egg oil protein pollen mite dust house grass
    birch allergen allergens food extensively hydrolyzed formula study standard combination casein
    whey rice soy soybean furoate sulfate sulphate phosphate maleate mesylate tosylate acetate
    potassium calcium chloride tartrate succinate fumarate citrate bromide propionate dipropionate
    xinafoate besylate nitrate monohydrate hydrate dihydrochloride hemihydrate hemifumarate disodium
    dihydrate malate trihydrate hydrobromide decanoate pamoate plasma serum stem blood fluid skin
    nose soluble recombinant recombinantly pegylated liposomal autologous allogeneic allogenic basal
    rapid acting long short deep brain stimulation activators leukemic lymphocyte interferon alfa
    hair mousse jelly petroleum cartridge pen injector natural tyrosine kinase retinoic mixed meal
    glargine lispro aspart degludec detemir glulisine busulfan mesna liothyronine mycophenolate
    mofetil temozolomide rilpivirine acetaminophen transplantation transplant oat chimeric antigen
    receptor modified granules pill herbal antagonist agonist growth factor immunoglobulin adjuvant
    pharmacological reality virtual minoxidil menthol tipiracil azacitidine pomalidomide mezigdomide
    peginterferon oxychloride
"""
_COMMON = frozenset(_COMMON_LISTED.split())
_GENERIC = gated(
    r"[a-z]{3,}(?:mab|mig|domide|nib|tide|platin|taxel|statin|pril|sartan|olol|azole|cillin|mycin|"
    r"cycline|vir|"
    r"cept|"
    r"limus|parib|ciclib|rubicin|gliptin|gliflozin|formin|"
    r"asone|solone|onide|fenac|profen|caine|epam|triptan|gepant|phylline|terol|tropium|lukast|ustine|"
    r"amide|cristine|blastine|poside|abine|oxine|idone|apine|etine|"
    r"xetine|aline|azine|zepam|barbital|dronate|parin|gatran|xaban|grel|setron|tinib|degib|lisib|tecan|"
    r"trexed|trexate|zomib|inib|antrone|phosphamide|sulfan|uracil|purine|arabine|vorin|grastim|leukin|"
    r"dipine|iptyline|pramine|"
    r"azosin|afil|oprost|terone|gestrel|calcitriol|ferol|quine|mectin|bendazole|oxacin|penem|bactam|micin|"
    r"navir|buvir|tegravir|ciclovir|vudine|rasib|asparaginase|setmide|lutamide|cabtagene|leucel|stat|"
    r"mustine|sone|lone|prazole|idine|amine|dopa|zumab)",
    re.I,
)
_SMALL_WORDS_LISTED = """
    And Or Of The In On With Without For To By At From Versus Vs Plus Due After Before
"""
_SMALL_WORDS = frozenset(_SMALL_WORDS_LISTED.split())
_ROMAN = re.compile(r"[IVX]{1,4}[ABCabc]?")


@lru_cache(maxsize=20_000)
def tidy(text: str) -> str:
    """Take markup, escapes and doubled spaces off a short text; words stay as they are."""
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = unescape(_AMPERSAND.sub("&", text))
    if not _SIGNS.isdisjoint(text):
        text = _TAGS.sub(" ", _MARKS.sub("", text))
    if "Â" in text or "â" in text:
        text = _MOJIBAKE.sub("", text)
    if "," in text or "，" in text:
        text = _TIGHT_COMMA.sub(", ", text.replace("，", ", "))
    return " ".join(text.split()).strip(" ,;:.•-–\"“”'’\t")


@lru_cache(maxsize=20_000)
def exact(text: str) -> str:
    """Give a text to be quoted: escapes undone, spaces single, every word and sign as it is."""
    words = " ".join(_ESCAPE.sub(r"\1", text).split()).strip(" ,;:.•–\t").lstrip("- ")
    return words if _ENDS_WITH_MINUS.search(words) else words.rstrip("- ")


_ENDS_WITH_MINUS = re.compile(r"[A-Za-z0-9]-$")
"""A sign of its own, "MetS-", and no dash that was left over."""


@lru_cache(maxsize=20_000)
def without_brackets(text: str) -> str:
    """Take bracketed parts away; "omalizumab (Xolair)" gives "omalizumab"."""
    shorter = _BRACKETS.sub("", text)
    shorter = _BRACKETS.sub("", shorter) if "(" in shorter else shorter
    return shorter.strip(" ,;:.-–") or text


@lru_cache(maxsize=20_000)
def without_dose(text: str) -> str:
    """Take doses, forms and cohort names off the end of a treatment's name."""
    text = whole = _DOSE.sub("", text)
    for _ in range(4):
        shorter = _LOOSE_END.sub("", _TAIL.sub("", text))
        if shorter == text or len(shorter) < 3:
            break
        text = shorter
    if _UNFINISHED.search(text):
        text = whole  # "second-line treatment" is no "second-line"
    text = _LOOSE_END.sub("", text)
    if text.count("(") != text.count(")"):
        text = " ".join(text.replace("(", " ").replace(")", " ").split())
    return text.strip(" ,;:.-–/+")


_OWN_SPELLING = re.compile(
    r"\b(?!(?:Anti|Non|Pre|Post|Co|Peri|Low|High|Short|Long|Multi|Single|Double|Self|Re|Sub|Semi|Inter|"
    r"Intra)-)"
    r"(?:[A-Z][a-z]+-[A-Z]{3,}|[A-Z]{3,}-[A-Z][a-z]+)\b"
)


_SCALE = re.compile(r"(?:[A-Z][a-z]+ ){2,}(?:Assessment|Scale|Questionnaire|Inventory|Index)")
_OWN_MARK = re.compile(r"\b(?:[A-Z][a-z]+[A-Z][a-z]+ (?=[A-Z][a-z]+$)|Indium (?=In\b))([A-Z][a-z]+)")
_TONES = re.compile(r"(?:[A-Z][a-z]*-){2,}[A-Z][a-z]*")
"""Names of many capitals, joined: "Bu-Zhong-Yi-Qi-Tang"."""


def in_running_case(text: str, prose: str, *, keep_unknown: bool) -> str:
    """Write a name as it stands inside a sentence.

    ``prose`` is the record's own running text: a word that it writes small is written small. A capitalised
    word that it never uses is kept where ``keep_unknown`` (brand names), else made small.
    """
    if f"={text}=" in prose or _TONES.fullmatch(text) or _SCALE.fullmatch(text):
        return text  # the record's own text writes it large in mid-sentence: a proper name
    shouting = (
        sum(map(str.isupper, text)) > 5
        and (" " in text or text.isalpha())
        and not any(letter.islower() for letter in text if letter.isalpha())
    )
    if not shouting and (own := _OWN_SPELLING.findall(text)):
        # "Glu-COACH" is spelled by those who made it; its parts are no words.
        pieces = _OWN_SPELLING.split(text)
        cased = [in_running_case(piece, prose, keep_unknown=keep_unknown) for piece in pieces]
        return "".join(f"{piece}{name}" for piece, name in zip(cased, [*own, ""], strict=True))
    words = [
        _word_in_case(word, prose, keep_unknown=keep_unknown, shouting=shouting)
        for word in _WORD.findall(text)
    ]
    if (mark := _OWN_MARK.search(text)) is not None:
        # "Indium In 111", "ToleroMune Grass": the second word is a part of the name.
        return "".join(words)[: mark.start(1)] + mark[1] + "".join(words)[mark.end(1) :]
    return "".join(words)


def _word_in_case(word: str, prose: str, *, keep_unknown: bool, shouting: bool) -> str:
    first = word[0]
    if not first.isupper() or len(word) == 1:
        return word
    rest = word[1:]
    if "+" in word:
        return word
    if word[1:2].isupper() and word[2:].islower() and word.lower() in _COMMON:
        return word.lower()  # a slip: "VItamin"
    if word in _SMALL_WORDS or (shouting and word.capitalize() in _SMALL_WORDS):
        return word.lower()
    if rest.endswith(("'S", "'s", "’s", "’S")) and word[:-2].isupper() and len(word) > 4:
        word = word[:-2].capitalize() + "'s"
        rest = word[1:]
    if not rest.islower():
        if not (shouting and word.isupper() and len(word) > 3 and word.isalpha()) or _ROMAN.fullmatch(word):
            return word
        small = word.lower()
        known = f" {small}" in prose or _GENERIC.fullmatch(word) is not None
        return small if not keep_unknown or known else word
    return _in_small_or_large(word, prose, keep_unknown=keep_unknown)


def _in_small_or_large(word: str, prose: str, *, keep_unknown: bool) -> str:
    """Decide on the first letter of a word that is otherwise small."""
    first, rest = word[0], word[1:]
    bare = word.strip("(),;:.'’")
    if bare.lower() in _COMMON:
        return first.lower() + rest
    if bare.lower() == "ige":
        return "IgE"
    if is_proper_name(bare) or bare.lower() in _PLACES:
        return word
    if keep_unknown and _GENERIC.fullmatch(bare):
        return first.lower() + rest
    if keep_unknown and f" {bare.lower()}" not in prose:
        return word
    return first.lower() + rest


def is_generic(name: str) -> bool:
    """True for one word that is built as drugs' own names are: "omalizumab", not "Xolair"."""
    return _GENERIC.fullmatch(name) is not None


def has_letters(text: str) -> bool:
    """True when a name has at least one letter."""
    return bool(_LETTERS.search(text))
