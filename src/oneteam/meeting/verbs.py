from django.utils.translation import gettext_lazy as _

VERBS = {
    "meeting.began": _("%(actor)s began the round table."),
    "meeting.ended": _("%(actor)s ended the round table."),
    "meeting.chair_taken": _("%(actor)s took over the chair from %(before)s."),
    "meeting.counted": _("The votes on the ways to solve it were counted."),
}
