from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "oneteam.roundtables"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs
        from oneteam.problems import panels

        from . import export, mails  # noqa: F401
        from .panel import panel
        from .verbs import VERBS

        verbs.register(VERBS)
        panels.register(panel)
