"""The job runner dies in the middle of its work, again and again: no mail goes out twice, the vote closes once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coproduce.accountability.models import Decision, Notice
from coproduce.commissioning.ballots.models import Ballot, CastBallot
from coproduce.delivery import actions as delivery
from coproduce.people.actions import clear_old, write_to
from coproduce.people.models import Letter, Sent
from tests.rooms.ballots.town_vote import cast, opened, residents
from tests.rooms.delivery.rota import open_rota, slot, watering
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 30
# Long enough for a machine that does much else; it decides nothing unless the work is really not done.
PATIENCE = 240


class Worker:
    """``coproduce work`` in its own process group, on the test's own database."""

    def __init__(self, home: Path) -> None:
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("COPRODUCE_")}
        self.env |= {"COPRODUCE_HOME": str(home), "COPRODUCE_SECRET_KEY": settings.SECRET_KEY}
        name = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            (home / "coproduce.sqlite3").symlink_to(name)
        else:
            address = urlsplit(os.environ["COPRODUCE_DATABASE"])
            self.env["COPRODUCE_DATABASE"] = address._replace(path=f"/{name}").geturl()

    def start(self) -> None:
        line = [sys.executable, "-m", "coproduce", "work", "--every", "1"]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(line, env=self.env, start_new_session=True, **quiet)

    def kill(self, *, alone: bool) -> None:
        """Kill the runner alone, or it and its child at once as a power cut would."""
        (os.kill if alone else os.killpg)(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)
        until(lambda: not self.is_there())

    def is_there(self) -> bool:
        """Whether any process of the group is left, the child included."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def much_to_do(world: World) -> Ballot:
    """A vote whose time is over, a shift tomorrow with many hands, and a pile of letters."""
    now = timezone.now()
    for n, person in enumerate(crowd := residents(world, PEOPLE)):
        EmailAddress.objects.create(user=person, email=f"r{n}@example.org", verified=True, primary=True)
    starts, places = now + timedelta(hours=20), delivery.Places(side="citizen", minimum=1, maximum=PEOPLE)
    shift = delivery.plan_shift(
        task=watering(open_rota(world), world.at), starts=starts, ends=starts + timedelta(hours=2), slots=(places,),
        at=now - timedelta(days=5),
    )  # fmt: skip
    for person in crowd:
        party = person.parties.get(initiative=world.alley)
        delivery.sign_up(slot=slot(shift, "citizen"), party=party, at=now - timedelta(days=4))
        write_to(person, subject="Note", body="A note.", at=now, key=f"note-{person.pk}")
    ballot = opened(world)
    for person in crowd[:9]:
        cast(ballot, person, "P1")
    Ballot.objects.filter(pk=ballot.pk).update(closes=now - timedelta(seconds=1))
    DBTaskResult.objects.exclude(args_kwargs__kwargs__subject="Note").delete()
    return ballot


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.nightly)])
def test_no_mail_goes_out_twice_and_the_vote_closes_once(world: World, tmp_path: Path, kills: int) -> None:
    ballot, chance = much_to_do(world), random.Random(kills)
    (tmp_path / "static").mkdir()
    worker = Worker(tmp_path)
    for kill in range(kills):
        before = Letter.objects.count()
        worker.start()
        try:
            # It works on something of its own; then it dies at a moment of no meaning.
            until(lambda before=before: Letter.objects.count() > before or not waiting())
            time.sleep(chance.random() * 0.4)
        finally:
            worker.kill(alone=bool(kill % 2))
    worker.start()
    try:
        until(lambda: Ballot.objects.get(pk=ballot.pk).state == "closed" and reminded() == PEOPLE and not waiting())
    finally:
        worker.kill(alone=True)
    all_is_told(kills)
    assert Decision.objects.filter(ballots__isnull=False).count() == 1
    assert CastBallot.objects.filter(ballot=ballot).count() == 9
    assert Notice.objects.filter(event="step_closed").count() <= 1


def waiting() -> bool:
    return DBTaskResult.objects.ready().exists()


def reminded() -> int:
    return Sent.objects.filter(key__startswith="delivery-reminder-").count()


def all_is_told(kills: int) -> None:
    """Each letter at most once; what is missing was in the worker's hands when it was killed, one each time."""
    told = Counter(Letter.objects.values_list("to", "subject"))
    assert [letter for letter, times in told.items() if times > 1] == []
    mine = [letter for letter in told if letter[1] == "Note" or letter[1].startswith("Tomorrow")]
    cut_off = DBTaskResult.objects.running().count()
    assert 2 * PEOPLE - kills <= len(mine) <= 2 * PEOPLE
    assert 2 * PEOPLE - len(mine) <= cut_off <= kills
    # What was cut off is given up after an hour, and nothing of the letter stays in the queue.
    clear_old(at=timezone.now() + timedelta(hours=2))
    assert not DBTaskResult.objects.running().exists()
    assert {str(row.args_kwargs) for row in DBTaskResult.objects.finished()} == {"{'args': [], 'kwargs': {}}"}
