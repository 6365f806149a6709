from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "oneteam.experts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs

        from . import export, mails  # noqa: F401
        from .verbs import VERBS

        verbs.register(VERBS)
