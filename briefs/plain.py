"""Values as plain data (what JSON can say) and back, strictly: JSON is the fields of a value."""

import json
import types
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from briefs.model.brief import Brief

T = TypeVar("T")
_LARGE = 1e15
_LEAVES = frozenset((str, int, float, bool, types.NoneType))


class NotPlainError(ValueError):
    """Data that does not say the value it should: `path` is the place (`quotes[3].speaker`), `reason` why."""

    def __init__(self, reason: str, path: str = "") -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}" if path else reason)

    def inside(self, place: str) -> "NotPlainError":
        """Give the same, said of a larger whole in which it stands at `place`."""
        dot = "." if self.path and not self.path.startswith("[") else ""
        return NotPlainError(self.reason, f"{place}{dot}{self.path}")


def to_plain(value: object) -> Any:  # noqa: ANN401 - what JSON can say has no narrower name
    """Give a value as dicts, lists, strings, numbers, booleans and None; instants in UTC with a `Z`."""
    if type(value) in _LEAVES:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {name: to_plain(getattr(value, name)) for name in _names(cast("Any", type(value)))}
    if isinstance(value, Iterable):
        return [to_plain(item) for item in value]
    raise NotPlainError(f"{type(value).__name__} has no plain form")


def to_json(value: object) -> str:
    """Give a value as JSON text: fields in their order, indented by two spaces, a newline at the end."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def parse_json(text: str) -> Any:  # noqa: ANN401 - any JSON may stand in a file
    """Parse JSON text.

    Raises:
        NotPlainError: when it is not JSON, has a key twice in one object, or a number JSON does not know.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except RecursionError:
        raise NotPlainError("the JSON is nested too deeply to be a brief") from None
    except json.JSONDecodeError as error:
        raise NotPlainError(f"line {error.lineno}: not JSON: {error.msg}") from None
    except NotPlainError:
        raise
    except ValueError:
        raise NotPlainError("a number in the JSON is too long to be read") from None


def brief_from_json(text: str) -> Brief:
    """Give the brief that its JSON says.

    Raises:
        NotPlainError: when a key is missing, unknown or doubled, or a value is of another kind.
    """
    return from_plain(Brief, parse_json(text))


def from_plain(kind: type[T], data: object) -> T:
    """Give the value of a dataclass that plain data says.

    Raises:
        NotPlainError: when a key is missing or unknown, or a value is of another kind; it names the place.
    """
    return cast("T", _reader(cast("Any", kind))(data))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        doubled = sorted({key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1})
        raise NotPlainError(f"key {doubled[0]!r} stands twice in one object")
    return found


def _refuse_constant(name: str) -> object:
    raise NotPlainError(f"{name} is no JSON number")


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - types are data here
    return tuple(field.name for field in fields(kind))


_Reader = Callable[[object], Any]


@cache
def _reader(kind: Any) -> _Reader:  # noqa: ANN401 - types are data here
    """Give what reads data as a kind of value; the path of what fails grows on the way out."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (choice for choice in get_args(kind) if choice is not types.NoneType)
        return lambda data: None if data is None else _reader(inner)(data)
    if origin is tuple:
        wanted = get_args(kind)
        return lambda data: _read_list(wanted, data)
    if is_dataclass(kind):
        return lambda data: _read_fields(kind, data)
    return lambda data: _read_word(kind, data)


def _read_list(wanted: tuple[Any, ...], data: object) -> tuple[object, ...]:
    if not isinstance(data, list):
        raise NotPlainError(f"a list is wanted, {_named(data)} is given")
    if wanted[-1] is Ellipsis:
        readers = [_reader(wanted[0])] * len(data)
    elif len(data) == len(wanted):
        readers = [_reader(kind) for kind in wanted]
    else:
        raise NotPlainError(f"{len(wanted)} items are wanted, {len(data)} are given")
    found = []
    for number, (read, item) in enumerate(zip(readers, data, strict=True)):
        try:
            found.append(read(item))
        except NotPlainError as error:
            raise error.inside(f"[{number}]") from None
    return tuple(found)


@cache
def _fields(kind: Any) -> dict[str, _Reader]:  # noqa: ANN401
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _read_fields(kind: Any, data: object) -> object:  # noqa: ANN401
    if not isinstance(data, dict):
        raise NotPlainError(f"an object is wanted, {_named(data)} is given")
    readers = _fields(kind)
    if data.keys() != readers.keys():
        for key in data:
            if key not in readers:
                raise NotPlainError("unknown key", str(key))
        raise NotPlainError("missing", next(key for key in readers if key not in data))
    found = {}
    for key, read in readers.items():
        try:
            found[key] = read(data[key])
        except NotPlainError as error:
            raise error.inside(key) from None
    return kind(**found)


def _read_word(kind: Any, data: object) -> object:  # noqa: ANN401
    if kind is float and type(data) in (int, float) and abs(data) < _LARGE:  # type: ignore[arg-type]
        return float(data)  # type: ignore[arg-type]
    if type(data) is kind:
        return data
    if isinstance(data, str):
        try:
            if kind is datetime:
                return _instant(data)
            if kind is date:
                return date.fromisoformat(data)
            if issubclass(kind, Enum):
                return kind(data)
        except (ValueError, OverflowError) as error:
            raise NotPlainError(str(error)) from None
    raise NotPlainError(f"{kind.__name__} is wanted, {_named(data)} is given")


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} says no time zone")
    return instant.astimezone(UTC)


def _named(data: object) -> str:
    return "null" if data is None else f"{type(data).__name__} {str(data)[:40]!r}"
