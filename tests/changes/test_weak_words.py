"""Sentences that say no more than the two records do: firsts, plans, names, places listed twice."""

from typing import Any

from .world import CONTACTS, DESIGN, OUTCOMES, PLACES, STATUS, Edit, place, posting, words

_MAIN = OUTCOMES + "primaryOutcomes"


def _twice(*statuses: str | None, **more: Any) -> list[dict[str, Any]]:
    facility = more.pop("facility", "Hill Hospital")
    return [place(facility, "Rome", "Italy", status, **more) for status in statuses]


def test_study_that_was_stopped_did_not_end_as_planned() -> None:
    """The last plan may have been moved often, and a stop was never the plan."""
    given: tuple[Edit, ...] = ((STATUS + "overallStatus", "TERMINATED"),)
    assert words((STATUS + "completionDateStruct.type", "ACTUAL"), given=given) == (
        "The study ended in December 2027, the date that was planned last."
    )
    assert words((DESIGN + "enrollmentInfo.type", "ACTUAL"), given=given) == (
        "The final count is 100 people, the number that was planned last."
    )


def test_place_that_opens_again_is_not_called_the_first() -> None:
    """Another place of the country may have been open long ago."""
    given: tuple[Edit, ...] = ((PLACES + "[2].status", "SUSPENDED"),)
    assert words((PLACES + "[2].status", "RECRUITING"), given=given) == (
        "Sea Clinic in Lyon, France is now listed as open to new people, the only place in France that is; "
        "before, it was on hold."
    )


def test_last_open_place_says_only_what_is_listed() -> None:
    """Whether a place without a status is open is not known."""
    given: tuple[Edit, ...] = ((PLACES + "[1].status", None),)
    assert words((PLACES + "[0].status", "COMPLETED"), given=given).endswith(
        "no place in Italy is now listed as open."
    )


def test_last_known_status_that_went_while_the_study_is_unknown_was_not_confirmed() -> None:
    """Only a new status says that somebody confirmed the record."""
    unknown: Edit = (STATUS + "overallStatus", "UNKNOWN")
    known: Edit = (STATUS + "lastKnownStatus", "RECRUITING")
    assert words((STATUS + "lastKnownStatus", None), given=(unknown, known)) == (
        "The record no longer keeps the last known word on the study."
    )


def test_request_to_wait_is_not_told_as_a_day_of_posting() -> None:
    """ "To post results later on 20 February" would read as the day of the results."""
    told = words((STATUS + "dispFirstPostDateStruct", {"date": "2026-02-20", "type": "ACTUAL"}))
    assert told == "The sponsor's request to wait with the results was first shown on 20 February 2026."


def test_phone_number_in_a_contacts_name_is_not_repeated() -> None:
    """Some write the number to call into the name; an old one would be called."""
    line = {"name": "Call 1-877-285-4559 or", "role": "CONTACT"}
    assert (
        words((CONTACTS, []), given=((CONTACTS, [line]),)) == "A contact is no longer listed for the study."
    )
    told = words((CONTACTS + "[0].name", "Call 1-317-615-4559 or"))
    assert told == "The name of a contact for the study changed."


def test_researcher_of_a_place_is_not_called_a_contact() -> None:
    """Nobody should call a lead researcher as the person to ask."""
    lead = {"name": "Yumei Li", "role": "PRINCIPAL_INVESTIGATOR"}
    assert words((PLACES + "[0].contacts", None), given=((PLACES + "[0].contacts", [lead]),)) == (
        "A researcher is no longer listed for Hill Hospital in Rome, Italy: Yumei Li."
    )


def test_quotation_marks_that_were_doubled_are_shown_once() -> None:
    """A table that was exported doubles them: 'General Hospital ''G. Papa'''."""
    told = words((PLACES + "[0].facility", '"Hill Hospital ""G. Papa"""'))
    assert told.endswith("to “'Hill Hospital 'G. Papa'”.")


def test_clinic_listed_twice_is_told_in_one_line() -> None:
    """Two lines that differ only in what each entry said before would read as a contradiction."""
    given: tuple[Edit, ...] = ((PLACES, _twice("RECRUITING", "NOT_YET_RECRUITING")),)
    assert posting((PLACES, _twice(None, None)), given=given).account == [
        (
            "The record no longer says whether this place is open: Hill Hospital in Rome, Italy; "
            "it is listed more than once, before as open to new people and as not open yet."
        )
    ]
    assert posting((PLACES, _twice("COMPLETED", "COMPLETED")), given=given).account == [
        (
            "Hill Hospital in Rome, Italy is now listed as finished; "
            "it is listed more than once, before as open to new people and as not open yet."
        )
    ]


def test_two_places_without_a_name_are_told_apart() -> None:
    """ "Research Site" in one city may be two hospitals."""
    given: tuple[Edit, ...] = (
        (PLACES, _twice("RECRUITING", "NOT_YET_RECRUITING", facility="Research Site")),
    )
    told = posting((PLACES, _twice("COMPLETED", "COMPLETED", facility="Research Site")), given=given).account
    assert len(told) == 2


def test_short_measure_that_got_more_words_is_not_told_as_dropped() -> None:
    """The same time and the same description, and a name that goes on: it is one measure."""
    one = {"measure": "MTD", "description": "MTD and OBD.", "timeFrame": "Up to 24 Months"}
    assert words((_MAIN + "[0].measure", "MTD at last visit"), given=((_MAIN, [one]),)) == (
        "The words of a main measure changed from “MTD” to “MTD at last visit”."
    )
