from tests.config.processes import Processes


def test_check_of_a_sound_house_ends_with_status_0(house: Processes) -> None:
    done = house.run("check")
    assert done.returncode == 0, done.stdout
    assert "ok    All migrations are applied." in done.stdout
    assert "wrong" not in done.stdout


def test_check_names_missing_migrations() -> None:
    with Processes() as empty:
        done = empty.run("check")
    assert done.returncode == 1
    assert "run: oneteam migrate" in done.stdout


def test_check_names_a_mail_server_that_does_not_answer(house: Processes) -> None:
    done = house.run("check", ONETEAM_SMTP_URL="smtp://127.0.0.1:1")
    assert done.returncode == 1
    assert "wrong The mail server at 127.0.0.1 does not answer" in done.stdout


def test_check_lists_every_setting_with_its_help(house: Processes) -> None:
    done = house.run("check", "--settings")
    assert "ONETEAM_PORT (number; default: 8000)\n    The port of the pages." in done.stdout
