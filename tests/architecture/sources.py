"""Reads the source tree once for the architecture tests."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INNER = (
    "models",
    "queries",
    "services",
    "permissions",
    "forms",
    "schemas",
    "views",
    "api",
    "events",
    "wiring",
    "listeners",
    "sockets",
    "moderatable",
    "cli",
    "jobs",
)


@dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    path: Path

    @property
    def name(self) -> str:
        """Its dotted name: `app.community.services.posting`."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        """The package of the ladder it belongs to; "" for app's own two files."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 and parts[1] != "wiring" else ""

    @property
    def layer(self) -> str:
        """Its inner kind (`services`, `views`, …); "" for a file outside of those names."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 and parts[2] in INNER else ""

    @cached_property
    def text(self) -> str:
        """The source."""
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.text)

    def imports(self) -> set[str]:
        """Dotted names it imports from the product, hidden ones inside functions included."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return {name for name in found if name.startswith("app.")}


@lru_cache
def modules() -> tuple[Module, ...]:
    """Every module of the product."""
    return tuple(Module(path) for path in sorted((ROOT / "app").rglob("*.py")))


def package_of(imported: str) -> str:
    """The package of an imported name such as `app.core.errors.require`."""
    return imported.split(".")[1]


def layer_of(imported: str) -> str:
    """The inner kind of an imported name, "" outside of the known kinds."""
    parts = imported.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in INNER else ""


@lru_cache
def exceptions(kind: str) -> dict[str, str]:
    """Named exceptions of one kind with their reasons, from exceptions.txt."""
    lines = (ROOT / "tests/architecture/exceptions.txt").read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]
    return {name.strip(): reason.strip() for k, name, reason in rows if k.strip() == kind}
