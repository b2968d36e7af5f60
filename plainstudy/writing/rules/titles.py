"""What a registered title can lend to a headline: its topic in running words, never what it claims."""

import re
from collections.abc import Callable
from html import unescape

from plainstudy.plain.dictionary import lookup, simplify
from plainstudy.plain.proper_names import is_proper_name
from plainstudy.plain.wording import lower_first, sentence_case, with_article
from plainstudy.writing.facts import Facts
from plainstudy.writing.facts.names import in_running_case, without_brackets

from .title_kinds import NO_TOPIC, QUALITIES, STARTS, VERBS
from .title_people import before_people, says_who, with_illness_only

_ON = re.compile(
    r"^(?:the )?(?P<noun>effects?|impacts?|influence|role|contribution|consequences?) of (?P<rest>.+)$", re.I
)
_ACTS_ON = re.compile(r" (?:on|upon|in reducing|in improving|to reduce|to improve|in preventing) ", re.I)
_NEEDS_THE = re.compile(
    r"^(?:use|usefulness|link|relation(?:ship)?|association|correlation|prevalence|incidence|frequency|"
    r"identification|characteri[sz]ation|induction|enhancement|distribution|implementation|administration|"
    r"optimi[sz]ation|re-?introduction|restoration|dissemination|improvement|knowledge and understanding|"
    r"mechanisms?|genetics|frequency and risk factors|cognition|development|validation|prediction|treatment|"
    r"prevention|diagnosis|detection|characteristics|outcomes?|results?|profile|burden|natural history|"
    r"epidemiology|pathogenesis|performance|value|potential|response|changes|comparison|reduction|"
    r"inflammatory profile|clinical profile|feasibility|effects?|impacts?|influence|role|contribution|"
    r"consequences?|safety|efficacy) (?:of|between|in the|among)\b|^effects? and\b|"
    r"^(?:prevalence|incidence|evaluation|sensitivity|importance|implementation|characteri[sz]ation|"
    r"validation) and (?:[a-z]+ ){1,2}?(?:of|on|in)\b|"
    r"^(?!(?:the|an?) )(?:[a-z]+ )?[a-z]+(?:ance|ence|ity|ness|tion|ment) of\b",
    re.I,
)
_NOT_TOPICS = re.compile(
    r"\b(?:improves?|reduces?|increases?|decreases?|predicts?|affects?|causes?|prevents?|helps?|leads?|"
    r"is|are|blocks|enhances?|lowers?|relieves?|cures?|eases?|works?|influences?|promotes?|alleviates?|attenuates?|"
    r"moves?|inhibits?|suppress(?:es)?|kills?|superior|better|effective|safe|protects?|shows?|modulates?|will|may|can)\b|"
    r"(?<!to )\b(?:treats?|analy[sz]e|evaluate|investigate|assess|asses|determine|identify|compare)\b",
    re.I,
)
"""A claim, a sentence of its own, or a verb where none belongs: no topic."""
_NOT_ENGLISH = re.compile(
    r"\b(?:[Pp]our|[Aa]vec|[Cc]hez|[Dd]ans|[Uu]ne|[Uu]nd|des|los|del|der|bei|mit|af|och)\b"
)
_QUESTION = re.compile(r"^(?:how|what|why|does|do|is|are|can|could|should|will|which)\b", re.I)
_VERSUS = re.compile(r"\b(?:compared|versus|vs)\b", re.I)
_NAMED = re.compile(
    r"\b(?:study|trial|registry|database|data-?base|biobank|cent(?:er|re)|project|protocol|cohort|workgroup|"
    r"consortium|alliance|observatory|quest|network|initiative|register|survey)\b",
    re.I,
)
_NICKNAME = re.compile(
    r"^(?:[Tt]he |GO |Go )?(?:[\w-]+(?: \w+)? (?:[Ss]tudy|[Tt]rial|[Pp]roject|[Rr]egistry|TEAM)|TEAM|Pilot|"
    r"(?=(?:[^\WA-Z]|[@-])*+[A-Z](?:[^\WA-Z]|-)*+[A-Z@])[\w@-]+(?: \d+(?:\.\d+)?)?)\s*(?:[:–]|-\s)\s*"
)
_NICKNAME_LAST = re.compile(
    r"\s*(?::|\s[-–—])\s*(?:the )?[\w-]+(?: [\w-]+)? (?:study|trial|project|registry)$", re.I
)
_CODE_LAST = re.compile(r"(?<=[\w)])\s+[A-Z]{2,5}\d{1,3}$")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9-]{2,}s?\b")
_TAIL = re.compile(
    r"\s*(?:[:;]\s|(?<!\bvs)(?<!\bSt)(?<!\b\w)\.\s|\s?[-–—]\s(?=[A-Z])|"
    r"\s[-–—]\s?(?!(?:negative|positive|related|induced|based)\b)).*$",
    re.I,
)
_CUT_OFF = re.compile(
    r"\b(?:vs|versus|and|or|of|in|on|for|with|to|by|the|an?|from|suitable|using|via|than|"
    r"self|child|multi|acute|chronic|severe|triple|second|first|third|"
    r"for (?:the )?(?:treatment|prevention|management)|(?:of|in) type \d|\+/HER2)\.?$",
    re.I,
)
_PRAISE = re.compile(
    r"\b(?:an? |the )?(?:innovative|promising|cutting-edge|breakthrough|revolutionary|state-of-the-art) ",
    re.I,
)
_ARTICLE_LARGE = re.compile(r"\b([Aa]s|[Ii]s|[Oo]f|[Ff]or|[Ww]ith|[Ii]n|[Bb]y) A (?=[A-Z]?[a-z])")
_TWICE = re.compile(r"\b(\w.{11,}) \1$", re.I)
_LEFT_OVER = re.compile(
    r"[@#^~|*_\[\]{}¿!]|\bpatients (?:relapsed|refractory)\b|\w &\w|"
    r"\b(\w+) \1\b|\b(?:an?|the) (?:an?|the|by|of|in(?! vi)|on)\b|"
    r"\b(?:by|of|in|on) (?:by|of|on)\b|^phase|\bnational institute\b|\sx\s|"
    r" [-–:]\w|\b\d+ (?:vs\.?|versus) \d+ |\b(?:orally|intravenously|subcutaneously) \w+ed\b",
    re.I,
)
_ODD_WORD = re.compile(r"\b(?!micro)[a-z]{3,}[A-Z]{2,}|\wTM\b")
_NOVEL = re.compile(r"\b(?:(?P<article>an?) )?novel (?!\w+ed\b|and\b|or\b)(?=(?P<next>\w))", re.I)
_ENOUGH = 3
_TWO = 2
_LONGEST = 99
_LONGEST_TITLE = 400
"""Up to here words said twice are looked for, which takes time by the third power of the length."""


