from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "oneteam.problems"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs
        from oneteam.journal.read_parts import name_parts

        from . import export, mails  # noqa: F401
        from .gallery import show
        from .verbs import READ, VERBS

        verbs.register(VERBS)
        name_parts(READ)
        show()
