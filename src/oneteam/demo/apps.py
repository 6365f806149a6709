from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "oneteam.demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from oneteam.desk.context import add_to_menu

        from .menu import links

        add_to_menu(links)
