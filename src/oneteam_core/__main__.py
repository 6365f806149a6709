"""``python -m oneteam_core match ...``"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from oneteam_core.matching import command
from oneteam_core.matching.errors import MatchingError
from oneteam_core.matching.sound import Unsound


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m oneteam_core", description="Planning cores of OneTeam")
    commands = parser.add_subparsers(dest="command", required=True)
    command.add_arguments(commands.add_parser("match", help="choose a panel for each problem"))
    chosen = parser.parse_args(arguments)
    try:
        sys.stdout.write(command.run(chosen) + "\n")
    except MatchingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except Unsound as fault:
        sys.stderr.write(f"{fault}\nThis is a fault of OneTeam, not of the files. Please report it.\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
