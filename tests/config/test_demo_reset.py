"""`make demo-reset` forgets the demo, and never an alliance of one's own."""

from tests import databases
from tests.config.processes import free_port

OWN = ("init", "--name", "새 얼라이언스", "--email", "first@example.org", "--officer", "가나다")
COUNT = "from oneteam.alliance.models import Organisation; print(Organisation.objects.count())"
TABLES = "from django.db import connection; print(connection.introspection.table_names())"
MARK = "from oneteam.config.commands import demo; demo.mark()"


def test_reset_leaves_an_alliance_of_ones_own_and_forgets_the_demo() -> None:
    ports = {"ONETEAM_PORT": str(free_port()), "ONETEAM_LIVE_PORT": str(free_port())}
    with databases.processes(databases.MIGRATED, **ports) as house:
        assert house.run(*OWN).returncode == 0
        refused = house.run("demo", "--reset")
        assert (refused.returncode, "nothing was deleted" in refused.stderr) == (1, True)
        assert house.python(COUNT) == "1"
        for folder in ("mail", "files"):
            (house.folder / folder).mkdir(exist_ok=True)
            (house.folder / folder / "left").write_text("x")
        house.python(MARK)
        done = house.run("demo", "--reset")
        assert (done.returncode, "begins anew" in done.stdout) == (0, True), done.stderr
        assert not (house.folder / "mail").exists() and not (house.folder / "files").exists()
        assert house.python(TABLES) == "[]"
