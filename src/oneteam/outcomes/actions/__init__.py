from .entering import change, confirm, enter, note_grant, take_back
from .publishing import answer, attach_draft, change_draft, draft, publish, send, take_back_draft, watch
from .rights import change_result, confirm_rights, contribute, disclose, divide, remove

__all__ = [
    "answer", "attach_draft", "change", "change_draft", "change_result", "confirm", "confirm_rights", "contribute",
    "disclose", "divide", "draft", "enter", "note_grant", "publish", "remove", "send", "take_back", "take_back_draft",
    "watch",
]  # fmt: skip
