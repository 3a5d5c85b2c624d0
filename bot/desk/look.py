"""Reading files without storing them; offsets count in each file as it stands."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from bot.desk.reader import Reader, ReadingFailed
from bot.desk.show import FileRead
from bot.errors import FileRefused
from bot.monitor.files import LARGEST, decode, list_files, read_bytes, too_large
from bot.monitor.front import split_front
from bot.monitor.pages import is_html
from briefs.model.reading import Reading
from briefs.model.span import Span

STANDARD_INPUT: Final = "-"
T = TypeVar("T")


def read_files(paths: Iterable[str], reader: Reader) -> Iterator[FileRead | FileRefused]:
    """Read files, directories of files, and `-` for standard input; a refusal stops no other."""
    for path in paths:
        try:
            for file in [path] if path == STANDARD_INPUT else list_files(path):
                yield _read_file(file, reader)
        except FileRefused as refused:
            yield refused


def _read_file(path: str, reader: Reader) -> FileRead | FileRefused:
    try:
        text = decode(_standard_input() if path == STANDARD_INPUT else read_bytes(path), path)
        if is_html(text, path):
            return FileRead(path, text, _read_markup(text, path, reader))
        _, begins = split_front(text)
        return FileRead(path, text, moved(reader.read(text[begins:]), lambda span: span.moved(begins)))
    except FileRefused as refused:
        return refused
    except ReadingFailed as failed:
        return FileRefused(path, str(failed))


def _read_markup(source: str, path: str, reader: Reader) -> Reading:
    from bot.monitor.markup import parse_markup, places  # noqa: PLC0415 (slow to load, seldom needed)

    markup = parse_markup(source, path)
    found = places(source, markup.text)

    def placed(span: Span) -> Span | None:
        known = [place for at in range(span.start, span.end) if (place := found[at]) is not None]
        return Span(known[0][0], known[-1][1]) if known and known[0][0] < known[-1][1] else None

    return moved(reader.read(markup.text), placed)


def moved(reading: Reading, place: Callable[[Span], Span | None]) -> Reading:
    """Give the reading with every span moved; what loses the words that make it up is left out."""

    def each(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(at for span in spans if (at := place(span)) is not None)

    said = [
        replace(
            found,
            source=each(found.source),
            cue=each(found.cue),
            content=each(found.content),
            quoted=each(found.quoted),
        )
        for found in reading.attributions
    ]
    held = [replace(found, span=at) for found in reading.positions if (at := place(found.span)) is not None]
    called = [
        replace(found, span=at)
        for found in reading.characterisations
        if (at := place(found.span)) is not None
    ]
    return Reading(tuple(found for found in said if found.content), tuple(held), tuple(called))


def _standard_input() -> bytes:
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileRefused(STANDARD_INPUT, too_large(len(content)))
    return content