def names_a_study(text: str) -> bool:
    """True for a title that names a study or a list, and says nothing of its topic."""
    return _NAMED.search(text) is not None


def claims(title: str) -> bool:
    """True for a title that tells of a result, or is a sentence of its own."""
    return _NOT_TOPICS.search(title) is not None


def title_words(facts: Facts) -> str:
    """Give the topic of the registered title in sentence case; "" where it would be broken or a claim.

    What it says about the kind of study is left out. A title that asks gives its question.
    """
    if facts.title is None:
        return ""
    text = _bare(_without_head(facts))
    if _QUESTION.match(text) or "?" in text:
        return _asked(text, facts)
    text = _topic_of(text)
    if facts.ill_with or facts.called:
        return _sound(text, facts)
    text = with_illness_only(text)
    return "" if facts.healthy is not None and facts.healthy.value and says_who(text) else _sound(text, facts)


def title_point(facts: Facts) -> str:
    """Give the topic of a title without the people it names: the boxes tell of them more surely."""
    if facts.title is None:
        return ""
    point = before_people(_topic_of(_bare(_without_head(facts))))
    if "?" in facts.title.value or len(point.split()) <= _ENOUGH or ":" in point or _VERSUS.search(point):
        return ""
    point = _sound(point, facts)
    return "" if "(" in point else point


def _without_head(facts: Facts) -> str:
    """Give the title without the name of its own that stands before a colon."""
    title = facts.title.value if facts.title else ""
    if facts.title_head and title.startswith(facts.title_head):
        return title.removeprefix(facts.title_head).lstrip(" :") or title
    return title


def running_title(facts: Facts, shorten: Callable[[str], str]) -> str:
    """Give a title as running text, shortened first; "" for questions and other tongues."""
    if facts.title is None or len(facts.title.value) > _LONGEST_TITLE or "?" in facts.title.value:
        return ""
    text = _spelled_out(
        _topic_of(with_illness_only(shorten(_bare(_SQUARE.sub("", _without_head(facts)))))), facts
    )
    if _NOT_ENGLISH.search(text) or _ODD_WORD.search(text):
        return ""
    return simplify(_in_case(text, facts))


_SQUARE = re.compile(r" ?\[[^\[\]]*\]")


def is_short_topic(text: str) -> bool:
    """True for the first words of a title that say a thing of their own and claim nothing."""
    return not (
        names_a_study(text)
        or _NOT_TOPICS.search(text)
        or _CUT_OFF.search(text)
        or _LEFT_OVER.search(text)
        or _VERSUS.search(text)
        or _NO_END.search(text)
        or text.count("(") != text.count(")")
    )


