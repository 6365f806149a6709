from django.apps import AppConfig


class AllianceConfig(AppConfig):
    name = "oneteam.alliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam import walls
        from oneteam.base import signature
        from oneteam.files.rules import every_one, guard
        from oneteam.journal import verbs

        from . import export, mails  # noqa: F401
        from .queries import alliance_name, keys_of, readers_among
        from .verbs import VERBS

        walls.keys_come_from(keys_of)
        walls.readers_come_from(readers_among)
        signature.comes_from(alliance_name)
        verbs.register(VERBS)
        guard("agreement", every_one)  # its digest says that it is the same file as when it was signed
        guard("logo", every_one)  # exchanged on the organisation's page
