"""Where the program starts."""

import signal
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0, 1 nothing found or refused, 2 wrong use, 130 interrupted."""
    try:
        from bot.command import run_command  # noqa: PLC0415 (an interrupt while it loads is told like any other)

        return run_command(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def start() -> NoReturn:
    """Run the command that the program was started with."""
    code = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done; nothing is left to be interrupted
    sys.exit(code)
