from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "oneteam.outcomes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.files import rules
        from oneteam.journal import verbs
        from oneteam.journal.read_parts import name_parts
        from oneteam.projects import panels

        from . import export, mails, panel  # noqa: F401
        from .queries import drafts_sent, proofs
        from .verbs import READ, VERBS

        verbs.register(VERBS)
        name_parts(READ)
        panels.register(panel.of_project)
        rules.guard("outcome", proofs)
        rules.guard("publication", drafts_sent)
