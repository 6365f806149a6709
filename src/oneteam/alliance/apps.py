from django.apps import AppConfig


class AllianceConfig(AppConfig):
    name = "oneteam.alliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam import walls
        from oneteam.base import signature
        from oneteam.journal import verbs

        from . import export, mails  # noqa: F401
        from .queries import alliance_name, keys_of
        from .verbs import VERBS

        walls.keys_come_from(keys_of)
        signature.comes_from(alliance_name)
        verbs.register(VERBS)
