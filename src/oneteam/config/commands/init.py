import argparse

from django.core.exceptions import ValidationError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="the alliance's name")
    parser.add_argument("--email", required=True, help="the first officer's e-mail address")
    parser.add_argument("--officer", required=True, help="the first officer's name")


def run(options: argparse.Namespace) -> int:
    from oneteam.alliance import actions
    from oneteam.base.errors import Refused
    from oneteam.config import guard
    from oneteam.config.migrating import migrate

    guard.require()
    migrate()
    try:
        said = actions.found(name=options.name, officer_email=options.email, officer_name=options.officer)
    except (Refused, ValidationError) as problem:
        sentences = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
        raise SystemExit(f"oneteam: {' '.join(sentences)}") from None
    print(f"The alliance “{options.name}” is founded; {options.email} is its first officer.")
    if said:
        print(said)
    return 0
