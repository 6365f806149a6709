"""What the pages ask for."""

from .bilateral import BilateralForm
from .effects import ClaimForm, EffectForm, RecheckForm, VerdictForm, VerifierForm
from .measuring import MeasurementForm, PlannedDayForm, ProofForm, SavingForm, TableForm
from .plan import MilestoneForm, MoveForm, TrlForm
from .projects import CloseForm, FilterForm, FrameForm, ProjectForm, StopForm
from .sites import ConfirmSiteForm, EndSiteForm, PlaceForm, SiteCheckForm, SiteForm, SiteVersionForm

__all__ = [
    "BilateralForm",
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
    "PlaceForm",
    "PlannedDayForm",
    "ProjectForm",
    "ProofForm",
    "RecheckForm",
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
