from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from oneteam.config import postgres


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """The first connection of a process starts the server, so every command and test just works."""
        if settings.EMBEDDED_DATABASE is not None and not postgres.is_running(settings.EMBEDDED_DATABASE):
            postgres.ensure_server(settings.EMBEDDED_DATABASE)
        return super().get_new_connection(conn_params)
