"""How tests read the public account: its page, and its files."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.world import World


def address(world: World, name: str = "account", language: str = "en") -> str:
    return f"/{language}" + reverse(f"accountability:{name}", kwargs=world.place)[3:]


def page(client: Any, world: World, **asked: str) -> str:
    return client.get(address(world), asked).content.decode()


def whole(client: Any, world: World, name: str) -> str:
    """The whole of a file of the account, which comes in pieces."""
    return b"".join(client.get(address(world, name))).decode("utf-8-sig")
