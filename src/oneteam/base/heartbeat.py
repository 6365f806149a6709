"""A sign of life of the worker in the database, where every web process can see it."""

from django.db.models import Max
from django.utils import timezone

from oneteam.base.models import Heartbeat

EVERY, LATE = 10, 45  # seconds


def beat(name: str) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def seconds_since() -> float | None:
    last = Heartbeat.objects.aggregate(last=Max("at"))["last"]
    return (timezone.now() - last).total_seconds() if last else None
