"""The one error of the effects core."""

from __future__ import annotations


class EffectError(ValueError):
    """Input that cannot be used: ``field`` says where, ``message`` says what is wrong and what to do.

    >>> str(EffectError("after.n", "is -3; it must be a whole number from 1 to 1000000000000"))
    'after.n: is -3; it must be a whole number from 1 to 1000000000000'
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
