"""What the pages ask for."""

from .bilateral import BilateralForm
from .effects import ClaimForm, EffectForm, RecheckForm, VerdictForm, VerifierForm
from .measuring import MeasurementForm, PlannedDayForm, ProofForm, SavingForm, TableForm
from .parts import EndForm, NewPartnerForm, PackageForm, PartForm, UsedForm
from .plan import MilestoneForm, MoveForm, TrlForm
from .projects import CloseForm, FilterForm, FrameForm, ProjectForm, StopForm
from .results import (
    AcceptForm,
    DeliverableForm,
    DeliverForm,
    ExitForm,
    LeadForm,
    ObjectiveForm,
    RiskForm,
)
from .sites import ConfirmSiteForm, EndSiteForm, PlaceForm, SiteCheckForm, SiteForm, SiteVersionForm

__all__ = [
    "AcceptForm",
    "BilateralForm",
    "ClaimForm",
    "CloseForm",
    "ConfirmSiteForm",
    "DeliverForm",
    "DeliverableForm",
    "EffectForm",
    "EndForm",
    "EndSiteForm",
    "ExitForm",
    "FilterForm",
    "FrameForm",
    "LeadForm",
    "MeasurementForm",
    "MilestoneForm",
    "MoveForm",
    "NewPartnerForm",
    "ObjectiveForm",
    "PackageForm",
    "PartForm",
    "PlaceForm",
    "PlannedDayForm",
    "ProjectForm",
    "ProofForm",
    "RecheckForm",
    "RiskForm",
    "SavingForm",
    "SiteCheckForm",
    "SiteForm",
    "SiteVersionForm",
    "StopForm",
    "TableForm",
    "TrlForm",
    "UsedForm",
    "VerdictForm",
    "VerifierForm",
]
