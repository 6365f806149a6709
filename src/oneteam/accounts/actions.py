from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from oneteam.base.workflow import save_version

from . import forgetting, queries
from .models import Person

PROFILE = ("name", "name_en", "title", "position", "phone", "language", "shortcuts")


@transaction.atomic
def create_person(*, email: str, name: str, password: str | None = None, **values: Any) -> Person:
    """Whoever calls this vouches for the address: the link or the code that was mailed to it proves it.

    Without a password the person signs in with an e-mail code or a passkey, or sets one by "forgotten password".
    """
    person = Person.objects.create_user(email, password, name=name, **values)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@transaction.atomic
def change_profile(*, person: Person, version: int, **values: Any) -> None:
    """Over the version that the person saw: the same page may be open in another window."""
    save_version(person, version, **{key: values[key] for key in PROFILE if key in values})


def sign_in(*, request: HttpRequest, person: Person) -> None:
    """Open a session for somebody whose identity is proven by other means: an invitation's link, a demo persona."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create_from_request(request)


@transaction.atomic
def end_session(*, person: Person, device: str) -> bool:
    """Sign a device out; only one's own."""
    session = queries.session_of(person, device)
    if session is not None:
        session.end()
    return session is not None


@transaction.atomic
def end_other_sessions(*, person: Person, but: str) -> int:
    others = list(UserSession.objects.filter(user=person).exclude(session_key=but))
    for session in others:
        session.end()
    return len(others)


def choose_language(*, person: Person, language: str) -> None:
    if language in dict(settings.LANGUAGES) and language != person.language:
        Person.objects.filter(pk=person.pk).update(language=language, version=F("version") + 1)


@transaction.atomic
def anonymise(*, person: Person) -> None:
    """Forget who somebody was. What they did stays, by somebody without a name. Needs the house open."""
    forgetting.everywhere(person)
    for session in UserSession.objects.filter(user=person):
        session.end()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    for key in ("name_en", "title", "position", "phone"):
        setattr(person, key, "")
    person.name = person.code  # tells two forgotten people apart in what they did together
    person.email, person.is_active, person.erased_at = (
        f"{person.code.lower()}@erased.invalid",
        False,
        timezone.now(),
    )
    person.set_unusable_password()
    person.save()
