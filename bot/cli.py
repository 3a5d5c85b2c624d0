"""The command line: parse, do, and tell in one line what went wrong."""

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from bot.arguments import make_parser
from bot.errors import RapporteurError
from bot.logs import report, tell
from bot.settings import Settings

INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0, 1 nothing found or refused, 2 wrong use, 130 interrupted."""
    debug = False
    try:
        given = make_parser().parse_args(arguments)
        debug = given.debug
        settings = Settings.read(os.environ, record=given.record, dossier=given.dossier, debug=given.debug)
        from bot.verbs import VERBS  # noqa: PLC0415 (all that is heavy, loaded once the words make sense)

        code: int = asyncio.run(VERBS[given.verb](given, settings))
        sys.stdout.flush()
    except RapporteurError as error:
        for line in str(error).splitlines():
            tell(line)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has read enough. What is still buffered must not fail again at exit.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 (whatever it is, the user gets a line and an id)
        tell(report(error, debug=debug))
        return 1
    return code
