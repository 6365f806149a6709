from .items import attach_to_item, change, list_item, remove, take_over
from .outputs import ask_output, let_go, looked_at, refuse, take_back
from .parties import follow_disclosure
from .reminding import remind
from .tier import answer, ask_again, finish, go_back
from .using import end, prolong, provide, take_up

__all__ = [
    "answer", "ask_again", "ask_output", "attach_to_item", "change", "end", "finish", "follow_disclosure",
    "go_back", "let_go", "list_item", "looked_at", "prolong", "provide", "refuse", "remind", "remove", "take_back", "take_over", "take_up",
]  # fmt: skip
