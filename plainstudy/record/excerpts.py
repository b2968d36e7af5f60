"""Parts of a record for those who need no more of it: read in half the time of the whole."""

from .record import DerivedSection, decoder_of
from .study import (
    ArmsInterventionsModule,
    ConditionsModule,
    ContactsLocationsModule,
    DescriptionModule,
    EligibilityModule,
    IdentificationModule,
    Part,
    SponsorCollaboratorsModule,
)


class NamingProtocol(Part, frozen=True):
    identification_module: IdentificationModule
    conditions_module: ConditionsModule = ConditionsModule()
    eligibility_module: EligibilityModule = EligibilityModule()


class NamingRecord(Part, frozen=True):
    """What tells the conditions of a study, in the shape of StudyRecord."""

    protocol_section: NamingProtocol
    derived_section: DerivedSection = DerivedSection()


class FindingProtocol(Part, frozen=True):
    identification_module: IdentificationModule
    sponsor_collaborators_module: SponsorCollaboratorsModule = SponsorCollaboratorsModule()
    description_module: DescriptionModule = DescriptionModule()
    conditions_module: ConditionsModule = ConditionsModule()
    arms_interventions_module: ArmsInterventionsModule = ArmsInterventionsModule()
    eligibility_module: EligibilityModule = EligibilityModule()
    contacts_locations_module: ContactsLocationsModule = ContactsLocationsModule()


class FindingRecord(Part, frozen=True):
    """What a study is found by, in the shape of StudyRecord."""

    protocol_section: FindingProtocol


read_naming = decoder_of(NamingRecord).decode
read_finding = decoder_of(FindingRecord).decode
