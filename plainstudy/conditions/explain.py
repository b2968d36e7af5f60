"""Why a concept stands on a study's page, in one sentence for a reader. Pure."""

_SENTENCES = {
    "exact": "The study team listed “{term}”.",
    "variant": "The study team listed “{term}”, which is another name for it.",
    "singular": "The study team listed “{term}”, which is another way to write it.",
    "word order": "The study team listed “{term}”: the same words in another order.",
    "abbreviation": "The study team listed “{term}”, which is short for it.",
    "brackets removed": "The study team listed “{term}”; we left out what stands in brackets.",
    "modifier removed": "The study team listed “{term}”, which is a form, stage or group of it.",
    "part": "The study team listed “{term}”, which names it as a part.",
    "last words": "The study team listed “{term}”, which is a kind of it.",
    "registry MeSH agrees": "The study team listed “{term}”, and the registry sorts the study under it too.",
    "registry's own coding": "The registry sorts the study under it. The study team did not list it.",
}


def explain(*, rule: str, registrant_term: str) -> str:
    """Return the answer to "why is this here?"; an unknown rule has a plain answer."""
    sentence = _SENTENCES.get(rule, "We sorted the study under it by what its record says.")
    return sentence.format(term=" ".join(registrant_term.split()))
