"""The command `zhize`.

In: the arguments. Out: an answer on the standard output and an exit code: 0 done, 1 nothing found, 2 misuse or
unreadable input. Guarantee: whatever the arguments and the files are, what people read is a sentence in their
language and never a traceback; nothing is written half.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the console script; ends the process with the exit code."""
    from workbench.cli.run import run

    sys.exit(run(sys.argv[1:]))
