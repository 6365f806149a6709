from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "oneteam.cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.alliance.disclosure import follow
        from oneteam.journal import verbs
        from oneteam.journal.read_parts import name_parts
        from oneteam.problems import besides, ending
        from oneteam.problems import panels as problem_panels
        from oneteam.projects import panels as project_panels

        from . import export, panel  # noqa: F401
        from .actions import enter, follow_disclosure
        from .beside import beside
        from .verbs import READ, VERBS

        verbs.register(VERBS)
        name_parts(READ)
        ending.register(enter)
        besides.register(beside)
        follow(follow_disclosure)
        problem_panels.register(panel.of_problem)
        project_panels.register(panel.of_project)
