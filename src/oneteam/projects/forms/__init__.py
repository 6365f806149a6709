"""What the pages ask for."""

from .effects import ClaimForm, EffectForm, RecheckForm, VerdictForm, VerifierForm
from .gates import BackForm, RefuseForm, TrlForm
from .measuring import MeasurementForm, PlannedDayForm, ProofForm, SavingForm, TableForm
from .plan import MilestoneForm, MoveForm, OrderForm, PlanFileForm
from .progress import ProgressForm
from .projects import CloseForm, FilterForm, FrameForm, ProjectForm, StopForm
from .sites import ConfirmSiteForm, EndSiteForm, PlaceForm, SiteCheckForm, SiteForm, SiteVersionForm

__all__ = [
    "BackForm",
    "ClaimForm",
    "CloseForm",
    "ConfirmSiteForm",
    "EffectForm",
    "EndSiteForm",
    "FilterForm",
    "FrameForm",
    "MeasurementForm",
    "MilestoneForm",
    "MoveForm",
    "OrderForm",
    "PlaceForm",
    "PlanFileForm",
    "PlannedDayForm",
    "ProgressForm",
    "ProjectForm",
    "ProofForm",
    "RecheckForm",
    "RefuseForm",
    "SavingForm",
    "SiteCheckForm",
    "SiteForm",
    "SiteVersionForm",
    "StopForm",
    "TableForm",
    "TrlForm",
    "VerdictForm",
    "VerifierForm",
]
