"""What a family offers cannot be changed by whoever imports it: two callers in one process share it."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import coproduce.methods

FAMILIES = [module.name for module in pkgutil.iter_modules(coproduce.methods.__path__) if module.ispkg]


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_that_a_family_offers_can_be_changed(family: str) -> None:
    module = importlib.import_module(f"coproduce.methods.{family}")
    changeable = [name for name in module.__all__ if isinstance(getattr(module, name), (dict, list, set, bytearray))]
    assert changeable == []
