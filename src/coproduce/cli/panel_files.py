"""What the commands of panels read: quotas, pool, panel, rates; and the tables they write of whoever was drawn."""

from __future__ import annotations

import argparse
from pathlib import Path

from coproduce.cli.door import bytes_of, naming, write_file
from coproduce.cli.words import Speaker
from coproduce.methods import panels
from coproduce.methods._shared import MethodError
from coproduce.methods._tables import read_table

INPUTS = ("targets", "pool", "panel", "rates", "lottery")


class Inputs:
    """The files that a command names, each read once, so that any one of them may be standard input."""

    def __init__(self, chosen: argparse.Namespace, speaker: Speaker) -> None:
        self.chosen, self.speaker = chosen, speaker
        self._read: dict[str, bytes] = {}
        if sum(getattr(chosen, name, None) == "-" for name in INPUTS) > 1:
            raise MethodError("panel_input_twice")

    def data(self, name: str) -> bytes:
        """What the file of an option holds."""
        if name not in self._read:
            self._read[name] = bytes_of(getattr(self.chosen, name), self.chosen, self.speaker)
        return self._read[name]

    def targets(self) -> panels.Targets:
        data = self.data("targets")
        with naming(self.chosen.targets, self.speaker):
            return panels.read_targets(data)

    def question(self) -> panels.Selection:
        """The quotas and everybody in the pool."""
        targets, data = self.targets(), self.data("pool")
        with naming(self.chosen.pool, self.speaker):
            pool = self._pool(data, targets)
        return panels.selection_of(targets, pool, self.chosen.size)

    def register(self) -> tuple[panels.Selection, tuple[str, ...]]:
        """Whoever may be invited, and the features of the quotas of which the register knows nothing."""
        targets, data = self.targets(), self.data("pool")
        with naming(self.chosen.pool, self.speaker):
            known = targets.within({name.casefold() for name in read_table(data).columns})
            pool = self._pool(data, known)
        unknown = tuple(feature for feature in targets.features if feature not in known.features)
        return panels.selection_of(known, pool, self.chosen.size), unknown

    def members(self, question: panels.Selection) -> list[str]:
        """The ids in a file: a column with a head that ends in id, or one a line."""
        data, pool = self.data("panel"), {person.id for person in question.people}
        with naming(self.chosen.panel, self.speaker):
            return panels.read_members(data, id_column=self.chosen.id, pool=pool)

    def rates(self, overall: str) -> panels.Rates:
        share = panels.rate_of(overall)
        if share is None:
            raise MethodError("panel_rate_unreadable", {"figure": overall})
        if self.chosen.rates is None:
            return panels.Rates.of(share)
        targets, data = self.targets(), self.data("rates")
        with naming(self.chosen.rates, self.speaker):
            return panels.read_rates(data, targets, share)

    def write_drawn(
        self, drawn: panels.Drawn | None, *, features: tuple[str, ...] = (), vacancy: panels.Vacancy | None = None
    ) -> None:
        """Write who was drawn, and who is left to draw from, where that was asked for."""
        wanted = [(name, getattr(self.chosen, name)) for name in ("selected", "remaining")]
        if drawn is None or not any(file for _, file in wanted):
            return
        data = self.data("pool")
        with naming(self.chosen.pool, self.speaker):
            parted = panels.part_pool(
                data,
                drawn.members,
                stay=vacancy.stay if vacancy else (),
                gone=vacancy.gone if vacancy else (),
                id_column=self.chosen.id,
                households=self.chosen.households,
                features=features,
            )
        for name, file in wanted:
            if file:
                write_file(Path(file), [getattr(parted, name)], self.speaker)

    def _pool(self, data: bytes, targets: panels.Targets) -> panels.Pool:
        return panels.read_pool(data, targets, id_column=self.chosen.id, households=self.chosen.households)
