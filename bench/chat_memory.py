"""What an idle websocket costs: memory of one worker with many of them, above what it holds alone."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import chat_load
from bench.chat_load import Missing
from bench.chat_servers import Server, bare, has_node, node, real

WARM = 20


def grown(program: Path, server: Server, clients: int) -> int:
    """Bytes more, after a few came and went."""

    def memory(count: int) -> int:
        people = server.people(count)
        words = chat_load.command(program, port=server.port, people=people, pids=server.pids)
        return chat_load.memory_with(people, words, server.pids)

    memory(WARM)
    before = chat_load.memory_of(server.pids)
    return memory(clients) - before


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--clients", type=int, default=1000)
    clients = words.parse_args().clients
    print("| one worker | MB more | KB each |\n|---|---:|---:|")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        try:
            program = chat_load.compiled(folder)
        except Missing as missing:
            sys.exit(str(missing))
        url = f"sqlite:///{folder}/chat.db"
        servers = [stack.enter_context(node(1, None))] if has_node() else []
        servers += [
            stack.enter_context(bare("Flask-SocketIO as it comes", "library", 1, None)),
            stack.enter_context(bare("our driver, bare", "own", 1, None)),
            stack.enter_context(real("the site, SQLite", folder, url, clients, 1, None)),
        ]
        for server in servers:
            more = grown(program, server, clients)
            print(f"| {server.name} | {more / 1e6:.0f} | {more / clients / 1024:.1f} |", flush=True)


if __name__ == "__main__":
    main()
