"""Hide small counts of a result table, and as few others as keep them from being computed.

>>> from oneteam_core.suppression import Row, suppress
"""

from oneteam_core.suppression.errors import SuppressionError
from oneteam_core.suppression.model import GUARD, SMALL, TOTAL, Hidden, Row, Suppression
from oneteam_core.suppression.suppress import suppress
from oneteam_core.suppression.validate import Fault, Unsound, sound, validate_suppression

__all__ = [
    "GUARD", "SMALL", "TOTAL", "Fault", "Hidden", "Row", "Suppression", "SuppressionError", "Unsound", "sound", "suppress",
    "validate_suppression",
]  # fmt: skip
