"""What an operator mistypes is said before anything is touched."""

from __future__ import annotations

import pytest

from coproduce.config.commands.found import found
from coproduce.config.commands.work import work

TOWN = {"--name": "Lindon", "--body": "Town hall", "--clerk": "clerk@lindon.example"}


@pytest.mark.parametrize(
    ("slug", "wrong", "said"),
    [
        ("Lindon town", {}, "small letters"),
        ("me", {}, "pages of its own"),
        ("accounts", {}, "pages of its own"),
        ("lindon", {"--clerk": "clara"}, "mail address"),
        ("lindon", {"--clerk": "İ" * 60 + "@lindon.example"}, "mail address"),
        ("lindon", {"--body-address": "the hall"}, "--body-address takes a mail address"),
        ("lindon", {"--country": "France"}, "two capital letters"),
        ("lindon", {"--currency": "euro"}, "three capital letters"),
    ],
)
def test_a_town_is_not_founded_with_a_value_it_cannot_have(
    slug: str, wrong: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        found([slug, *(part for option in (TOWN | wrong).items() for part in option)])
    assert leaving.value.code == 2
    assert said in capsys.readouterr().err


def test_a_pause_of_no_seconds_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        work(["--every", "0"])
    assert "1 or more" in capsys.readouterr().err
