"""What the facts of a study are made of: its conditions, its treatments and its groups."""

import msgspec


class FactPart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A part of the facts: immutable."""


class Topic(FactPart, frozen=True):
    """One condition as registered, and how it reads inside a sentence."""

    registered: str
    words: str
    """"type 2 diabetes" for "Diabetes Mellitus, Type 2"."""
    path: str
    kind: str
    """"illness", "healthy", "state" (pregnancy, surgery …) or "subject" (anything else)."""
    role: str = "had"
    """What an illness is to the people: "had", "prevented" or "topic" (nothing is said)."""
    listed_only: bool = False
    """Nothing but the list of conditions speaks of it."""


class Treatment(FactPart, frozen=True):
    """One thing that is given, done, used or looked at in the study."""

    kind: str
    """drug, biological, vaccine, device, software, procedure, radiation, behaviour, supplement, test,
    genetic, combination, care (as usual), measurement or other."""
    name: str
    """Short and in the case of running text; "" where the registered name names nothing ("Group 1")."""
    registered: str
    path: str
    dummy: bool = False
    """A placebo or a sham."""
    route: str = ""
    """"by mouth", "into a vein" … where the record says so plainly."""
    also: str = ""
    """One other name that the record gives."""
    description: str = ""
    """Of a placebo or sham: the registry's words for it, where they are short."""
    words: str = ""
    """What it is in the record's own words, word for word, where they are few; "" for none."""
    words_go_on: bool = False
    """``words`` are the beginning of a longer sentence."""
    words_at: str = ""
    """Where ``words`` stand, if that is a title or the summary, which call it so; "" for its description."""
    spelled_at: str = ""
    """Where the record spells out the short form that the thing is registered under."""
    noun_fits: bool = False
    """Its name and the record's words for it bear out ``kind``: it may be called "a drug", "a device"."""
    not_empty: bool = False
    """Of a placebo: its description names an amount of something in it (NCT03813927)."""


class Arm(FactPart, frozen=True):
    """One group of the study and what it gets, by number of its treatments."""

    label: str
    type: str
    gets: tuple[int, ...]
    dummies: tuple[int, ...]
    path: str
    rest: str = ""
    """What a group without the treatment gets by its own words: "care" (as usual), "something" or ""."""
    name: str = ""
    """The group's label where it tells more than "Group A", ready to be quoted."""
    words: str = ""
    """What the group is by its description, where that is short enough to be quoted."""
    choice: bool = False
    """The description speaks of one thing or another, or of a thing that only some in the group get."""
    one_of: bool = False
    """The description offers a choice, and combines nothing."""
    dummy_told: bool = False
    """No placebo is listed for the group, and its label or description speaks of one."""
    picks: bool = False
    """Its words, or the title, say "A or B" of two things that are listed for it, or speak of a choice."""
    dummy_said: bool = False
    """The label or description speaks of a placebo or a sham."""
    in_order: bool = False
    """The label or description speaks of an order: one thing first, another later."""
    agrees: bool = False
    """The label and the description name all that is listed for the group, and nothing else."""
