"""Shares the tests out between processes: a file goes to one process as a whole, but for files that
look at every page. Those are cut by page, so that no process waits for the browser of another.

What takes long for its number of tests comes first, so that nothing long is left at the end.
"""

from __future__ import annotations

from collections import OrderedDict
from zlib import crc32

import pytest

# Each check of one page needs the same visit, so all of them stay in one part.
IN_PARTS = {"tests/browser/test_every_page.py": 6}
# In this order; a folder stands for its files.
FIRST = (
    "tests/browser/test_every_page.py",
    "tests/authorisation/",
    "tests/canaries/",
    "tests/community/test_importing_druglib.py",
    "tests/demo/",
    "tests/reliability/",
    "tests/journeys/",
    "tests/browser/",
)


def part_of(test: str) -> str:
    """The tests that go to one process together with this one."""
    file, _, name = test.partition("::")
    parts = IN_PARTS.get(file)
    if parts is None or "[" not in name:
        return file
    return f"{file} {crc32(name.partition('[')[2].encode()) % parts}"


def in_order(parts: dict[str, int]) -> list[str]:
    """The parts, with their number of tests, in the order in which they are begun. After the first
    come two of other files: it makes the world that all pages of the browser are looked at in."""

    def place(part: str) -> tuple[int, int, str]:
        known = (at for at, begin in enumerate(FIRST) if part.startswith(begin))
        return next(known, len(FIRST)), -parts[part], part

    ordered = sorted(parts, key=place)
    others = [part for part in ordered[1:] if not part.startswith(FIRST[0])][:2]
    return [*ordered[:1], *others, *(part for part in ordered[1:] if part not in others)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Only for `--dist loadfile`."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Sharing(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return part_of(nodeid)

        def _assign_work_unit(self, node):
            if not any(self.assigned_work.values()):
                order = in_order({part: len(tests) for part, tests in self.workqueue.items()})
                self.workqueue = OrderedDict((part, self.workqueue[part]) for part in order)
            super()._assign_work_unit(node)

    return Sharing(config, log)
