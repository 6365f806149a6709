from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "cases.shared": _("%(actor)s let the members read what the ledger says of this."),
    "cases.taken_back": _("%(actor)s took back what the members could read in the ledger."),
    "cases.written": _("%(actor)s wrote summary and limits of the case report."),
}

# What the read log calls the parts of a thread that are shown here.
READ = {
    "ledger": pgettext_lazy("read", "Entry of the ledger"),
    "report": pgettext_lazy("read", "Case report"),
    "report.pdf": pgettext_lazy("read", "Case report (PDF)"),
    "report.docx": pgettext_lazy("read", "Case report (DOCX)"),
    "report.hwpx": pgettext_lazy("read", "Case report (HWPX)"),
}
