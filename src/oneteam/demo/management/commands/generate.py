from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from oneteam.demo.generate import generate


class Command(BaseCommand):
    help = "Fill the database with many invented rows, for measurements."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--problems", type=int, default=10_000)
        parser.add_argument("--experts", type=int, default=5_000)
        parser.add_argument("--projects", type=int, default=2_000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("problems", "experts", "projects", "seed")
        generate(**{name: options[name] for name in names}, say=self.stdout.write)
