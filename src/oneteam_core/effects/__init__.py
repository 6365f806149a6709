"""What changed between a baseline and a measurement, and how sure that is.

>>> from oneteam_core.effects import Rate, Study, compare
"""

from oneteam_core.effects.check import check_study
from oneteam_core.effects.compare import compare
from oneteam_core.effects.errors import EffectError
from oneteam_core.effects.methods import METHODS
from oneteam_core.effects.model import (
    CAUTIONS,
    DESIGNS,
    Answer,
    Caution,
    Count,
    Figure,
    Interval,
    Mean,
    Method,
    Rate,
    Sample,
    Side,
    Study,
)

__all__ = [
    "CAUTIONS", "DESIGNS", "METHODS", "Answer", "Caution", "Count", "EffectError", "Figure", "Interval", "Mean",
    "Method", "Rate", "Sample", "Side", "Study", "check_study", "compare",
]  # fmt: skip
