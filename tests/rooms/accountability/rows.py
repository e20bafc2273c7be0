"""What each address of the record answers to each role."""

from __future__ import annotations

from coproduce.accountability.concerns import actions as concerns
from tests.rooms.accountability import made
from tests.rows import EVERYONE, Row

POST_ONLY = (405,) * 6
SENT = (302,) * 6
SIGNED_IN_SENT = (302,) * 6  # nobody is sent to sign in, all others to the page

TEXT = {"text": "It was looked at on Monday."}


def answered(world):
    raised = made.concern(world)
    concerns.answer_concern(concern=raised, text={"en": "Mended"}, party=world.parties["omar"], at=world.at)
    return raised


ROWS = [
    Row("accountability:town", EVERYONE, kwargs=lambda w: {"town": "lindon"}),
    Row("accountability:account", EVERYONE, kwargs=lambda w: w.place),
    Row("accountability:account_json", EVERYONE, kwargs=lambda w: w.place),
    Row("accountability:account_csv", EVERYONE, kwargs=lambda w: w.place),
    Row("accountability:thread", EVERYONE, kwargs=lambda w: w.place | {"thread": made.thread(w).pk}),
    Row("accountability:follow", POST_ONLY, SIGNED_IN_SENT, lambda w: w.place | {"thread": made.thread(w).pk}),
    Row("accountability:unfollow", POST_ONLY, SIGNED_IN_SENT, lambda w: w.place | {"thread": made.thread(w).pk}),
    Row("accountability:promises", EVERYONE, kwargs=lambda w: w.place),
    Row("accountability:promise", EVERYONE, kwargs=lambda w: w.place | {"promise": made.promise(w).pk}),
    Row(
        "accountability:answer_promise",
        POST_ONLY,
        (302, 403, 403, 302, 403, 403),
        lambda w: w.place | {"promise": made.promise(w).pk},
        lambda w: {"said": "kept"} | TEXT,
    ),
    Row(
        "accountability:contradict_promise",
        POST_ONLY,
        (302, 403, 302, 403, 403, 403),
        lambda w: w.place | {"promise": made.kept(w).pk},
        lambda w: TEXT,
    ),
    Row("accountability:concerns", EVERYONE, kwargs=lambda w: w.place),
    Row(
        "accountability:raise_concern",
        EVERYONE,
        SENT,
        lambda w: w.place,
        lambda w: {"kind": "concern", "about": "delivery", "readers": "public"} | TEXT,
    ),
    Row("accountability:concern", EVERYONE, kwargs=lambda w: w.place | {"concern": made.concern(w).pk}),
    Row(
        "accountability:answer_concern",
        POST_ONLY,
        (302, 403, 403, 302, 403, 403),
        lambda w: w.place | {"concern": made.concern(w).pk},
        lambda w: TEXT,
    ),
    Row(
        "accountability:reopen_concern",
        POST_ONLY,
        (302, 403, 302, 403, 403, 403),
        lambda w: w.place | {"concern": answered(w).pk},
        lambda w: TEXT,
    ),
    Row(
        "running:close",
        (302, 403, 403, 403, 200, 200),
        (302, 403, 403, 403, 302, 302),
        lambda w: w.place,
        lambda w: {"lessons": "Ask the neighbours first."},
    ),
]
