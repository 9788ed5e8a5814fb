"""Changes one thing in a module at a time, and asks whether anybody notices.

A mutation test of the rules that decide who may do what (safety A-9). A mutant is put in place
inside this process: functions keep their identity and get new code, so whoever imported them
runs the mutant; constants and statements are exchanged in the module. `changed` puts all back.

How the figures are obtained: `survivors(targets, notices)` makes every mutant of every target,
runs `notices()` on each (True when a check fails or anything breaks) and gives those that
nobody noticed, by module and line. The share killed is 1 - survivors / mutants.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

_FLIPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SWAPS = {"and_": "or_", "or_": "and_", "is_": "is_not", "is_not": "is_", "in_": "not_in",
          "not_in": "in_"}  # fmt: skip
# Calls whose arguments are conditions: each is taken away once.
_CONDITIONS = ("where", "and_", "or_")

Change = Callable[[Any], None]


@dataclass(frozen=True)
class Mutant:
    """One changed module: where, what, and its whole source."""

    module: ModuleType
    line: int
    what: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module.__name__}:{self.line} {self.what}"


def mutants(
    module: ModuleType, *, only_conditions: bool = False, but: frozenset[str] = frozenset()
) -> Iterator[Mutant]:
    """Every mutant of a module. `only_conditions` leaves constants and returned values alone:
    for modules of queries, most of which is about columns and order. `but`: functions that
    decide nothing about access."""
    tree = ast.parse(inspect.getsource(module))
    for number in _places(tree, but):
        node = list(ast.walk(tree))[number]
        changes = [*_conditions(node), *([] if only_conditions else _values(node))]
        for what, change in changes:
            mutated = copy.deepcopy(tree)
            change(list(ast.walk(mutated))[number])
            yield Mutant(module, node.lineno, what, ast.fix_missing_locations(mutated))


def _places(tree: ast.Module, but: frozenset[str]) -> list[int]:
    """Numbers of the nodes that may change: no classes, hints, decorators, docstrings, imports."""
    left_out = {
        id(inner)
        for node in ast.walk(tree)
        for part in _left_out(node, but)
        if part
        for inner in ast.walk(part)
    }
    every = enumerate(ast.walk(tree))
    return [n for n, node in every if id(node) not in left_out and hasattr(node, "lineno")]


def _left_out(node: ast.AST, but: frozenset[str]) -> list[Any]:
    if isinstance(node, ast.ClassDef | ast.Import | ast.ImportFrom):
        return [node]
    if isinstance(node, ast.FunctionDef):
        parts = [*node.decorator_list, node.returns, *node.args.defaults]
        return [node] if node.name in but else parts
    if isinstance(node, ast.arg | ast.AnnAssign):
        return [node.annotation]
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_list = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
    return [node] if is_text or is_list else []


def _conditions(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            flipped = _FLIPS[type(op)]
            yield f"{type(op).__name__} -> {flipped.__name__}", _set_item("ops", place, flipped())
    elif isinstance(node, ast.BoolOp):
        other, neutral = (ast.Or, True) if isinstance(node.op, ast.And) else (ast.And, False)
        yield f"{type(node.op).__name__} -> {other.__name__}", _set("op", other())
        for place in range(len(node.values)):
            gone = ast.Constant(neutral)
            yield f"without operand {place + 1}", _set_item("values", place, gone)
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _calls(node: ast.Call) -> Iterator[tuple[str, Change]]:
    field = "attr" if isinstance(node.func, ast.Attribute) else "id"
    name = getattr(node.func, field, "")
    if name in _SWAPS:
        yield f"{name} -> {_SWAPS[name]}", lambda one: setattr(one.func, field, _SWAPS[name])
    if name in _CONDITIONS and (len(node.args) > 1 or name == "where"):
        for place in range(len(node.args)):
            yield f"{name} without condition {place + 1}", _without(place)


def _values(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", _set("operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.Return) and node.value is not None:
        yield "returns the opposite", _set("value", ast.UnaryOp(ast.Not(), node.value))
        for value in (True, False):
            if not (isinstance(node.value, ast.Constant) and node.value.value is value):
                yield f"returns {value}", _set("value", ast.Constant(value))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)


def _constants(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    if isinstance(node.value, bool):
        yield f"{node.value} -> {not node.value}", _set("value", not node.value)
    elif isinstance(node.value, int):
        for step in (1, -1):
            yield f"{node.value} -> {node.value + step}", _set("value", node.value + step)
    elif isinstance(node.value, str):
        yield f"{node.value!r} changed", _set("value", node.value + "x")


def _set(field: str, value: Any) -> Change:
    return lambda node: setattr(node, field, copy.deepcopy(value))


def _set_item(field: str, place: int, value: Any) -> Change:
    return lambda node: getattr(node, field).__setitem__(place, copy.deepcopy(value))


def _without(place: int) -> Change:
    return lambda node: node.args.__delitem__(place)


@contextmanager
def changed(mutant: Mutant, dependents: tuple[str, ...] = ()) -> Iterator[None]:
    """The mutant in place of its module. Modules in `dependents` took values from it when they
    were imported: they are made anew on top of it."""
    undo: list[Callable[[], None]] = []
    try:
        undo += _exchange(mutant.module, _compiled(mutant.module, mutant.tree))
        for name in dependents:
            module = importlib.import_module(name)
            undo += _exchange(module, _compiled(module, ast.parse(inspect.getsource(module))))
        yield
    finally:
        for step in reversed(undo):
            step()


def _compiled(module: ModuleType, tree: ast.Module) -> Any:
    """Without classes: the module keeps its own, so that rows and models stay the same types."""
    body = [node for node in tree.body if not isinstance(node, ast.ClassDef)]
    return compile(ast.Module(body, []), str(module.__file__), "exec")


def _exchange(module: ModuleType, code: Any) -> list[Callable[[], None]]:
    """Put new code into a module; gives what takes it back."""
    new: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    new |= {name: value for name, value in vars(module).items() if isinstance(value, type)}
    exec(code, new)
    undo: list[Callable[[], None]] = []
    for name, value in new.items():
        old = vars(module).get(name)
        if name.startswith("__") or isinstance(value, type | ModuleType):
            continue
        if isinstance(old, FunctionType) and isinstance(value, FunctionType):
            undo.append(_back(old, old.__code__))
            old.__code__ = value.__code__
        elif getattr(value, "__module__", module.__name__) == module.__name__ or not callable(
            value
        ):
            undo.append(lambda name=name, old=old: setattr(module, name, old))
            setattr(module, name, value)
    return undo


def _back(function: FunctionType, code: Any) -> Callable[[], None]:
    return lambda: setattr(function, "__code__", code)


def survivors(
    made: list[Mutant], notices: Callable[[], bool], dependents: dict[str, tuple[str, ...]]
) -> list[Mutant]:
    """The mutants nobody noticed. One that cannot even be put in place is noticed."""
    alive = []
    for mutant in made:
        try:
            with changed(mutant, dependents.get(mutant.module.__name__, ())):
                if not notices():
                    alive.append(mutant)
        except Exception:  # noqa: BLE001 - a mutant may break in any way; breaking is noticing
            continue
    return alive
