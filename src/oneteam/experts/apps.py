from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "oneteam.experts"
    default_auto_field = "django.db.models.BigAutoField"
