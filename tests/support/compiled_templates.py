"""Templates are compiled once in a test process, although many sites are opened in it."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps what came out, by the file and the fingerprint of its words."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What an earlier site of this process compiled."""
        code = self.known.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For the sites after this one."""
        self.known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def pytest_configure(config: Any) -> None:
    """Before the first site is opened."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}
