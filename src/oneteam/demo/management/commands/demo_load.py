from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from oneteam.demo.load import load


class Command(BaseCommand):
    help = "Load the sample alliance, its dates moved so that today lies in the middle of its story."

    def handle(self, *args: Any, **options: Any) -> None:
        load(timezone.localdate(), self.stdout.write)
