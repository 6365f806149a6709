"""What must hold before a process may serve anybody."""

from django.db import DatabaseError, connection

MINIMUM = 15_00_00
ABOVE_THE_WALLS = (
    "oneteam: the database role “{role}” is {what}, and no wall stops such a role; "
    "use one that is NOSUPERUSER and NOBYPASSRLS."
)


class Refused(SystemExit):
    """Ends the program with its sentence on standard error and status 1, without a traceback."""


def role_fault() -> str:
    """Why the walls would not hold for the role in use; empty when they do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        role, above, bypass = cursor.fetchone()
    if not (above or bypass):
        return ""
    return ABOVE_THE_WALLS.format(role=role, what="a superuser" if above else "BYPASSRLS")


def version_fault() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        number, name = cursor.fetchone()
    return "" if number >= MINIMUM else f"oneteam: PostgreSQL {name} is too old; OneTeam needs 15 or later."


def require() -> None:
    try:
        fault = version_fault() or role_fault()
    except DatabaseError as problem:
        said = str(problem).strip().splitlines()
        raise Refused(
            f"oneteam: the database does not answer: {said[-1] if said else 'no reason given'}"
        ) from None
    if fault:
        raise Refused(fault)
