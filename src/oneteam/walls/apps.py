from django.apps import AppConfig


class WallsConfig(AppConfig):
    name = "oneteam.walls"
    default_auto_field = "django.db.models.BigAutoField"