_NO_END = re.compile(
    r"\b(?:combination|combined|compared|addition|patients|participants|subjects|study|drug)$", re.I
)


def _sound(text: str, facts: Facts) -> str:
    """Write words of a title as running text, short forms spelled out; "" where they would be broken."""
    text = _spelled_out(text, facts)
    if not _is_sound(text, facts) or text == facts.title_head:
        return ""
    text = _in_case(text, facts)
    return "" if _ODD_WORD.search(text) else sentence_case(simplify(text))


def title_sources(facts: Facts, text: str = "") -> tuple[str, ...]:
    """Give where the title words stand: the title, and what spells those short forms out that are gone."""
    if facts.title is None:
        return ()
    gone = (item for item in facts.title_spelled if not re.search(rf"(?<![\w-]){item[0]}(?![\w-])", text))
    return tuple(dict.fromkeys((facts.title.path, *(path for _, _, path in gone))))


def _spelled_out(text: str, facts: Facts) -> str:
    """Put words for short forms, the record's own first, as far as the headline bears them."""
    for short, words, _ in facts.title_spelled:
        longer = re.sub(rf"(?<![\w(/+-]){short}(?![\w/+-])", words, text)
        if longer != text and len(longer) <= _LONGEST and words.lower() not in text.lower():
            text = longer
    return text


def _bare(title: str) -> str:
    """Take signs, brackets, praise and the study's own short name off a title."""
    text = without_brackets(unescape(title.replace("&Amp;", "&")))
    text = re.sub(r"(?<=[a-z]) - (?=(?:Negative|Positive)\b)", "-", text)
    text = re.sub(r"([a-z]|\b[A-Z\d])- (?!and\b|or\b|to\b)(?=[a-z]{3}|(?<=\b[A-Z]- )[A-Z])", r"\1-", text)
    text = _TWICE.sub(r"\1", text) if len(text) <= _LONGEST_TITLE else text
    text = re.sub(r"(?<![A-Z\d])[-–]$", "", text.replace('"', "").replace(" :", ":").rstrip(" .:"))
    text = _NOVEL.sub(_without_novel, text).replace("QoL", "quality of life")
    return _PRAISE.sub("", _NICKNAME_LAST.sub("", _NICKNAME.sub("", _CODE_LAST.sub("", text))))


def _without_novel(found: re.Match[str]) -> str:
    """Leave the sponsor's word out; the article before it then goes by the next word."""
    if not found["article"]:
        return ""
    article = (
        "an" if found["next"] in "aeioAEIO" or _SPOKEN_AS_VOWEL.match(found.string, found.end()) else "a"
    )
    return f"{article.capitalize() if found['article'][0].isupper() else article} "


_SPOKEN_AS_VOWEL = re.compile(r"[AEFHILMNORSX][A-Z\d]")


def _topic_of(text: str) -> str:
    """Give what the study is about: without its kind, its verb, and what is measured of any treatment."""
    for pattern in (STARTS, VERBS, QUALITIES):
        shorter = pattern.sub("", text, count=1)
        if len(shorter) > 12:
            text = shorter
    if found := _ON.match(text):
        # "Effect of X on Y" loses its sense without its first words, "Effect of X in patients" does not.
        text = found["rest"] if not _ACTS_ON.search(found["rest"]) else text
    tail = _TAIL.search(text)
    if tail and len(text[: tail.start()].split()) >= _ENOUGH:
        text = text[: tail.start()]
    if _NEEDS_THE.match(text):
        return f"the {text}"
    return with_article(text) if _NEEDS_A.match(text) else text


_NEEDS_A = re.compile(
    r"(?!(?:an?|the|this|our|his|her|their|two|three|four|several|all|no) )"
    r"(?:(?!(?:an?|as|to|of|in|on|for|with|and|by|the|or) )[A-Za-z-]+ ){1,4}"
    r"(?<!of )(?<!and )(?:therapeutic|device|tool|test|formula|implant|vaccine|supplement|"
    r"intervention|approach|questionnaire|"
    r"product|comparison|technique|procedure|biomarker|camera|sensor|booster)"
    r"(?= (?:for|in|to|with|based|vs\.?|versus|among|after|as|of|on|by)\b)",
    re.I,
)
"""One thing that can be counted, and no name: "Digital Therapeutic for Quitting Smoking"."""


