"""Several changes of one posting as one ordered account."""

from typing import Any

from .world import CONTACTS, DOCUMENT, OUTCOMES, PLACES, RESULTS, STATUS, TITLES, WHO, Edit, place, posting

_PLACES: list[dict[str, Any]] = DOCUMENT["protocolSection"]["contactsLocationsModule"]["locations"]


def _many(country: str, count: int, status: str = "RECRUITING") -> list[dict[str, Any]]:
    return [place(f"Clinic {country} {at}", f"City {at}", country, status) for at in range(count)]


def _account(*edits: Edit, given: tuple[Edit, ...] = ()) -> list[str]:
    return posting(*edits, given=given).account


def test_most_important_change_comes_first() -> None:
    """Severity decides, then what readers care about, not the order of the record."""
    end = "the end of the study moved from December 2027 to December 2029"
    told = _account(
        (TITLES + "briefTitle", "Walking for Sore Knees (Part 2)"),
        (PLACES, _PLACES[1:]),
        (WHO + "minimumAge", "21 Years"),
        ("resultsSection", RESULTS),
        (STATUS + "completionDateStruct.date", "2029-12"),
    )
    assert told == [
        "The study's results are now public in the registry; before, there were none.",
        "The lowest age to join changed from 18 years to 21 years.",
        f"The planned date of {end}, about 2 years later.",
        "A place is no longer listed: Hill Hospital in Rome, Italy.",
        "In the short title, “(Part 2)” was added.",
    ]


def test_many_new_places_are_summed_up_by_country() -> None:
    """A long list becomes one sentence, with the countries that are new to the study."""
    new = [*_many("Germany", 5), *_many("Spain", 3), *_many("Italy", 2)]
    assert _account((PLACES, [*_PLACES, *new])) == [
        (
            "10 places were added, 5 in Germany, 3 in Spain and 2 in Italy; "
            "all are listed as open to new people; before, none was listed in Germany or Spain."
        )
    ]


def test_places_of_many_countries_are_counted_beyond_the_fourth() -> None:
    """Nobody reads a list of thirty countries."""
    new = [
        each for country in ("Chile", "Peru", "Cuba", "Mali", "Togo", "Fiji") for each in _many(country, 2)
    ]
    (told,) = posting((PLACES, [*_PLACES, *new]), given=((STATUS + "overallStatus", "COMPLETED"),)).account
    assert told.startswith(
        "12 places were added, 2 in Chile, 2 in Peru, 2 in Cuba, 2 in Mali and 4 in 2 more countries"
    )


def test_countries_that_a_study_left_are_named_up_to_the_fourth() -> None:
    """Nobody reads a list of thirty countries, and the count is right all the same."""
    many = [
        each for country in ("Chile", "Peru", "Cuba", "Mali", "Togo", "Fiji") for each in _many(country, 1)
    ]
    (told,) = _account((PLACES, _PLACES), given=((PLACES, [*_PLACES, *many]),))
    assert told == (
        "6 places are no longer listed, 1 in Chile, 1 in Peru, 1 in Cuba, 1 in Mali "
        "and 2 in 2 more countries; none is left there."
    )
    (told,) = _account((PLACES, _PLACES[:1]), given=((PLACES, [*_PLACES, *many]),))
    assert told.endswith("; none is left in France, Chile, Peru, Cuba or 3 more countries.")


def test_places_in_one_country_need_no_count_by_country() -> None:
    """All in one country is said so."""
    given = (PLACES, [*_PLACES, *_many("United States", 4)])
    assert _account((PLACES, _PLACES), given=(given,)) == [
        "4 places are no longer listed, all in the United States; none is left there."
    ]


def test_places_that_opened_are_summed_up() -> None:
    """Places whose status moved the same way are one sentence."""
    given = (PLACES, [*_PLACES, *_many("France", 3, "NOT_YET_RECRUITING")])
    now = (PLACES, [*_PLACES, *_many("France", 3)])
    assert _account(now, given=(given,)) == [
        "3 places are now listed as open to new people, all in France; before, they were not open yet."
    ]


def test_places_whose_status_went_are_one_sentence() -> None:
    """When a study closes, the record stops saying what each place does: told once, whatever each did."""
    given = (f"{PLACES}[1].status", "COMPLETED")
    edits = [(f"{PLACES}[{at}].status", None) for at in range(3)]
    assert _account(*edits, given=(given,)) == [
        "The record no longer says whether 3 places are open, 2 in Italy and 1 in France."
    ]


