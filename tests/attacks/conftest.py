"""Fixtures that attacks share with the tests of accounts."""

from tests.accounts.conftest import limited, with_password  # noqa: F401
