from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "oneteam.problems"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.journal import verbs

        from . import export, mails  # noqa: F401
        from .gallery import show
        from .verbs import VERBS

        verbs.register(VERBS)
        show()
