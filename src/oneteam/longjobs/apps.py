from django.apps import AppConfig


class LongJobsConfig(AppConfig):
    name = "oneteam.longjobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import export  # noqa: F401
