"""Pools made up for measuring: biased towards those who like to answer, quotas those of the whole population."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np


def made_up(
    folder: Path, *, people: int, size: int, features: int, values: int, seed: int, latent: float = 1.0
) -> Path:
    """Write ``categories.csv`` and ``respondents.csv`` of a pool and name the folder by its size; returns it.

    One hidden leaning moves all features at once and is stronger in the pool than in the population.
    """
    dice = np.random.default_rng(seed)

    def draw(many: int, bias: float) -> np.ndarray:
        leaning = dice.normal(size=many) + bias
        columns = []
        for feature in range(features):
            own = np.random.default_rng(1000 * seed + feature)
            options = int(own.integers(2, values + 2))
            load, base = own.normal(size=options) * latent, own.normal(size=options) * 0.5
            taste = base + load * leaning[:, None] + dice.gumbel(size=(many, options))
            columns.append(taste.argmax(axis=1))
        return np.array(columns).T

    population, pool = draw(20_000, 0.0), draw(people, 0.7)
    here = folder / f"made_up_{people}_{features}_{size}"
    here.mkdir(parents=True, exist_ok=True)
    with (here / "categories.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["feature", "value", "min", "max"])
        for feature in range(features):
            for value in range(int(population[:, feature].max()) + 1):
                share = size * float((population[:, feature] == value).mean())
                have = int((pool[:, feature] == value).sum())
                least = max(0, min(int(share - 0.025 * size), have))
                table.writerow([f"f{feature}", f"v{value}", least, max(int(share + 0.025 * size) + 1, 1)])
    with (here / "respondents.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow([f"f{feature}" for feature in range(features)])
        table.writerows([f"v{value}" for value in person] for person in pool)
    return here
