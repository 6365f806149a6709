"""How the journal tells what happened here."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "roundtables.dates_asked": _("%(actor)s asked the panel about %(times)s times."),
    "roundtables.conflict_told": _("%(actor)s told of a conflict and does not come: %(reason)s"),
    "roundtables.somebody_suggested": _("%(actor)s suggests whom to ask instead: %(whom)s"),
    "roundtables.replacement_asked": _("%(actor)s proposed %(who)s for the seat of an expert who declined."),
    "roundtables.replacement_agreed": _("%(actor)s agreed to ask %(who)s for the seat that is free."),
    "roundtables.replacement_refused": _("%(actor)s did not agree to ask %(who)s."),
    "roundtables.matched": _("%(actor)s had a panel of experts proposed."),
    "roundtables.matched_beside": _(
        "After somebody told of a conflict the match was run again; the list agreed to stays as it is."
    ),
    "roundtables.noted": _("%(actor)s wrote a note on %(who)s as a candidate."),
    "roundtables.panel_sent": _("%(actor)s sent a list of %(experts)s experts to the owner."),
    "roundtables.panel_agreed": _("%(actor)s agreed to a panel of %(experts)s experts."),
    "roundtables.asked_again": _("%(actor)s asked for another list of experts."),
    "roundtables.waiver_asked": _("%(actor)s asked the owner to waive a conflict of %(who)s."),
    "roundtables.waiver_given": _("%(actor)s waived the conflict of %(who)s until %(until)s."),
    "roundtables.waiver_refused": _("%(actor)s did not waive the conflict of %(who)s."),
    "roundtables.convened": _("%(actor)s convened the round table for %(on)s."),
    "roundtables.moved": _("%(actor)s moved the round table to %(on)s, %(at)s: %(reason)s"),
    "roundtables.meets_elsewhere": _("%(actor)s changed where the round table meets: %(reason)s"),
    "roundtables.invitation_accepted": _("%(actor)s accepted the invitation to the round table."),
    "roundtables.invitation_declined": _("%(actor)s declined the invitation to the round table."),
    "roundtables.cancelled": _("%(actor)s cancelled the round table: %(reason)s"),
    "roundtables.venue_saved": _("%(actor)s saved the room %(name)s."),
    "roundtables.venue_taken": _("%(actor)s noted that the room %(name)s is taken on %(on)s."),
    "roundtables.venue_freed": _("%(actor)s made the room %(name)s free again."),
    "roundtables.venue_given_up": _(
        "The room %(name)s is not booked any more, because the problem is sealed."
    ),
    "roundtables.agenda_kept": _("%(actor)s changed the agenda with which round tables begin."),
    "roundtables.materials_opened": _("The materials of the round table are open to its panel."),
    "roundtables.held": _("%(actor)s recorded that the round table was held with %(present)s people."),
    "roundtables.minutes_written": _("%(actor)s wrote the minutes."),
    "roundtables.minutes_sent": _("%(actor)s sent the minutes to everybody who was there."),
    "roundtables.minutes_confirmed": _("%(actor)s agreed to the minutes."),
    "roundtables.minutes_agreed": _("The minutes are agreed: the last to agree was %(actor)s."),
    "roundtables.minutes_agreed_by_silence": _(
        "The minutes are agreed, because five days went by in silence."
    ),
    "roundtables.correction_suggested": _("%(actor)s suggested a correction of the minutes."),
    "roundtables.correction_taken": _("%(actor)s took a suggested correction over into the minutes."),
    "roundtables.correction_declined": _("%(actor)s declined a suggested correction of the minutes."),
    "roundtables.edition_prepared": _("%(actor)s chose what members may read of the minutes."),
    "roundtables.edition_published": _("%(actor)s let the members read an edition of the minutes."),
    "roundtables.edition_taken_back": _("%(actor)s took the members' edition of the minutes back."),
    "roundtables.decided": _("%(actor)s wrote down the decision: %(kind)s, by %(by)s."),
    "roundtables.review_stands": _("%(actor)s looked at the decision again: it stands as it is."),
    "roundtables.review_later": _("%(actor)s put off the review of the decision to %(on)s."),
    "roundtables.review_changed": _("%(actor)s wrote down what has changed about the decision."),
    "roundtables.interest_asked": _("%(actor)s asked the members how far they would join, until %(until)s."),
    "roundtables.interest_stated": _("%(actor)s said how far %(organisation)s would join."),
    "roundtables.action_added": _("%(actor)s noted something to do for %(who)s, by %(by)s."),
    "roundtables.action_done": _("%(actor)s finished something to do."),
    "roundtables.action_confirmed": _("%(actor)s confirmed that something to do is done."),
    "roundtables.action_sent_back": _("%(actor)s sent something to do back: %(reason)s"),
    "roundtables.action_moved": _("%(actor)s moved the date of something to do to %(on)s: %(reason)s"),
    "roundtables.feedback_given": _("%(actor)s said how the experts helped."),
    "roundtables.closed": _("%(actor)s closed the round table."),
}

# What the read log calls the parts of a thread that are shown here.
READ = {
    "match": pgettext_lazy("read", "List of experts"),
    "waiver": pgettext_lazy("read", "Request for a waiver"),
    "room": pgettext_lazy("read", "Round table"),
    "minutes": pgettext_lazy("read", "Minutes"),
}
