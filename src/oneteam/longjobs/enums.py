from django.db import models
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("long job", "waiting")
    RUNNING = "running", pgettext_lazy("long job", "running")
    DONE = "done", pgettext_lazy("long job", "done")
    STOPPED = "stopped", pgettext_lazy("long job", "stopped")
    FAILED = "failed", pgettext_lazy("long job", "failed")


OPEN = (JobState.WAITING, JobState.RUNNING)
