"""What titles say of a study before they come to its topic: its kind, its verb, what is measured of any."""

import re

_KIND = (
    r"phase\s+[\dIViv/ab-]+|pilot|clinical|prospective|retrospective|observational|multi-?cent(?:er|re)|"
    r"multinational|open[- ]label|randomi[sz]ed|double[- ]blind(?:ed)?|controlled|placebo[- ]controlled|"
    r"single[- ]arm|single[- ]cent(?:er|re)|exploratory|research|non-?interventional|cross-sectional|"
    r"longitudinal|real[- ]world|interventional|cohort|registry|first-in-human|feasibility|comparative|large|"
    r"international|national|safety|efficacy|tolerability|pharmacokinetic|dose[- ]finding|parallel[- ]group|"
    r"post[- ]?market(?:ing)?|extension|long-?term|follow-?up|preliminary|proof[- ]of[- ]concept|,|and|&|-|\s"
)
STARTS = re.compile(
    rf"^(?:(?:a|an|the)\s+)?(?:{_KIND})*\s*(?:study|trial|research|survey|investigation|surveillance|registry|"
    r"audit|assessment|evaluation|analysis)\s+(?:of|on|about|into|for|to (?:evaluate|assess?|compare|"
    r"investigate|determine|learn(?: more)? about|test|examine|explore|study|describe|identify|understand|"
    r"estimate|observe|characteri[sz]e|define|measure|check)|(?:that )?(?:evaluating|assessing|comparing|"
    r"investigating|determining|testing|examining|exploring|describing|using))\s+",
    re.I,
)
VERBS = re.compile(
    r"^(?:to )?(?:evaluat(?:e|ing)|evaluations? of|assess(?:ing)?|assessments? of|compar(?:e|ing)|"
    r"comparisons? of|investigat(?:e|ing)|investigations? of|determin(?:e|ing)|examin(?:e|ing)|test(?:ing)?|"
    r"stud(?:y|ying)|explor(?:e|ing)|characteri[sz](?:e|ing)|describ(?:e|ing)|analy[sz](?:e|ing)|"
    r"analysis of|observ(?:e|ing)|observations? (?:on|of)|look(?:ing)? at|measur(?:e|ing)|estimat(?:e|ing)|"
    r"identify(?:ing)?|understanding|defining|establish(?:ing)?)\s+"
    r"(?!(?:and|or|if|whether|how|which|what)\b)",
    re.I,
)
QUALITIES = re.compile(
    r"^(?:the )?(?:(?:long-term )?(?:(?:preliminary )?efficac(?:y|ity)|saf+ety|effectiveness|"
    r"effectivity|tolerability|PK|PD|"
    r"pharmacokinetics?|pharmacodynamics?|immunogenicity|acceptability|performance|"
    r"(?:clinical|antitumou?r) activity)(?:,| and| &|, and|, &|\s)*)+"
    r" (?:study )?(?:of|in|for|on|with|from) (?=\w)",
    re.I,
)

NO_TOPIC = re.compile(
    r"(?:take|make|stop|let|together|(?:the )?patients (?:with|who)|"
    r"comparison (?:in|of the patients|study)) ?\b",
    re.I,
)
"""A call, a motto or an empty word at the beginning of a title."""
