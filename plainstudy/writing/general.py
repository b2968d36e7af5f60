"""What we say in general, about kinds of study and of treatment: written by us, true of the kind, hedged.

A sentence taken from here carries the source ``general:<id>``. Several wordings of one id say the same.
"""

GENERAL: dict[str, tuple[str, ...]] = {
    # ── What a study of this kind can show ────────────────────────────────────
    "phase-early": ("Early phase 1 is a first, exploring step.",),
    "phase-1": (
        "A phase 1 study looks first at safety and dose.",
        "A phase 1 study is an early step: it looks first at safety and dose.",
    ),
    "phase-1-cannot": (
        "It cannot show whether a treatment helps people live longer or better.",
        "It is too early to show whether a treatment helps people live longer or better.",
    ),
    "phase-1-2": (
        "A phase 1 and 2 study first looks at safety and dose, then for early signs that a treatment works.",
    ),
    "phase-2": ("A phase 2 study looks for signs that a treatment works, and at how safe it is.",),
    "phase-2-next": (
        "Larger studies are often needed after it.",
        "It is often followed by a larger study.",
    ),
    "phase-2-3": ("A phase 2 and 3 study joins a middle and a late step in one.",),
    "phase-3": (
        "This is a phase 3 study, a late step.",
        "Phase 3 is a late step in testing.",
    ),
    "phase-4": ("A phase 4 study looks at a treatment that is already in use, to learn more about it.",),
    "phase-3-large": ("This is a phase 3 study, a late and large test.",),
    "small-study": ("One small study cannot settle that.",),
    "large-study": ("With so many people, its answer can be firmer than an answer from a few.",),
    "small-next": ("Larger studies may still be needed.",),
    "asks-safety": ("It looks mainly at safety, so it says less about how well a treatment works.",),
    "asks-levels": (
        "It looks mainly at what the body does with a drug; that alone does not show whether a drug helps.",
    ),
    "asks-signs": (
        "It looks mainly at signs in the body, and these do not always show whether people feel better.",
    ),
    "asks-doable": ("It asks first whether this can be done, so it says less about how well it works.",),
    "one-study": (
        "One study alone does not decide that.",
        "Other studies will have to agree before that is sure.",
    ),
    "one-study-more": (
        "One study alone seldom settles a question.",
        "Doctors may need more studies before they change what they do.",
    ),
    "small": (
        "The study is small, so its answer may not hold for everyone.",
        "With so few people, the answer may not hold for everyone.",
    ),
    "small-past": (
        "The study was small, so its answer may not hold for everyone.",
        "With so few people, the answer may not hold for everyone.",
    ),
    "no-comparison": (
        "Without a comparison group, changes cannot be put down to the treatment for sure.",
        "There is no comparison group, so changes cannot be put down to the treatment for sure.",
    ),
    "no-comparison-past": (
        "There was no comparison group, so changes cannot be put down to the treatment for sure.",
    ),
    "learn-body": ("It is listed as basic science: work done to learn more, not to treat.",),
    "learn-no-help": ("It is not meant to help the people who take part.",),
    "learn-unsure-help": ("Taking part may bring no benefit to the person.",),
    "test-could": ("If the test works well, it could help doctors find or follow an illness.",),
    "test-limits": ("A test can miss an illness, or point to one that is not there.",),
    "prevention-could": ("If it works, it could help keep people well.",),
    "care-could": ("If it works, it could change how care is given.",),
    "help-could": ("If it helps, it could become part of the care for people like these.",),
    "observational-could": (
        "Such a study can show patterns and help plan better studies.",
        "Studies like this can show patterns and help plan better ones.",
    ),
    "observational-cannot": ("Watching alone cannot prove that one thing causes another.",),
    "observational-once": ("It looks at one point in time, so it cannot tell what came first.",),
    "observational-past": ("It looks back, and facts from the past may not be complete.",),
    "observational-doubted": ("One study alone seldom settles a question.",),
    "registry-could": ("Such a list can show patterns and help plan better studies.",),
    "registry-cannot": ("A list of patients cannot prove that one treatment works better than another.",),
    "nobody-joined": ("Nothing can be learned from this study, because nobody took part.",),
    "nobody-watched": ("Nobody took part, so nobody was put at risk by this study.",),
    "stopped-early": (
        "A study that stops early may not answer its question.",
        "Because it stopped early, the study may not answer its question.",
    ),
    "results-read": ("Posted figures need to be read with care; a doctor can help with that.",),
    "access-could": (
        "This is a way to get a treatment outside a study; it is not a test of how well it works.",
    ),
    "access-wrong": ("A treatment that is not yet approved may not help and may do harm.",),
    "healthy-no-help": ("Healthy people who take part get no benefit for their health from it.",),
    "learn-more": ("A study like this can help doctors learn more.",),
    "less-question": ("The question is whether less treatment is enough.",),
    # ── What could go wrong, by kind of treatment ─────────────────────────────
    "may-not-work": (
        "It may not help.",
        "What is tested may not help.",
    ),
    "may-not-work-past": ("What was tested may not help.",),
    "risk-drug": (
        "Side effects are possible with any drug, and some can be serious.",
        "Any drug can have side effects, and some can be serious.",
    ),
    "risk-drug-early": (
        "Drugs at this early stage can have side effects that nobody knows yet.",
        "At this early stage, a drug can have side effects that nobody knows yet.",
    ),
    "risk-biological": ("Treatments of this kind can have side effects, and some can be serious.",),
    "risk-biological-early": (
        "At this early stage, a treatment can have side effects that nobody knows yet.",
    ),
    "risk-vaccine": ("Vaccines often cause soreness, tiredness or fever; serious reactions can happen too.",),
    "risk-cancer-vaccine": (
        "A vaccine can cause pain, fever or tiredness, and may have other side effects.",
    ),
    "risk-cells": ("Treatments made of cells can cause strong reactions, some of them dangerous.",),
    "risk-allergen": (
        "Contact with what a person is allergic to can set off reactions, and some can be severe.",
    ),
    "risk-device": ("A device can fail, cause discomfort or do harm.",),
    "risk-implant": ("An implant needs an operation, which has risks such as bleeding or infection.",),
    "risk-stimulation": ("Nerve or brain stimulation can feel unpleasant and may have side effects.",),
    "risk-software": ("A digital program can take up time, and handles private facts about people.",),
    "risk-hands-on": ("Treatment with the hands or with movement can hurt or leave a person sore.",),
    "risk-rays": ("Scans with X-rays or radioactive substances expose the body to some radiation.",),
    "risk-radioactive": (
        "A radioactive treatment gives off radiation, which can harm healthy parts of the body too.",
    ),
    "risk-blood": ("Taking blood can cause a little pain or a bruise.",),
    "risk-labelled": ("A drug marked with a radioactive substance gives off a little radiation.",),
    "risk-stool": ("A treatment made from another person's stool can pass on germs.",),
    "risk-provoked": ("A study of this kind can set off symptoms on purpose, and these can be strong.",),
    "risk-procedure": ("A procedure has risks of its own, such as pain, bleeding or infection.",),
    "risk-surgery": ("Any operation has risks, such as bleeding, infection or trouble with anesthesia.",),
    "risk-needle": ("Needles can cause pain, bruises and, rarely, infection.",),
    "risk-radiation": ("Radiation can harm healthy parts of the body too, also much later.",),
    "risk-behaviour": ("It takes time and effort.",),
    "risk-feelings": ("It takes time and effort, and may stir up hard feelings.",),
    "risk-skin-test": ("A skin test can itch and swell, and can rarely set off a strong allergic reaction.",),
    "risk-deep-samples": (
        "Taking tissue, marrow or fluid out of the body can hurt and has risks, such as bleeding.",
    ),
    "risk-early": ("At this early stage, there can be side effects that nobody knows yet.",),
    "risk-exercise": ("Exercise can be hard when a person is ill, and injuries can happen.",),
    "risk-supplement": ("Supplements can have side effects and can get in the way of medicines.",),
    "risk-food": ("Foods can cause discomfort or, in some people, an allergic reaction.",),
    "risk-test": ("A test can be unpleasant, take time or give a wrong result.",),
    "risk-other": ("What is done in a study can have unwanted effects.",),
    "risk-chemo": ("Cancer drugs often have side effects, and some can be serious.",),
    "risk-unknown-record": (
        "This page cannot list every risk, so ask the study team.",
        "There can be risks that this page does not list, so ask the study team.",
        "Ask the study team which other risks there are.",
    ),
    "risk-unknown-past": ("There can be risks that this page does not list.",),
    "some-get-placebo": ("Some people get the placebo, not the treatment that is tested.",),
    "some-got-placebo": ("Some people were to get the placebo, not the treatment that is tested.",),
    "observing-risk": (
        "By the record, this study only watches, and watching adds little bodily risk.",
        "A study that only watches, as the record lists this one, adds little bodily risk.",
    ),
    "observing-treated": ("What people get can have risks of its own.",),
    "observing-samples": (
        "Giving samples can be unpleasant; taking blood can cause a little pain or a bruise.",
    ),
    "observing-studies": ("Looking at earlier studies adds no bodily risk for anyone.",),
    "observing-other-samples": ("Giving samples can be unpleasant.",),
    "observing-deep-samples": (
        "Taking tissue, marrow or fluid out of the body can hurt and has risks, such as bleeding.",
    ),
    "privacy": (
        "Shared health data always carry some privacy risk.",
        "Sharing health data always brings some risk to privacy.",
    ),
    "too-few": ("Too few people took part to know.",),
    # ── Explained in place ────────────────────────────────────────────────────
    "placebo": (
        "A placebo looks like the real thing but usually has no active part in it.",
        "A placebo is a copy, usually with no active part in it.",
    ),
    "sham": ("A sham is a pretend treatment: it looks like the real one but leaves out the active part.",),
    "observational": ("In a study of this kind, nobody is given a treatment because of the study.",),
    "says-little": ("This record says very little about the study.",),
    "no-groups": ("The record does not list any groups.",),
    "ask-visits": (
        "Ask the study team how often you would have to come, and what it would cost you.",
        "Ask the study team how many visits there are and what costs you might have.",
    ),
    "team-decides": (
        "Only the study team can say whether you can join.",
        "Whether you can join is for the study team to say.",
    ),
    "past-joining": ("A study of facts from the past often uses records that are there already.",),
    "access-closed": ("This way to get the treatment is closed.",),
    "closed-to-new": ("It is too late to join this study.",),
    "side-effect-or-not": ("A health problem in a study is not always caused by the treatment.",),
}
