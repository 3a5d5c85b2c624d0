"""Files as text: guarded reading and decoding, nothing assumed about what somebody points at."""

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.errors import FileRefused

LARGEST: Final = 5_000_000
SUFFIXES: Final = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".markdown"})

_KINDS: Final = (
    (b"%PDF", "is a PDF"),
    (b"PK\x03\x04", "is a packed file or an office document"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"{\\rtf", "is an RTF document"),
    (b"SQLite format 3", "is a database"),
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_UTF8_LETTER: Final = re.compile(rb"[\xc3-\xd1\xe2][\x80-\xbf]")
_CYRILLIC: Final = re.compile(rb"[\xc0-\xff\xa8\xaa\xaf\xb2\xb3\xb4\xb8\xba\xbf]{3,}")
#: Letters that Western texts do not use between others, beside bytes that Windows-1252 leaves open.
_NOT_WESTERN: Final = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d\xd0\xd7\xde\xf0\xf7\xfe\xff]|(?<![A-Za-z\xc0-\xff'])[\xc0-\xff](?![A-Za-z\xc0-\xff])"
)


def list_files(path: str) -> Iterator[str]:
    """List the files that `path` stands for, as the user named it: itself, or what a directory holds.

    In a directory, files whose names begin with a dot or end in no suffix of `SUFFIXES` are passed over.
    Directories below it are listed too; symbolic links to directories are not followed.

    Raises:
        FileRefused: for a directory that cannot be listed or holds no article.
    """
    if not Path(path).is_dir():
        yield path
        return
    found = False
    failed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                found = True
                yield (Path(folder) / name).as_posix()
    if failed:
        raise FileRefused(path, f"cannot be listed: {failed[0].strerror}")
    if not found:
        raise FileRefused(path, f"holds no article; articles end in {', '.join(sorted(SUFFIXES))}")


def absolute(path: str) -> str:
    """Give the place in the file system that a path means now."""
    return str(Path(path).absolute())


def read_bytes(path: str) -> bytes:
    """Read a file of at most `LARGEST` bytes, as `read_file` does."""
    return read_file(path)[0]


def read_file(path: str) -> tuple[bytes, datetime]:
    """Read a file of at most `LARGEST` bytes, and when it was last changed.

    Raises:
        FileRefused: when it is no ordinary file, too large, or may not be read.
    """
    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise FileRefused(path, "its name is not UTF-8; rename it") from error
    try:
        # A pipe would otherwise keep us waiting for somebody to write to it.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(number, "rb") as file:
            told = os.fstat(number)
            if stat.S_ISDIR(told.st_mode):
                raise FileRefused(path, "is a directory; name a file")
            if not stat.S_ISREG(told.st_mode):
                raise FileRefused(path, "is no ordinary file (a pipe or a device); name a file")
            content = file.read(LARGEST + 1) if told.st_size <= LARGEST else b""
            if told.st_size > LARGEST or len(content) > LARGEST:
                raise FileRefused(path, too_large(max(told.st_size, len(content))))
            return content, datetime.fromtimestamp(told.st_mtime, UTC)
    except OSError as error:
        raise FileRefused(path, _why(error)) from error
    except ValueError as error:  # a NUL in the name
        raise FileRefused(path, "is no name of a file") from error


def too_large(size: int) -> str:
    """Say that an article of `size` bytes is refused."""
    return f"is too large ({size / 1e6:.1f} MB); an article has at most {LARGEST // 1_000_000} MB"


def decode(content: bytes, path: str, declared: str | None = None) -> str:
    r"""Decode a file's bytes: by their mark, as UTF-8, as the page declares, or as Windows-1251 or -1252.

    A byte order mark is dropped; nothing else is changed, `\r\n` included. `declared` is the encoding that
    came with the bytes, if any.

    Raises:
        FileRefused: when it is empty, no text, or in no encoding that can be told with confidence.
    """
    if not content.strip():
        raise FileRefused(path, "is empty")
    for magic, kind in _KINDS:
        if content.startswith(magic):
            raise FileRefused(path, f"{kind}, not text; save it as text or HTML")
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _sound(_decoded(content[len(mark) :], name), path)
    if b"\0" in content:
        raise FileRefused(path, "is not text; an article is text, Markdown or HTML")
    text = _decoded(content, "utf-8")
    if text is None and declared is None and (found := _DECLARED.search(content[:4096])):
        declared = found.group(1).decode("ascii", "replace")
    if text is None and declared is not None:
        text = _decoded(content, declared)
    if text is None and not _UTF8_LETTER.search(content):
        text = _legacy(content)
    return _sound(text, path)


def _decoded(content: bytes, name: str) -> str | None:
    try:
        encoding = codecs.lookup(name)
        if not encoding._is_text_encoding:  # noqa: SLF001 (the one way to keep "base64" and "zip" from being meant)
            return None
        return content.decode(encoding.name)
    except (LookupError, ValueError):
        return None


def _legacy(content: bytes) -> str | None:
    """Decode an old Windows text, of which no byte may look out of place."""
    high = sum(byte >= 0xC0 for byte in content)
    if high and sum(len(run) for run in _CYRILLIC.findall(content)) > high * 0.7:
        return _decoded(content, "windows-1251")
    return None if _NOT_WESTERN.search(content) else _decoded(content, "windows-1252")


def _sound(text: str | None, path: str) -> str:
    if text is None:
        raise FileRefused(path, "is not UTF-8, and no other encoding fits; save it as UTF-8")
    if not text.strip("\ufeff \t\r\n\0"):
        raise FileRefused(path, "is empty")
    strange = sum(char < " " and char not in "\t\n\r\f\v" for char in text[:100_000])
    if strange > len(text[:100_000]) * 0.01:
        raise FileRefused(path, "is not text; an article is text, Markdown or HTML")
    return text


def _why(error: OSError) -> str:
    known = {
        errno.ENOENT: "there is no such file",
        errno.ENOTDIR: "there is no such file",
        errno.EACCES: "may not be read; ask for the right to read it",
        errno.EPERM: "may not be read; ask for the right to read it",
        errno.ELOOP: "is a symbolic link that leads round in a circle",
        errno.EISDIR: "is a directory; name a file",
        errno.ENXIO: "is no ordinary file (a pipe or a device); name a file",
        errno.ENAMETOOLONG: "is too long for a file's name",
    }
    return known.get(error.errno or 0, f"cannot be read: {error.strerror or error}")
