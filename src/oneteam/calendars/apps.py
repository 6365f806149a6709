from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "oneteam.calendars"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs

        from . import actions, export  # noqa: F401 - how calendars forget a person
        from .verbs import VERBS

        verbs.register(VERBS)
