"""Opens the vocabulary packages' files without running anything of them."""

from __future__ import annotations

import bz2
import io
import pickle
import pickletools
from importlib import metadata
from pathlib import Path
from typing import Any

# Opcodes that look up or call code. A file of plain data needs none of them.
_CODE = frozenset(
    {"GLOBAL", "STACK_GLOBAL", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "REDUCE", "BUILD"}
    | {"EXT1", "EXT2", "EXT4", "PERSID", "BINPERSID"}
)


class _PlainData(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise ValueError(f"the file asks for {module}.{name}")


def package_file(package: str, name: str) -> Path:
    """Where the installed package keeps a file; the package itself is not imported."""
    for entry in metadata.files(package) or ():
        if entry.name == name:
            return Path(str(entry.locate()))
    raise FileNotFoundError(f"{package} ships no {name}")


def package_version(package: str) -> str:
    """The installed version, for the head of our file."""
    return metadata.version(package)


def plain_pickle(path: Path) -> dict[str, Any]:
    """A bz2-packed pickle of plain dictionaries, lists and strings.

    Raises:
        ValueError: the file holds an opcode that could run code.
    """
    raw = bz2.decompress(path.read_bytes())
    found = {opcode.name for opcode, _, _ in pickletools.genops(raw)} & _CODE
    if found:
        raise ValueError(f"{path.name} is not plain data: {', '.join(sorted(found))}")
    content: dict[str, Any] = _PlainData(io.BytesIO(raw)).load()
    return content
