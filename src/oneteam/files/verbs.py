from django.utils.translation import gettext_lazy as _

VERBS = {
    "files.attached": _("%(actor)s attached the file “%(name)s”."),
    "files.removed": _("%(actor)s removed the file “%(name)s”."),
}
