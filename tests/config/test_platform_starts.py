import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_application_role_stands_below_the_walls() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


@pytest.mark.skipif(settings.EMBEDDED_DATABASE is None, reason="a server of one's own has what it has")
@pytest.mark.django_db
def test_extensions_come_with_every_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert {"pg_trgm", "btree_gist", "unaccent", "vector"} <= {name for (name,) in cursor.fetchall()}
