"""Start everything on this machine and stop it together."""

import argparse
import sys

from oneteam.config.house import House


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="instead of ONETEAM_PORT")


def run(options: argparse.Namespace) -> int:
    house = House(port=options.port)
    try:
        house.open()
        print(f"\n  OneTeam answers at {house.address}\n  Ctrl-C stops it.\n", flush=True)
        return house.watch()
    finally:
        sys.stdout.flush()
        house.close()
