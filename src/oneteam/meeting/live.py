"""Under which name the pages of a room hear of a part of it."""

from oneteam.roundtables.models import RoundTable

from .enums import Part


def about(table: RoundTable, part: Part) -> str:
    return f"{table.problem.code}#{table.code}/{part}"
