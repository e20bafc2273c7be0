"""Which codes the rooms write, read from the calls themselves, wherever in a room the call stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.floors import SOURCE


class Unread(Exception):
    """A code that is worked out in a way that cannot be read from the file."""


def codes_written(function: str, *, under: Path = SOURCE) -> set[str]:
    """Every text that ``function`` is given as ``code``, in any Python file, folders of actions included.

    A code may be a text, one of two by a condition, or a name to which such texts are given in the same function.
    Raises Unread for any other way, so that none is passed over.
    """
    files = [path for path in under.rglob("*.py") if "migrations" not in path.parts]
    return {code for path in files for code in _of_file(path, function)}


def _of_file(path: Path, function: str) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    for scope in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Module)]:
        for call in _own_calls(scope):
            if getattr(call.func, "id", getattr(call.func, "attr", "")) != function:
                continue
            for word in call.keywords:
                if word.arg == "code":
                    yield from _texts(word.value, scope, f"{path.relative_to(SOURCE)}:{call.lineno}")


def _own_calls(scope: ast.AST) -> Iterator[ast.Call]:
    """The calls of a function or a file, without those of the functions inside it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting += ast.iter_child_nodes(node)


def _texts(value: ast.expr, scope: ast.AST, where: str) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, scope, where)
        yield from _texts(value.orelse, scope, where)
    elif isinstance(value, ast.Name) and (given := _given_to(value.id, scope)):
        for one in given:
            yield from _texts(one, scope, where)
    else:
        raise Unread(f"{where}: {ast.unparse(value)}")


def _given_to(name: str, scope: ast.AST) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ]
