"""What the command says, by code, one module a family of methods: ``EN`` and ``FR`` of each are put together here.

``{name}`` in a sentence is a value, ``{name%}`` a percentage; ``{name|one|many}`` a word that follows it in number.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def gathered(table: str) -> dict[str, str]:
    """The sentences of one language; a code that two families speak is an error of ours."""
    texts: dict[str, str] = {}
    for module in iter_modules(__path__):
        own: dict[str, str] = getattr(import_module(f"{__name__}.{module.name}"), table, {})
        if twice := texts.keys() & own.keys():
            raise ValueError(f"said twice: {', '.join(sorted(twice))}")
        texts |= own
    return texts
