"""Names of what is given: spelled out, in their own capitals, whole, and with their articles."""

import pytest

from plainstudy.writing.facts import Treatment
from plainstudy.writing.facts.spelled import full_name
from plainstudy.writing.rules import naming

from .documents import arm, design, facts, text, thing, words


def name_of(registered: str, kind: str = "DRUG", **more: object) -> str:
    """Return the name that a thing gets on the page."""
    return facts(interventions=[thing(registered, kind)], **more).treatments[0].name


def test_short_form_is_spelled_out_where_the_record_does() -> None:
    """CPM is chlorpheniramine, by the title (NCT04790487)."""
    assert name_of("CPM", title="Chlorpheniramine (CPM) Nose Spray for Asthma") == "chlorpheniramine"
    assert name_of("CPM", title="CPM Nose Spray for Asthma") == "CPM"


@pytest.mark.parametrize(
    ("before", "short", "full"),
    [
        ("Effect of Pulse Electromagnetic Field Therapy ", "PEMF", "Pulse Electromagnetic Field Therapy"),
        ("compared with low-fat diet ", "LFD", "low-fat diet"),
        ("gemcitabine and cisplatin ", "GP", "gemcitabine and cisplatin"),
        ("This is the first group ", "NB", ""),
        ("patients with non-small cell lung cancer get treatment ", "NAC", ""),
    ],
)
def test_full_name_is_taken_only_where_its_letters_fit(before: str, short: str, full: str) -> None:
    """The words before a bracket need not be what it stands for."""
    assert full_name(before, short) == full


def test_name_written_large_in_running_text_keeps_its_capitals() -> None:
    """A program's proper name is no list of common words (NCT04734015)."""
    told = name_of("Together Walking Home", "BEHAVIORAL", details="We test Together Walking Home in towns.")
    assert told == "Together Walking Home"
    assert name_of("Together Walking Home", "BEHAVIORAL") == "together walking home"


@pytest.mark.parametrize(
    ("registered", "kind", "name"),
    [
        ("EASE-CG", "BEHAVIORAL", "EASE-CG"),
        ("Amitol, an engineered antibody", "DRUG", "Amitol"),
        ("ZOROVALIMAB", "DRUG", "zorovalimab"),
        ("Amitol 250 Milligram Intravenous Powder for Solution", "DRUG", "Amitol"),
        ("Endoscopic placement of a coil", "DEVICE", "endoscopic placement of a coil"),
        ("Amiflex pneumatic vest", "DEVICE", "Amiflex pneumatic vest"),
        ("Fluticasone Furoate", "DRUG", "fluticasone furoate"),
        ("Amitol vaccine by intramuscular injection", "BIOLOGICAL", "Amitol vaccine"),
        ("Amitol inhalation aerosol per actuation", "DRUG", "Amitol inhalation"),
    ],
)
def test_name_is_whole_and_in_its_own_capitals(registered: str, kind: str, name: str) -> None:
    """No loose "by", no half of a name in capitals."""
    assert name_of(registered, kind) == name


def test_what_people_do_is_not_told_as_got() -> None:
    """Nobody "gets cleaning the wound" (NCT02152735)."""
    arms = [arm("A", "EXPERIMENTAL", "Procedure: Cleaning the wound")]
    told = words(text(interventions=[thing("Cleaning the wound", "PROCEDURE")], arms=arms))
    assert "gets cleaning" not in told
    assert "The record lists cleaning the wound." in told


@pytest.mark.parametrize("name", ["Amiflex toolkit", "Low-salt diet", "Amiflex vest"])
def test_common_nouns_have_their_article(name: str) -> None:
    """ "Tested QBSAfe toolkit" is no English."""
    arms = [arm("A", "EXPERIMENTAL", f"Other: {name}")]
    told = text(title=f"{name} in Adults With Asthma", interventions=[thing(name, "DEVICE")], arms=arms)
    assert f"tests the {name}".lower() in words(told).lower()


def test_one_program_with_and_in_its_name_is_one_thing() -> None:
    """ "How well does the Exercise and Diet Program work", not "do"."""
    name = "Exercise and Diet Program"
    asked = text(
        title=f"{name} in Adults With Asthma",
        design=design(primaryPurpose="SUPPORTIVE_CARE", allocation="NA", interventionModel="SINGLE_GROUP"),
        interventions=[thing(name, "BEHAVIORAL")],
        arms=[arm("A", "EXPERIMENTAL", f"Behavioral: {name}")],
        primary=[{"measure": "A measure of its own"}],
    ).headline.text
    assert not asked.startswith(("Do ", "How well do "))


