"""Dependencies point one way."""

from __future__ import annotations

import ast
from operator import attrgetter

from app.wiring import ORDER
from tests.architecture.sources import Module, exceptions, layer_of, modules, package_of
from tests.support.on_each import on_each

RANK = {name: rank for rank, name in enumerate(("core", *ORDER))}
ACROSS = {"services", "queries", "permissions", "events"}
INSIDE = {
    "models": set(),
    "events": set(),
    "permissions": {"models"},
    "queries": {"models"},
    "services": {"models", "queries", "permissions", "events"},
    "listeners": {"services", "queries", "events"},
    "forms": {"queries"},
    "schemas": set(),
    # A page that has no socket is told the same, in the same shape.
    "views": {"forms", "schemas", "services", "queries", "permissions", "sockets"},
    "api": {"forms", "schemas", "services", "queries", "permissions"},
    "sockets": {"schemas", "services", "queries", "permissions", "events"},
    "jobs": {"services", "queries"},
    "cli": {"services", "queries"},
}
BY_NAME = attrgetter("name")
PACKAGED = [module for module in modules() if module.package in RANK]


def test_every_package_has_its_rank() -> None:
    """A new package takes its place in the ladder."""
    assert {module.package for module in modules() if module.package} == set(RANK)


def test_a_package_holds_only_modules_of_the_known_names() -> None:
    """Who knows one package knows all; any other name stands in exceptions.txt with its reason."""
    odd = {
        ".".join(module.name.split(".")[:3])
        for module in PACKAGED
        if module.package != "core" and not module.layer and module.name.count(".") > 1
    }
    assert odd == set(exceptions("module"))


@on_each("module", modules(), BY_NAME)
def test_imports_are_written_in_full(module: Module) -> None:
    """The tests below would not see a relative one."""
    assert not [
        node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and node.level
    ]


@on_each("module", PACKAGED, BY_NAME)
def test_a_module_imports_only_packages_below_its_own(module: Module) -> None:
    """Also inside functions. api and web stand side by side and do not know each other."""
    above = {
        name
        for name in module.imports()
        if RANK.get(package_of(name), 99) > RANK[module.package]
        or {module.package, package_of(name)} == {"api", "web"}
    }
    assert not above


@on_each("module", PACKAGED, BY_NAME)
def test_a_module_uses_only_the_open_doors_of_other_packages(module: Module) -> None:
    """Models of others are for models and queries; forms, views and the like are never lent."""
    allowed = ACROSS | ({"models"} if module.layer in ("models", "queries") else set())
    strange = {
        name
        for name in module.imports()
        if package_of(name) not in (module.package, "core")
        and layer_of(name)
        and layer_of(name) not in allowed
        and not (module.package == "web" and layer_of(name) == "wiring")
    }
    assert strange <= set(exceptions("door")), strange - set(exceptions("door"))


@on_each("module", PACKAGED, BY_NAME)
def test_a_module_keeps_to_the_order_inside_its_package(module: Module) -> None:
    """Views call services, services call queries, never the other way."""
    if module.layer not in INSIDE:
        return
    allowed = INSIDE[module.layer] | {module.layer, ""}
    wrong = {
        name
        for name in module.imports()
        if package_of(name) == module.package and layer_of(name) not in allowed
    }
    assert not wrong
