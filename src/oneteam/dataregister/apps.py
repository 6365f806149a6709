from django.apps import AppConfig


class DataRegisterConfig(AppConfig):
    name = "oneteam.dataregister"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.alliance.disclosure import follow
        from oneteam.journal import verbs
        from oneteam.journal.read_parts import name_parts
        from oneteam.projects import panels

        from . import export, mails, panel  # noqa: F401
        from .actions import follow_disclosure
        from .verbs import READ, VERBS

        verbs.register(VERBS)
        name_parts(READ)
        panels.register(panel.of_project)
        follow(follow_disclosure)
        keep_files()


def keep_files() -> None:
    """Files of data that are there go with a certificate; what was looked at, and what has left, stays."""
    from oneteam.files import rules

    from .queries import of_items_there

    rules.guard("data", of_items_there)
    rules.guard("output", rules.every_one)
    rules.guard("left", rules.every_one)
