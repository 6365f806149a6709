"""A reader never meets a text in the wrong language."""

import pytest

from oneteam.config import messages


@pytest.mark.parametrize("app", messages.apps())
def test_catalogue_of_app_is_complete(app: str) -> None:
    assert list(messages._unfinished(app)) == []


def test_one_text_has_one_translation() -> None:
    assert [line for line in messages.problems() if "in another way" in line] == []
