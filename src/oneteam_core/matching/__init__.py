"""Matching a problem with the right panel: who is near, who may not come, who together covers the need.

The way in is :func:`match`; :func:`rank` gives everybody's assessment without choosing, and
:func:`validate_panel` re-checks any list of people independently; :func:`sound_panel` refuses a panel that fails.
"""

from oneteam_core.matching.affinity import AffinityScorer
from oneteam_core.matching.assess import rank
from oneteam_core.matching.check import check_inputs
from oneteam_core.matching.conflicts import conflicts_of
from oneteam_core.matching.encoder import Encoder, title_of
from oneteam_core.matching.encoders.blend import BlendedEncoder
from oneteam_core.matching.encoders.choice import Choice, choose_encoder, default_encoder, fitted
from oneteam_core.matching.encoders.endpoint import Endpoint
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.fingerprint import ALGORITHM, fingerprint
from oneteam_core.matching.fingerprint import plain as to_json
from oneteam_core.matching.index import from_bytes, index_works, keys_of, to_bytes
from oneteam_core.matching.lexical import LexicalEncoder
from oneteam_core.matching.library import Library
from oneteam_core.matching.model import (
    Affiliation,
    Candidate,
    Declaration,
    Engagement,
    FieldRecord,
    LaboratoryTie,
    Need,
    ProblemText,
    Relations,
    Rivalry,
    Rules,
    Texts,
    Waiver,
    Weights,
    Work,
)
from oneteam_core.matching.panel import match
from oneteam_core.matching.result import (
    Affinity,
    Assessment,
    Certificate,
    Clash,
    Conflict,
    ConflictReason,
    Excluded,
    FieldReason,
    Panel,
    Reasons,
    RunnerUp,
    ScheduleReason,
    Seat,
    TopicReason,
    Without,
    WorkEvidence,
)
from oneteam_core.matching.shelf import by_language
from oneteam_core.matching.sound import Unsound, sound_panel
from oneteam_core.matching.text import language_of
from oneteam_core.matching.validate import Violation, validate_panel

__all__ = [
    "ALGORITHM",
    "Affiliation",
    "Affinity",
    "AffinityScorer",
    "Assessment",
    "BlendedEncoder",
    "Candidate",
    "Certificate",
    "Choice",
    "Clash",
    "Conflict",
    "ConflictReason",
    "Declaration",
    "Encoder",
    "Endpoint",
    "Engagement",
    "Excluded",
    "FieldReason",
    "FieldRecord",
    "LaboratoryTie",
    "LexicalEncoder",
    "Library",
    "MatchingError",
    "Need",
    "Panel",
    "ProblemText",
    "Reasons",
    "Relations",
    "Rivalry",
    "Rules",
    "RunnerUp",
    "ScheduleReason",
    "Seat",
    "Texts",
    "TopicReason",
    "Unsound",
    "Violation",
    "Waiver",
    "Weights",
    "Without",
    "Work",
    "WorkEvidence",
    "by_language",
    "check_inputs",
    "choose_encoder",
    "conflicts_of",
    "default_encoder",
    "fingerprint",
    "fitted",
    "from_bytes",
    "index_works",
    "keys_of",
    "language_of",
    "match",
    "rank",
    "sound_panel",
    "title_of",
    "to_bytes",
    "to_json",
    "validate_panel",
]
