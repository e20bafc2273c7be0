"""A vote too large for one file: a folder of Parquet parts, counted on Dask. Only kinds of ballots travel, and counts.

Dask and pyarrow are an extra and are imported where they are used: whoever has no parts needs neither. The sums are
those of ``methods.budgeting.pabulib``; here parts are opened, sent to workers and merged in a tree.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coproduce.cli.door import CANNOT_OPEN, DONE, WRONG_USE, why_not
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting import Election
from coproduce.methods.budgeting.pabulib import (
    Kinds,
    Problem,
    Reading,
    Slices,
    kinds_in,
    merge_kinds,
    read_paper,
    read_parts,
    write,
)

HEAD = "head.pb"
"""The file of a folder of parts that holds META and PROJECTS."""

MERGED_AT_ONCE = 8


class ExtraMissing(Exception):
    """A package of the extra ``dask`` is not installed."""


@contextmanager
def _extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "coproduce":
            raise  # a fault of ours, which no installing would mend
        raise ExtraMissing(missing.name or str(missing)) from None


def open_parts(folder: Path, head: Path | None, scheduler: str | None) -> tuple[Reading, Mapping[str, int]]:
    """The reading of a folder of parts, and what was shipped: parts, voters, kinds of ballots and bytes.

    Raises:
        OSError: a file cannot be read. ExtraMissing: Dask or pyarrow is not there.
        MethodError: there are no parts, or one of them has not the columns it should have.
    """
    source = (head or folder / HEAD).read_bytes()
    paper = read_paper(source)
    if isinstance(paper, Reading):
        return paper, {}
    parts = sorted(str(path) for path in folder.glob("*.parquet"))
    if not parts:
        raise MethodError("parts_missing", {"folder": str(folder), "head": HEAD})
    with _extra():
        import dask
        import pyarrow.parquet

        assert pyarrow.parquet
        tasks = [dask.delayed(_part)(part, source) for part in parts]
        while len(tasks) > 1:
            groups = [tasks[first : first + MERGED_AT_ONCE] for first in range(0, len(tasks), MERGED_AT_ONCE)]
            tasks = [dask.delayed(_merge)(group) for group in groups]
        done = _computed(tasks[0], scheduler)
    kinds: Kinds = done.kinds
    shipped = {"parts": done.parts, "voters": kinds.voters, "kinds": len(kinds), "bytes": done.shipped}
    return read_parts(paper, kinds, done.problems), shipped


def _computed(task: Any, scheduler: str | None) -> _Done:
    import dask

    if scheduler is None:
        pool = ProcessPoolExecutor(os.cpu_count() or 1, multiprocessing.get_context("spawn"))
        try:
            with dask.config.set(scheduler="processes", pool=pool):
                found: _Done = task.compute()
        except BaseException:
            # Whoever leaves does not wait for what workers have in hand.
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise
        pool.shutdown()
        return found
    from distributed import Client

    with Client(scheduler) as client:
        there: _Done = client.compute(task).result()
        return there


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    """What a worker hands on: kinds of ballots, what was odd, how many parts, and the bytes handed on so far."""

    kinds: Kinds
    problems: tuple[Problem, ...]
    parts: int
    shipped: int


def _part(path: str, source: bytes) -> _Done:
    """On a worker: the kinds of ballots in one part."""
    paper = read_paper(source)
    assert not isinstance(paper, Reading)
    name = Path(path).name
    votes, points = _columns(path, ["vote", "points"] if paper.kind == "points" else ["vote"])
    kinds = kinds_in(votes, points, paper)
    problems = tuple(
        Problem(found.line, found.code, {**found.params, "file": name}, found.severity) for found in kinds.problems
    )
    return _Done(Kinds(kinds.lengths, kinds.places, kinds.marks, kinds.times), problems, 1, kinds.nbytes)


def _merge(done: Sequence[_Done]) -> _Done:
    """On a worker: several of them together."""
    kinds = merge_kinds([each.kinds for each in done])
    problems = tuple(problem for each in done for problem in each.problems)
    # What is merged here came over the wire; what comes of it goes over it once more.
    shipped = sum(each.shipped for each in done) + kinds.nbytes
    return _Done(kinds, problems, sum(each.parts for each in done), shipped)


def _columns(path: str, names: list[str]) -> tuple[Slices, Slices | None]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, columns=names)
    except pa.ArrowInvalid as wrong:
        raise MethodError("part_unreadable", {"file": Path(path).name, "why": str(wrong)[:200]}) from None
    found = []
    for name in names:
        if name not in table.column_names or table.column(name).null_count:
            raise MethodError("part_column_wrong", {"file": Path(path).name, "column": name})
        try:
            column = table.column(name).cast(pa.large_string()).combine_chunks()
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise MethodError("part_column_wrong", {"file": Path(path).name, "column": name}) from None
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], pa.large_string())
        _, offsets, data = column.buffers()
        ends = np.frombuffer(offsets, np.int64, len(column) + 1, column.offset * 8) if len(column) else np.zeros(1, int)
        text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(0, np.uint8)
        found.append(Slices(np.concatenate([text, np.zeros(8, np.uint8)]), ends[:-1], np.diff(ends)))
    return found[0], found[1] if len(found) > 1 else None


def split(chosen: Namespace, speaker: Speaker, reading: Reading, election: Election) -> int:
    """Write a folder of parts from a file: all of it or nothing."""
    folder = Path(chosen.folder)
    try:
        if folder.exists():
            raise FileExistsError(speaker.say("ui.budget.folder_exists"))
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            with _extra():
                _write_parts(unfinished, election, chosen.parts)
            whole = write(election, meta=reading.meta, selected=reading.selected)
            (unfinished / HEAD).write_text(whole[: whole.index("\nVOTES\n") + 1], encoding="utf-8")
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as trouble:
        print(speaker.say("cannot_write", file=str(folder), why=why_not(trouble, speaker)), file=sys.stderr)
        return CANNOT_OPEN
    print(speaker.say("ui.budget.split_done", folder=str(folder), parts=chosen.parts, voters=election.voters))
    return DONE


def _write_parts(folder: Path, election: Election, parts: int) -> None:
    """Every part gets each n-th ballot of all in order, so that most kinds of ballots are in most parts."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    ids = [project.id for project in election.projects]
    votes, points = [], []
    marks = election.marks or ((),) * len(election.ballots)
    for (ballot, _), given in zip(election.ballots, marks, strict=True):
        if election.kind == "ranks":
            ballot = tuple(place for _, place in sorted(zip(given, ballot, strict=True)))
        votes.append(",".join(ids[place] for place in ballot))
        points.append(",".join(map(str, given)))
    rows = np.repeat(np.arange(len(votes)), [times for _, times in election.ballots])
    columns = {"vote": votes, **({"points": points} if election.kind == "points" else {})}
    texts = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    for number in range(parts):
        table = pa.table({name: text.take(pa.array(rows[number::parts])) for name, text in texts.items()})
        pq.write_table(table, folder / f"part-{number:05}.parquet")


def tell_missing(extra: ExtraMissing, speaker: Speaker) -> int:
    """Say how to get what is not there."""
    print(speaker.say("ui.budget.extra_missing", module=str(extra)), file=sys.stderr)
    return WRONG_USE
