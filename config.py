"""Settings by environment. A default exists only where it is right for production and may be public.

Production names every missing variable at once and stops.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# GDPR art. 8 lets a state go down to 13; COPPA protects who is younger.
YOUNGEST = 13
# Pieces of keys that people copy from examples.
_SAMPLES = (
    "secret", "change", "replace", "example", "password", "sample", "default", "insecure",
    "01234567", "12345678", "abcdefgh", "qwertyui", "xxxxxxxx",
)  # fmt: skip


def _instance_secret(folder: Path) -> str:
    """A random key made once per installation, readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return path.read_text("utf-8").strip()


def _database_url(default: str) -> str:
    """`DATABASE_URL`, with the driver named: the bare scheme means another driver."""
    url = os.environ.get("DATABASE_URL") or default
    for bare in ("postgres://", "postgresql://"):
        if url.startswith(bare):
            return "postgresql+psycopg://" + url.removeprefix(bare)
    return url


def _unsafe(key: str, database: str) -> Iterator[str]:
    """What would leave a real community open, each in one line."""
    if len(key) < 32:
        yield "SECRET_KEY is too short: give at least 32 random characters"
    elif len(set(key)) < 8 or any(sample in key.lower() for sample in _SAMPLES):
        yield "SECRET_KEY can be guessed: draw one at random, as with: openssl rand -hex 32"
    if Base.MINIMUM_AGE < YOUNGEST:
        yield f"MINIMUM_AGE is below {YOUNGEST}: no state lets children agree to this themselves"
    if os.environ.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false", "no"):
        yield "FLASK_DEBUG shows the inside of the site to everybody: leave it out in production"
    folders = {Path(os.environ.get("INSTANCE_DIR", ROOT / "instance"))}
    if database.startswith("sqlite:///"):
        folders.add(Path(database.removeprefix("sqlite:///")).absolute().parent)
    for folder in sorted(folders):
        if folder.is_dir() and folder.stat().st_mode & 0o007:
            yield f"Everybody on this machine can look into {folder}: chmod 700 {folder}"


class Base:
    """What holds everywhere."""

    # Everything that is neither code nor in the database: files, letters, the jobs' queue.
    INSTANCE = Path(os.environ.get("INSTANCE_DIR", ROOT / "instance"))
    SITE_NAME = os.environ.get("SITE_NAME", "Common Thread")
    LANGUAGES = ["en"]
    BABEL_DEFAULT_LOCALE = "en"
    BABEL_DEFAULT_TIMEZONE = os.environ.get("SITE_TIME_ZONE", "UTC")
    MAX_CONTENT_LENGTH = 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 512 * 1024
    MAX_FORM_PARTS = 200
    # Keys before this one, separated by commas, while what they sealed and signed is still about.
    SECRET_KEY_FALLBACKS = [
        key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key
    ]
    WTF_CSRF_TIME_LIMIT = None  # a page may stay open for days; the secret lives with the visit
    WTF_CSRF_SSL_STRICT = False  # checks the referrer, which we never send; see security.origins
    RATELIMIT_ENABLED = True
    # Own web servers in front of the site; each adds one place to X-Forwarded-For.
    PROXY_HOPS = int(os.environ.get("PROXY_HOPS", "0"))
    LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
    REDIS_URL = os.environ.get("REDIS_URL")
    RATELIMIT_STORAGE_URI = os.environ.get("REDIS_URL") or "memory://"
    # smtp://user:password@host:587, smtps://… or folder: – see app/core/mail/transports.py.
    MAIL_URL = os.environ.get("MAIL_URL", "")
    MAIL_FROM = os.environ.get("MAIL_FROM", "")  # else no-reply@ the host of SITE_URL
    LETTERS_PAGE = False  # a page on which anybody at this machine reads all letters
    # Who is told of faults in the site's safety: an address, or a page.
    SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "")
    METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")  # opens /metrics to a monitor
    DEMO = os.environ.get("DEMO") == "1"
    MINIMUM_AGE = int(os.environ.get("MINIMUM_AGE", "16"))
    # Cases of people in distress that a moderator opens before they are asked to take a break.
    HARD_CASES_BEFORE_BREAK = int(os.environ.get("HARD_CASES_BEFORE_BREAK", "5"))
    # Whether authors are asked "own story, or advice?" where a rule of screening points at a draft.
    ASK_AUTHORS = os.environ.get("ASK_AUTHORS", "1") != "0"
    # A folder with a model of one's own beside the lexicon of distress; none is needed.
    CRISIS_MODEL = os.environ.get("CRISIS_MODEL", "")
    # Whether the site asks other servers if the pages that notes and the register name are there.
    CHECK_SOURCES = os.environ.get("CHECK_SOURCES") == "1"
    ARGON2 = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}
    API_TITLE = "Common Thread"
    API_VERSION = "v1"
    OPENAPI_VERSION = "3.1.0"


