"""Static files are gathered and compressed once, and anew only when one of them changed."""

import fcntl
import hashlib
import io

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_when_changed() -> None:
    if settings.PLAIN_STATIC:
        return
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    stamp = settings.STATIC_ROOT.with_name("static.stamp")
    with open(settings.STATIC_ROOT.with_name("static.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        now = _fingerprint()
        if stamp.exists() and stamp.read_text() == now:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=io.StringIO())
        stamp.write_text(now)


def _fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda pair: str(pair[0])):
            about = (path, storage.size(path), storage.get_modified_time(path).timestamp())
            found.update(repr(about).encode())
    return found.hexdigest()
