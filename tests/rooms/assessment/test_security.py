"""Whoever reads the database of a running survey must not find who answered what."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite alone numbers its rows")
@pytest.mark.parametrize("table", ["assessment_surveymark", "assessment_surveyresponse"])
def test_no_row_of_a_survey_has_a_number_of_arrival(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
        assert cursor.fetchone()[0].endswith("WITHOUT ROWID")
