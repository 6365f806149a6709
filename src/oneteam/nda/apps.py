from django.apps import AppConfig


class NdaConfig(AppConfig):
    name = "oneteam.nda"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.files.rules import every_one, guard
        from oneteam.journal import verbs

        from . import export, mails  # noqa: F401
        from .verbs import VERBS

        verbs.register(VERBS)
        guard("nda", every_one)  # what somebody signed stays, confirmed or not
