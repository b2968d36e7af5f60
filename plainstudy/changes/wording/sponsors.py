"""Who runs the study and who watches over it."""

from collections.abc import Callable, Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.changes.likeness import words_key

from .phrases import from_to, holds_phone, is_item, on_whether, one_line, quote_pair
from .terms import BODY, RESPONSIBLE, ROLE, term
from .words import Sentence


def _named(what: str) -> Sentence:
    def sentence(change: FieldChange, context: Context) -> str:
        if change.operation == "added":
            return f"The record now names {what}: {one_line(change.after)}."
        if change.operation == "removed":
            return f"The record no longer names {what}; it was {one_line(change.before)}."
        if words_key(change.before) == words_key(change.after):
            return f"The name of {what} is written another way, {from_to(change.before, change.after)}."
        before, after = quote_pair(change.before, change.after)
        return f"The record now gives {after} as {what}; before, it gave {before}."

    return sentence


def _kind(name_of: Callable[[FieldChange, Context], str | None]) -> Sentence:
    def sentence(change: FieldChange, context: Context) -> str:
        name = one_line(name_of(change, context) or "The body")
        was = f"it was listed as {term(BODY, change.before)}" if change.before else "the record did not say"
        if change.after is None:
            return f"The record no longer says what kind of body {name} is; before, {was}."
        return f"{name} is now listed as {term(BODY, change.after)}; before, {was}."

    return sentence


def _lead(change: FieldChange, context: Context) -> str | None:
    return context.after.protocol_section.sponsor_collaborators_module.lead_sponsor.name


def _registrant(change: FieldChange, context: Context) -> str | None:
    return context.after.protocol_section.identification_module.organization.full_name


def _backer(change: FieldChange, context: Context) -> str | None:
    name: str | None = (change.about or {}).get("name")
    return name


def _collaborator(change: FieldChange, context: Context) -> str:
    name = one_line(_backer(change, context) or "one without a name")
    if is_item(change) and change.operation == "added":
        return f"Another body now backs the study: {name}."
    if is_item(change):
        return f"One body no longer backs the study: {name}."
    if change.path.endswith(".name"):
        before, after = change.before or "no name", change.after or "no name"
        return f"The name of a body that backs the study changed {from_to(before, after)}."
    return _kind(_backer)(change, context)


def _responsible_kind(change: FieldChange, context: Context) -> str:
    was = f"it was {term(RESPONSIBLE, change.before)}" if change.before else "the record did not say"
    if change.after is None:
        return f"The record no longer says who answers for the study; before, {was}."
    return f"The one who answers for the study is now {term(RESPONSIBLE, change.after)}; before, {was}."


def _official(change: FieldChange, context: Context) -> str:
    name = one_line((change.about or {}).get("name") or "one without a name")
    if is_item(change) and change.operation == "added":
        return f"One more person is listed as leading the study: {name}."
    if is_item(change):
        return f"One person is no longer listed as leading the study: {name}."
    if change.path.endswith(".affiliation"):
        return _affiliation(change, name)
    if change.path.endswith(".role"):
        was = f"as {term(ROLE, change.before)}" if change.before else "the record did not say as what"
        if change.after is None:
            return f"The record no longer says as what {name} is listed; before, {was}."
        return f"{name} is now listed as {term(ROLE, change.after)}; before, {was}."
    if holds_phone(change.before) or holds_phone(change.after):
        return "What the record gives as the name of a person who leads the study changed."
    before, after = change.before or "no name", change.after or "no name"
    return f"The name of a person who leads the study changed {from_to(before, after)}."


def _affiliation(change: FieldChange, name: str) -> str:
    if change.before is None:
        return f"The record now says where {name} works: {one_line(change.after)}."
    if change.after is None:
        return f"The record no longer says where {name} works; it was {one_line(change.before)}."
    return f"Where {name} works changed {from_to(change.before, change.after)}."


def _safety_group(change: FieldChange, context: Context) -> str:
    now = {
        True: "The record now says that a group of experts watches over safety in the study",
        False: "The record now says that no special group of experts watches over safety",
        None: "The record no longer says whether a group of experts watches over safety",
    }
    was = {True: "it said yes", False: "it said no", None: "it did not say"}
    return f"{now[change.after]}; before, {was[change.before]}."


def _flag(what: str) -> Sentence:
    return lambda change, context: on_whether(what, change.before, change.after)


_RESPONSIBLE = "sponsorCollaboratorsModule.responsibleParty."
_OVERSIGHT = "oversightModule."
SENTENCES: Mapping[str, Sentence] = {
    "sponsorCollaboratorsModule.leadSponsor.name": _named("the body that is responsible for the study"),
    "sponsorCollaboratorsModule.leadSponsor.class": _kind(_lead),
    "sponsorCollaboratorsModule.collaborators*": _collaborator,
    _RESPONSIBLE + "type": _responsible_kind,
    _RESPONSIBLE + "investigatorFullName": _named("the person who answers for the study"),
    _RESPONSIBLE + "investigatorTitle": _named("the title of the person who answers for the study"),
    _RESPONSIBLE + "investigatorAffiliation": _named("the workplace of the person who answers for the study"),
    _RESPONSIBLE + "oldNameTitle": _named("the name in the old note on who answers for the study"),
    _RESPONSIBLE + "oldOrganization": _named("the body in the old note on who answers for the study"),
    "contactsLocationsModule.overallOfficials*": _official,
    "identificationModule.organization.fullName": _named("the body that registered the study"),
    "identificationModule.organization.class": _kind(_registrant),
    _OVERSIGHT + "oversightHasDmc": _safety_group,
    _OVERSIGHT + "isFdaRegulatedDrug": _flag("the study tests a drug that the U.S. authority oversees"),
    _OVERSIGHT + "isFdaRegulatedDevice": _flag("the study tests a device that the U.S. authority oversees"),
    _OVERSIGHT + "isUnapprovedDevice": _flag("the study tests a device that is not yet approved in the U.S."),
    _OVERSIGHT + "isPpsd": _flag("the study watches how a device on sale does in children"),
    _OVERSIGHT + "isUsExport": _flag("what is tested is made in the U.S. and sent abroad"),
    _OVERSIGHT + "fdaaa801Violation": _flag("the U.S. authority found a breach of the duty to report"),
}
