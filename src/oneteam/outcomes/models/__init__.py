from .outcomes import Outcome, outcome_code
from .publications import Answer, Concerned, Publication, publication_code
from .rights import Contribution, Division, Result, contribution_code, division_code, result_code

__all__ = [
    "Answer", "Concerned", "Contribution", "Division", "Outcome", "Publication", "Result", "contribution_code",
    "division_code", "outcome_code", "publication_code", "result_code",
]  # fmt: skip
