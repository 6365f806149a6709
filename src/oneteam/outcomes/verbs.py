from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "outcomes.entered": _("%(actor)s entered the outcome “%(title)s”."),
    "outcomes.changed": _("%(actor)s changed the outcome “%(title)s”."),
    "outcomes.confirmed": _("%(actor)s confirmed the outcome “%(title)s”."),
    "outcomes.taken_back": _("%(actor)s took back the outcome “%(title)s”."),
    "outcomes.drafted": _("%(actor)s planned the publication “%(title)s”."),
    "outcomes.draft_changed": _("%(actor)s changed the draft of “%(title)s”."),
    "outcomes.sent": _("%(actor)s sent “%(title)s” to the partners, who answer until %(until)s."),
    "outcomes.agreed": _("%(actor)s agreed that “%(title)s” may be published."),
    "outcomes.delayed": _("%(actor)s asked to wait with “%(title)s”, until %(until)s."),
    "outcomes.cleared": _("All partners agree: “%(title)s” may be published."),
    "outcomes.cleared_by_silence": _(
        "“%(title)s” may be published: until the end of the clock %(who)s said nothing."
    ),
    "outcomes.cleared_after_wait": _(
        "“%(title)s” may be published: the time for which %(who)s asked to wait is over."
    ),
    "outcomes.draft_taken_back": _("%(actor)s took back the draft of “%(title)s”."),
    "outcomes.published": _("%(actor)s noted that “%(title)s” is published."),
    "outcomes.granted": _("%(actor)s noted that the patent “%(title)s” was granted as %(number)s."),
    "outcomes.disclosed": _("%(actor)s wrote down the result “%(title)s”."),
    "outcomes.result_changed": _("%(actor)s changed the result “%(title)s”."),
    "outcomes.contributed": _("%(actor)s recorded a contribution to “%(title)s”."),
    "outcomes.contribution_confirmed": _("%(actor)s confirmed a contribution to “%(title)s”."),
    "outcomes.contribution_removed": _("%(actor)s took back a contribution to “%(title)s”."),
    "outcomes.divided": _("%(actor)s proposed the shares of “%(title)s”: %(shares)s"),
    "outcomes.division_confirmed": _("%(actor)s confirmed the proposed shares of “%(title)s”."),
}

# What the read log calls the parts of a thread that are shown here.
READ = {"outcomes": pgettext_lazy("read", "Outcomes")}
