"""What an operator is told and what is kept from others: private files, mail that goes nowhere, old addresses."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.checks import registry
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from coproduce.config.checks import private_files
from coproduce.config.commands._web import warn
from coproduce.config.commands.found import found
from coproduce.config.commands.letters import letters
from coproduce.config.commands.work import do_what_is_due
from coproduce.people.actions import keep_letter, mark_demo
from coproduce.places.models import Organisation
from tests.world import NOON

FOUNDED = ["--name", "Lindon", "--body", "Town hall", "--clerk", "clerk@lindon.example"]


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture
def keeps_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "coproduce.people.postbox.PostboxBackend"


# ---- files --------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="looks at what other users may do")
def test_what_a_command_makes_is_for_its_own_user_alone(tmp_path: Path) -> None:
    home = tmp_path / "below" / "home"
    env = {k: v for k, v in os.environ.items() if not k.startswith("COPRODUCE_")} | {"COPRODUCE_HOME": str(home)}
    env["PYTHONPATH"] = os.pathsep.join(place for place in sys.path if place)
    line = "import os; os.umask(0o022); from coproduce.config.commands.upgrade import upgrade; upgrade([])"
    subprocess.run([sys.executable, "-c", line], env=env, check=True, stdout=subprocess.DEVNULL)
    assert {p.name for p in home.iterdir()} >= {"coproduce.sqlite3", "secret-key"}
    open_to_others = [p.name for p in (home, *home.rglob("*")) if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert open_to_others == []


@pytest.mark.skipif(os.name != "posix", reason="looks at what other users may do")
@pytest.mark.parametrize("name", ["coproduce.sqlite3", "secret-key"])
def test_the_check_names_a_file_that_others_can_read(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settings.HOME = tmp_path
    for key, value in {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "coproduce.sqlite3"}.items():
        monkeypatch.setitem(settings.DATABASES["default"], key, value)
    (tmp_path / name).touch(mode=0o600)
    (tmp_path / name).chmod(0o600)
    assert private_files() == []
    (tmp_path / name).chmod(0o644)
    (warning,) = private_files()
    assert (warning.id, str(tmp_path / name) in warning.msg, "chmod 600" in warning.hint) == ("config.W001", True, True)


def test_the_check_runs_with_all_others() -> None:
    assert private_files in registry.registry.get_checks()


# ---- mail ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_operator_hears_at_once_that_mail_goes_nowhere(
    keeps_mail: None, umask: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(["lindon", *FOUNDED]) == 0
    out, err = capsys.readouterr()
    assert "COPRODUCE_MAIL_SERVER" in err
    assert err.count("reaches nobody") == 1
    assert "letters to it are not sent until the clerk gives one here" in out
    assert "/en/lindon/set-up/bodies/town/" in out
    mark_demo(at=NOON)
    warn("serve")
    assert "MAIL_SERVER" not in capsys.readouterr().err  # a demo is meant to keep it


@pytest.mark.django_db
def test_a_site_that_sends_mail_says_nothing_of_it(umask: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(["lindon", *FOUNDED, "--body-address", "hall@lindon.example"]) == 0
    out, err = capsys.readouterr()
    assert ("MAIL_SERVER" in err, "not sent" in out) == (False, False)
    assert Organisation.objects.get().address == "hall@lindon.example"


@pytest.mark.django_db
def test_the_operator_reads_the_mail_that_is_kept(
    keeps_mail: None, umask: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert letters([]) == 0
    assert "No mail is kept" in capsys.readouterr().out
    for number in range(3):
        at = NOON + timedelta(minutes=number)
        keep_letter(to="clerk@lindon.example", subject=f"Code {number}", body="ABC-\x1b[2JDEF", at=at)
    assert letters(["--count", "2"]) == 0
    out = capsys.readouterr().out
    assert [f"Code {number}" in out for number in range(3)] == [False, True, True]
    assert out.index("Code 1") < out.index("Code 2")
    assert "\x1b" not in out


@pytest.mark.django_db
def test_a_site_that_sends_its_mail_has_none_to_show(umask: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert letters([]) == 1
    assert "keeps none" in capsys.readouterr().err


# ---- what is forgotten --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_counts_of_attempts_are_dropped_when_their_time_is_over() -> None:
    call_command("createcachetable", verbosity=0)
    kept = caches["default"]
    kept.clear()
    kept.set("attempts:203.0.113.7", [1], timeout=3600)
    kept.set("attempts:203.0.113.8", [1], timeout=3600)
    with connection.cursor() as cursor:
        past = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(minutes=1))
        cursor.execute("UPDATE cache SET expires = %s WHERE cache_key LIKE %s", [past, "%.8"])
        assert do_what_is_due()["cache.drop_expired"] == 1
        cursor.execute("SELECT cache_key FROM cache")
        assert [key.rpartition(":")[2] for (key,) in cursor.fetchall()] == ["203.0.113.7"]
    kept.clear()
