"""The command `zhize serve`: the pages, for a browser.

In: an address. Out: a process that serves until it is ended. Guarantee: an address that cannot be listened on is told
in one line before anything is loaded; what only accounts may protect is not served without them.
"""

from __future__ import annotations

import errno
import gc
import socket
from typing import TYPE_CHECKING

from workbench.errors import MisuseError
from workbench.web.settings import Settings

if TYPE_CHECKING:
    from workbench.messages import Messages

MOST = 65_535
ALLOCATED = 100_000  # objects made since garbage was looked for last; Python's own bound is for small programs


def settings(host: str, port: str, kb: str | None, login: bool) -> Settings:
    """Checked options."""
    if not (port.isascii() and port.isdigit() and int(port) <= MOST):
        raise MisuseError("error.port", value=port)
    return Settings(host, int(port), kb, login)


def run(messages: Messages, given: Settings, open_browser: bool) -> int:
    """Serve until the process is ended."""
    listening = listen(given, messages)
    with listening:
        import uvicorn

        from workbench.accounts.errors import AccountMisuseError
        from workbench.store.errors import StoreError
        from workbench.web.app import create_app

        try:
            app = create_app(given)
        except (StoreError, AccountMisuseError) as error:
            raise MisuseError(error.key, **error.values) from error
        _collect_seldom()
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3, server_header=False)
        )
        address = f"http://{shown(given.host)}:{listening.getsockname()[1]}/"
        print(messages.say("serve.open", address=address), flush=True)
        if open_browser:
            import webbrowser

            webbrowser.open(address)
        server.run(sockets=[listening])
    return 0


def _collect_seldom() -> None:
    """Have garbage looked for seldom, and not among what is loaded by now, which stays: each search is felt as a pause.

    Source: https://docs.python.org/3/library/gc.html, `freeze` and `set_threshold`.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATED)


def listen(given: Settings, messages: Messages) -> socket.socket:
    """A socket at the address.

    Raises:
        MisuseError: it is taken, or no address of this machine.
    """
    address = f"{shown(given.host)}:{given.port}"
    try:
        family, *_, target = socket.getaddrinfo(given.host, given.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(target[:2], family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise MisuseError("error.port_taken", address=address) from error
        known = messages.table.get(f"os.{errno.errorcode.get(error.errno or 0, '')}")
        raise MisuseError("error.listen", address=address, reason=known or error.strerror) from error


def shown(host: str) -> str:
    """The host as it stands in an address."""
    return f"[{host}]" if ":" in host else host
