"""History and completion at the prompt."""

from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.console.commands import QUOTE_KEYS, USES, Vocabulary


class CommandCompleter(Completer):
    """Completes commands, and after them actors, issues and days."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002 - the library's signature
        """Give what may stand where the cursor is."""
        typed = document.text_before_cursor.lstrip()
        name, space, rest = typed.partition(" ")
        if not space:
            if typed.startswith("/") or not typed:
                yield from (
                    Completion(command, start_position=-len(typed), display_meta=what)
                    for command, (_, what) in USES.items()
                    if command.startswith(typed.casefold())
                )
            return
        if name.casefold() == "/quotes":
            yield from self._quotes(rest)
        else:
            yield from _fitting(self._choices(name.casefold()), rest.lstrip())

    def _choices(self, name: str) -> tuple[str, ...]:
        actors, issues = self.vocabulary.actors, tuple(key for key, _ in self.vocabulary.issues)
        days = ("today", "yesterday", *(day.isoformat() for day in reversed(self.vocabulary.days)))
        return {
            "/who": actors,
            "/positions": (*issues, *actors),
            "/brief": days,
            "/disputes": days,
            "/changes": days,
            "/sources": days,
        }.get(name, ())

    def _quotes(self, rest: str) -> Iterable[Completion]:
        words = rest.split(" ")
        keys = [place for place, word in enumerate(words[:-1]) if word.casefold() in QUOTE_KEYS]
        used = {words[place].casefold() for place in keys}
        if "text" in used:
            return
        if keys:
            key, given = words[keys[-1]].casefold(), " ".join(words[keys[-1] + 1 :])
            names = (
                tuple(one for one, _ in self.vocabulary.issues) if key == "issue" else self.vocabulary.actors
            )
            yield from _fitting(names, given)
        yield from _fitting(tuple(key for key in QUOTE_KEYS if key not in used), words[-1])


class KeptHistory(FileHistory):
    """A history kept in a file, which goes on in memory when the file cannot be read or written."""

    def load_history_strings(self) -> Iterable[str]:
        """Give the lines of earlier sessions, newest first."""
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        """Keep a line."""
        try:
            super().store_string(string)
        except OSError:
            return


def history_in(folder: Path | None) -> History:
    """Give the history kept in a folder, made where it is missing; one in memory where that cannot be."""
    if folder is None:
        return InMemoryHistory()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return InMemoryHistory()
    return KeptHistory(str(folder / "history"))


def _fitting(choices: Iterable[str], begun: str) -> Iterable[Completion]:
    asked = begun.casefold()
    for choice in choices:
        low = choice.casefold()
        if low.startswith(asked) or any(word.startswith(asked) for word in low.split()):
            yield Completion(choice, start_position=-len(begun))
