from .entering import change, confirm, enter, note_grant, take_back
from .rights import change_result, confirm_rights, contribute, disclose, divide, remove

__all__ = [
    "change", "change_result", "confirm", "confirm_rights", "contribute", "disclose", "divide", "enter", "note_grant", "remove",
    "take_back",
]  # fmt: skip
