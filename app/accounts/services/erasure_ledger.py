"""The file that remembers erasures across a restore: `erasures.jsonl` in the instance folder.

It lies beside the database and is no part of it, so that putting an older database back does not
bring it back as well. A line holds a hash of a random id, nothing that names anybody. The line is
on the disk before the erasure is committed: a crash between the two leaves a line too many for a
person who was due, never one too few. Who stays after all gets a line that says so.
"""

from __future__ import annotations

import hashlib
import json
import os

from app.core.clock import now
from app.core.instance import instance_path

FILE = "erasures.jsonl"
ERASED, KEPT = "erased", "kept"


def hash_of(public_id: str) -> str:
    """What stands for a person. Public ids are random, so nobody finds one by trying."""
    return hashlib.sha256(public_id.encode()).hexdigest()


def note(public_id: str, *, state: str, posts: str = "") -> None:
    """Append one line and wait until the disk has it."""
    line = {"person": hash_of(public_id), "state": state, "posts": posts, "at": now().isoformat()}
    path = instance_path(FILE)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # A line that a power cut left unfinished must not swallow this one.
        is_torn = os.fstat(descriptor).st_size > 0 and not _ends_well(descriptor)
        os.write(descriptor, (b"\n" if is_torn else b"") + json.dumps(line).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def noted() -> dict[str, str]:
    """What to do with the posts of every erased person, by hash; the newest line counts."""
    path = instance_path(FILE)
    found: dict[str, str] = {}
    for text in path.read_text("utf-8").splitlines() if path.exists() else ():
        line = _read(text)
        if line.get("state") == ERASED:
            found[line["person"]] = line["posts"]
        else:
            found.pop(line.get("person", ""), None)
    return found


def _read(text: str) -> dict[str, str]:
    try:
        line = json.loads(text)
    except ValueError:
        return {}
    return line if isinstance(line, dict) else {}


def _ends_well(descriptor: int) -> bool:
    return os.pread(descriptor, 1, os.fstat(descriptor).st_size - 1) == b"\n"
