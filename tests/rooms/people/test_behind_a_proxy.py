"""Behind a proxy each visitor is counted by the address that the proxy wrote, and by no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

LOGIN = "/en/accounts/login/"
PROXY = "10.0.0.2"


@pytest.fixture(autouse=True)
def _a_small_limit_behind_a_proxy(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}


def is_sent_a_code(forwarded: str, number: int) -> bool:
    """A new browser asks for a code for an address of its own, so that only the visitor's count can be full."""
    where = {"HTTP_X_FORWARDED_FOR": forwarded, "REMOTE_ADDR": PROXY}
    answer = Client().post(LOGIN, {"email": f"a{number}@example.org"}, **where)
    assert answer.status_code == 302 or "That was too often" in answer.content.decode()
    return answer.status_code == 302


def test_one_visitor_s_attempts_do_not_shut_the_others_out() -> None:
    assert [is_sent_a_code("203.0.113.7", number) for number in range(3)] == [True, True, False]
    assert is_sent_a_code("203.0.113.8", 4)


def test_an_address_made_up_before_the_proxy_s_own_does_not_help() -> None:
    made_up = (f"198.51.100.{number}, 203.0.113.7" for number in range(3))
    assert [is_sent_a_code(forwarded, number) for number, forwarded in enumerate(made_up)] == [True, True, False]


@pytest.mark.parametrize(("given", "count"), [("1", "1"), ("0", "0")])
def test_the_setting_of_the_site_is_heard(tmp_path: Path, given: str, count: str) -> None:
    line = "from coproduce.config.settings import ALLAUTH_TRUSTED_PROXY_COUNT as count; print(count)"
    env = os.environ | {"COPRODUCE_HOME": str(tmp_path), "COPRODUCE_BEHIND_PROXY": given}
    env["PYTHONPATH"] = os.pathsep.join(place for place in sys.path if place)
    said = subprocess.run([sys.executable, "-c", line], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == count
