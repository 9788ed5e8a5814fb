"""Are the settings complete and safe? Nothing here prints a value."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import current_app

from app.core.checkups import Problem, amber, checkup
from app.core.mail.transports import LOOPBACK
from app.operations.measuring import LEAST_TOKEN
from app.operations.services.archiving.keys import NoKey, key_from

# What stands in examples is known to everybody.
SAMPLES = ("change", "example", "secret-key", "replace", "password", "xxxx", "0000", "1234")


def _is_public() -> bool:
    """Whether the site is meant for others than the person who tries it out."""
    return urlsplit(current_app.config["SITE_URL"]).hostname not in LOOPBACK


@checkup("The settings are complete and safe")
def settings() -> Iterator[Problem | str]:
    """Secrets long and not from an example, no debugging, https, and nothing of the demo."""
    config = current_app.config
    secret = str(config.get("SECRET_KEY") or "")
    if len(secret) < 32 or len(set(secret)) < 10:
        yield "SECRET_KEY is too short or too simple: give at least 32 random characters."
    if any(sample in secret.lower() for sample in SAMPLES):
        yield amber("SECRET_KEY looks like one from an example.")
    if config.get("DEBUG"):
        yield "DEBUG is on: an error page would show the inside of the site."
    if _is_public() and urlsplit(config["SITE_URL"]).scheme != "https":
        yield "SITE_URL is not https: what members read and write could be read on the way."
    if _is_public() and config.get("DEMO"):
        yield "DEMO is on: everybody knows the passwords of the demo members."
    if _is_public() and not config.get("PROXY_HOPS"):
        yield amber("PROXY_HOPS is 0: behind a web server all visitors share one limit of tries.")


@checkup("A monitor may read the figures, others may not")
def monitor() -> Iterator[Problem | str]:
    """Only when somebody set it up."""
    token = str(current_app.config.get("METRICS_TOKEN") or "")
    if token and len(token) < LEAST_TOKEN:
        yield f"METRICS_TOKEN has fewer than {LEAST_TOKEN} characters, so /metrics stays closed."
    several = int(os.environ.get("WEB_CONCURRENCY") or 1) > 1
    if token and several and not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        yield amber("Several workers, but no PROMETHEUS_MULTIPROC_DIR: each shows its own counts.")


@checkup("Backups can be made")
def backup_key() -> Iterator[Problem | str]:
    """There is a key."""
    try:
        key_from(os.environ)
    except NoKey as error:
        yield amber(str(error))
