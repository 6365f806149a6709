from __future__ import annotations

import unicodedata
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from oneteam import walls
from oneteam.base.errors import Invalid, Refused, TooLarge
from oneteam.journal.actions import record
from oneteam.walls.models import Circle

from . import kinds, rules, stamping, storage
from .models import Attachment, file_code


@transaction.atomic
def attach(
    *, person: Any, upload: Any, target: str, thread: str, circle: Circle, confidential: bool = False
) -> Attachment:
    """Keep a file, hang it on ``target``, and tell the journal."""
    attachment = keep(
        person=person, upload=upload, target=target, thread=thread, circle=circle, confidential=confidential
    )
    record(
        verb="files.attached", actor=person, thread=thread, target=target, circle=circle,
        data={"name": attachment.name},
    )  # fmt: skip
    return attachment


@transaction.atomic
def keep(
    *, person: Any, upload: Any, target: str, thread: str, circle: Circle, confidential: bool = False
) -> Attachment:
    """What cannot be kept whole is not kept at all. Whoever calls this tells the journal in words of their own."""
    name = _name(upload.name)
    _fits(upload)
    kind = kinds.checked(name, upload)
    if confidential and kind == stamping.PDF:
        stamping.stamped(upload, name).close()  # what could not be handed out is told to whoever uploads it
    code = file_code()
    size, digest = storage.keep(code, upload)
    try:
        attachment = Attachment.objects.create(
            code=code, thread=thread, target=target, name=name, kind=kind, size=size, digest=digest,
            confidential=confidential, by=person, circle=circle,
        )  # fmt: skip
    except BaseException:
        storage.discard(code)
        raise
    return attachment


def _name(given: str) -> str:
    """The last part of the name, composed (a Mac sends Hangul in pieces), without control signs."""
    plain = unicodedata.normalize("NFC", PurePath(given.replace("\\", "/")).name)
    return "".join(sign for sign in plain if sign.isprintable())[-200:] or "file"


def _fits(upload: Any) -> None:
    most = settings.MAX_FILE_MB
    if upload.size == 0:
        raise Invalid(_("The file is empty. Please choose it again."))
    if upload.size > most * 1_000_000:
        sentence = _("The file has %(size)d MB. Please upload one smaller than %(most)d MB.")
        # Rounded as people say it, but never down to the limit itself: "50 MB, smaller than 50 MB" helps nobody.
        raise TooLarge(sentence % {"size": max(round(upload.size / 1_000_000), most + 1), "most": most})


@transaction.atomic
def remove(*, person: Any, attachment: Attachment) -> None:
    if not rules.may_remove(person, attachment):
        raise Refused(_("Only who attached the file, or the secretariat, may remove it."))
    hold(attachment)
    if rules.is_kept(attachment):
        raise Refused(_("Something that was claimed, confirmed or agreed rests on this file, so it stays."))
    record(
        verb="files.removed", actor=person, thread=attachment.thread, target=attachment.target,
        circle=attachment.circle, data={"name": attachment.name},
    )  # fmt: skip
    discard(attachment)


def hold(attachment: Attachment) -> None:
    """Of two at once, one who takes the file away and one who confirms what rests on it, the second sees what the first did."""
    Attachment.objects.select_for_update(of=("self",)).filter(pk=attachment.pk).first()


def rehang(*, attachment: Attachment, target: str) -> None:
    """On something else in the same circle. Whoever calls this tells the journal."""
    Attachment.objects.filter(pk=attachment.pk).update(target=target)


def lay(*, target: str, circle: Circle) -> int:
    """Every file of a target into a circle; answers how many were in another one. Called under ``walls.system``."""
    return Attachment.objects.filter(target=target).exclude(circle=circle).update(circle=circle)


def discard(attachment: Attachment) -> None:
    """Without asking and without a word: whoever calls this has done both."""
    code = attachment.code
    attachment.delete()
    transaction.on_commit(lambda: storage.discard(code))


@transaction.atomic
def mark_confidential(*, thread: str, confidential: bool) -> None:
    """Whether downloads of a thread's files go to the read log, after its level was changed."""
    with walls.system("a thread's files follow its level"):
        Attachment.objects.filter(thread=thread).update(confidential=confidential)


def sweep() -> int:
    """Throw away what no row speaks of: uploads cut off by a crash, files of changes that were rolled back."""
    gone = 0
    for code, old in storage.stored():
        if old and not _known(code):
            storage.discard(code)
            gone += 1
    return gone


def _known(code: str) -> bool:
    with walls.system("whether a stored file belongs to something"):
        return Attachment.objects.filter(code=code).exists()
