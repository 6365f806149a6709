from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "oneteam.projects"
    default_auto_field = "django.db.models.BigAutoField"
