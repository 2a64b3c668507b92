"""What a server is started with: frozen values.

In: the options of `zhize serve`. Out: `Settings`.
"""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PORT = 8080


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is started.

    Attributes:
        host: the address to listen on.
        port: the port; 0 for any that is free.
        kb: address of the knowledge base; None for the built-in policies.
        login: whether a name is asked for on this machine, too: behind a reverse proxy everybody seems to be on it.
        pages: whether the pages are served beside the API. They can be mounted once in a process.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    kb: str | None = None
    login: bool = False
    pages: bool = True

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def asks_names(self) -> bool:
        """Whether accounts are needed."""
        return self.login or not self.is_local
