import argparse

MOST = 20


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "act", choices=["verify", "seal"],
        help="compute the chain and the digests of agreed minutes anew and compare; seal it after a restore under another secret key",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    return seal() if options.act == "seal" else verify()


def verify() -> int:
    from oneteam.journal import audit
    from oneteam.roundtables.record import broken

    return told(audit.faults() + [f"The minutes of {code} are not what was agreed." for code in broken()])


def seal() -> int:
    """Only a chain that holds otherwise: nothing is made whole that somebody broke."""
    from oneteam.journal import audit

    if others := [fault for fault in audit.faults() if fault != audit.UNSEALED]:
        return told(others)
    audit.seal_anew()
    return told(audit.faults())


def told(faults: list[str]) -> int:
    for sentence in faults[:MOST]:
        print(sentence)
    if faults:
        print(f"The audit does not hold: {len(faults)} faults.")
        return 1
    print("The audit holds: every line follows from the one before, and none is missing.")
    return 0
