from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from oneteam.base.answers import answered, sent

from .. import actions, forms, rules


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Two members, one form, and the other side agrees with one press."""
    if not rules.may_propose_bilateral(request.user):
        raise Http404
    form = forms.BilateralForm(sent(request), person=request.user)
    return answered(
        request, form, lambda: actions.propose_bilateral(person=request.user, **form.values()),
        "projects/bilateral.html", {}, _("The other side has been asked to agree."),
    )  # fmt: skip
