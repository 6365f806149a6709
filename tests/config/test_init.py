from tests.config.processes import Processes

FOUND = ("init", "--name", "새 얼라이언스", "--email", "first@example.org", "--officer", "가나다")


def test_init_founds_an_empty_alliance_once_and_gives_the_first_link() -> None:
    with Processes() as empty:
        done = empty.run(*FOUND, ONETEAM_URL="https://oneteam.example")
        assert done.returncode == 0, done.stderr
        assert "The alliance “새 얼라이언스” is founded" in done.stdout
        assert "https://oneteam.example/" in done.stdout
        again = empty.run(*FOUND)
    assert (again.returncode, again.stderr.strip()) == (
        1,
        "oneteam: There is an alliance in this database already.",
    )


def test_init_refuses_what_is_no_address(house: Processes) -> None:
    done = house.run("init", "--name", "x", "--email", "nobody", "--officer", "x")
    assert (done.returncode, done.stderr.strip()) == (1, "oneteam: Enter a valid email address.")
