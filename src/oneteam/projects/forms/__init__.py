"""What the pages ask for."""

from .bilateral import BilateralForm
from .effects import ClaimForm, EffectForm, RecheckForm, VerdictForm, VerifierForm
from .gates import BackForm, RefuseForm, TrlForm
from .measuring import MeasurementForm, PlannedDayForm, ProofForm, SavingForm, TableForm
from .parts import EndForm, NewPartnerForm, PackageForm, PartForm, UsedForm
from .plan import MilestoneForm, MoveForm, OrderForm, PlanFileForm, RemoveForm
from .progress import ProgressForm
from .projects import CloseForm, FilterForm, FrameForm, ProjectForm, StopForm
from .results import AcceptForm, DeliverableForm, DeliverForm, ExitForm, LeadForm, ObjectiveForm, RiskForm
from .sites import ConfirmSiteForm, EndSiteForm, PlaceForm, SiteCheckForm, SiteForm, SiteVersionForm

__all__ = [
    "AcceptForm",
    "BackForm",
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
    "OrderForm",
    "PackageForm",
    "PartForm",
    "PlaceForm",
    "PlanFileForm",
    "PlannedDayForm",
    "ProgressForm",
    "ProjectForm",
    "ProofForm",
    "RecheckForm",
    "RefuseForm",
    "RemoveForm",
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
