from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "oneteam.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.cases import stations

        from .stations import data, outcomes

        stations.register(data)
        stations.register(outcomes)
