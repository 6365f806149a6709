from django.conf import settings
from django.db import models
from django.utils import timezone


class Stateful(models.Model):
    """Something with a life cycle (see ``base.workflow``) and a version against lost edits."""

    state_at = models.DateTimeField(default=timezone.now)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Heartbeat(models.Model):
    """When a worker was last alive; ``/readyz`` reads it."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
