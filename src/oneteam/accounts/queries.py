from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Person


def people() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True)


def person(pk: Any) -> Person:
    return Person.objects.get(pk=pk)


def by_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


def addresses(person: Any) -> Any:
    return EmailAddress.objects.filter(user=person)


def authenticators(person: Any) -> Any:
    return Authenticator.objects.filter(user=person)


def device_code(session: Any) -> str:
    """A session's name in addresses; its number would count everybody's."""
    return salted_hmac("oneteam.accounts.device", str(session.pk), algorithm="sha256").hexdigest()[:16]


def session_of(person: Any, device: str) -> Any:
    return next((one for one in sessions(person) if device_code(one) == device), None)


def sessions(person: Any) -> Any:
    """Where the person is signed in now."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.filter(user=person, session_key__in=alive).order_by("-last_seen_at", "-pk")
