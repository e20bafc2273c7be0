"""What the look's own addresses answer to each role: the same to everybody."""

from __future__ import annotations

from tests.rows import EVERYONE, NOBODY, Row

ROWS = [
    Row("ui:display", EVERYONE, post=(302,) * 6, data=lambda world: {"scheme": "dark"}),
    *(
        Row("ui:page", EVERYONE, kwargs=lambda world, name=name: {"name": name})
        for name in ("about", "accessibility", "privacy")
    ),
    # Nobody is named in the tests' settings, so there is no file.
    Row("security-txt", NOBODY),
]
