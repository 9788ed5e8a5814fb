"""The standing world, as in `tests/canaries`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.canaries import standing as standing_worlds
from tests.canaries.standing import Standing


@pytest.fixture(scope="session")
def standing(site: Any, request: pytest.FixtureRequest, tmp_path_factory: Any) -> Standing:
    """The world on this engine; nothing that a test asks of it is kept."""
    folder = tmp_path_factory.mktemp("standing")
    return standing_worlds.build(site, folder, request.config)
