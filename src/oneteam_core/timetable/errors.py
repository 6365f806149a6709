"""The one error of the timetable core."""


class TimetableError(ValueError):
    """Input that cannot be used: ``field`` says where, ``message`` says what is wrong and what to do.

    >>> str(TimetableError("tables[2].minutes", "is 0; it must be a whole number from 1 to 1440"))
    'tables[2].minutes: is 0; it must be a whole number from 1 to 1440'
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
