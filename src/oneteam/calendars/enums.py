from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .spans import Left


class SourceKind(models.TextChoices):
    FILE = "file", pgettext_lazy("calendar", "file")
    ADDRESS = "address", pgettext_lazy("calendar", "address")


LEFT = {
    Left.FREE: _("shown as free, or cancelled"),
    Left.OURS: _("a round table of this alliance, which is known already"),
    Left.ZONE: _("in a time zone that is not known"),
    Left.REPEATS: _("repeated in a way that is not read here, such as every hour"),
    Left.BROKEN: _("not readable: no start, or an end before it"),
    Left.MANY: _("beyond the 2,000 events that are read at most"),
}


class Failure(models.TextChoices):
    """Why a calendar could not be fetched, in words for the person."""

    ADDRESS = (
        "address",
        _("There is no such host, it did not answer, or it lies in a private network. Check the address."),
    )
    SECURE = "secure", _("The address leads to a page that is not encrypted. It has to begin with https://.")
    CERTIFICATE = "certificate", _("The host could not prove that it is the one named in the address.")
    DENIED = "denied", _("The host refused to give the calendar. Make a new secret address there.")
    SERVER = "server", _("The host answered with an error of its own.")
    SLOW = "slow", _("The host took longer than ten seconds.")
    LARGE = "large", _("The calendar is larger than 5 MB. Share a smaller one.")
    CONTENT = "content", _("What the host sent is not a calendar. Check the address.")
    KEY = (
        "key",
        _("The address cannot be read here any more. Take the calendar away and give its address again."),
    )
