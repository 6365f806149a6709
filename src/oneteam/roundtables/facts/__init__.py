"""Everything that a match of one problem rests on, in the words of the core.

Some of it nobody may read as such (ties of experts, rivalries, waivers): it is read with the house open and
leaves here only as input of the computation. What depends on other threads is read under the keys of whoever
acts, and nothing comes from a sealed one: a thread that somebody does not know of changes nothing they see.
"""

from .gathering import Experts, Facts, Ties, gather, gather_few, known_experts, ties_of, told_threads
from .texts import HERE, may_be_told, own_experience, tables_sat_at, text_of
from .times import busy_of, days_of, hours_of, loads_of, quarter, slots_of

__all__ = [
    "HERE",
    "Experts",
    "Facts",
    "Ties",
    "busy_of",
    "days_of",
    "gather",
    "gather_few",
    "hours_of",
    "known_experts",
    "loads_of",
    "may_be_told",
    "own_experience",
    "quarter",
    "slots_of",
    "tables_sat_at",
    "text_of",
    "ties_of",
    "told_threads",
]
