"""``python -m oneteam_core match ...``, ``... timetable ...`` and ``... effect ...``"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from oneteam_core.effects import command as effects
from oneteam_core.effects.errors import EffectError
from oneteam_core.matching import command as matching
from oneteam_core.matching import sound as matching_sound
from oneteam_core.matching.errors import MatchingError
from oneteam_core.timetable import command as timetable
from oneteam_core.timetable import sound as timetable_sound
from oneteam_core.timetable.errors import TimetableError

RUN = {"match": matching.run, "timetable": timetable.run, "effect": effects.run}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m oneteam_core", description="Cores of OneTeam: plans and effects"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    matching.add_arguments(commands.add_parser("match", help="choose a panel for each problem"))
    timetable.add_arguments(commands.add_parser("timetable", help="find dates for many tables at once"))
    effects.add_arguments(commands.add_parser("effect", help="tell what became better, and how sure that is"))
    chosen = parser.parse_args(arguments)
    try:
        sys.stdout.write(RUN[chosen.command](chosen) + "\n")
    except (MatchingError, TimetableError, EffectError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (matching_sound.Unsound, timetable_sound.Unsound) as fault:
        sys.stderr.write(f"{fault}\nThis is a fault of OneTeam, not of the files. Please report it.\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
