"""Where letters go: a mail server, or a folder of this machine. Chosen by `MAIL_URL`:

`smtp://user:password@host:587` (with STARTTLS, except on the loopback), `smtps://…`, `folder:` or
`folder:/path`. Without it, letters land in the folder `letters` beside the database.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from flask import Flask

from app.core.mail.message import site_host

SECONDS = 10.0  # for each word of the server
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Refused(Exception):
    """The server will never take this letter. Says a code or the kind of an error, no more: what
    a server writes may repeat an address."""


class TryLater(Exception):
    """It may work another time."""


class Unreachable(TryLater):
    """The server is not there, or not for us: other letters need not be tried now."""


@dataclass(frozen=True)
class Folder:
    """Letters as files for people who try the site out. Only its owner may look inside."""

    path: Path

    def send(self, message: EmailMessage) -> None:
        """Write it; a letter that comes again replaces itself."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        half = self.path / f"{name}.part"
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes())
        half.rename(self.path / f"{name}.eml")


@dataclass(frozen=True)
class MailServer:
    """A server that speaks SMTP. Its certificate is always checked."""

    host: str
    port: int
    from_host: str
    user: str = ""
    password: str = ""
    is_tls: bool = False
    needs_starttls: bool = True
    seconds: float = SECONDS

    def send(self, message: EmailMessage) -> None:
        """Hand it over; returns once the server has taken it.

        Raises:
            Refused: the server says 5xx to this letter, or it cannot be written down.
            TryLater: the server says 4xx to it.
            Unreachable: no connection, no answer, no encryption, or a wrong password.
        """
        line = self._open()
        try:
            line.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _verdict(max(code for code, _words in error.recipients.values())) from None
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _verdict(error.smtp_code) from None
        except (ValueError, smtplib.SMTPNotSupportedError) as error:
            raise Refused(type(error).__name__) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(type(error).__name__) from None
        finally:
            _hang_up(line)

    def _open(self) -> smtplib.SMTP:
        try:
            if self.is_tls:
                line: smtplib.SMTP = smtplib.SMTP_SSL(
                    self.host,
                    self.port,
                    self.from_host,
                    timeout=self.seconds,
                    context=ssl.create_default_context(),
                )
            else:
                line = smtplib.SMTP(self.host, self.port, self.from_host, timeout=self.seconds)
        except smtplib.SMTPResponseException as error:
            raise Unreachable(str(error.smtp_code)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(type(error).__name__) from None
        self._introduce(line)
        return line

    def _introduce(self, line: smtplib.SMTP) -> None:
        """Encryption and password. A wrong one is the site's fault, not the letter's."""
        try:
            if self.needs_starttls:
                line.starttls(context=ssl.create_default_context())
            if self.user:
                line.login(self.user, self.password)
        except smtplib.SMTPResponseException as error:
            line.close()
            raise Unreachable(str(error.smtp_code)) from None
        except (OSError, smtplib.SMTPException) as error:
            line.close()
            raise Unreachable(type(error).__name__) from None


def _verdict(code: int) -> Exception:
    return Refused(str(code)) if 500 <= code < 600 else TryLater(str(code))


def _hang_up(line: smtplib.SMTP) -> None:
    """What the server does after it took the letter changes nothing."""
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()


def transport(app: Flask) -> Folder | MailServer:
    """What `MAIL_URL` names.

    Raises:
        SystemExit: it names nothing that we know.
    """
    url = app.config["MAIL_URL"] or "folder:"
    parts = urlsplit(url)
    if parts.scheme == "folder":
        instance = Path(app.config["INSTANCE"])
        return Folder(Path(parts.path) if parts.path else instance / "letters")
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        # Never repeated in words: it may hold a password.
        raise SystemExit(
            "MAIL_URL is not understood. Give smtp://user:password@host:587, smtps://… or folder:"
        )
    return _server(parts, port, site_host(app))


def _server(parts: SplitResult, port: int | None, from_host: str) -> MailServer:
    host = parts.hostname or ""
    is_tls = parts.scheme == "smtps"
    return MailServer(
        host=host,
        port=port or (465 if is_tls else 587),
        from_host=from_host,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=is_tls,
        needs_starttls=not is_tls and host not in LOOPBACK,
    )
