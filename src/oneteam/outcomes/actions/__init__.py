from .entering import change, confirm, enter, take_back

__all__ = ["change", "confirm", "enter", "take_back"]
