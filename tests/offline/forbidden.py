"""What forbids a Python process to use the network.

Python says what it is about to do, before it does it (PEP 578), and a hook that raises
keeps it from it. Sockets of the machine's own (AF_UNIX) stay open, and so does what
libpq does in C: the connection to the database of the tests.
"""

import os
from typing import Any

NETWORK = {
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.getnameinfo",
    "urllib.Request",
    "http.client.connect",
    "ftplib.connect",
    "smtplib.connect",
}
AF_UNIX = 1
"""As socket has it, whose import is one that look-ups do without."""

SWITCH = "HRDEMANDS_TEST_ONLINE"
"""Set to let a process use the network after all."""


def forbid(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise for what would reach the network."""
    if event not in NETWORK or os.environ.get(SWITCH):
        return
    sender = arguments[0] if arguments else None
    if getattr(sender, "family", None) == AF_UNIX:
        return
    message = f"the network is not to be used: {event} {arguments[1:]}"
    raise RuntimeError(message)
