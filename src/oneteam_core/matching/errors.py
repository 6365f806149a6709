"""The one error of the matching core."""


class MatchingError(ValueError):
    """Input that cannot be used: ``field`` says where, ``message`` says what is wrong and what to do.

    >>> error = MatchingError("candidates[2].quota_left", "is -1; it must be 0 or more")
    >>> str(error)
    'candidates[2].quota_left: is -1; it must be 0 or more'
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
