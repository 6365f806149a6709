from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "dataregister.listed": _("%(actor)s put the data item “%(name)s” into the register."),
    "dataregister.taken_over": _("%(actor)s took %(count)s data items over from the brief."),
    "dataregister.changed": _("%(actor)s changed what the register says of “%(name)s”."),
    "dataregister.removed": _("%(actor)s took “%(name)s” off the register."),
    "dataregister.answered": _("%(actor)s answered the questions about the tier of “%(name)s”."),
    "dataregister.differed": _("The three answers about the tier of “%(name)s” differ; all are asked again."),
    "dataregister.agreed": _("Owner, lead and referee agree: “%(name)s” is of tier %(tier)s."),
    "dataregister.asked_again": _("%(actor)s asked anew about the tier of “%(name)s”: %(reason)s"),
    "dataregister.provided": _("%(actor)s provided “%(name)s”."),
    "dataregister.taken_up": _("%(actor)s noted that “%(name)s” is in use until %(until)s."),
    "dataregister.prolonged": _("%(actor)s prolonged the use of “%(name)s” until %(until)s: %(reason)s"),
    "dataregister.returned": _("%(actor)s returned “%(name)s”; the certificate is %(certificate)s."),
    "dataregister.destroyed": _("%(actor)s destroyed “%(name)s”; the certificate is %(certificate)s."),
    "dataregister.output_asked": _("%(actor)s asked to take “%(output)s” out."),
    "dataregister.output_let_go": _("%(actor)s let “%(output)s” out after looking at it."),
    "dataregister.output_refused": _("%(actor)s did not let “%(output)s” out: %(reason)s"),
    "dataregister.output_taken_back": _("%(actor)s took back the request for “%(output)s”."),
}

# What the read log calls the parts of a thread that are shown here.
READ = {"data": pgettext_lazy("read", "Data register")}
