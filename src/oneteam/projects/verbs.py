from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "projects.proposed": _("%(actor)s proposed the project “%(title)s”."),
    "projects.partner_agreed": _("%(actor)s agreed to the project for %(organisation)s."),
    "projects.agreed": _("All partners have agreed to the project."),
    "projects.started": _("%(actor)s started the project."),
    "projects.tried_out": _("%(actor)s began the field trial."),
    "projects.handed_over": _("%(actor)s handed the result over."),
    "projects.stopped": _("%(actor)s stopped the project: %(reason)s"),
    "projects.milestone_added": _("%(actor)s added the milestone “%(name)s” for %(on)s."),
    "projects.milestone_moved": _("%(actor)s moved the milestone “%(name)s” to %(to)s: %(reason)s"),
    "projects.milestone_removed": _("%(actor)s took the milestone “%(name)s” out of the plan: %(reason)s"),
    "projects.milestone_ordered": _(
        "%(actor)s changed who keeps the milestone “%(name)s” or what it waits for."
    ),
    "projects.plan_imported": _(
        "%(actor)s brought the plan from a file: %(new)s new, %(moved)s moved, %(renamed)s renamed."
    ),
    "projects.milestone_reached": _("%(actor)s ticked the milestone “%(name)s” as reached."),
    "projects.progress_said": _("%(actor)s says how the project stands: %(state)s. %(line)s"),
    "projects.trl_recorded": _("%(actor)s gave evidence for TRL %(level)s."),
    "projects.trl_confirmed": _("%(actor)s confirmed TRL %(level)s."),
    "projects.trl_refused": _("%(actor)s refused the evidence for TRL %(level)s: %(reason)s"),
    "projects.trl_back": _("%(actor)s took the project back from TRL %(was)s to TRL %(level)s: %(reason)s"),
    "projects.site_reported": _("%(actor)s reported the site “%(site)s”."),
    "projects.site_confirmed": _("%(actor)s confirmed the site “%(site)s”."),
    "projects.site_ended": _("%(actor)s reported that the site “%(site)s” is out of use."),
    "projects.site_kept": _(
        "%(actor)s says that the site “%(site)s” is still in use after %(months)s months."
    ),
    "projects.version_reported": _("%(actor)s reported version %(version)s at the site “%(site)s”."),
    "projects.version_confirmed": _("%(actor)s confirmed version %(version)s at the site “%(site)s”."),
    "projects.changed": _("%(actor)s changed the aim or the time of the project: %(since)s to %(until)s."),
    "projects.part_changed": _("%(actor)s changed the part of %(organisation)s in the project."),
    "projects.partner_added": _("%(actor)s asked %(organisation)s to take part in the project."),
    "projects.used_entered": _("%(actor)s entered man-months that %(organisation)s worked."),
    "projects.package_added": _("%(actor)s added the work package “%(name)s”."),
    "projects.package_changed": _("%(actor)s changed the work package “%(name)s”."),
    "projects.package_ended": _("%(actor)s ended the work package “%(name)s”."),
    "projects.objective_added": _("%(actor)s added the objective “%(name)s”."),
    "projects.objective_changed": _("%(actor)s changed the objective “%(name)s”."),
    "projects.objective_reached": _("%(actor)s says that the objective “%(name)s” is reached."),
    "projects.deliverable_added": _("%(actor)s added the deliverable “%(name)s” for %(on)s."),
    "projects.deliverable_changed": _("%(actor)s changed the deliverable “%(name)s”."),
    "projects.delivered": _("%(actor)s delivered “%(name)s”."),
    "projects.accepted": _("%(actor)s accepted “%(name)s”."),
    "projects.sent_back": _("%(actor)s sent “%(name)s” back."),
    "projects.given_up": _("%(actor)s gave up the deliverable “%(name)s”."),
    "projects.risk_added": _("%(actor)s noted the risk “%(name)s”."),
    "projects.risk_changed": _("%(actor)s changed the risk “%(name)s”."),
    "projects.risk_closed": _("%(actor)s closed the risk “%(name)s”."),
    "projects.partner_left": _("%(actor)s recorded that %(organisation)s has left the project."),
    "projects.lead_handed_over": _("%(actor)s handed the lead of the project over to %(organisation)s."),
    "projects.member_added": _("%(actor)s took somebody into the project."),
    "projects.member_removed": _("%(actor)s took somebody off the project."),
    "projects.effect_planned": _("%(actor)s planned to measure “%(metric)s”."),
    "projects.measured": _("%(actor)s entered what was measured of “%(metric)s” on %(on)s."),
    "projects.measured_many": _(
        "%(actor)s entered %(n)s measurements of “%(metric)s” from %(since)s to %(until)s."
    ),
    "projects.measurement_planned": _("%(actor)s planned to measure “%(metric)s” on %(on)s."),
    "projects.measurement_unplanned": _(
        "%(actor)s does not plan any more to measure “%(metric)s” on %(on)s."
    ),
    "projects.saving_set": _("%(actor)s wrote down the formula of what “%(metric)s” saves."),
    "projects.key_made": _("%(actor)s made a key by which a machine enters measurements of “%(metric)s”."),
    "projects.key_dropped": _(
        "%(actor)s took back the key by which a machine entered measurements of “%(metric)s”."
    ),
    "projects.claimed": _("%(actor)s claimed the effect “%(metric)s”."),
    "projects.verifier_named": _("%(actor)s named a verifier for the effect “%(metric)s”."),
    "projects.verified": _("%(actor)s verified the effect “%(metric)s”."),
    "projects.rejected": _("%(actor)s did not confirm the effect “%(metric)s”."),
    "projects.lasting": _("%(actor)s says that the effect “%(metric)s” lasts after %(months)s months."),
    "projects.faded": _("%(actor)s says that the effect “%(metric)s” has faded after %(months)s months."),
    "projects.shared": _("%(actor)s shared the effect “%(metric)s” with the members."),
    "projects.released": _("%(actor)s released the effect “%(metric)s” to everybody."),
    "projects.taken_back": _("%(actor)s took back what was shared of “%(metric)s”."),
}

# What the read log calls the parts of a thread that are shown here.
READ = {
    "decision": pgettext_lazy("read", "Decision"),
    "project": pgettext_lazy("read", "Project"),
    "effect": pgettext_lazy("read", "Effect"),
}
