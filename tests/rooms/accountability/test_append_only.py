"""Nothing recorded is changed: the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from coproduce.accountability import actions
from coproduce.accountability.models import Words
from tests.world import World

TABLES = ("words", "thread", "contribution", "decision", "promise", "concern", "answer", "finding", "notice")


@pytest.fixture
def notice(world: World) -> None:
    actions.record_notice(initiative=world.alley, event="invited", at=world.at)


@pytest.mark.parametrize("sql", ["UPDATE accountability_notice SET event = 'x'", "DELETE FROM accountability_notice"])
def test_the_record_refuses_change(notice: None, sql: str) -> None:
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_words_can_only_be_emptied(world: World) -> None:
    words = actions.write_words({"en": "A secret"})
    actions.erase_words(words=words)
    words.text = {"en": "Another"}
    with pytest.raises(IntegrityError), transaction.atomic():
        words.save()
    assert Words.objects.get(pk=words.pk).text == {}
