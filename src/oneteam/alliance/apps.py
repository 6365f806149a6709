from django.apps import AppConfig


class AllianceConfig(AppConfig):
    name = "oneteam.alliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam import walls

        from .queries import keys_of

        walls.keys_come_from(keys_of)
