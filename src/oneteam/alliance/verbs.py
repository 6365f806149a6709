from django.utils.translation import gettext_lazy as _

VERBS = {
    "alliance.founded": _("%(actor)s founded %(alliance)s."),
    "alliance.described": _("%(actor)s changed the introduction of the alliance."),
    "alliance.organisation_added": _("%(actor)s added %(organisation)s."),
    "alliance.organisation_changed": _("%(actor)s changed the entry of %(organisation)s."),
    "alliance.logo_changed": _("%(actor)s changed the logo of %(organisation)s."),
    "alliance.period_entered": _("%(actor)s entered a period of membership of %(organisation)s."),
    "alliance.period_changed": _("%(actor)s corrected a period of membership of %(organisation)s."),
    "alliance.membership_invite": _("%(actor)s invited %(organisation)s to the alliance."),
    "alliance.membership_sign": _("%(organisation)s signed the memorandum; %(actor)s noted it."),
    "alliance.membership_activate": _("%(organisation)s became a member; %(actor)s noted it."),
    "alliance.membership_suspend": _("%(actor)s suspended the membership of %(organisation)s."),
    "alliance.membership_resume": _("%(actor)s resumed the membership of %(organisation)s."),
    "alliance.membership_leave": _("%(organisation)s left the alliance; %(actor)s noted it."),
    "alliance.membership_approach": _("%(actor)s made %(organisation)s a candidate again."),
    "alliance.seat_given": _("%(actor)s gave %(person)s a seat at %(organisation)s: %(role)s."),
    "alliance.seat_taken": _("%(person)s took the seat at %(organisation)s: %(role)s."),
    "alliance.seat_moved": _(
        "%(actor)s set the last day of the seat of %(person)s at %(organisation)s: %(role)s, %(day)s."
    ),
    "alliance.seat_opened": _(
        "%(actor)s took the last day off the seat of %(person)s at %(organisation)s: %(role)s."
    ),
    "alliance.seat_ended": _("%(actor)s ended the seat of %(person)s at %(organisation)s: %(role)s."),
    "alliance.rivalry_declared": _("%(actor)s declared %(one)s and %(other)s rivals."),
    "alliance.rivalry_ended": _("%(actor)s ended the rivalry of %(one)s and %(other)s."),
    "alliance.agreement_entered": _("%(actor)s entered an agreement: %(kind)s %(code)s."),
    "alliance.agreement_ended": _("%(actor)s ended an agreement: %(kind)s %(code)s."),
    "alliance.skill_kept": _("%(actor)s put “%(skill)s” into the vocabulary."),
    "alliance.invited": _("%(actor)s invited somebody to %(organisation)s: %(role)s."),
    "alliance.invited_again": _("%(actor)s sent an invitation to %(organisation)s again: %(role)s."),
    "alliance.invitation_withdrawn": _("%(actor)s withdrew an invitation to %(organisation)s: %(role)s."),
    "alliance.organisations_imported": _("%(actor)s imported %(count)s organisations from %(file)s."),
    "alliance.people_imported": _("%(actor)s imported %(count)s seats from %(file)s."),
    "alliance.erasure_asked": _("%(actor)s asked to be forgotten."),
    "alliance.erasure_taken_back": _("%(actor)s took the request to be forgotten back."),
    "alliance.erased": _("%(actor)s made a person's data anonymous on request."),
}
