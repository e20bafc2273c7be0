"""The command as a user meets it: arguments in, exit code and two streams out."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from coproduce.cli.main import main
from tests.cli.files import NEEDS, STREET


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def street(tmp_path: Path) -> Path:
    file = tmp_path / "street.pb"
    file.write_text(STREET, encoding="utf-8")
    return file


@pytest.fixture
def needs(tmp_path: Path) -> Path:
    file = tmp_path / "needs.csv"
    file.write_text(NEEDS, encoding="utf-8")
    return file


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def ran(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return ran


@pytest.fixture(autouse=True, scope="session")
def listening() -> None:
    """A run of tests that was started in the background ignores Ctrl-C, and would hand that on to each command."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
