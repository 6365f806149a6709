from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "problems.drafted": _("%(actor)s began a draft."),
    "problems.registered": _("%(actor)s wrote the problem down for its owner."),
    "problems.edited": _("%(actor)s edited the text."),
    "problems.submit": _("%(actor)s submitted the problem."),
    "problems.begin_scoping": _("%(actor)s began the scoping."),
    "problems.accept": _("%(actor)s accepted the problem."),
    "problems.return": _("%(actor)s returned the problem with questions."),
    "problems.reroute": _("%(actor)s rerouted the problem to: %(to)s."),
    "problems.decline": _("%(actor)s declined the problem."),
    "problems.match": _("%(actor)s had experts matched."),
    "problems.agree_panel": _("%(actor)s agreed to the panel."),
    "problems.ask_again": _("%(actor)s asked for another list of experts."),
    "problems.schedule": _("%(actor)s fixed the date of the round table."),
    "problems.unschedule": _("%(actor)s took the date of the round table back."),
    "problems.hold_table": _("The round table was held."),
    "problems.decide": _("The round table decided."),
    "problems.ask_data": _("%(actor)s gave the problem back to its owner: %(reason)s"),
    "problems.start_project": _("A project was started."),
    "problems.apply": _("The result is applied in the field."),
    "problems.verify": _("%(actor)s verified the effect."),
    "problems.close": _("%(actor)s closed the problem: %(reason)s"),
    "problems.withdraw": _("%(actor)s withdrew the problem: %(reason)s"),
    "problems.hold": _("%(actor)s put the problem on hold: %(reason)s"),
    "problems.resume": _("%(actor)s resumed the problem."),
    "problems.disclosed": _("%(actor)s changed who may see the problem."),
    "problems.level_raised": _("%(actor)s closed the problem further: %(level)s."),
    "problems.level_lowered": _("%(actor)s opened the problem further: %(level)s."),
    "problems.lowering_asked": _("%(actor)s asked to open the problem further: %(level)s."),
    "problems.lowering_refused": _("%(actor)s left who may see the problem as it is."),
    "problems.named": _("%(actor)s named %(name)s for the problem."),
    "problems.unnamed": _("%(actor)s took %(name)s off the problem."),
}

# What the read log calls the parts of a thread that are shown here.
READ = {
    "brief": pgettext_lazy("read", "Full text"),
}
