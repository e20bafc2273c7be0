"""What import contracts cannot see: relations, migrations and templates point down too."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.house.floors import FLOORS, ROOMS, SOURCE, may_look

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def our_models() -> list[Any]:
    return [m for m in apps.get_models() if m.__module__.startswith("coproduce.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_relations_point_down(model: Any) -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and field.related_model._meta.app_label in FLOORS
        and not may_look(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert wrong == []


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_nothing_is_deleted_behind_a_relation(model: Any) -> None:
    """Persons and acts are blanked or kept, never swept away by a cascade."""
    from django.db.models import PROTECT

    wrong = [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.remote_field.on_delete is not PROTECT
    ]
    assert wrong == []


def relation_by_string(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in RELATIONS:
            target = node.args[0] if node.args else None
            if isinstance(target, ast.Constant) and target.value != "self":
                found.append(f"{path}:{node.lineno} {target.value}")
    return found


def test_no_relation_is_named_by_a_string() -> None:
    models = [*SOURCE.rglob("models.py"), *SOURCE.rglob("models/*.py")]
    assert [line for path in models for line in relation_by_string(path)] == []


def test_migrations_depend_downward() -> None:
    loader = MigrationLoader(None)
    wrong = [
        f"{label}.{name} -> {dependency}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in FLOORS
        for dependency, _ in migration.dependencies
        if dependency in FLOORS and not may_look(label, dependency)
    ]
    assert wrong == []


def test_no_migration_imports_live_code() -> None:
    wrong = [
        str(path)
        for path in SOURCE.rglob("migrations/*.py")
        if re.search(r"^\s*(from|import) coproduce\.(?!\w+(\.\w+)*\.migrations)", path.read_text(), re.M)
    ]
    assert wrong == []


USES = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")


@pytest.mark.parametrize("room", ROOMS)
def test_templates_use_only_the_look_and_their_own_room(room: str) -> None:
    own = {p.name for p in (SOURCE / room / "templates").glob("*")}
    wrong = [
        f"{path.relative_to(SOURCE)}: {used}"
        for path in (SOURCE / room).rglob("templates/**/*.*")
        for used in USES.findall(path.read_text())
        if used.split("/")[0] not in own | {"ui"}
    ]
    assert wrong == []


def test_no_rooms_folder_of_everything() -> None:
    banned = {"utils.py", "helpers.py", "services.py", "signals.py", "common.py", "core.py"}
    assert [str(p) for p in SOURCE.rglob("*.py") if p.name in banned] == []
