import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["verify"], help="compute the chain anew and compare")


def run(options: argparse.Namespace) -> int:
    from oneteam.journal import audit

    broken = list(audit.broken_links())
    if broken:
        print(f"The audit does not hold at {len(broken)} lines, first at line {broken[0]}.")
        return 1
    print("The audit holds: every line follows from the one before.")
    return 0