@pytest.mark.parametrize(
    ("registered", "kind", "name"),
    [("Glu-COACH", "BEHAVIORAL", "Glu-COACH"), ("Anti-IgE care", "OTHER", "anti-IgE care")],
)
def test_spelling_of_its_own_is_kept(registered: str, kind: str, name: str) -> None:
    """A name made up of a word and capitals is not taken apart."""
    assert name_of(registered, kind) == name


def test_short_form_may_stand_before_its_full_name() -> None:
    """RT (Radiation therapy) says the same as radiation therapy (RT)."""
    assert name_of("RT", "RADIATION", title="RT (radiation therapy) for Asthma") == "radiation therapy"


def test_own_name_of_the_title_goes_before_a_local_brand() -> None:
    """The title says methotrexate; the list has a brand that a reader elsewhere does not know."""
    listed = [thing("Basolix", otherNames=["Amitinib"])]
    told = facts(title="Amitinib in Adults With Asthma", interventions=listed)
    assert told.treatments[0].name == "amitinib"
    brand = [thing("Amitinib", otherNames=["Basolix"])]
    assert facts(title="Basolix in Adults With Asthma", interventions=brand).treatments[0].name == "amitinib"


def test_drugs_listed_in_one_name_are_taken_apart() -> None:
    """Drugs' own names or codes between commas are several drugs; other words are not."""
    listed = {
        name: [item.name for item in facts(interventions=[thing(name)]).treatments]
        for name in ("PM1021, PM8001", "Cisplatin, Carboplatin and Docetaxel", "Amitol, fast acting")
    }
    assert listed["PM1021, PM8001"] == ["PM1021", "PM8001"]
    assert listed["Cisplatin, Carboplatin and Docetaxel"] == ["cisplatin", "carboplatin", "docetaxel"]
    assert len(listed["Amitol, fast acting"]) == 1


def test_several_things_joined_by_a_semicolon_are_several() -> None:
    """ "A; B" are two drugs."""
    assert [item.name for item in facts(interventions=[thing("Amitol; Basol")]).treatments] == [
        "Amitol",
        "Basol",
    ]


def test_name_of_another_group_is_no_other_name() -> None:
    """Moderate exercise is not "also called light exercise" (NCT04622371)."""
    listed = [thing("Brisk walk", "BEHAVIORAL", otherNames=["Slow walk"]), thing("Rest", "BEHAVIORAL")]
    arms = [arm("A", "EXPERIMENTAL", "Behavioral: Brisk walk"), arm("Slow walk", "OTHER", "Behavioral: Rest")]
    assert facts(interventions=listed, arms=arms).treatments[0].also == ""


def test_way_into_one_part_of_the_body_is_no_way_into_a_vein() -> None:
    """An infusion into a heart artery, or shots into a lymph node by the title (NCT00711542, NCT06960382)."""
    heart = facts(interventions=[thing("Amitol", description="intracoronary infusion")])
    node = facts(
        title="Intralymphatic Amitol in Asthma",
        interventions=[thing("Amitol", description="approved as subcutaneous shot")],
    )
    assert heart.treatments[0].route == node.treatments[0].route == ""


@pytest.mark.parametrize(
    ("registered", "kind", "parts"),
    [
        ("Amitinib; Basinib，Corinib", "DRUG", ["amitinib", "basinib", "corinib"]),
        ("AB-1234；Basinib", "DRUG", ["AB-1234", "basinib"]),
        ("Amitinib (AB-1) and Basinib (BC-2)", "DRUG", ["amitinib", "basinib"]),
        ("Amitinib with or without chemotherapy", "DRUG", ["amitinib with or without chemotherapy"]),
        ("Triplet combination of AB-123 + Basinib", "COMBINATION_PRODUCT", ["AB-123", "basinib"]),
        ("AB-123 as monotherapy", "DRUG", ["AB-123"]),
        ("Brandix, amitinib, OSI-774", "DRUG", ["amitinib"]),
        ("Amitinib-basinib", "DRUG", ["amitinib", "basinib"]),
        ("Treg CD34+HSPC", "BIOLOGICAL", ["Treg CD34+HSPC"]),
        ("Amitinib and Basinib Tablets (Fixed-Dose Combination)", "DRUG", ["amitinib and basinib"]),
        ("Amitinib + gel mixture", "DRUG", ["amitinib + gel mixture"]),
        ("PD-1 + Amitinib", "DRUG", ["", "amitinib"]),
        ("[68Ga] AB-tracer", "DRUG", ["68Ga-AB-tracer"]),
    ],
)
def test_name_is_taken_apart_only_where_each_part_is_a_thing(
    registered: str, kind: str, parts: list[str]
) -> None:
    """No bracket, product or cell mark is cut; a target is no drug."""
    assert [item.name for item in facts(interventions=[thing(registered, kind)]).treatments] == parts


