"""Places for what takes room while it is on its way: so many in all, and no more than a few of one sender."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary


class Full(Exception):
    """No place came free in time."""


class Places:
    """So many places; whoever gets none waits a little, those of one sender in a line of their own."""

    def __init__(self, most: int, of_one: int) -> None:
        self._all, self._of_one = asyncio.Semaphore(most), of_one
        # Forgotten as soon as nobody of that sender holds a place or waits for one.
        self._own: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def taken(self, sender: str, patience: float) -> AsyncIterator[None]:
        """A place, held by ``sender``; one who is not known stands with all others.

        Raises:
            Full: none came free within ``patience`` seconds.
        """
        own = self._own.setdefault(sender, asyncio.Semaphore(self._of_one))
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(patience):
                    if sender:
                        await held.enter_async_context(own)
                    await held.enter_async_context(self._all)
            except TimeoutError:
                raise Full from None
            yield
