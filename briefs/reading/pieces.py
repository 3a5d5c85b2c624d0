"""Word pieces: BERT's uncased WordPiece, exactly, for one word at a time.

Source: Devlin et al., NAACL 2019 (the basic tokenizer's lower-casing, accent stripping and
splitting at punctuation), Wu et al., arXiv 1609.08144 (greedy longest match first).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNKNOWN: Final = "[UNK]"
_LONGEST_WORD: Final = 100
_CACHED_WORDS: Final = 20_000
_CACHED_LENGTH: Final = 40


class WordPieces:
    """Splits words into the pieces of one vocabulary and remembers the words met lately."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take the pieces in the order of their numbers; `##` marks those that go on a word."""
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers[_UNKNOWN]
        self._cache: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of `word`: at least one, whatever the word."""
        found = self._cache.get(word)
        if found is not None:
            return found
        pieces: list[int] = []
        for part in _parts(word):
            pieces.extend(self._split(part))
        result = tuple(pieces) or (self._unknown,)
        if len(word) <= _CACHED_LENGTH:
            if len(self._cache) >= _CACHED_WORDS:
                self._cache = {}
            self._cache[word] = result
        return result

    def _split(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [self._unknown]
        numbers = self._numbers
        pieces: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(len(part), start, -1):
                number = numbers.get(prefix + part[start:end])
                if number is not None:
                    pieces.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return pieces


def _parts(word: str) -> list[str]:
    """Return the lower-cased, accentless stretches of `word`, each sign apart."""
    if word.isascii() and word.isalnum():
        return [word.lower()]
    parts: list[str] = []
    run = ""
    for sign in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(sign)
        if category == "Mn":
            continue
        if category[0] == "C" or sign == "\ufffd":
            if sign in "\t\n\r" and run:
                parts.append(run)
                run = ""
            continue
        if category[0] == "Z" or _stands_alone(sign, category):
            if run:
                parts.append(run)
                run = ""
            if category[0] != "Z":
                parts.append(sign)
            continue
        run += sign
    if run:
        parts.append(run)
    return parts


def _stands_alone(sign: str, category: str) -> bool:
    """Return whether BERT splits at `sign`: punctuation, ASCII symbols, CJK ideographs."""
    if category[0] == "P" or (sign.isascii() and not sign.isalnum()):
        return True
    code = ord(sign)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x2CEAF
        or 0x2F800 <= code <= 0x2FA1F
    )
