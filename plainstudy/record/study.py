"""The record of one study, in the shape of ClinicalTrials.gov's data model v2.

Every registry's parser fills these structs. They mirror the registry's modules
so that a path into the record ("protocolSection.statusModule.whyStopped") means
the same in a document, a change, a source and an editor's screen. Absent text is
None, absent lists are empty, absent modules are empty modules; unknown keys are
skipped (the stored document still has them) and enumerations are plain strings,
so that a value nobody has seen survives. See https://clinicaltrials.gov/data-api/about-api/study-data-structure
"""

import msgspec

from .partial_date import PartialDate

UNKNOWN_COUNT = 99_999_999  # what registrants typed where the count of people was not known


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel", gc=False):
    """A part of a record: immutable, camelCase on the wire."""


# ── Identification ────────────────────────────────────────────────────────────


class OrgStudyId(Part, frozen=True):
    id: str | None = None
    type: str | None = None
    link: str | None = None


class SecondaryId(Part, frozen=True):
    id: str | None = None
    type: str | None = None
    domain: str | None = None
    link: str | None = None


class Organization(Part, frozen=True):
    full_name: str | None = None
    class_: str | None = msgspec.field(name="class", default=None)


class IdentificationModule(Part, frozen=True):
    nct_id: str
    nct_id_aliases: tuple[str, ...] = ()
    org_study_id_info: OrgStudyId = OrgStudyId()
    secondary_id_infos: tuple[SecondaryId, ...] = ()
    brief_title: str | None = None
    official_title: str | None = None
    acronym: str | None = None
    organization: Organization = Organization()


# ── Status ────────────────────────────────────────────────────────────────────


class DateStruct(Part, frozen=True):
    """A date and whether it is ACTUAL or ESTIMATED; type None where the registry does not say."""

    date: PartialDate | None = None
    type: str | None = None


class ExpandedAccessInfo(Part, frozen=True):
    has_expanded_access: bool | None = None
    nct_id: str | None = None
    status_for_nct_id: str | None = None


class StatusModule(Part, frozen=True):
    status_verified_date: PartialDate | None = None
    overall_status: str | None = None
    last_known_status: str | None = None
    delayed_posting: bool | None = None
    why_stopped: str | None = None
    expanded_access_info: ExpandedAccessInfo = ExpandedAccessInfo()
    start_date_struct: DateStruct = DateStruct()
    primary_completion_date_struct: DateStruct = DateStruct()
    completion_date_struct: DateStruct = DateStruct()
    study_first_submit_date: PartialDate | None = None
    study_first_submit_qc_date: PartialDate | None = None
    study_first_post_date_struct: DateStruct = DateStruct()
    results_waived: bool | None = None
    results_first_submit_date: PartialDate | None = None
    results_first_submit_qc_date: PartialDate | None = None
    results_first_post_date_struct: DateStruct = DateStruct()
    disp_first_submit_date: PartialDate | None = None
    disp_first_submit_qc_date: PartialDate | None = None
    disp_first_post_date_struct: DateStruct = DateStruct()
    last_update_submit_date: PartialDate | None = None
    last_update_post_date_struct: DateStruct = DateStruct()


# ── Sponsor, oversight, description, conditions ───────────────────────────────


class ResponsibleParty(Part, frozen=True):
    type: str | None = None
    investigator_full_name: str | None = None
    investigator_title: str | None = None
    investigator_affiliation: str | None = None
    old_name_title: str | None = None
    old_organization: str | None = None


class Sponsor(Part, frozen=True):
    name: str | None = None
    class_: str | None = msgspec.field(name="class", default=None)


class SponsorCollaboratorsModule(Part, frozen=True):
    responsible_party: ResponsibleParty = ResponsibleParty()
    lead_sponsor: Sponsor = Sponsor()
    collaborators: tuple[Sponsor, ...] = ()


class OversightModule(Part, frozen=True):
    oversight_has_dmc: bool | None = None
    is_fda_regulated_drug: bool | None = None
    is_fda_regulated_device: bool | None = None
    is_unapproved_device: bool | None = None
    is_ppsd: bool | None = None
    is_us_export: bool | None = None
    fdaaa801_violation: bool | None = None


class DescriptionModule(Part, frozen=True):
    brief_summary: str | None = None
    detailed_description: str | None = None


class ConditionsModule(Part, frozen=True):
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


# ── Design ────────────────────────────────────────────────────────────────────


class ExpandedAccessTypes(Part, frozen=True):
    individual: bool | None = None
    intermediate: bool | None = None
    treatment: bool | None = None


class MaskingInfo(Part, frozen=True):
    masking: str | None = None
    masking_description: str | None = None
    who_masked: tuple[str, ...] = ()


class DesignInfo(Part, frozen=True):
    allocation: str | None = None
    intervention_model: str | None = None
    intervention_model_description: str | None = None
    primary_purpose: str | None = None
    observational_model: str | None = None
    time_perspective: str | None = None
    masking_info: MaskingInfo = MaskingInfo()


class BioSpec(Part, frozen=True):
    retention: str | None = None
    description: str | None = None


