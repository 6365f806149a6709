from django.utils.translation import gettext_lazy as _

VERBS = {
    "projects.proposed": _("%(actor)s proposed the project “%(title)s”."),
    "projects.partner_agreed": _("%(actor)s agreed to the project for %(organisation)s."),
    "projects.started": _("%(actor)s started the project."),
    "projects.stopped": _("%(actor)s stopped the project: %(reason)s"),
    "projects.milestone_added": _("%(actor)s added the milestone “%(name)s”."),
    "projects.milestone_moved": _("%(actor)s moved the milestone “%(name)s” to %(to)s: %(reason)s"),
    "projects.milestone_reached": _("%(actor)s reached the milestone “%(name)s”."),
    "projects.trl_recorded": _("%(actor)s gave evidence for TRL %(level)s."),
    "projects.trl_confirmed": _("%(actor)s confirmed TRL %(level)s."),
    "projects.site_reported": _("%(actor)s reported the site “%(site)s”."),
    "projects.site_confirmed": _("%(actor)s confirmed the site “%(site)s”."),
    "projects.effect_planned": _("%(actor)s planned to measure “%(metric)s”."),
    "projects.measured": _("%(actor)s entered a measurement of %(on)s."),
    "projects.claimed": _("%(actor)s claimed the effect “%(metric)s”."),
    "projects.verifier_named": _("%(actor)s named a verifier for the effect “%(metric)s”."),
    "projects.verified": _("%(actor)s verified the effect “%(metric)s”."),
    "projects.rejected": _("%(actor)s did not confirm the effect “%(metric)s”."),
    "projects.released": _("%(actor)s released the effect to everybody."),
}
