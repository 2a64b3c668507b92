"""Other formats of text to .docx, by LibreOffice.

In: the bytes of a file. Out: the bytes of a .docx. Guarantee: LibreOffice runs in a folder and with settings of its
own, which end with it; macros are off, links are not followed; memory and time are bounded.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from policies import refusals

_SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")
_BEGIN = (
    "import json, os, sys; sys.path[:] = json.loads(sys.argv[1]); from policies.readers.isolation import bounds; "
    "bounds.confine(); bounds.widen(); os.execv(sys.argv[2], sys.argv[2:])"
)
_SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),  # a proxy that is nowhere
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


def program() -> str | None:
    """Where LibreOffice is, if it is installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def converted(data: bytes, name: str, suffix: str, what: tuple[str, str]) -> bytes:
    """The file as .docx.

    Args:
        data: its bytes.
        name: of the file, for messages.
        suffix: that LibreOffice knows its format by.
        what: the format in Chinese and English, for messages.

    Raises:
        UnreadableError: LibreOffice is missing, makes nothing of it, or takes too long.
    """
    found = program()
    if found is None:
        raise refusals.no_office(name, *what)
    with tempfile.TemporaryDirectory(prefix="zhize-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        _settle(place / "profile" / "user")
        (place / f"in{suffix}").write_bytes(data)
        _run(found, place, f"in{suffix}", name)
        made = place / "out" / "in.docx"
        if not made.is_file():
            raise refusals.unconverted(name, *what)
        return made.read_bytes()


def _settle(user: Path) -> None:
    user.mkdir(parents=True)
    items = "".join(_SETTING.format(path=path, name=key, value=value) for path, key, value in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_REGISTRY.format(items), encoding="utf-8")


def _run(found: str, place: Path, file: str, name: str) -> None:
    paths = json.dumps([os.path.abspath(path) for path in sys.path])
    command = [sys.executable, "-I", "-c", _BEGIN, paths, found, "--headless", "--norestore", "--nolockcheck"]
    command += [f"-env:UserInstallation={(place / 'profile').as_uri()}", "--convert-to", "docx"]
    command += ["--outdir", str(place / "out"), str(place / file)]
    nothing = subprocess.DEVNULL
    running = subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, cwd=place, start_new_session=True
    )
    try:
        running.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise refusals.slow(name) from None
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End it and all that it started."""
    with suppress(OSError):
        if sys.platform == "win32":
            running.kill()
        else:
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()
