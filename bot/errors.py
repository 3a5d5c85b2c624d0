"""Every error the program raises on purpose, one family.

    RapporteurError
    ├── NothingFound        the question was understood, the record holds no answer
    ├── FileRefused         a file that is not stored, and why
    ├── RecordUnusable      a database that cannot serve as the record
    │   └── RecordBusy      somebody else holds it just now
    └── WrongUse            arguments or settings that cannot be meant (exit 2)

Each message is one line that a user sees as it stands: the thing, what happened, the remedy.
"""


class RapporteurError(Exception):
    """Base of every error that the program raises on purpose; its text is shown to the user as it stands."""

    exit_code = 1


class NothingFound(RapporteurError):
    """The question was understood, and the record holds nothing that answers it."""


class FileRefused(RapporteurError):
    """A file that cannot be an article; nothing of it is stored."""

    def __init__(self, path: str, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"{one_line(path)}: {why}")


class RecordUnusable(RapporteurError):
    """A database that cannot serve as the record."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"record {one_line(name)}: {why}")


class RecordBusy(RecordUnusable):
    """The record is held by another program just now."""


class WrongUse(RapporteurError):
    """Arguments or settings that cannot be meant."""

    exit_code = 2


def one_line(text: str, longest: int = 200) -> str:
    """Give `text` safe to print inside a line: control characters escaped, a long middle cut."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    if len(shown) <= longest:
        return shown
    half = (longest - 3) // 2
    return f"{shown[:half]}...{shown[-half:]}"
