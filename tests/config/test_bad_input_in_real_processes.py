"""Bad input as a running web process meets it: a sentence, nothing typed is lost, and no memory is eaten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from oneteam.config import postgres
from oneteam.demo.walking.browser import Browser, Upload, WentWrong
from tests.config.processes import Processes, Running

pytestmark = [pytest.mark.processes, pytest.mark.slow]

PASSWORD = "a sentence for tests"
LARGE = 82_000_000
SIGN_IN = f"""
import json
from allauth.account.models import EmailAddress
EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
person.set_password("{PASSWORD}")
person.save()
print(json.dumps([person.email, path]))
"""
PROJECT = """
from tests.projects.factories import House
house = House()
house.start()
person, path = house.professor, f"/projects/{house.code}/trl/"
"""
DRAFT = """
from tests.factories import make_org, make_problem, seated
company = make_org("company")
person = seated("owner", company)
path = f"/problems/{make_problem(person, company).code}/edit/problem/"
"""
SPEAK = "from oneteam.accounts.models import Person; Person.objects.update(language='{}')"


def signed_in(house: Processes, web: Running, made: str) -> tuple[Browser, str]:
    """Somebody who may open the page that ``made`` prepares, and its address."""
    email, path = json.loads(house.python(made + SIGN_IN))
    browser = Browser(web.url)
    browser.get("/accounts/login/")
    browser.submit(having="password", login=email, password=PASSWORD)
    return browser, path


def answer(browser: Browser, having: str, **values: object) -> int:
    browser.form(having=having)
    try:
        browser.submit(having=having, **values)
    except WentWrong:
        return browser.status
    return 200


def most_memory(web: Running) -> int:
    """The most bytes that the process and its children have held at any time."""
    tree = [web.child.pid]
    for number in tree:
        for children in Path(f"/proc/{number}/task").glob("*/children"):
            tree += [int(child) for child in children.read_text().split()]
    lines = (Path(f"/proc/{number}/status").read_text().splitlines() for number in tree)
    return sum(int(line.split()[1]) * 1024 for one in lines for line in one if line.startswith("VmHWM"))


def test_file_of_82_mb_is_answered_with_a_sentence_and_what_was_typed(house: Processes) -> None:
    web = house.start("web")
    browser, path = signed_in(house, web, PROJECT)
    large = Upload("log.csv", "text/csv", b"day,value\n" * (LARGE // 10))
    for language, sentence in (("ko", "파일이 82MB예요."), ("en", "The file has 82 MB.")):
        house.python(SPEAK.format(language))
        browser.get(path)
        before = most_memory(web)
        shown = {f"yes_{n}": "yes" for n in (1, 2, 3)} | {f"line_{n}": "기록 3" for n in (1, 2, 3)}
        assert answer(browser, "level", level="5", evidence_ko="손으로 쓴 글", upload=large, **shown) == 413
        assert sentence in browser.html and "손으로 쓴 글" in browser.html
        assert most_memory(web) - before < LARGE
    assert web.stop() == 0


@pytest.mark.skipif(settings.EMBEDDED_DATABASE is None, reason="only a server of ours may be stopped")
def test_draft_saved_while_the_database_is_gone_is_still_on_the_page_and_saved_afterwards(
    server: Path,
) -> None:
    with Processes(DATABASE_URL=postgres.dsn(server)) as house:
        house.run("migrate", "--verbosity=0")
        web = house.start("web")
        browser, path = signed_in(house, web, DRAFT)
        browser.get(path)
        postgres.stop(server, even_if_used=True)
        assert answer(browser, "title_ko", title_ko="밤새 쓴 제목") == 503
        assert "적은 내용은 이 화면에" in browser.html and 'value="밤새 쓴 제목"' in browser.html
        assert answer(browser, "title_ko") == 503 and 'value="밤새 쓴 제목"' in browser.html
        postgres.ensure_server(server)
        browser.submit(having="title_ko")
        assert 'value="밤새 쓴 제목"' in browser.get(path)
