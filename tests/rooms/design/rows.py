"""What each address of drafts answers to each role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coproduce.design import actions
from coproduce.design.models import Draft, DraftComment
from coproduce.initiatives.models import Initiative, Step
from tests.rows import EVERYONE, SIGNED_IN, Row

PLAN = {"en": "Planting plan", "fr": "Plan de plantation"}
LINES = ["Two trees at the north end", "A bench in the shade", "Room for the fire engine"]
TO_PAGE = (302,) * 6


def drafting_step(world: Any, initiative: Initiative | None = None, state: str = "open") -> Step:
    """A step in which drafts are written; made once per initiative."""
    initiative = initiative or world.alley
    step, _ = Step.objects.get_or_create(
        initiative=initiative,
        kind="drafting",
        defaults={
            "activity": "design",
            "position": 13,
            "title": {"en": "Write the plan", "fr": "Écrire le plan"},
            "state": state,
        },
    )
    step.initiative = initiative
    return step


def a_draft(world: Any, **changes: Any) -> Draft:
    given = {
        "step": drafting_step(world), "title": PLAN, "lines": LINES, "language": "en", "person": world.rosa,
        "at": world.at,
    } | changes  # fmt: skip
    return actions.start_draft(**given)


def a_comment(world: Any, draft: Draft | None = None, **changes: Any) -> DraftComment:
    given = {
        "draft": draft or a_draft(world), "version": 1, "line": 2, "text": {"en": "Which shade?"},
        "person": world.carmen, "at": world.at,
    } | changes  # fmt: skip
    return actions.comment(**given)


def at_step(world: Any) -> Mapping[str, Any]:
    return world.place | {"step": drafting_step(world).position}


def at_draft(world: Any) -> Mapping[str, Any]:
    there = Draft.objects.filter(initiative=world.alley, adoption=None).first()
    return dict(at_step(world)) | {"number": (there or a_draft(world)).number}


def at_version(world: Any) -> Mapping[str, Any]:
    return dict(at_draft(world)) | {"version": 1}


def at_comparison(world: Any) -> Mapping[str, Any]:
    return dict(at_draft(world)) | {"old": 1, "new": 1}


def at_comment(world: Any) -> Mapping[str, Any]:
    there = DraftComment.objects.filter(draft__initiative=world.alley, settled=False).first() or a_comment(world)
    return dict(at_step(world)) | {"number": there.draft.number, "comment": there.number}


def written(world: Any) -> Mapping[str, Any]:
    draft = Draft.objects.filter(initiative=world.alley, adoption=None).first() or a_draft(world)
    text = "\n".join([*LINES, f"One more line after version {draft.versions_count}"])
    return {"based_on": str(draft.versions_count), "text": text, "standing": "resident"}


# Each POST may make Otto a party of the alley, so his rows for later addresses stay those of a new world.
ROWS = [
    Row("design:list", EVERYONE, kwargs=at_step),
    Row(
        "design:start", SIGNED_IN, TO_PAGE, kwargs=at_step,
        data=lambda world: {"title": "A plan", "text": "One line", "standing": "resident"},
    ),
    Row("design:draft", EVERYONE, kwargs=at_draft),
    Row("design:version", EVERYONE, kwargs=at_version),
    Row("design:compare", EVERYONE, kwargs=at_comparison),
    Row("design:write", SIGNED_IN, (302, 302, 302, 302, 302, 302), kwargs=at_draft, data=written),
    Row(
        "design:comment", SIGNED_IN, TO_PAGE, kwargs=at_draft,
        data=lambda world: {"version": "1", "text": "Which shade?", "standing": "resident"},
    ),
    Row(
        "design:answer", (302, 403, 200, 200, 200, 200), (302, 403, 302, 302, 302, 302), kwargs=at_comment,
        data=lambda world: {"text": "That of the limes.", "settles": "on"},
    ),
    Row(
        "design:adopt", (302, 403, 403, 200, 200, 200), (302, 403, 403, 302, 302, 302), kwargs=at_draft,
        data=lambda world: {"version": "1", "reason": "Both sides agree."},
    ),
]  # fmt: skip