class EnrollmentInfo(Part, frozen=True):
    """How many people; ``count`` is what was typed, ``people`` what may be said."""

    count: int | None = None
    type: str | None = None

    @property
    def people(self) -> int | None:
        """Return the number of people, or None where it is absent or the placeholder 99,999,999."""
        return None if self.count == UNKNOWN_COUNT else self.count


class DesignModule(Part, frozen=True):
    study_type: str | None = None
    n_ptrs_to_this_exp_acc_nct_id: int | None = None
    expanded_access_types: ExpandedAccessTypes = ExpandedAccessTypes()
    patient_registry: bool | None = None
    target_duration: str | None = None
    phases: tuple[str, ...] = ()
    design_info: DesignInfo = DesignInfo()
    bio_spec: BioSpec = BioSpec()
    enrollment_info: EnrollmentInfo = EnrollmentInfo()


# ── Arms, interventions, outcomes ─────────────────────────────────────────────


class ArmGroup(Part, frozen=True):
    label: str | None = None
    type: str | None = None
    description: str | None = None
    intervention_names: tuple[str, ...] = ()
    """As the registry writes them, with the type in front: "Drug: Aspirin"."""


class Intervention(Part, frozen=True):
    type: str | None = None
    name: str | None = None
    description: str | None = None
    arm_group_labels: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


class ArmsInterventionsModule(Part, frozen=True):
    arm_groups: tuple[ArmGroup, ...] = ()
    interventions: tuple[Intervention, ...] = ()


class Outcome(Part, frozen=True):
    measure: str | None = None
    description: str | None = None
    time_frame: str | None = None


class OutcomesModule(Part, frozen=True):
    primary_outcomes: tuple[Outcome, ...] = ()
    secondary_outcomes: tuple[Outcome, ...] = ()
    other_outcomes: tuple[Outcome, ...] = ()


# ── Eligibility, contacts, places ─────────────────────────────────────────────


class EligibilityModule(Part, frozen=True):
    eligibility_criteria: str | None = None
    healthy_volunteers: bool | None = None
    sex: str | None = None
    gender_based: bool | None = None
    gender_description: str | None = None
    minimum_age: str | None = None
    """A number and a unit, as in "18 Years" or "6 Months"; None means no limit is registered."""
    maximum_age: str | None = None
    std_ages: tuple[str, ...] = ()
    study_population: str | None = None
    sampling_method: str | None = None


class Contact(Part, frozen=True):
    name: str | None = None
    role: str | None = None
    phone: str | None = None
    phone_ext: str | None = None
    email: str | None = None


class Official(Part, frozen=True):
    name: str | None = None
    affiliation: str | None = None
    role: str | None = None


class GeoPoint(Part, frozen=True):
    """Degrees, WGS 84."""

    lat: float
    lon: float


class Location(Part, frozen=True):
    facility: str | None = None
    status: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    contacts: tuple[Contact, ...] = ()
    geo_point: GeoPoint | None = None


class ContactsLocationsModule(Part, frozen=True):
    central_contacts: tuple[Contact, ...] = ()
    overall_officials: tuple[Official, ...] = ()
    locations: tuple[Location, ...] = ()


# ── References, sharing ───────────────────────────────────────────────────────


class Retraction(Part, frozen=True):
    pmid: str | None = None
    source: str | None = None


class Reference(Part, frozen=True):
    pmid: str | None = None
    type: str | None = None
    """BACKGROUND and RESULT come from the registrant, DERIVED is linked by the registry."""
    citation: str | None = None
    retractions: tuple[Retraction, ...] = ()


class SeeAlsoLink(Part, frozen=True):
    label: str | None = None
    url: str | None = None


class AvailIpd(Part, frozen=True):
    id: str | None = None
    type: str | None = None
    url: str | None = None
    comment: str | None = None


class ReferencesModule(Part, frozen=True):
    references: tuple[Reference, ...] = ()
    see_also_links: tuple[SeeAlsoLink, ...] = ()
    avail_ipds: tuple[AvailIpd, ...] = ()


class IpdSharingStatementModule(Part, frozen=True):
    ipd_sharing: str | None = None
    description: str | None = None
    info_types: tuple[str, ...] = ()
    time_frame: str | None = None
    access_criteria: str | None = None
    url: str | None = None


class ProtocolSection(Part, frozen=True):
    identification_module: IdentificationModule
    status_module: StatusModule = StatusModule()
    sponsor_collaborators_module: SponsorCollaboratorsModule = SponsorCollaboratorsModule()
    oversight_module: OversightModule = OversightModule()
    description_module: DescriptionModule = DescriptionModule()
    conditions_module: ConditionsModule = ConditionsModule()
    design_module: DesignModule = DesignModule()
    arms_interventions_module: ArmsInterventionsModule = ArmsInterventionsModule()
    outcomes_module: OutcomesModule = OutcomesModule()
    eligibility_module: EligibilityModule = EligibilityModule()
    contacts_locations_module: ContactsLocationsModule = ContactsLocationsModule()
    references_module: ReferencesModule = ReferencesModule()
    ipd_sharing_statement_module: IpdSharingStatementModule = IpdSharingStatementModule()
