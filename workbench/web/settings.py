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
        pages: whether the pages are served beside the API. They can be mounted once in a process.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    kb: str | None = None
    pages: bool = True

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK
