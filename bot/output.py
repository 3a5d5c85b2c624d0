"""What is printed: answers on standard output, everything beside them on standard error."""

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self, TextIO

from bot.errors import RapporteurError


class OutputFailed(RapporteurError):
    """Standard output takes no more."""


def open_output() -> None:
    """Let no character of an answer be refused by a terminal that cannot show it."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (as long as the program)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print what was asked for, ended by one line end.

    Raises:
        BrokenPipeError: when nobody reads on.
        OutputFailed: when it cannot be written.
    """
    try:
        sys.stdout.write(text.rstrip("\n") + "\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(f"the output cannot be written: {error.strerror}") from error


def tell(line: str) -> None:
    """Say something on standard error, in a line of its own."""
    with suppress(OSError, ValueError):
        print(f"rapporteur: {line}", file=sys.stderr, flush=True)  # noqa: T201 (the one place for it)


class Progress:
    """A bar on a terminal, of how much of `of` is done; on anything else it shows nothing."""

    WIDTH = 24

    def __init__(self, of: int, stream: TextIO) -> None:
        self._of = of
        self._stream = stream
        self._shown = of > 0 and stream.isatty()

    def __enter__(self) -> Self:
        """Begin with nothing done."""
        self.show(0, "")
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the line as if nothing had been there."""
        self.clear()

    def show(self, done: int, beside: str) -> None:
        """Show how much is done, and a few words."""
        if self._shown:
            filled = self.WIDTH * done // self._of
            bar = "#" * filled + "." * (self.WIDTH - filled)
            self._write(f"\r[{bar}] {done} of {self._of}{f', {beside}' if beside else ''}\x1b[K")

    def clear(self) -> None:
        """Make room for a line."""
        if self._shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()


def close_output() -> None:
    """Write out what is still held back.

    Raises:
        BrokenPipeError: when nobody reads on.
        OutputFailed: when it cannot be written.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(f"the output cannot be written: {error.strerror}") from error


def drop_output() -> None:
    """Forget what is still held back, which would fail again when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
