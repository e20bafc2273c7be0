"""``coproduce budget split`` and a tally of parts: the same as of the file, to the byte; and leaving in the middle."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coproduce.cli import budget_parts
from coproduce.methods.budgeting import Election
from tests.cli.conftest import Ran

Run = Callable[..., Ran]

POINTS = """META
key;value
num_projects;2
num_votes;4
budget;100
vote_type;cumulative
PROJECTS
project_id;cost;name
é;60;Parc, et plus
b;40;Bench
VOTES
voter_id;vote;points
1;é,b;2,1
2;b,é;1,2
3;b;3
4;é;3
"""


def packages() -> None:
    pytest.importorskip("dask", reason="the extra dask is not installed")
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    pytest.importorskip("pyarrow", reason="the extra dask is not installed")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "else name a .pb file"), ("fr", "sinon, indiquez un fichier .pb")]
)
def test_a_folder_that_is_none_of_parts_is_told_what_one_holds(
    run: Run, street: Path, tmp_path: Path, language: str, said: str
) -> None:
    folder = tmp_path / "votes"
    folder.mkdir()
    ran = run("--lang", language, "budget", "tally", folder)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("head.pb") == 2
    assert said in ran.err
    problem = json.loads(run("budget", "tally", folder, "--json").out)["problems"][0]
    assert (problem["code"], problem["params"]) == ("parts_no_head", {"folder": str(folder), "head": "head.pb"})
    whole = street.read_text()
    (folder / "head.pb").write_text(whole[: whole.index("\nVOTES\n") + 1])
    ran = run("--lang", language, "budget", "tally", folder)
    assert (ran.code, ran.out, said in ran.err, "head.pb" in ran.err) == (1, "", True, True)


def test_a_folder_of_parts_counts_as_its_file_does(run: Run, street: Path, tmp_path: Path) -> None:
    packages()
    file = tmp_path / "points.pb"
    file.write_text(POINTS, encoding="utf-8")
    for source, utility in ((street, "cost"), (file, "points")):
        folder = tmp_path / source.stem
        assert run("budget", "split", source, folder, "--parts", 3).code == 0
        assert sorted(path.name for path in folder.iterdir())[0] == "head.pb"
        for form in ([], ["--json"], ["--json", "--metrics"]):
            whole = run("budget", "tally", source, "--utility", utility, *form)
            parts = run("budget", "tally", folder, "--utility", utility, *form)
            assert (parts.code, parts.out) == (0, whole.out)
            assert "bytes handed on by workers" in parts.err


def test_workers_elsewhere_give_the_same(run: Run, street: Path, tmp_path: Path) -> None:
    packages()
    from distributed import LocalCluster

    assert run("budget", "split", street, tmp_path / "parts", "--parts", 2).code == 0
    with LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster:
        parts = run("budget", "tally", tmp_path / "parts", "--json", "--scheduler", cluster.scheduler_address)
    assert parts.out == run("budget", "tally", street, "--json").out


def test_what_is_wrong_with_parts_is_said(run: Run, street: Path, tmp_path: Path) -> None:
    packages()
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "parts"
    assert run("budget", "split", street, folder, "--parts", 1).code == 0
    assert run("budget", "split", street, folder).code == 3  # it exists
    part = folder / "part-00000.parquet"
    pq.write_table(pa.table({"vote": ["park", "what"] * 2 + ["lamp"]}), part)
    ran = run("budget", "tally", folder, "--json")
    assert ran.code == 1
    assert "part-00000.parquet, line 2" in ran.err
    assert [found["params"]["file"] for found in json.loads(ran.out)["problems"]] == [part.name] * 2
    for table in ({"vote": [1, None]}, {"votes": ["park"]}, {"vote": [["park"]]}):
        pq.write_table(pa.table(table), part)
        assert run("budget", "tally", folder).code == 1
    part.write_bytes(b"no parquet")
    assert "part-00000.parquet" in run("budget", "tally", folder).err
    part.unlink()
    assert run("budget", "tally", folder).code == 1
    (folder / "head.pb").unlink()
    assert run("budget", "tally", folder).code == 3


def test_without_the_extra_it_says_what_to_install(
    run: Run, street: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = run("budget", "split", street, tmp_path / "parts")
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'coproduce[dask]'" in ran.err
    assert not (tmp_path / "parts").exists()
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "head.pb").write_text(street.read_text().partition("VOTES")[0])
    (folder / "a.parquet").write_bytes(b"")
    assert run("budget", "tally", folder).code == 2


def test_leaving_while_parts_are_written_leaves_nothing(
    run: Run, street: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(folder: Path, election: Election, parts: int) -> None:
        (folder / "part-00000.parquet").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(budget_parts, "_write_parts", half)
    assert run("budget", "split", street, tmp_path / "parts").code == 130
    assert list(tmp_path.iterdir()) == [street]


def cpu(pid: int) -> float:
    """Seconds of the processor a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("after", [0.1, 2.5], ids=["reading", "counting"])
def test_an_interruption_is_answered_within_a_second(tmp_path: Path, after: float) -> None:
    """Of the processor, since other work may hold the clock up; the file is read from a pipe, which tells the start."""
    dice = random.Random(5)
    votes = [",".join(map(str, sorted(dice.sample(range(60), dice.randint(3, 9))))) for _ in range(40_000)]
    head = "META\nbudget;99000\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
    head += "".join(f"{n};{1000 + 37 * n}\n" for n in range(60)) + "VOTES\nvoter_id;vote\n"
    body = "".join(f"{n};{votes[n % 40_000]}\n" for n in range(400_000))
    command = [sys.executable, "-m", "coproduce", "budget", "tally", "-", "--rule", "exact-equal-shares"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write((head + body).encode())
        child.stdin.close()
        begun = cpu(child.pid)
        while cpu(child.pid) < begun + after:
            time.sleep(0.01)
        asked = cpu(child.pid)
        child.send_signal(signal.SIGINT)
        assert child.stdout.read() == b""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 130
    assert used.ru_utime + used.ru_stime - asked < 1
