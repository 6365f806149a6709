from .ledger import enter, follow_disclosure, share, take_back
from .texts import write

__all__ = ["enter", "follow_disclosure", "share", "take_back", "write"]
