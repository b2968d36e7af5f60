"""Short forms are explained in the sense of the record, or not at all."""

from .documents import facts, text


def explained(**wanted: object) -> dict[str, str]:
    """Return what a page explains."""
    return dict(text(**wanted).explained)


def test_short_form_that_the_record_spells_out_otherwise_is_not_explained() -> None:
    """TBI is an injury of the brain in our dictionary, and rays to the whole body in this record."""
    primary = [{"measure": "Relapse after TBI"}]
    assert "TBI" in explained(primary=primary, summary="For people with a brain injury.")
    assert "TBI" not in explained(primary=primary, summary="Everyone has total body irradiation (TBI) first.")


def test_short_form_that_the_record_spells_out_alike_is_explained() -> None:
    """A record that says what we say changes nothing."""
    spoken = "The low-density lipoprotein cholesterol (LDL-C) and traumatic brain injury (TBI) are noted."
    assert facts(summary=spoken).spelled_otherwise == ()


def test_short_form_inside_a_code_is_not_explained() -> None:
    """ALT-803 is a drug, ALT a liver value."""
    assert "ALT" not in explained(primary=[{"measure": "Relapse under ALT-803"}])
    assert "ALT" in explained(primary=[{"measure": "Relapse and rising ALT"}])


def test_short_form_of_a_maker_is_not_explained_as_a_gene() -> None:
    """ALK makes allergy shots; only beside a cancer is it a gene."""
    primary = [{"measure": "Symptoms under ALK Alutard"}]
    assert "ALK" not in explained(primary=primary)
    lung = {"title": "Amitol in Lung Cancer", "conditions": ["Lung Cancer"]}
    assert "ALK" in explained(primary=[{"measure": "Relapse with changed ALK"}], **lung)


def test_word_is_explained_once_for_both_its_numbers() -> None:
    """ "Dose" and "doses" need one line."""
    listed = explained(primary=[{"measure": "Doses taken and the last dose missed"}])
    assert len({"dose", "doses", "Doses"} & set(listed)) == 1


def test_short_form_that_can_mean_several_things_is_explained_only_where_spelled_out() -> None:
    """PCR is a test of genes in one record and a cancer gone in another."""
    primary = [{"measure": "Rate of PCR"}]
    assert "PCR" not in explained(primary=primary)
    assert "PCR" in explained(primary=primary, summary="Polymerase chain reaction is used.")


def test_short_form_that_means_one_thing_everywhere_is_explained() -> None:
    """Nobody spells MRI out."""
    assert "MRI" in explained(primary=[{"measure": "Change seen in MRI"}])


def test_number_in_roman_letters_is_not_explained_as_a_way_into_the_body() -> None:
    """ "Stage IV" is no vein."""
    assert "IV" not in explained(primary=[{"measure": "Cough in stage IV"}])
