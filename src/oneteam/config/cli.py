"""The command `oneteam`: its own commands stand in `config/commands`, the rest is Django's."""

import argparse
import importlib
import os
import sys

OWN = {
    "serve": "start everything on this machine: database, pages, live updates, jobs",
    "web": "answer pages",
    "live": "answer live updates",
    "worker": "run jobs and schedules",
    "demo": "start everything with the sample alliance",
    "init": "found a new, empty alliance with its first officer",
    "check": "say what is wrong with configuration, database, jobs or mail",
    "backup": "write database and files into one archive",
    "restore": "bring an archive back",
    "audit": "verify the chained audit, or seal it anew",
    "mail": "list mail that could not be delivered, or send it again",
}


def main() -> None:
    try:
        dispatch()
    finally:
        leave()


def dispatch() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneteam.config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name in OWN:
        sys.exit(own(name, sys.argv[2:]))
    if name in ("help", "--help", "-h") and len(sys.argv) < 3:
        print("oneteam COMMAND\n\n" + "\n".join(f"  {name:<9} {told}" for name, told in OWN.items()))
        print("\nand every command of Django: migrate, generate, shell, dbshell …")
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def leave() -> None:
    """A command that woke the embedded database puts it to sleep again, unless somebody else uses it now."""
    from oneteam.config import postgres

    if postgres.started_here:
        from django.db import connections

        connections.close_all()
        for folder in postgres.started_here:
            postgres.stop(folder)


def own(name: str, arguments: list[str]) -> int:
    module = importlib.import_module(f"oneteam.config.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"oneteam {name}", description=OWN[name])
    module.add(parser)
    options = parser.parse_args(arguments)
    if name not in ("demo", "serve"):  # these two set the stage before the settings are read
        import django

        django.setup()
    try:
        return int(module.run(options))
    except KeyboardInterrupt:
        return 130
