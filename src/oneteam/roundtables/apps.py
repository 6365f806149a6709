from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "oneteam.roundtables"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from oneteam.alliance.disclosure import follow
        from oneteam.alliance.models import Named
        from oneteam.files.rules import guard
        from oneteam.journal import verbs
        from oneteam.journal.read_parts import name_parts
        from oneteam.problems import leaving, panels

        from . import calendar, export, mails  # noqa: F401
        from .actions.cancelling import end_with_problem
        from .actions.interests import follow_disclosure
        from .actions.invitations import withdraw_invitations
        from .actions.venues import free_of_sealed
        from .panel import interest_panel, panel
        from .queries import files_of_agreed_minutes, files_of_done_actions
        from .verbs import READ, VERBS

        verbs.register(VERBS)
        name_parts(READ)
        follow(follow_disclosure)
        follow(free_of_sealed)
        panels.register(panel)
        panels.register(interest_panel)
        guard("minutes", files_of_agreed_minutes)
        guard("action", files_of_done_actions)
        leaving.register(end_with_problem)
        post_delete.connect(withdraw_invitations, sender=Named, dispatch_uid="roundtables.invitations")
