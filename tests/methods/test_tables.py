"""Tables are read whole or not at all, and each fault is named with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.methods._tables import TableError, read_table


def faults(data: bytes, **asked: object) -> list[tuple[int, str]]:
    with pytest.raises(TableError) as refused:
        read_table(data, **asked)
    return [(problem.line, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_marks_and_line_ends_do_not_matter(separator: str, mark: bytes, end: str) -> None:
    text = end.join(["Id ; NAME", "1;  Ana", ";", "2; Bo"]).replace(";", separator)
    table = read_table(mark + text.encode(), required=["id"], aliases={"name": "who"})
    assert table.columns == ("id", "who")
    assert [(row.line, row["id"], row["who"]) for row in table.rows] == [(2, "1", "Ana"), (4, "2", "Bo")]


def test_a_quoted_cell_may_hold_a_line_end_and_lines_are_still_counted() -> None:
    table = read_table(b'a,b\n"1\n2",x\n3,y\n')
    assert [(row.line, row["a"]) for row in table.rows] == [(2, "1\n2"), (4, "3")]


def test_each_fault_has_its_line() -> None:
    assert faults(b"a,b\n1\n2,3\n4,5,6\n") == [(2, "cells_wrong"), (4, "cells_wrong")]
    assert faults(b"a,b\n1,2\n", required=["c"]) == [(1, "table_column_missing")]
    assert faults(b"a,A\n1,2\n", required=["a"]) == [(1, "table_column_twice")]
    assert faults(b"") == [(0, "table_empty")]
    assert faults(b"a\nb\n\xff\n") == [(3, "table_not_utf8")]
    assert [code for _line, code in faults(b'a,b\n"1,2\n')] == ["quote_unclosed"]


@given(st.binary(max_size=200))
def test_bytes_are_a_table_or_a_clear_refusal(data: bytes) -> None:
    try:
        table = read_table(data, required=["a"])
    except TableError as refused:
        problems = refused.problems
    else:
        problems = ()
        assert "a" in table.columns
    assert all(problem.code for problem in problems)


def test_a_head_of_very_many_columns_is_read() -> None:
    """Each column was once looked for among all the others, which for these took an hour."""
    names = ",".join(f"c{n}" for n in range(400_000))
    assert len(read_table(f"{names}\n".encode()).columns) == 400_000
    with pytest.raises(TableError) as refusal:
        read_table(f"{names},c7\n".encode())
    assert [problem.params for problem in refusal.value.problems] == [{"column": "c7"}]
