"""The command `oneteam`: its own commands stand in `config/commands`, the rest is Django's."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oneteam.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
