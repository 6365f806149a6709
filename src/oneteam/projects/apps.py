from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "oneteam.projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs
        from oneteam.journal.read_parts import name_parts
        from oneteam.problems import panels

        from . import actions, export, mails, mails_parts  # noqa: F401 - also how the changes forget a person
        from .gallery import show
        from .panel import panel
        from .verbs import READ, VERBS

        verbs.register(VERBS)
        name_parts(READ)
        show()
        panels.register(panel)
        keep_evidence()


def keep_evidence() -> None:
    """A file on which a claimed figure or a confirmed step rests is not taken away."""
    from oneteam.files import rules

    from .queries import proofs, proofs_of_deliverables, proofs_of_steps

    rules.guard("effect", proofs)
    rules.guard("trl", proofs_of_steps)
    rules.guard("deliverable", proofs_of_deliverables)
