from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from oneteam import walls
from oneteam.base.errors import OneTeamError, Refused
from oneteam.base.fields import Bi
from oneteam.walls.actions import person_circle

from . import queries
from .enums import OPEN, JobState
from .kinds import KINDS, Stopped
from .models import LongJob

log = logging.getLogger("oneteam.longjobs")

RUN = "longjobs.run"
MSGIDS = "en"  # in this language a sentence is its own msgid: why a job failed is told in whatever its reader speaks
KEPT, LOST = timedelta(days=30), timedelta(days=1)


@transaction.atomic
def ask(*, person: Any, kind: str, arguments: dict[str, Any] | None = None) -> LongJob:
    """Begin a job for somebody. Who asks for the very same while it is open is shown that one."""
    try:
        with transaction.atomic():
            job = LongJob.objects.create(
                kind=KINDS[kind].name, by=person, arguments=arguments or {}, circle=person_circle(person.pk)
            )
    except IntegrityError:
        if (running := queries.open_job(person, kind)) is None:
            raise Refused(_("This has just ended. Please begin it again.")) from None
        if running.arguments != (arguments or {}):
            raise Refused(
                _(
                    "You began this with other choices, and it is still running. Wait for its end, or stop it first."
                )
            ) from None
        return running
    lock = kind if KINDS[kind].alone else f"{kind} {person.pk}"
    app.configure_task(RUN, lock=lock).defer(job_id=job.pk)
    return job


@transaction.atomic
def stop(*, person: Any, job: LongJob) -> None:
    """One that waits ends at once, one that runs after its present step; what it has done stays."""
    mine = queries.jobs_of(person).filter(pk=job.pk)
    waiting = mine.filter(state=JobState.WAITING)
    if not waiting.update(state=JobState.STOPPED, ended_at=timezone.now()):
        mine.filter(state=JobState.RUNNING).update(stop_asked=True)


def run(number: int) -> None:
    """In the worker. A job whose worker died is run again from its beginning."""
    job = _begin(number)
    if job is None:
        return
    kind = KINDS[job.kind]
    with translation.override(MSGIDS):
        try:
            result = kind.work(lambda done, total: _say(job, done, total), job.by, **job.arguments)
        except Stopped:
            _end(job, JobState.STOPPED)
        except OneTeamError as reason:
            _end(job, JobState.FAILED, failure=reason.sentence, failure_words=_kept(reason.words))
        except Exception:
            log.exception("long job failed", extra={"job": job.code, "kind": job.kind})
            _end(job, JobState.FAILED)
        else:
            _end(job, JobState.DONE, result=result)


def _kept(words: dict[str, Any]) -> dict[str, Any]:
    return {key: word.as_dict() if isinstance(word, Bi) else str(word) for key, word in words.items()}


def _begin(number: int) -> LongJob | None:
    with walls.system("a long job begins"):
        if not LongJob.objects.filter(pk=number, state__in=OPEN).update(
            state=JobState.RUNNING, begun_at=timezone.now(), done=0, runs=F("runs") + 1
        ):
            return None
        return LongJob.objects.select_related("by").get(pk=number)


def _running(job: LongJob) -> QuerySet[LongJob]:
    """The job, unless another worker has begun it again meanwhile."""
    return LongJob.objects.filter(pk=job.pk, state=JobState.RUNNING, runs=job.runs)


def _say(job: LongJob, done: int, total: int) -> None:
    with walls.system("how far a long job is"):
        if not _running(job).filter(stop_asked=False).update(done=done, total=total):
            raise Stopped


def _end(job: LongJob, state: JobState, **values: Any) -> None:
    with walls.system("a long job ends"):
        _running(job).update(state=state, ended_at=timezone.now(), **values)


def sweep() -> None:
    """Forget what ended long ago; what no worker ended for a day, because its end could not be written, has failed."""
    with walls.system("long jobs that ended long ago"):
        queries.ended_before(timezone.now() - KEPT).delete()
        queries.open_since(timezone.now() - LOST).update(state=JobState.FAILED, ended_at=timezone.now())
