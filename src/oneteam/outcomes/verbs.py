from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "outcomes.entered": _("%(actor)s entered the outcome “%(title)s”."),
    "outcomes.changed": _("%(actor)s changed the outcome “%(title)s”."),
    "outcomes.confirmed": _("%(actor)s confirmed the outcome “%(title)s”."),
    "outcomes.taken_back": _("%(actor)s took back the outcome “%(title)s”."),
}

# What the read log calls the parts of a thread that are shown here.
READ = {"outcomes": pgettext_lazy("read", "Outcomes")}
