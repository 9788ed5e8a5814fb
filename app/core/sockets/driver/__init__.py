"""Our own websocket driver for gevent behind an unchanged Flask-SocketIO.

Why and how fast: docs/decisions/0006-own-websocket-driver.md. The libraries around it stay what
they are; `install` puts the driver into one server, or leaves what came with the library.
"""

from app.core.sockets.driver.installing import install
from app.core.sockets.driver.opened import close_all, open_count

__all__ = ["close_all", "install", "open_count"]
