"""What a registered title can lend to a headline: its topic in running words, never what it claims."""

import re

from plainstudy.plain.dictionary import simplify
from plainstudy.plain.wording import sentence_case
from plainstudy.writing.facts import Facts
from plainstudy.writing.facts.names import in_running_case, without_brackets

_STARTS = re.compile(
    r"^(?:(?:a|an|the)\s+)?(?:(?:phase\s+[\dIViv/ab-]+|pilot|clinical|prospective|retrospective|"
    r"observational|multi-?cent(?:er|re)|open[- ]label|randomi[sz]ed|"
    r"double[- ]blind(?:ed)?|controlled|placebo[- ]controlled|single[- ]arm|exploratory|research|"
    r"non-?interventional|cross-sectional|longitudinal|real[- ]world|"
    r"interventional|cohort|registry|first-in-human|feasibility|comparative|large|international|national|"
    r"safety|efficacy|post-?market\w*|,|and|\s)+)*"
    r"\s*(?:study|trial|research|survey|investigation|evaluation|assessment|analysis)\s+"
    r"(?:of|on|to (?:evaluate|assess|compare|investigate|determine|learn(?: more)? about|test|examine|"
    r"explore|study)|evaluating|assessing|comparing|investigating|about|into|for|that)\s+(?:the\s+)?",
    re.I,
)
_VERBS = re.compile(
    r"^(?:to )?(?:evaluat(?:e|ing|ion of)|assess(?:ing|ment of)?|compar(?:e|ing|ison of)|investigat(?:e|"
    r"ing|ion of)|determin(?:e|ing)|examin(?:e|ing)|"
    r"test(?:ing)?|stud(?:y|ying)|explor(?:e|ing)|effects? of|impact of|role of|"
    r"characteri[sz](?:ation of|ing)|efficacy and safety of|safety and efficacy of|"
    r"efficacy of|safety of|effectiveness of)\s+(?:the\s+)?(?:effects? of\s+)?",
    re.I,
)
_CLAIMS = re.compile(
    r"\b(?:improves?|reduces?|increases?|decreases?|predicts?|affects?|causes?|prevents?|helps?|leads?|"
    r"is|are|enhances?|lowers?|relieves?|cures?|eases?|works?|"
    r"superior|better|effective|safe)\b",
    re.I,
)
_VERSUS = re.compile(r"\b(?:compared|versus|vs)\b", re.I)
_NAMED = re.compile(
    r"\b(?:study|trial|registry|database|biobank|cent(?:er|re)|project|protocol|cohort)\b", re.I
)
_NICKNAME = re.compile(r"^(?:the )?[\w-]+(?: \w+)? (?:study|trial|project|registry)\s*[:–-]\s+", re.I)
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9-]{2,}s?\b")
_TAIL = re.compile(r"\s*(?:[:;.]|\s[-–—]\s).*$")


_PRAISE = re.compile(
    r"\b(?:an? |the )?(?:innovative|promising|cutting-edge|breakthrough|revolutionary|state-of-the-art) ",
    re.I,
)


def names_a_study(text: str) -> bool:
    """True for a title that names a study or a list, and says nothing of its topic."""
    return _NAMED.search(text) is not None


def title_words(facts: Facts) -> str:
    """Give the registered title in sentence case without what it says about the kind of study."""
    if facts.title is None:
        return ""
    text = _NICKNAME.sub("", without_brackets(facts.title.value))
    text = re.sub(r"(\w)- (?=[a-z])", r"\1-", text).replace('"', "").replace(" :", ":")
    text = _PRAISE.sub("", text)
    if len(_ABBREVIATION.findall(text)) > 1:
        return ""
    for pattern in (_STARTS, _VERBS):
        shorter = pattern.sub("", text, count=1)
        if len(shorter) > 12:
            text = shorter
    if len(text) > 95:
        text = _TAIL.sub("", text)
    alone = (
        facts.comparison.kind in {"one_group", "one_listed", "not_listed", "same"}
        and facts.study_type != "observational"
    )
    if alone and _VERSUS.search(text):
        return ""
    if len(text) < 8 or len(text) > 100 or (_CLAIMS.search(text) and "?" not in text):
        return ""
    return sentence_case(simplify(_in_case(text, facts)))


def _in_case(text: str, facts: Facts) -> str:
    """Write a title as running text; names of places and of treatments keep their capitals."""
    known = {word for item in facts.treatments for word in item.name.split() if word[:1].isupper()}
    known |= {word for name in facts.countries for word in name.split()}
    known |= set(facts.city.value.replace(",", " ").split() if facts.city else ())
    shouting = not any(letter.islower() for letter in text)
    words = []
    for word in text.split():
        bare = word.strip("(),;:.'’")
        kept = bare in known or (not shouting and bare.isupper())
        words.append(word if kept else in_running_case(word, "", keep_unknown=False))
    return " ".join(words)
