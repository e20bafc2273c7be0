"""What the site's own tables keep no longer than they must."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection


def drop_expired(at: datetime) -> int:
    """Drop what the cache kept until now, and say how many rows: counts of attempts hold addresses of visitors.

    The cache by itself drops an expired row only when somebody asks for that very row again.
    """
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    until = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [until])
        gone: int = cursor.rowcount
    return gone
