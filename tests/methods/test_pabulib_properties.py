"""Whatever a file contains, reading answers; and what is written is read back the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.budgeting import CODES, Election, Project, pabulib
from tests.methods.elections import elections
from tests.methods.test_pabulib import GOOD

reading = settings(max_examples=300)

LINES = GOOD.split("\n")
SCRAPS = st.sampled_from(
    [";", '"', ",", "\n", "\r", "\x00", "\ufeff", "META", "VOTES", "999999999", " ", "é", "\ud800", "-1"]
)


def check(source: bytes | str) -> None:
    result = pabulib.read(source)
    assert {problem.code for problem in result.problems} <= CODES
    assert (result.election is None) == bool(result.errors)


@reading
@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(source: bytes) -> None:
    check(source)


@reading
@given(st.text(max_size=300))
def test_any_text_gets_an_answer(source: str) -> None:
    check(source)


@reading
@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_lines_in_any_order_get_an_answer(lines: list[str]) -> None:
    check("\n".join(lines))


@reading
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), SCRAPS), max_size=4), st.integers(0, len(GOOD)))
def test_a_damaged_file_gets_an_answer(scraps: list[tuple[int, str]], end: int) -> None:
    text = GOOD if end % 3 else GOOD[:end]
    for place, scrap in scraps:
        text = text[:place] + scrap + text[place:]
    check(text)
    check(text.encode("utf-8", "surrogatepass"))


@reading
@given(elections())
def test_what_is_written_is_read_back(election: Election) -> None:
    again = pabulib.read(pabulib.write(election), unit=election.unit)
    assert again.errors == ()
    assert again.election == election


@reading
@given(st.text(max_size=20), st.text(max_size=20), st.integers(1, 10**12), st.booleans())
def test_names_survive_writing(name: str, category: str, cost: int, withdrawn: bool) -> None:
    try:
        project = Project("a", 99_999_999_900 if withdrawn else cost, name, (category.strip(),), withdrawn)
    except ValueError:
        return
    election = Election.of(budget=5, projects=[project], ballots=[["a"], []])
    again = pabulib.read(pabulib.write(election, selected=["a"]).encode()).election
    assert again is not None
    assert (again.projects[0].name, again.projects[0].cost) == (name, project.cost)
    assert again.projects[0].withdrawn == (withdrawn or cost == 99_999_999_900)
