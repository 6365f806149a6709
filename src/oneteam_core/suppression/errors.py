"""The one error of the suppression core."""


class SuppressionError(ValueError):
    """Input that cannot be used: ``field`` says where, ``message`` what is wrong and what to do.

    ``code`` and ``rows`` (numbers from 0) are for callers who say it in words of their own.

    >>> str(SuppressionError("count", "rows[2].count", "is -1; a count is 0 or more", (2,)))
    'rows[2].count: is -1; a count is 0 or more'
    """

    def __init__(self, code: str, field: str, message: str, rows: tuple[int, ...] = ()) -> None:
        super().__init__(f"{field}: {message}")
        self.code, self.field, self.message, self.rows = code, field, message, rows
