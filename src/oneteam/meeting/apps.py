from django.apps import AppConfig


class MeetingConfig(AppConfig):
    name = "oneteam.meeting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs

        from . import export  # noqa: F401
        from .verbs import VERBS

        verbs.register(VERBS)
