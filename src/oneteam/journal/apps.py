from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "oneteam.journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import actions, export, verbs  # noqa: F401 - how the journal forgets a person

        verbs.register(verbs.OWN)
