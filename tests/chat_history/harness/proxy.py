"""A bad network in small: each page has a door of its own, and behind each door things go wrong.

All doors lead to the workers that live, as a balancer would. Bytes of one connection keep their
order; they may come late, or never.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

CHUNK = 65_536
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Connection:
    """From one page to one worker. `is_torn`: neither side hears any more what became of the
    other one."""

    def __init__(self, door: Door, page: Streams, worker: Streams) -> None:
        self.door, self.page, self.worker = door, page, worker
        self.is_torn = False

    async def last(self) -> None:
        """Until both sides ended."""
        try:
            await asyncio.gather(
                self._pump(self.page[0], self.worker[1]), self._pump(self.worker[0], self.page[1])
            )
        finally:
            self.page[1].close()
            self.worker[1].close()

    def tear(self, *sides: Streams) -> None:
        """End it for these sides at once."""
        self.is_torn = True
        for _reader, writer in sides:
            writer.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Until the reader's side ends. What cannot be written any more goes into the void."""
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                await self.door.is_open.wait()
                if self.door.delay:
                    await asyncio.sleep(self.door.delay)
                if not writer.is_closing():
                    writer.write(data)
            if not self.is_torn and not writer.is_closing():
                writer.write_eof()


class Door:
    """Where one page knocks. Its faults can be called from any thread."""

    def __init__(self, network: Network, ports: list[int]) -> None:
        self._network, self.ports = network, ports
        self.port = 0
        self.delay = 0.0
        self.is_open = asyncio.Event()
        self.is_open.set()
        self._connections: set[Connection] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def drop(self) -> None:
        """Every connection ends at once, on both sides."""
        self._network.do(self._tear, lambda one: (one.page, one.worker))

    def half_open(self, *, page_knows: bool) -> None:
        """Every connection ends for one side; the other one talks into the void."""
        self._network.do(self._tear, lambda one: (one.page if page_knows else one.worker,))

    def stall(self) -> None:
        """Nothing goes through from now on; nothing is lost."""
        self._network.do(self.is_open.clear)

    def flow(self) -> None:
        """What waited goes on, and at full speed."""
        self.delay = 0.0
        self._network.do(self.is_open.set)

    async def serve(self) -> None:
        server = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    def _tear(self, sides: Callable[[Connection], tuple[Streams, ...]]) -> None:
        for connection in self._connections:
            connection.tear(*sides(connection))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        worker = await self._reach()
        if worker is None:
            writer.transport.abort()
            return
        connection = Connection(self, (reader, writer), worker)
        self._connections.add(connection)
        try:
            # Nobody asks for what becomes of this task, so it ends well when it is cancelled.
            with suppress(asyncio.CancelledError):
                await connection.last()
        finally:
            self._connections.discard(connection)

    async def _reach(self) -> Streams | None:
        """One of the workers, whichever answers."""
        for port in self._network.random.sample(self.ports, len(self.ports)):
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port)
        return None


class Network:
    """All doors, in a thread of their own."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def door(self, *ports: int) -> Door:
        """A new door to these workers."""
        door = Door(self, list(ports))
        asyncio.run_coroutine_threadsafe(door.serve(), self._loop).result(10)
        return door

    def do(self, what: Callable[..., Any], *values: Any) -> None:
        """Let something happen in the network's thread."""
        self._loop.call_soon_threadsafe(what, *values)

    def close(self) -> None:
        async def end() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


@contextmanager
def network(seed: int) -> Iterator[Network]:
    """A network that is gone afterwards."""
    made = Network(seed)
    try:
        yield made
    finally:
        made.close()
