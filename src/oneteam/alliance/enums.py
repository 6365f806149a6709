from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    INDUSTRY = "industry", _("industry")
    ACADEMIA = "academia", _("academia")
    RESEARCH = "research", _("research")
    STARTUP = "startup", _("start-up")


class Standing(models.TextChoices):
    """The life of a membership."""

    CANDIDATE = "candidate", pgettext_lazy("membership", "candidate")
    INVITED = "invited", pgettext_lazy("membership", "invited")
    SIGNED = "signed", pgettext_lazy("membership", "agreement signed")
    ACTIVE = "active", pgettext_lazy("membership", "active")
    SUSPENDED = "suspended", pgettext_lazy("membership", "suspended")
    LEFT = "left", pgettext_lazy("membership", "left")


class Role(models.TextChoices):
    STAFF = "staff", _("member of staff")
    OWNER = "owner", _("problem owner")
    EXPERT = "expert", _("expert")
    COORDINATOR = "coordinator", _("coordinator")
    EXECUTIVE = "executive", _("executive")
    OFFICER = "officer", _("secretariat officer")
    HEAD = "head", _("head of secretariat")
    LEARNER = "learner", _("learner")
    FOUNDER = "founder", _("start-up")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("system administrator")


class Level(models.TextChoices):
    PUBLIC = "public", _("public")
    ALLIANCE = "alliance", _("alliance")
    NAMED = "named", _("named people only")
    SEALED = "sealed", _("sealed")


LEVELS = [level.value for level in Level]  # from open to closed


class Stage(models.TextChoices):
    """How far a thread has left its owner's hands: circles open with it."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    OPEN = "open", _("open")


class Part(models.TextChoices):
    """The parts of a thread that differ in who may see them. Each has a circle of its own."""

    TEASER = "teaser", _("title and teaser")
    BRIEF = "brief", _("full brief")
    DESK = "desk", _("the owner's and the secretariat's desk")
    PRIVATE = "private", _("the secretariat's own notes")
    ROOM = "room", _("discussion and minutes")
    SUMMARY = "summary", _("decision")
    FIELD = "field", _("project and measurements")
    EFFECT = "effect", _("effect")


class NamedRole(models.TextChoices):
    OWNER = "owner", _("owner")
    OFFICER = "officer", _("officer")
    EXPERT = "expert", _("expert")
    PARTNER = "partner", _("partner")
    VERIFIER = "verifier", _("verifier")


class AgreementKind(models.TextChoices):
    MOU = "mou", _("memorandum of understanding")
    NDA = "nda", _("non-disclosure agreement")
    WAIVER = "waiver", _("waiver")


class SkillKind(models.TextChoices):
    METHOD = "method", _("method")
    AREA = "area", _("business area")


class ImportKind(models.TextChoices):
    ORGANISATIONS = "organisations", _("organisations")
    PEOPLE = "people", _("people")
