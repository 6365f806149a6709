from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "oneteam.roundtables"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs
        from oneteam.problems import leaving, panels

        from . import mails  # noqa: F401
        from .actions.cancelling import end_with_problem
        from .panel import panel
        from .verbs import VERBS

        verbs.register(VERBS)
        panels.register(panel)
        leaving.register(end_with_problem)