class Development(Base):
    """One machine, SQLite, plain http on the loopback: what `bin/start` runs."""

    SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:5000")
    LETTERS_PAGE = True
    TRUSTED_HOSTS = ["127.0.0.1", "localhost"]

    def __init__(self) -> None:
        # The database in it holds health words: nobody else on this machine looks inside.
        self.INSTANCE.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.SECRET_KEY = os.environ.get("SECRET_KEY") or _instance_secret(self.INSTANCE)
        self.SQLALCHEMY_DATABASE_URI = _database_url(f"sqlite:///{self.INSTANCE / 'site.db'}")


class Testing(Base):
    """For the test suite: cheap password hashes, no limits unless a test asks for them."""

    TESTING = True
    __test__ = False  # a class named Test… would be taken for a test
    SITE_URL = "http://localhost"
    LETTERS_PAGE = True
    # Made when something is kept in it; tests that look there name a folder of their own.
    INSTANCE = Path(tempfile.gettempdir(), f"instance-of-tests-{os.getpid()}")
    MAIL_URL = f"folder:{INSTANCE}/letters"
    TRUSTED_HOSTS = ["localhost", "127.0.0.1"]
    RATELIMIT_ENABLED = False
    WTF_CSRF_ENABLED = False  # tests/core/test_every_route.py switches it on for every route
    RATELIMIT_STORAGE_URI = "memory://"
    LOG_LEVEL = "ERROR"
    ARGON2 = {"time_cost": 1, "memory_cost": 64, "parallelism": 1}

    def __init__(self) -> None:
        self.SECRET_KEY = secrets.token_urlsafe(48)
        self.SQLALCHEMY_DATABASE_URI = _database_url("sqlite://")


class Production(Base):
    """A real community. Everything secret or site-specific comes from the environment."""

    NEEDED = ("SECRET_KEY", "DATABASE_URL", "SITE_URL", "MAIL_URL")
    ABOUT_MAIL = (
        "\nMAIL_URL names the mail server: smtp://user:password@host:587. Without one nobody can "
        "confirm an address\nor choose a new password; MAIL_URL=folder: lets letters land in the "
        "folder instance/letters instead."
    )

    def __init__(self) -> None:
        missing = [name for name in self.NEEDED if not os.environ.get(name)]
        if missing:
            hint = self.ABOUT_MAIL if "MAIL_URL" in missing else ""
            raise SystemExit(f"Set these variables before starting: {', '.join(missing)}{hint}")
        self.SECRET_KEY = os.environ["SECRET_KEY"]
        self.SITE_URL = os.environ["SITE_URL"].rstrip("/")
        self.SQLALCHEMY_DATABASE_URI = _database_url("")
        wrong = list(_unsafe(self.SECRET_KEY, self.SQLALCHEMY_DATABASE_URI))
        if wrong:
            raise SystemExit("\n".join(wrong))


CONFIGURATIONS = {"development": Development, "testing": Testing, "production": Production}


def chosen() -> Base:
    """The configuration named by `APP_ENV`; without one, production: closed by default."""
    return CONFIGURATIONS[os.environ.get("APP_ENV", "production")]()
