from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oneteam.base.forms import Form

LONGEST = 2000


class FileForm(Form):
    file = forms.FileField(
        label=gettext_lazy("Calendar file"), help_text=gettext_lazy("An .ics file of at most 2 MB"),
        widget=forms.ClearableFileInput({"accept": ".ics,.ifb,text/calendar"}),
    )  # fmt: skip


class AddressForm(Form):
    address = forms.CharField(
        label=gettext_lazy("Secret address of your calendar"), max_length=LONGEST,
        help_text=gettext_lazy("Begins with https:// or webcal://"),
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_address(self) -> Any:
        """``webcal`` is https by another name. Only https is asked for: the address opens a whole calendar."""
        address = self.cleaned_data["address"].strip()
        if address.lower().startswith("webcal://"):
            address = f"https://{address[9:]}"
        try:
            URLValidator(schemes=["https"])(address)
        except ValidationError:
            raise ValidationError(
                _("Please write an address that begins with https:// or webcal://.")
            ) from None
        if "@" in address.partition("//")[2].partition("/")[0]:
            raise ValidationError(_("Please leave out the name and password before the host."))
        return address
