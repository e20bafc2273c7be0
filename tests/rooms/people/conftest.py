"""A post office for the tests: what the queue holds is delivered when a test asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django_tasks_db.models import DBTaskResult

from coproduce.people import actions
from coproduce.people.models import Person
from tests.world import NOON

ROSA = "rosa@example.org"


@pytest.fixture(autouse=True)
def _own_pages(settings: Any, db: Any, tmp_path: Path) -> None:
    settings.ROOT_URLCONF = "tests.rooms.people.urls"
    settings.STATIC_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def post() -> Callable[[], list[EmailMessage]]:
    """Deliver what waits, as the job worker does, and give all mails so far."""

    def deliver() -> list[EmailMessage]:
        for row in DBTaskResult.objects.ready():
            row.claim("test-worker")
            result = row.task_result
            result.task.call(_context(result), *result.args, **result.kwargs)
            row.set_successful(None)
        return mail.outbox

    return deliver


def _context(result: Any) -> Any:
    from django_tasks import TaskContext

    return TaskContext(task_result=result)


@pytest.fixture
def rosa(db: Any) -> Person:
    """Rosa, a resident, who joined with her address."""
    return actions.join(name="Rosa", email=ROSA, language="en", at=NOON)


def code_in(message: EmailMessage) -> str:
    """The code that a mail brings, alone on its line."""
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", str(message.body), re.MULTILINE)
    assert found, message.body
    return found.group(1)


@pytest.fixture
def enter(post: Callable[[], list[EmailMessage]]) -> Callable[..., Client]:
    """A browser in which the owner of an address has signed in with the code from the mail."""

    def sign_in(email: str = ROSA, browser: Client | None = None, **extra: Any) -> Client:
        browser = browser or Client()
        browser.post("/en/accounts/login/", {"email": email, **extra})
        browser.post("/en/accounts/login/code/confirm/", {"code": code_in(post()[-1]), **extra})
        return browser

    return sign_in
