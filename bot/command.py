"""One command: parse, do, and tell in one line what went wrong."""

import asyncio
import os
from collections.abc import Sequence

from bot.arguments import parse
from bot.errors import RapporteurError
from bot.logs import report
from bot.output import OutputFailed, close_output, drop_output, open_output, tell
from bot.settings import Settings


def run_command(arguments: Sequence[str] | None) -> int:
    """Run one command and give its exit code: 0 done, 1 nothing found or something refused, 2 wrong use.

    Raises:
        KeyboardInterrupt: when it was interrupted; the record is sound then as ever.
    """
    debug = False
    open_output()
    try:
        given = parse(arguments)
        debug = given.debug
        settings = Settings.read(os.environ, record=given.record, dossier=given.dossier, debug=given.debug)
        from bot.verbs import VERBS  # noqa: PLC0415 (all that is heavy, loaded once the words make sense)

        code: int = asyncio.run(VERBS[given.verb](given, settings))
        close_output()
    except BrokenPipeError:
        drop_output()
        return 0  # whoever read our output has read enough
    except RapporteurError as error:
        if isinstance(error, OutputFailed):
            drop_output()
        for line in str(error).splitlines():
            tell(line)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 (whatever it is, the user gets a line and an id)
        tell(report(error, debug=debug))
        return 1
    return code
