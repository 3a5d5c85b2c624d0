"""Where the unexpected is written down: one line for the user, the rest in a file."""

import os
import secrets
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import one_line


def state_folder(environment: Mapping[str, str]) -> Path:
    """Give the folder for what the program keeps for itself: the log, the console's history."""
    base = environment.get("XDG_STATE_HOME") or str(
        Path(environment.get("HOME") or "~").expanduser() / ".local" / "state"
    )
    return Path(base) / "rapporteur"


def report(error: BaseException, *, debug: bool) -> str:
    """Write an unexpected error down and give the one line that tells the user of it."""
    number = secrets.token_hex(4)
    said = one_line(f"{type(error).__name__}: {error}".removesuffix(": "), 160)
    if debug:
        traceback.print_exception(error, file=sys.stderr)
        return f"something went wrong ({said}), id {number}"
    file = state_folder(os.environ) / "rapporteur.log"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()} id {number}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return f"something went wrong ({said}), id {number}; --debug shows where"
    return f"something went wrong ({said}); it stands in {file} as {number}"
