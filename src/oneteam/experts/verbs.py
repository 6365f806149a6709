from django.utils.translation import gettext_lazy as _

VERBS = {
    "experts.enrolled": _("%(actor)s added %(name)s to the experts."),
    "experts.edited": _("%(actor)s changed the profile."),
    "experts.consented": _("%(actor)s agreed that members see the profile."),
    "experts.consent_withdrawn": _("%(actor)s hid the profile from members."),
    "experts.work_added": _("%(actor)s added a work."),
    "experts.work_removed": _("%(actor)s took a work off."),
    "experts.works_imported": _("%(actor)s imported works: %(count)s."),
    "experts.engagement_removed": _("%(actor)s took an engagement off."),
    "experts.merged": _("%(actor)s merged the profile %(closed)s of %(name)s into %(kept)s."),
    "experts.told_apart": _("%(actor)s noted that %(one)s and %(other)s are two people."),
    "experts.engagement_ended": _("%(actor)s noted that an engagement has ended."),
    "experts.experience_added": _("%(actor)s added field experience."),
    "experts.experience_removed": _("%(actor)s took field experience off."),
    "experts.availability_changed": _("%(actor)s changed the hours and days for round tables."),
    "experts.engagement_added": _("%(actor)s declared an engagement."),
}
