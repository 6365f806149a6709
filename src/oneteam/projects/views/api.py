"""The one address at which a machine enters measurements: JSON in, JSON out, problems as sentences."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from oneteam import walls
from oneteam.base.codes import hash_of
from oneteam.base.errors import OneTeamError

from .. import actions, queries, tables
from ..enums import MeasuredBy
from ..models import MeasureKey

MOST_BYTES = 200_000


@csrf_exempt  # it knows no session: whoever asks shows a word of their own
@require_POST
def measurements(request: HttpRequest, code: str) -> JsonResponse:
    """In the language that the machine asks for: nobody has chosen one for it on a page."""
    with translation.override(translation.get_language_from_request(request)):
        return _answered(request, code)


def _answered(request: HttpRequest, code: str) -> JsonResponse:
    digest = hash_of(_word(request))
    if not ratelimit.consume(request, action="measurement", key=digest):
        return _problem(
            _("Too many at once. Please wait a minute, or send several measurements together."), 429
        )
    key = queries.key_by_digest(code, digest)
    if key is None:
        return _problem(_("This key opens nothing here. Make a new one on the page of the effect."), 401)
    try:
        rows = _rows(request)
    except ValueError as error:
        return _problem(str(error), 400)
    with walls.acting_as(key.by):
        return _entered(key, code, rows)


def _word(request: HttpRequest) -> str:
    scheme, _space, word = request.headers.get("Authorization", "").partition(" ")
    return word.strip() if scheme.lower() == "bearer" else ""


def _rows(request: HttpRequest) -> list[Any]:
    """One measurement, or several under ``measurements``."""
    sentence = _("This is too much at once. Please send at most 1,000 measurements.")
    try:
        sent = request.body
    except RequestDataTooBig:
        raise ValueError(sentence) from None
    if len(sent) > MOST_BYTES:
        raise ValueError(sentence)
    try:
        body = json.loads(sent, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ValueError(_("This is no JSON. Please send an object with “on” and “value”.")) from None
    rows = body["measurements"] if isinstance(body, dict) and set(body) == {"measurements"} else [body]
    if not isinstance(rows, list) or len(rows) > tables.MOST_ROWS:
        raise ValueError(sentence)
    return rows


def _no_number(name: str) -> None:
    raise ValueError(name)


def _entered(key: MeasureKey, code: str, rows: list[Any]) -> JsonResponse:
    """In the name of who made the key, with what they may see and do at this moment."""
    effect = queries.effect(code).first()
    if effect is None:
        return _problem(_("This key opens nothing here. Make a new one on the page of the effect."), 401)
    read = tables.read_rows(effect, rows)
    if read.bad:
        told = [{"row": one.row, "field": one.column, "problem": one.reason} for one in read.bad[:100]]
        return JsonResponse({"problems": told}, status=422)
    try:
        made = actions.measure_many(
            person=key.by, effect=effect, figures=read.figures, source=MeasuredBy.MACHINE
        )
    except OneTeamError as error:
        return _problem(str(error), error.status)
    actions.note_use(key)
    return JsonResponse({"entered": [one.code for one in made]}, status=201)


def _problem(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"problems": [{"row": 0, "field": "", "problem": sentence}]}, status=status)
