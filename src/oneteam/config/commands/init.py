import argparse

from django.core.exceptions import ValidationError
from django.utils import translation


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="the alliance's name")
    parser.add_argument("--email", required=True, help="the first officer's e-mail address")
    parser.add_argument("--officer", required=True, help="the first officer's name")
    parser.add_argument("--organisation", default="", help="the organisation that hosts the secretariat")


def run(options: argparse.Namespace) -> int:
    from oneteam.alliance.actions import founding
    from oneteam.base.errors import Refused
    from oneteam.config import guard
    from oneteam.config.migrating import migrate

    guard.require()
    migrate()
    with translation.override("en"):  # as all of the command line
        try:
            said = founding.found(
                name=options.name,
                officer_email=options.email,
                officer_name=options.officer,
                host_name=options.organisation,
            )
        except (Refused, ValidationError) as problem:
            sentences = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
            raise SystemExit(f"oneteam: {' '.join(sentences)}") from None
    print(f"The alliance “{options.name}” is founded; {options.email} is invited to head its secretariat.")
    print(said)
    return 0
