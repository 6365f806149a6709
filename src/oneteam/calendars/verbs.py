"""How the journal tells what happened here; each entry is for its person alone."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "calendars.feed_made": _("%(actor)s made a secret address for their calendar."),
    "calendars.feed_renewed": _("%(actor)s renewed the secret address of their calendar."),
    "calendars.feed_ended": _("%(actor)s switched off the secret address of their calendar."),
    "calendars.busy_kept": _("%(actor)s kept %(busy)s busy times of a calendar file."),
    "calendars.subscribed": _("%(actor)s gave the address of a calendar."),
    "calendars.source_removed": _("%(actor)s took a calendar away, with its busy times."),
}