def _is_sound(text: str, facts: Facts) -> bool:
    """True for words that can stand after "A study of"."""
    unknown = [word for word in _ABBREVIATION.findall(text) if lookup(word) is None]
    unknown += [
        short
        for short, _, _ in facts.title_spelled
        if len(short) == _TWO and re.search(rf"\b{short}\b", text)
    ]
    alone = (
        facts.comparison.kind in {"one_group", "one_listed", "not_listed", "same"}
        and facts.study_type != "observational"
    )
    return (
        8 <= len(text) <= _LONGEST
        and not NO_TOPIC.match(text.removeprefix("the "))
        and len(unknown) < 2
        and not ((alone or facts.comparison.kind == "treatments") and _VERSUS.search(text))
        and not _NOT_TOPICS.search(text)
        and not text.lower().startswith(("to ", "and ", "or ", "with ", "in ", "for "))
        and not _CUT_OFF.search(text)
        and not _NOT_ENGLISH.search(text)
        and not _LEFT_OVER.search(text)
        and text.count("(") == text.count(")")
    )


def _asked(text: str, facts: Facts) -> str:
    """Give a title that is one whole question; "" for any other that holds one."""
    text = re.sub(r"\s+\?", "?", text)
    if not _QUESTION.match(text) or not text.endswith("?") or text.count("?") > 1 or len(text) > _LONGEST:
        return ""
    return sentence_case(simplify(_in_case(text, facts)))


def in_mid_sentence(text: str, facts: Facts) -> str:
    """Write title words as they stand inside a sentence: the first word small, unless it is a name."""
    return lower_first(text, names=facts.title_names)


def registered_topic(title: str) -> str:
    """Give a title in its own words, without what it says of the kind of study."""
    for pattern in (STARTS, QUALITIES):
        title = pattern.sub("", title, count=1)
    return title.rstrip(" .")


def beginning_of(title: str) -> str:
    """Give the first words of a long title, up to where a piece of sense ends."""
    words = title[:_LONGEST_BEGINNING].split()[:_MOST_WORDS]
    if len(" ".join(words)) < len(title):
        words.pop()
    text = " ".join(words)
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip()
    while " " in text and _CUT_OFF.search(text):
        text = text[: text.rindex(" ")]
    return text.rstrip(" ,;:-–")


_LONGEST_BEGINNING = 80
_MOST_WORDS = 16


def is_question(text: str) -> bool:
    """True for title words that stand alone, as a question."""
    return text.endswith("?")


def _in_case(text: str, facts: Facts) -> str:
    """Write a title as running text; names of places, of people and of treatments keep their capitals."""
    known = {word for name in facts.countries for word in name.split()}
    known |= set(facts.city.value.replace(",", " ").split() if facts.city else ())
    known |= set(facts.title_names)
    for word in facts.title_odd:
        text = text.replace(word, word.capitalize() if is_proper_name(word) else word.lower())
    text = _ARTICLE_LARGE.sub(r"\1 a ", text).replace("İ", "I").replace("/Anti-", "/anti-")
    shouting = not any(letter.islower() for letter in text)
    return " ".join(_word_in_case(word, known, shouting=shouting) for word in text.split())


def _word_in_case(word: str, known: set[str], *, shouting: bool) -> str:
    bare = word.strip("(),;:.'’?")
    if bare in known or bare.partition("'")[0] in known or (not shouting and bare.isupper()):
        return word
    if _STAGE.fullmatch(bare):
        return word
    first, hyphen, rest = word.partition("-")
    if hyphen and "/" in rest and any(map(str.isupper, rest.split("/"))):
        return f"{first.lower()}-{rest}" if first.istitle() else word  # "anti-Ro/SSA"
    if hyphen and len(first) < _ENOUGH and first.lower() in _PREFIXES:
        return f"{first.lower()}-{_word_in_case(rest, known, shouting=shouting)}"
    if hyphen and _TITLE_CASE.match(rest) and not is_proper_name(rest.partition("-")[0]):
        rest = rest if rest.partition("-")[0] in known else rest.lower()
        return f"{_word_in_case(first, known, shouting=shouting)}-{rest}"
    if (
        first in known
        or (is_proper_name(first) and hyphen)
        or (len(first) < _ENOUGH and first != bare and first.istitle())
    ):
        return word
    return in_running_case(word, "", keep_unknown=False)


_STAGE = re.compile(r"[IV]{1,3}[abc]\d?(?:[-/–][IV]{0,3}[abc]?)?")
"""How far a cancer went: "stage Ib"."""
_TITLE_CASE = re.compile(r"[A-Z][a-z]{2,}(?:-|\b)(?!\w*[A-Z\d])")
_PREFIXES = frozenset({"at", "up", "re", "co", "in", "on", "by", "of", "to", "de", "non", "add", "pre"})
