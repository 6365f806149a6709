from .outcomes import Outcome, outcome_code
from .rights import Contribution, Division, Result, contribution_code, division_code, result_code

__all__ = [
    "Contribution", "Division", "Outcome", "Result", "contribution_code", "division_code", "outcome_code", "result_code",
]  # fmt: skip
