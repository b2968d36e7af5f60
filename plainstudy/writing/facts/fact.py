"""What a page may say about one study. Every fact knows where the record says it, and in which words.

A path is written as in the registry's own documents, list items by number from 0:
``protocolSection.armsInterventionsModule.interventions[0].name``. ``source`` is the exact text found there
(or the part of it that carries the fact), unchanged.
"""

from typing import Generic, TypeVar

import msgspec

from .things import Arm, FactPart, Topic, Treatment

T = TypeVar("T")


class Fact(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """One value, where it stands and the registry's exact words for it."""

    value: T
    path: str
    source: str


class Comparison(FactPart, frozen=True):
    """What is compared with what, as far as the groups themselves show it.

    ``kind``: one_group, one_listed (something else speaks of a comparison), placebo, placebo_added, sham,
    sham_added, usual_care, no_treatment, treatments,
    added, on_top, less, mixed, each_other, doses, same, unclear, not_listed.
    """

    kind: str
    tested: tuple[int, ...] = ()
    """Treatments that are put to the test; numbers into ``Facts.treatments``."""
    against: tuple[int, ...] = ()
    everyone: tuple[int, ...] = ()
    """Treatments that every group gets."""
    alternatives: bool = False
    """The tested treatments are given to different groups, not together."""
    paths: tuple[str, ...] = ()


class Focus(FactPart, frozen=True):
    """Which of the listed things the study is about, where a title bears it out."""

    tested: tuple[int, ...] = ()
    """Numbers into ``Facts.treatments``, in the order of the title; empty where titles and list disagree."""
    named: tuple[int, ...] = ()
    """Listed things that a title names, and no group that is there to compare gets; none where the list hides
    what is tested."""
    uses: tuple[int, ...] = ()
    """All that is listed, where nothing is said to be tested and no title names something unlisted."""
    rivals: bool = False
    """Each group gets one of ``tested``, and a title sets them against each other."""
    to_help: bool = False
    """True where nothing in a title speaks against asking whether these things help."""
    why: str = ""
    """Why nothing is said to be tested."""


class Contradiction(FactPart, frozen=True):
    """Two fields that do not fit each other; never chosen between."""

    about: str
    first: Fact[str]
    second: Fact[str]


class Outcome(FactPart, frozen=True):
    """What is measured first."""

    measure: str
    """Cleaned of markup, otherwise as registered."""
    topic: str
    """Which of the measures we know in plain words it is; "" for none."""
    when: str
    """"12 weeks", "up to 2 years" …; "" where the time frame is not simple."""
    path: str
    when_path: str = ""
    description: str = ""
    """The record's own words for a measure of two or three words, where they are short."""
    description_path: str = ""
    told_otherwise: bool = False
    """True where its description asks something else than its name says: to foretell it, or who died."""


class Points(FactPart, frozen=True):
    """Who can join, split into single points, each as registered; ``clear`` False means: do not split."""

    clear: bool
    inclusion: tuple[str, ...] = ()
    exclusion: tuple[str, ...] = ()
    why_not: str = ""
    """Why it must stand verbatim: "no headings", "mixed", "same", "many parts", "mid-line", "none"."""
    path: str = "protocolSection.eligibilityModule.eligibilityCriteria"


class GroupResult(FactPart, frozen=True):
    """A count or a value for one group of posted results."""

    title: str
    value: str
    of: str = ""
    path: str = ""


class Results(FactPart, frozen=True):
    """What posted results say that can be told without interpreting."""

    started: int | None = None
    """People who started, over all groups of the first period; None where unclear."""
    serious: tuple[GroupResult, ...] = ()
    """People with at least one serious health problem, whatever the cause."""
    serious_limited: bool = False
    """The results say themselves that some causes or kinds of problems were not counted."""
    deaths: tuple[GroupResult, ...] = ()
    main_title: str = ""
    main_unit: str = ""
    main_kind: str = ""
    """"mean", "median", "count" … of ``main``."""
    main: tuple[GroupResult, ...] = ()
    main_path: str = ""


class Day(FactPart, frozen=True):
    """A date as precise as registered."""

    date: str
    words: str
    actual: bool | None
    path: str


class Watching(FactPart, frozen=True):
    """Of a study that is listed as watching: what its texts bear out of that."""

    treated: tuple[int, ...] = ()
    """Which of the treatments surely are some; numbers into ``Facts.treatments``."""
    doubted: bool = False
    """A word may speak of something that the study itself gives, or of chance."""
    quiet: bool = False
    """Nothing is listed but tests and questions, and no text may speak of something that is given."""
    untouched: bool = False
    """Quiet, and no text speaks of samples, of a picture with rays or of anything put into the body."""
    blood: Fact[str] | None = None
    """Blood is taken or measured."""
    past: bool = False
    """It looks back, and asks nothing of anybody."""
    at_once: bool = False
    over_time: bool = False
    """People are followed for a month or more."""
    compares: bool = False
    """Two groups or more are listed, of people who differ in something."""
    of_studies: bool = False
    """A title says that earlier studies are put together: a review, a meta-analysis."""
    earlier: bool = False
    """What is listed may have been given before, in another study, or to nobody."""


class Today(FactPart, frozen=True):
    """What depends on the day of the registry's snapshot; never part of a stored text."""

    stale: bool = False
    """Open on paper, not confirmed for more than a year."""
    start_has_passed: bool = False
    """Not open yet on paper, though the planned start is over."""
    date: str = ""
    """The day itself."""


class Facts(FactPart, frozen=True):
    """Everything a page may say about one study. Absent means: the record does not say."""

    nct_id: str
    title: Fact[str] | None = None
    official_title: Fact[str] | None = None
    title_names: tuple[str, ...] = ()
    """Words of the title that the record's own text shows to be names."""
    title_head: str = ""
    """The study's or program's own name that the title begins with, as the text uses it, or ""."""
    title_odd: tuple[str, ...] = ()
    """Words of the title whose inner capitals only spell a short name."""
    title_spelled: tuple[tuple[str, str, str], ...] = ()
    """Short forms of the title that we do not know, the record's words for them, and their path."""

    study_type: str = ""
    """"interventional", "observational", "expanded access" or "" (unknown)."""
    phases: tuple[str, ...] = ()
    """"PHASE1" …; empty where missing or not applicable."""
    phase_given: bool = False
    phase_told: bool = False
    """A text speaks of a phase."""
    pivotal: Fact[str] | None = None
    purpose: str = ""
    observational_model: str = ""
    time_perspective: str = ""
    is_registry: bool = False
    follow_up: Fact[str] | None = None
    """For how long each person is followed, in words."""
    follow_up_told: bool = False
    """A text or a time frame names the same length."""
    samples: str = ""
    """"dna", "kept", or ""."""
    deep_samples: Fact[str] | None = None
    provoked: Fact[str] | None = None
    """Bone marrow, tissue or spinal fluid is taken or kept."""
    provoked_here: bool = True
    """False where that is named, but nothing says that it is given in this study."""
    extension: Fact[str] | None = None
    first_in_human: Fact[str] | None = None
    copy_of: Fact[str] | None = None
    """The record calls it a biosimilar."""
    less_treatment: Fact[str] | None = None
    called_new: Fact[str] | None = None

    topics: tuple[Topic, ...] = ()
    ill_with: Topic | None = None
    """The illness that the people have, ready for a sentence; None where nobody is said to have one."""
    about: tuple[Topic, ...] = ()
    """What the study is about beside what is said of its people, best first: three at most."""
    about_more: bool = False
    """The conditions name more than that."""
    group: str = "people"
    """adults, children, women, … as age and sex allow it to be said."""
    others: Fact[str] | None = None
    """Whom the title names where those who take part care for the ill: "parents of young children"."""
    called: Fact[str] | None = None
    """The people as a title calls them: "kidney transplant recipients with diabetes"."""
    setting: Fact[str] | None = None
    """Around which operation it takes place, in words that follow people: "after knee surgery"."""
    minimum_age: Fact[str] | None = None
    maximum_age: Fact[str] | None = None
    age_doubt: Fact[str] | None = None
    """An age in the criteria or a title that does not fit the registered one."""
    sex_doubt: Fact[str] | None = None
    """A rule that takes both sexes, where the box names one."""
    sex: Fact[str] | None = None
    healthy: Fact[bool] | None = None
    all_healthy: Fact[str] | None = None
    """A title or a rule asks for healthy people, and nothing speaks of others."""
    for_their_children: Fact[str] | None = None
    """Of a study in pregnant women: what is to be prevented is an illness of the children."""
    health_workers: Fact[str] | None = None
    children: bool = False

    treatments: tuple[Treatment, ...] = ()
    arms: tuple[Arm, ...] = ()
    arm_count: int = 0
    focus: Focus = Focus()
    comparison: Comparison = Comparison(kind="not_listed")
    crossover: bool = False
    sequential: bool = False
    comes_to_all: bool = False
    """What is tested may come later to those, too, who get a placebo first."""
    outside_the_body: bool = False
    """What is listed is, or may be, used on samples and not given to people."""
    by_places: Fact[str] | None = None
    """Whole groups of people are drawn, as hospitals or schools, not one person at a time."""
    groups_of: str = ""
    """What groups are called after: "people" of different kinds, "stages" of the study, or ""."""
    same_people: bool = False
    """A text gives each person, or each half of a body, what the list has in several groups."""
    alone: bool = False
    """One group is listed, and no text speaks of another one."""
    side_by_side: bool = False
    """No word anywhere may mean that the groups are parts, orders, sides or kinds of people."""
    chance: str = ""
    """Chance "decides" who gets what, plays a "part", is so "listed" only or for groups of the "same_people";
    or "no" chance, "no_listed" where texts speak of chance, "no_and_part" where of a part; or ""."""
    allocation: str = ""
    """"chance", "not chance" or ""."""
    allocation_path: str = ""
    """Where that stands: its own field, or a title."""
    takes_turns: str = ""
    """Of a crossover: a text says that "each" gets one thing after the other, or "called" it so, or ""."""
    masking: str = ""
    """"none", "some" or ""."""
    who_is_not_told: tuple[str, ...] = ()
    masking_doubt: Fact[str] | None = None
    """What keeps it from being told as a plain truth: a text tells of an open "part", else it is "listed"."""
    contradictions: tuple[Contradiction, ...] = ()

    people: Fact[int] | None = None
    people_actual: bool | None = None
    people_of_papers: bool = False
    """Some or all of those who are counted are looked at in old papers, and need not have come."""
    people_doubt: bool = False
    """A text gives a greater number of people, and none that of the box."""
    outcomes: tuple[Outcome, ...] = ()
    outcome_count: int = 0
    asks: str = ""
    """What all first measures and the titles ask together; see facts/asked.py."""
    even: bool = False
    """A title asks whether two things are alike, and not which is better."""
    taking_part: Fact[str] | None = None
    """How long taking part lasts, where the summary says so."""

    status: str = ""
    status_known: bool = False
    last_known_status: str = ""
    confirmed: Day | None = None
    why_stopped: Fact[str] | None = None
    no_benefit: bool = False
    """The reason why it stopped is that a benefit was unlikely, or was not seen."""
    done: bool = False
    """The reason why it stopped is that it had reached its aim."""
    end_told: bool = False
    """Nothing speaks against the day of the end that is listed."""
    dates: tuple[tuple[str, Day], ...] = ()
    """By name: start, primary_completion, completion, first_posted, results_posted, last_update."""
    results: Results | None = None
    papers: int = 0
    papers_path: str = ""

    sponsor: Fact[str] | None = None
    sponsor_is_person: bool = False
    places: int = 0
    countries: tuple[str, ...] = ()
    city: Fact[str] | None = None
    """The only city, where all places are in one."""
    place_told: bool = False
    """A title, the summary or the details name that city too, or say that there is one place."""

    points: Points = Points(clear=False, why_not="none")
    risks: tuple[Fact[str], ...] = ()
    hazards: tuple[str, ...] = ()
    """The general risk that fits each of ``treatments``, in their order; "" for none."""
    payment: Fact[str] | None = None
    aim: Fact[str] | None = None
    """What the title says is to be prevented or treated, where that is no condition: "treat bone loss"."""
    acts: Fact[str] | None = None
    """Of a study that is said to only watch: the words with which its text gives people something."""
    watching: Watching = Watching()
    expanded_access: bool | None = None
    spelled_otherwise: tuple[str, ...] = ()
    """Short forms that the record spells out in another sense than our dictionary."""
    help_first: Fact[str] | None = None
    """The study is about suicide or self-harm: the page opens with where to get help now."""

    today: Today = Today()

    def day(self, name: str) -> Day | None:
        """Give one of ``dates``; None where the record has none."""
        return next((day for known, day in self.dates if known == name), None)
