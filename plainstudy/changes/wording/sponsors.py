"""Who runs the study and who watches over it."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange

from .phrases import from_to, is_item, one_line
from .words import Sentence


def _named(what: str) -> Sentence:
    def sentence(change: FieldChange, context: Context) -> str:
        if change.operation == "added":
            return f"{what} is now named: {one_line(change.after)}."
        if change.operation == "removed":
            return f"{what} is no longer named; it was {one_line(change.before)}."
        return f"{what} changed {from_to(change.before, change.after)}."

    return sentence


def _kind(change: FieldChange, context: Context) -> str:
    return "The kind of body that runs or backs the study is listed another way."


def _collaborator(change: FieldChange, context: Context) -> str:
    name = one_line((change.about or {}).get("name") or "")
    if is_item(change) and change.operation == "added":
        return f"Another body now backs the study: {name}."
    if is_item(change):
        return f"One body no longer backs the study: {name}."
    if change.operation == "renamed":
        return f"A body that backs the study is named another way, {from_to(change.before, change.after)}."
    return _kind(change, context)


def _responsible(change: FieldChange, context: Context) -> str:
    if change.before and change.after and not change.path.endswith(".type"):
        return f"What the record says on who is responsible changed {from_to(change.before, change.after)}."
    return "What the record says on who is responsible changed."


def _official(change: FieldChange, context: Context) -> str:
    name = one_line((change.about or {}).get("name") or "")
    if is_item(change) and change.operation == "added":
        return f"One more person is listed as leading the study: {name}."
    if is_item(change):
        return f"One person is no longer listed as leading the study: {name}."
    if change.operation == "renamed":
        return f"A person who leads the study is named another way, {from_to(change.before, change.after)}."
    if change.before and change.after and change.path.endswith(".affiliation"):
        return f"Where {name} works changed {from_to(change.before, change.after)}."
    return f"Details of a person who leads the study changed: {name}."


def _safety_group(change: FieldChange, context: Context) -> str:
    now = {
        True: "The record now says that a group of experts watches over safety in the study",
        False: "The record now says that no special group of experts watches over safety",
        None: "The record no longer says whether a group of experts watches over safety",
    }
    was = {True: "it said yes", False: "it said no", None: "it did not say"}
    return f"{now[change.after]}; before, {was[change.before]}."


def _rules(change: FieldChange, context: Context) -> str:
    return "The record changed what it says on which rules of the U.S. authority apply."


SENTENCES: Mapping[str, Sentence] = {
    "sponsorCollaboratorsModule.leadSponsor.name": _named("The body that is responsible for the study"),
    "sponsorCollaboratorsModule.leadSponsor.class": _kind,
    "sponsorCollaboratorsModule.collaborators*": _collaborator,
    "sponsorCollaboratorsModule.responsibleParty*": _responsible,
    "contactsLocationsModule.overallOfficials*": _official,
    "identificationModule.organization.fullName": _named("The body that registered the study"),
    "identificationModule.organization.class": _kind,
    "oversightModule.oversightHasDmc": _safety_group,
    "oversightModule*": _rules,
}