def test_withheld_study_is_told_once() -> None:
    """The hidden record and its status are one thing."""
    told = _account((STATUS + "overallStatus", "WITHHELD"))
    assert told == ["The registry now hides the record of this study; this is no word on whether it goes on."]


def test_contacts_of_places_are_counted_by_place() -> None:
    """Contacts that came and went are counted, not named."""
    contact = {"name": "Bob Ray", "role": "CONTACT"}
    edits = [(f"{PLACES}[{at}].contacts", [contact]) for at in range(3)]
    assert _account(*edits) == ["Contact details for 3 places were added."]


def test_two_changes_of_a_kind_are_each_told() -> None:
    """Two are few enough to be told in full."""
    assert len(_account((CONTACTS, [{"name": "Zoe Fox", "role": "CONTACT"}]))) == 2


def test_many_measures_are_named_up_to_the_third() -> None:
    """The first three are named, the rest counted."""
    new = [{"measure": f"Measure of {name}"} for name in ("sleep", "mood", "speed", "weight", "hope")]
    given = (OUTCOMES + "secondaryOutcomes", None)
    (told,) = _account((OUTCOMES + "secondaryOutcomes", new), given=(given,))
    assert told == (
        "5 further measures were added: “Measure of sleep”, “Measure of mood”, “Measure of speed” and 2 more."
    )


def test_confirmation_alone_says_that_nothing_else_changed() -> None:
    """A sponsor's confirmation is told in two lines."""
    told = posting(
        (STATUS + "statusVerifiedDate", "2026-06"),
        (STATUS + "lastUpdateSubmitDate", "2026-06-20"),
        (STATUS + "lastUpdatePostDateStruct.date", "2026-06-22"),
    )
    assert told.account == [
        "The study team last confirmed the record in June 2026; before, the date was May 2026.",
        "Nothing else about the study changed.",
    ]
    assert told.mail_account == []


def test_confirmation_with_another_quiet_change_tells_that_change() -> None:
    """Nothing else changed is said only where it is so."""
    told = _account(
        (STATUS + "statusVerifiedDate", "2026-06"),
        ("protocolSection.oversightModule.isUsExport", True),
    )
    assert told == [
        (
            "The record now says that what is tested is made in the U.S. and sent abroad; "
            "before, it did not say."
        )
    ]


def test_dates_of_sending_alone_say_that_nothing_else_changed() -> None:
    """An update that was sent and shown, and holds nothing new."""
    assert _account((STATUS + "lastUpdateSubmitDate", "2026-06-20")) == [
        "The study team last sent an update on 20 June 2026; before, the date was 20 May 2026.",
        "Nothing else about the study changed.",
    ]


def test_change_that_only_follows_another_is_told_where_it_is_alone() -> None:
    """A mark of results without results is strange, and said."""
    assert _account(("hasResults", True)) == [
        "The registry now marks this study as one with results; before, it did not."
    ]


def test_registry_dates_are_left_out_where_something_happened() -> None:
    """Housekeeping stands in the table, not in the account."""
    told = _account(
        (STATUS + "statusVerifiedDate", "2026-06"), (STATUS + "overallStatus", "ACTIVE_NOT_RECRUITING")
    )
    assert len(told) == 1


def test_mail_tells_only_what_is_mailed() -> None:
    """Page and mail use the same words; the mail has fewer of them."""
    told = posting((TITLES + "briefTitle", "Walking"), (STATUS + "overallStatus", "SUSPENDED"))
    assert told.mail_account == [told.account[0]]
    assert len(told.account) == 2


def test_no_changes_have_no_account() -> None:
    """Nothing is said about nothing."""
    told = posting()
    assert (told.changes, told.account, told.severity) == ((), [], "")


def test_states_that_came_for_many_places_are_one_sentence() -> None:
    """Forty lines on forty states would hide what else changed."""
    edits = tuple((f"{PLACES}[{at}].state", state) for at, state in enumerate(("Lazio", "Lombardy", "Rhone")))
    assert _account(*edits) == ["The states of 3 places were added; for one, the state “Lazio”."]
    assert _account(*((path, None) for path, _ in edits), given=edits) == [
        "The states of 3 places were taken off; for one, the state “Lazio”."
    ]


def test_many_contacts_of_one_place_are_told_by_its_name() -> None:
    """Which place it is matters more than that it is one."""
    contacts = [{"name": name, "role": "CONTACT"} for name in ("Ann Bo", "Cy Dee", "Eva Fry")]
    assert _account((f"{PLACES}[0].contacts", contacts)) == [
        "Contact details for Hill Hospital in Rome, Italy were added."
    ]
