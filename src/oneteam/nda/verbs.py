from django.utils.translation import gettext_lazy as _

VERBS = {
    "nda.text_kept": _("%(actor)s wrote version %(version)s of the non-disclosure agreement."),
    "nda.asked": _(
        "%(actor)s asked for the mail to sign version %(version)s of the non-disclosure agreement."
    ),
    "nda.signed": _("%(actor)s signed version %(version)s of the non-disclosure agreement: %(code)s."),
    "nda.copy_sent": _("%(actor)s uploaded a signed non-disclosure agreement."),
    "nda.copy_confirmed": _(
        "%(actor)s confirmed the signed non-disclosure agreement of %(person)s: %(code)s."
    ),
    "nda.copy_declined": _(
        "%(actor)s did not take the signed non-disclosure agreement of %(person)s: %(reason)s"
    ),
}
