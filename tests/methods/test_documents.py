"""JSON with lines: read as the standard library reads it, and refused with the line where it is not JSON."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.cli.words import TEXTS
from coproduce.methods._documents import CODES, Form, Node, Notes, read_document
from coproduce.methods._tables import TableError

leaves = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(st.characters(exclude_categories=("Cs",)))
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('abc"\\\n', max_size=3), inner, max_size=4),
)


def plain(node: Node) -> object:
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {name: plain(item) for name, item in node.value.items()}
    return node.value


@given(value=values, indent=st.sampled_from((None, 1)))
def test_it_reads_what_json_writes(value: object, indent: int | None) -> None:
    written = json.dumps(value, indent=indent)
    if written.strip():
        assert plain(read_document(written.encode())) == value


@pytest.mark.parametrize(("text", "number"), [("1.10", Fraction(11, 10)), ("1e3", 1000), ("-0.5E-1", Fraction(-1, 20))])
def test_decimals_are_exact(text: str, number: Fraction) -> None:
    assert read_document(text.encode()).value == number


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 0, "document_empty"),
        (" \n ", 0, "document_empty"),
        ("\n\n{]", 3, "document_not_json"),
        ("[1,\n2,]", 2, "document_not_json"),
        ("[1\n2]", 2, "document_not_json"),
        ('{"a": 1,\n}', 2, "document_not_json"),
        ('{"a"\n1}', 2, "document_not_json"),
        ("[1] [2]", 1, "document_not_json"),
        ("[NaN]", 1, "document_not_json"),
        ("[Infinity]", 1, "document_not_json"),
        ("[01]", 1, "document_not_json"),
        ("[1.]", 1, "document_not_json"),
        ('["\n"]', 1, "document_not_json"),
        ('["\\ud800"]', 1, "document_not_json"),
        ('["\\x"]', 1, "document_not_json"),
        ("[", 1, "document_not_json"),
        ("[1e400]", 1, "field_not_number"),
        ("[1e999999999]", 1, "field_not_number"),
        ("9" * 5000, 1, "field_not_number"),
        ('{"a": 1,\n"a": 2}', 2, "field_twice"),
        ("[" * 100_000, 1, "document_too_deep"),
    ],
)
def test_what_is_refused(text: str, line: int, code: str) -> None:
    with pytest.raises(TableError) as refused:
        read_document(text.encode())
    assert [(problem.line, problem.code) for problem in refused.value.problems] == [(line, code)]


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(TableError) as refused:
        read_document('{"a":\n"é"}'.encode("latin-1"))
    assert [(p.line, p.code) for p in refused.value.problems] == [(2, "document_not_utf8")]


def test_every_value_knows_its_line_and_place() -> None:
    node = read_document(b'{"a": [\n1,\n{"b": 2}]}')
    assert isinstance(node.value, dict)
    inner = node.value["a"].value
    assert isinstance(inner, tuple)
    assert isinstance(inner[1].value, dict)
    assert [(n.line, n.field) for n in (node.value["a"], *inner, inner[1].value["b"])] == [
        (1, "a"),
        (2, "a[0]"),
        (3, "a[1]"),
        (3, "a[1].b"),
    ]


def test_a_form_notes_every_fault_and_goes_on() -> None:
    notes = Notes()
    form = Form(read_document(b'{"a": 1, "b": "x", "c": [1], "odd": 0}'), notes, ("a", "b", "c", "d"))
    assert (form.text("a"), form.whole("b", 7), form.texts("c"), form.number("d")) == ("", 7, ("",), 0)
    assert [p.code for p in notes.problems] == ["field_not_text", "field_not_whole", "field_not_text", "field_missing"]
    assert [r.params["field"] for r in notes.remarks] == ["odd"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_has_words(language: str) -> None:
    assert sorted(CODES - TEXTS[language].keys()) == []
