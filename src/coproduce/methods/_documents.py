"""JSON as people write it by hand: every value keeps its line and its place, and each thing wrong is named with both.

``read_document`` gives values with their places; a ``Form`` takes the fields of one object out, checked, and notes what
is wrong in one list for the whole file. Numbers are exact: whole numbers as int, decimals as Fraction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from coproduce.methods._shared import MethodError
from coproduce.methods._tables import Problem, TableError

MOST_BYTES, MOST_DEPTH, MOST_DIGITS = 256 * 2**20, 40, 40
CODES = frozenset(
    {
        "document_empty",
        "document_not_json",
        "document_not_utf8",
        "document_too_deep",
        "document_too_large",
        "field_missing",
        "field_not_list",
        "field_not_number",
        "field_not_object",
        "field_not_one_of",
        "field_not_pair",
        "field_not_text",
        "field_not_truth",
        "field_not_whole",
        "field_twice",
        "field_unknown",
    }
)
"""What can be wrong with a document; ``field_unknown`` is a remark, not an error."""

Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class Node:
    """A value, the line on which it begins, and its place such as ``people[2].available[0]``.

    ``value``: a text, an int, a Fraction, a bool, None, a tuple of nodes or a dict of nodes.
    """

    value: object
    line: int
    field: str

    def problem(self, code: str, **params: str | int) -> Problem:
        return Problem(self.line, code, {"field": self.field or "{}", **params})


def read_document(data: bytes) -> Node:
    """Read JSON in UTF-8, remembering lines. Time grows with its length.

    Raises:
        TableError: ``document_not_utf8``, ``document_not_json``, ``document_empty``, ``document_too_large``,
            ``document_too_deep`` (more than 40 levels), ``field_twice`` (a name twice in one object).
    """
    if len(data) > MOST_BYTES:
        raise TableError([Problem(0, "document_too_large", {"most": MOST_BYTES >> 20})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TableError([Problem(data.count(b"\n", 0, fault.start) + 1, "document_not_utf8")]) from None
    if not text.strip():
        raise TableError([Problem(0, "document_empty")])
    return _Parser(text).whole()


_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:(?P<mark>[{}\[\]:,])|(?P<text>"(?:[^"\\\x00-\x1f]|\\.)*")"""
    r"""|(?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|(?P<word>true|false|null)(?!\w))""",
    re.ASCII,
)
_WORDS = {"true": True, "false": False, "null": None}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.line, self.counted = 1, 0

    def whole(self) -> Node:
        node = self._value(*self._next(), "", 0)
        if self.text[self.at :].strip(" \t\r\n"):
            raise self._fault()
        return node

    def _next(self) -> tuple[str, str]:
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup is None:
            raise self._fault()
        self.at = found.end()
        start = found.start(found.lastgroup)
        self.line += self.text.count("\n", self.counted, start)
        self.counted = start
        return found.lastgroup, found[found.lastgroup]

    def _fault(self) -> TableError:
        rest = self.text[self.at :]
        at = self.at + len(rest) - len(rest.lstrip(" \t\r\n"))
        return TableError([Problem(self.text.count("\n", 0, at) + 1, "document_not_json")])

    def _value(self, kind: str, token: str, field: str, depth: int) -> Node:
        line = self.line
        if depth > MOST_DEPTH:
            raise TableError([Problem(line, "document_too_deep", {"most": MOST_DEPTH})])
        if kind == "text":
            return Node(self._text(token), line, field)
        if kind == "word":
            return Node(_WORDS[token], line, field)
        if kind == "number":
            return Node(self._number(token, field), line, field)
        if token == "[":
            return Node(self._list(field, depth), line, field)
        if token == "{":
            return Node(self._object(field, depth), line, field)
        raise TableError([Problem(line, "document_not_json")])

    def _text(self, token: str) -> str:
        try:
            text: str = json.loads(token)
            text.encode()
        except ValueError:  # an escape that is none, or half of a pair of them
            raise TableError([Problem(self.line, "document_not_json")]) from None
        return text

    def _number(self, token: str, field: str) -> int | Fraction:
        mantissa, _, power = token.lower().partition("e")
        if len(mantissa) > MOST_DIGITS or len(power) > 3 or abs(int(power or "0")) > MOST_DIGITS:
            raise TableError([Problem(self.line, "field_not_number", {"field": field or "{}"})])
        return int(token) if token.lstrip("-").isdigit() else Fraction(token)

    def _list(self, field: str, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        kind, token = self._next()
        while token != "]" or kind != "mark":
            items.append(self._value(kind, token, f"{field}[{len(items)}]", depth + 1))
            kind, token = self._next()
            if kind == "mark" and token == ",":
                kind, token = self._next()
                if kind == "mark" and token == "]":
                    raise TableError([Problem(self.line, "document_not_json")])
            elif kind != "mark" or token != "]":
                raise TableError([Problem(self.line, "document_not_json")])
        return tuple(items)

    def _object(self, field: str, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        kind, token = self._next()
        while token != "}" or kind != "mark":
            if kind != "text":
                raise TableError([Problem(self.line, "document_not_json")])
            name = self._text(token)
            place = f"{field}.{name}" if field else name
            if name in members:
                raise TableError([Problem(self.line, "field_twice", {"field": place})])
            if self._next() != ("mark", ":"):
                raise TableError([Problem(self.line, "document_not_json")])
            members[name] = self._value(*self._next(), place, depth + 1)
            kind, token = self._next()
            if kind == "mark" and token == ",":
                kind, token = self._next()
                if kind != "text":
                    raise TableError([Problem(self.line, "document_not_json")])
            elif kind != "mark" or token != "}":
                raise TableError([Problem(self.line, "document_not_json")])
        return members


class Notes:
    """What is wrong in a document, and what is only remarked."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def refuse(self) -> None:
        """Raise TableError when anything is wrong."""
        if self.problems:
            raise TableError(sorted(self.problems, key=lambda problem: problem.line))

    def build(self, node: Node, make: Callable[[], Built]) -> Built | None:
        """Make a value; what refuses it is noted at the node's line."""
        try:
            return make()
        except MethodError as refusal:
            self.problems.append(Problem(node.line, refusal.code, {"field": node.field or "{}", **refusal.params}))
            return None


class Form:
    """The fields of one object. Each is taken once, by name; what is missing or of another kind is noted.

    A field that is wrong gives its default, so that reading goes on and finds the other faults; the caller asks
    ``notes.refuse()`` before using anything.
    """

    def __init__(self, node: Node, notes: Notes, known: Iterable[str]) -> None:
        self.node, self.notes = node, notes
        self.members: dict[str, Node] = {}
        if not isinstance(node.value, dict):
            notes.problems.append(node.problem("field_not_object"))
            return
        self.members = node.value
        names = set(known)
        for name, member in self.members.items():
            if name not in names:
                notes.remarks.append(member.problem("field_unknown"))

    def __contains__(self, name: str) -> bool:
        return name in self.members and self.members[name].value is not None

    def node_of(self, name: str) -> Node:
        """The node of a field, or the object itself where the field is missing: the place to complain about."""
        return self.members.get(name, self.node)

    def _of(self, name: str, required: bool) -> Node | None:
        if name in self:
            return self.members[name]
        if required and isinstance(self.node.value, dict):
            place = f"{self.node.field}.{name}" if self.node.field else name
            self.notes.problems.append(Problem(self.node.line, "field_missing", {"field": place}))
        return None

    def text(self, name: str, default: str | None = None) -> str:
        """A text; required when no default is given."""
        node = self._of(name, default is None)
        return default or "" if node is None else self.text_at(node)

    def text_at(self, node: Node) -> str:
        if isinstance(node.value, str):
            return node.value
        self.notes.problems.append(node.problem("field_not_text"))
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where missing."""
        return tuple(self.text_at(node) for node in self.many(name))

    def one_of(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of a few texts; required when no default is given."""
        node = self._of(name, default is None)
        if node is None:
            return default or choices[0]
        if isinstance(node.value, str) and node.value in choices:
            return node.value
        self.notes.problems.append(node.problem("field_not_one_of", choices=", ".join(choices)))
        return choices[0]

    def truth(self, name: str, default: bool) -> bool:
        node = self._of(name, required=False)
        if node is None:
            return default
        if isinstance(node.value, bool):
            return node.value
        self.notes.problems.append(node.problem("field_not_truth"))
        return default

    def whole(self, name: str, default: int, *, least: int = 0) -> int:
        """A whole number from ``least`` up."""
        number = self.whole_or_none(name, least=least)
        return default if number is None else number

    def whole_or_none(self, name: str, *, least: int = 0) -> int | None:
        """A whole number from ``least`` up, or None where it is missing or null."""
        node = self._of(name, required=False)
        if node is None:
            return None
        if isinstance(node.value, int) and not isinstance(node.value, bool) and node.value >= least:
            return node.value
        self.notes.problems.append(node.problem("field_not_whole", least=least))
        return None

    def number(self, name: str) -> Fraction:
        """A number, exactly as written; required."""
        node = self._of(name, required=True)
        if node is None:
            return Fraction(0)
        if isinstance(node.value, int | Fraction) and not isinstance(node.value, bool):
            return Fraction(node.value)
        self.notes.problems.append(node.problem("field_not_number"))
        return Fraction(0)

    def many(self, name: str, *, required: bool = False) -> tuple[Node, ...]:
        """The nodes of a list, none where it is missing."""
        node = self._of(name, required)
        return () if node is None else self.many_at(node)

    def many_at(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node.value, tuple):
            return node.value
        self.notes.problems.append(node.problem("field_not_list"))
        return ()

    def pair_at(self, node: Node) -> tuple[str, str] | None:
        """Two texts in a list, such as ``["from", "to"]``."""
        if isinstance(node.value, tuple) and len(node.value) == 2:
            first, second = node.value
            if isinstance(first.value, str) and isinstance(second.value, str):
                return first.value, second.value
        self.notes.problems.append(node.problem("field_not_pair"))
        return None
