"""TOML tables read key by key, every mistake noted with its place and remedy."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Final, TypeVar
from urllib.parse import urlsplit

MOST_CHARACTERS: Final = 1_000_000
ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a dossier: the file, the key's path in it ("actors.medinsky.side"), and what to do."""

    file: str
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        key = f"{self.key} " if self.key else ""
        return f"{self.file}: {key}{self.what}; {self.remedy}"


class DossierError(Exception):
    """A dossier cannot be used; `problems` lists every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def parse(text: str, name: str) -> Mapping[str, object]:
    """Give what a TOML text holds.

    Raises:
        DossierError: when it is none, or too large.
    """
    if len(text) > MOST_CHARACTERS:
        what = f"has {len(text):,} characters"
        raise DossierError([Problem(name, "", what, f"a dossier has at most {MOST_CHARACTERS:,}")])
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        what, remedy = "nests values too deeply", "a dossier needs three levels at most"
    except ValueError as error:  # TOMLDecodeError, and numbers longer than Python reads
        what, remedy = f"is not TOML: {error}", "mend the line named"
        if re.match(r"Cannot (declare|overwrite)", str(error)):
            what = f"says something twice: {error}"
            remedy = "give each table its own id, and each key once"
    raise DossierError([Problem(name, "", what, remedy)])


class Table:
    """A TOML table that is read key by key, noting what is wrong instead of stopping."""

    def __init__(self, values: Mapping[str, object], path: str, file: str, problems: list[Problem]) -> None:
        self._values, self._path, self._file, self._problems = values, path, file, problems

    def note(self, key: str, what: str, remedy: str) -> None:
        """Note a mistake at a key of this table."""
        path = f"{self._path}.{key}" if self._path else key
        self._problems.append(Problem(self._file, path, what, remedy))

    @property
    def file(self) -> str:
        """The file's name, for messages."""
        return self._file

    def only(self, *known: str) -> None:
        """Note every key that is not one of `known`."""
        for key in self._values:
            if key not in known:
                self.note(str(key), "is unknown", meant(str(key), known))

    def text(self, key: str) -> str:
        """Give the text of a key that must be there."""
        if key not in self._values:
            self.note(key, "is missing", f'write {key} = "..."')
            return ""
        return self._words(key, self._values[key])

    def text_or(self, key: str, default: str) -> str:
        """Give the text of a key that may be left out."""
        return self.text(key) if key in self._values else default

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Give a list of texts in its order, each once."""
        return self._list(key, self._values[key]) if key in self._values else default

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Give a list of lists of texts."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
            self.note(key, "is not a list of lists", f'write {key} = [["one", "other"], ["third"]]')
            return ()
        return tuple(self._list(f"{key}[{place}]", group) for place, group in enumerate(value))

    def choice(self, key: str, known: tuple[str, ...], default: str) -> str:
        """Give a text that must be one of `known`."""
        value = self.text_or(key, default)
        if value and value != default and value not in known:
            self.note(key, f'is "{value}"', meant(value, known))
        return value

    def whole(self, key: str, default: int, most: int) -> int:
        """Give a whole number from 1 to `most`."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            self.note(key, f"is {_kind(value)}", f"write a whole number from 1 to {most}")
            return default
        return value

    def day(self, key: str) -> date | None:
        """Give a day, or None where none is given."""
        value = self._values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.note(key, f"is {_kind(value)}", f"write a day without quotation marks: {key} = 2026-02-17")
        return None

    def address(self, key: str) -> str:
        """Give the web address under a key, or "" where none is given."""
        return self._address(key, self.text_or(key, ""))

    def addresses(self, key: str) -> tuple[str, ...]:
        """Give a list of web addresses."""
        return tuple(self._address(f"{key}[{place}]", value) for place, value in enumerate(self.texts(key)))

    def table(self, key: str) -> "Table":
        """Give the table under a key, empty where it is missing."""
        value = self._values.get(key)
        if not isinstance(value, Mapping):
            what = "is missing" if value is None else f"is {_kind(value)}"
            self.note(key, what, f"write a table [{key}]")
            value = {}
        return Table(value, key, self._file, self._problems)

    def tables(self, key: str, make: Callable[["Table", str], _Made]) -> tuple[_Made, ...]:
        """Make a value of each table `[key.ID]`."""
        section = self._values.get(key, {})
        if not isinstance(section, Mapping):
            self.note(key, f"is {_kind(section)}", f"write tables like [{key}.some-id]")
            return ()
        made = []
        for id_, values in section.items():
            path = f"{key}.{id_}"
            if not ID.fullmatch(str(id_)):
                self.note(path, "is no id", "use small letters a to z, digits and single hyphens")
            if isinstance(values, Mapping):
                made.append(make(Table(values, path, self._file, self._problems), str(id_)))
            else:
                self.note(path, f"is {_kind(values)}", f"write a table [{path}]")
        return tuple(made)

    def _list(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.note(key, f"is {_kind(value)}", 'write a list: ["one", "other"]')
            return ()
        if not value:
            self.note(key, "is an empty list", "fill it or leave it out")
        words = (self._words(f"{key}[{place}]", item) for place, item in enumerate(value))
        return tuple(dict.fromkeys(word for word in words if word))

    def _words(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.note(key, f"is {_kind(value)}", "write text in quotation marks")
        elif not value.strip():
            self.note(key, "is empty", "fill it or leave it out")
        elif any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
            self.note(key, "holds a control character", "write it on one line, as plain text")
        else:
            return value.strip()
        return ""

    def _address(self, key: str, value: str) -> str:
        if value and not _is_address(value):
            self.note(key, f'is no web address: "{value}"', "write https://... as a browser shows it")
        return value


def meant(word: str, known: tuple[str, ...], otherwise: str = "") -> str:
    """Give the remedy for an unknown word: the nearest known one, or what is known."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return otherwise or (f"known are {', '.join(known)}" if known else "there are none yet: write one first")


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
        return str(value)
    return next((said for type_, said in names.items() if isinstance(value, type_)), "of another type")


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme in {"http", "https"}
        and port_is_sound
        and bool(re.fullmatch(r"[^\s<>\"]+", value))
        and "@" not in parts.netloc
        and ("." in host or ":" in host or host == "localhost")
    )