@pytest.mark.parametrize(
    ("description", "route"),
    [
        ("5 mg tablets", "by mouth"),
        ("given by infusion over one hour", "into a vein"),
        ("not to be taken orally", ""),
        ("5 mg tablets. Patients will also receive inhaled Basol.", ""),
        ("given for oral immunotherapy", ""),
        ("oral or intravenous", ""),
    ],
)
def test_route_is_told_only_from_words_on_that_very_thing(description: str, route: str) -> None:
    """A route that is denied, another drug's, or one of two is not told."""
    assert facts(interventions=[thing("Amitol", description=description)]).treatments[0].route == route


def test_route_that_a_title_or_a_group_denies_is_not_told() -> None:
    """The list says tablets, the title says under the tongue."""
    tablets = thing("Amitol", description="5 mg tablets")
    assert facts(title="Sublingual Amitol in Asthma", interventions=[tablets]).treatments[0].route == ""
    arms = [arm("Amitol into the belly (intraperitoneal)", "EXPERIMENTAL", "Drug: Amitol")]
    assert facts(arms=arms, interventions=[tablets]).treatments[0].route == ""


@pytest.mark.parametrize("name", ["Educational", "Nasal", "Dose finding comparison", "Based on a theory"])
def test_adjective_or_design_is_no_name(name: str) -> None:
    """ "This study tests educational" is no sentence."""
    assert name_of(name, "OTHER") == ""


def test_brackets_that_tell_two_things_apart_stay_on_both() -> None:
    """Two needles."""
    listed = [thing("needle (Alpha)", "DEVICE"), thing("needle (Beta)", "DEVICE")]
    assert [item.name for item in facts(interventions=listed).treatments] == [
        "needle (Alpha)",
        "needle (Beta)",
    ]


def test_brand_that_tells_a_device_from_others_stays_with_its_name() -> None:
    """ "Cervical fusion, a procedure" hides the graft that is tested (NCT05971329)."""
    name = "Neck Fusion (AmiFuse™ Bone Graft)"
    arms = [arm("A", "EXPERIMENTAL", f"Device: {name}")]
    told = words(
        text(title="AmiFuse Bone Graft in Neck Fusion", arms=arms, interventions=[thing(name, "DEVICE")])
    )
    assert f"“{name}”" in told
    assert "a procedure" not in told


@pytest.mark.parametrize(
    ("registered", "kind", "name"),
    [
        ("ToleroMune Grass", "BIOLOGICAL", "ToleroMune Grass"),
        ("Indium In 111 monoclonal antibody", "BIOLOGICAL", "Indium In 111 monoclonal antibody"),
        ("Montreal Cognitive Assessment", "OTHER", "Montreal Cognitive Assessment"),
        ("Cow's milk", "OTHER", "cow's milk"),
    ],
)
def test_capitals_that_belong_to_a_name_are_kept(registered: str, kind: str, name: str) -> None:
    """A brand's second word, an isotope's sign, a scale with a name of its own."""
    assert [item.name for item in facts(interventions=[thing(registered, kind)]).treatments] == [name]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("blood sample", "a blood sample"),
        ("Laura Mitchell's relaxation technique", "Laura Mitchell's relaxation technique"),
        ("intervention to increase use of pumps", "an intervention to increase use of pumps"),
        ("community health worker", "a community health worker"),
        ("nasal allergen challenge", "a nasal allergen challenge"),
    ],
)
def test_articles_stand_where_they_belong(name: str, called: str) -> None:
    """ "Lists blood sample" and "the Laura Mitchell's technique" are no English."""
    assert naming.called(Treatment(kind="other", name=name, registered=name, path="")) == called


@pytest.mark.parametrize(
    ("registered", "quoted"),
    [
        ('Material based on a salt and other acids Nucleo-VEGF ("Histograft")', "Histograft"),
        ("4cycles(Amitinib IV 240mg + Basinib)+13 cycles(Amitinib IV 240mg)", ""),
        ("wheat containing skin care products", "wheat containing skin care products"),
    ],
)
def test_long_registered_name_is_quoted_by_its_brand_or_not_at_all(registered: str, quoted: str) -> None:
    """Never cut in mid-phrase (NCT06365307), never a plan of doses (NCT04158440)."""
    assert naming.quotable(registered) == quoted
