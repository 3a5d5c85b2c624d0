"""Making the sketch of a text when it is taken in.

Source: Broder, SEQUENCES 1997: the least hashes of a text's shingles stand for all of them.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Final

from briefs.ledger.days import is_day
from briefs.ledger.figures import Figure, find_figures, load_counting
from briefs.ledger.meetings import coming_in, stated_in
from briefs.ledger.sentences import sentence_at, sentences
from briefs.ledger.sketched import VERSION, Counted, Place, Quoted, Sketch, packed_hashes, unpacked
from briefs.ledger.words import Kind, Word, words_of
from briefs.model.span import Span
from briefs.reading.quotations import quoted_regions

__all__ = ["LEAST", "MEANING", "VERSION", "Sketch", "quoted_at", "quoted_words", "sketch", "unpacked"]

LEAST: Final = 128
"""How many of the least hashes are kept: the estimate of a third shared errs by 0.04 (one deviation)."""

MEANING: Final = (Kind.CONTENT, Kind.NUMBER, Kind.NEGATION)
"""Kinds of words by which quotations are compared."""

_SHORT: Final = 4
_LONGEST_QUOTED: Final = 4000
_LONGEST_SENTENCE: Final = 2000
_REACH: Final = 90
_PLAIN: Final = re.compile(r"[^\W_]+")
_CLAUSE: Final = re.compile(r"[,;:\u2014\u2013()]|\b(?:while|but|although|whereas|and then)\b")


def sketch(text: str) -> Sketch:
    """Make the sketch of an article's text, in time linear in its length."""
    regions = [Span(each.start, each.end) for each in quoted_regions(text)]
    parts = sentences(text)
    outside = _blanked(text, regions)
    plain = [word.lower() for word in _PLAIN.findall(outside)]
    hashes = {_hash(" ".join(plain[at : at + 3])) for at in range(len(plain) - 2)}
    whole = {found for part in sentences(outside) if (found := _sentence_hash(part.of(outside))) is not None}
    over, ahead = stated_in(text, parts, regions)
    return Sketch(
        len(hashes),
        packed_hashes(sorted(hashes)[:LEAST]),
        packed_hashes(sorted(whole)),
        tuple(quoted_at(text, region.start, region.end) for region in regions),
        tuple(_counted(text, figure) for figure in find_figures(text)),
        _places(coming_in(text, parts)),
        _places(over),
        _places(ahead),
    )


def quoted_words(text: str, start: int, end: int) -> tuple[tuple[Word, ...], ...]:
    """Find all words of the quoted `text[start:end]` by sentence; of a speech only the first hundreds."""
    return tuple(
        words_of(text, start + sentence.start, start + sentence.end)
        for sentence in sentences(text[start : min(end, start + _LONGEST_QUOTED)])
    )


def quoted_at(text: str, start: int, end: int) -> Quoted:
    """Make the keys of the quoted words `text[start:end]`."""
    by_sentence = [
        [word.key for word in sentence if word.kind in MEANING] for sentence in quoted_words(text, start, end)
    ]
    keys = " . ".join(" ".join(found) for found in by_sentence if found)
    beside = _around(text, start, end) if sum(map(len, by_sentence)) < _SHORT else frozenset()
    return Quoted(start, end, keys, " ".join(sorted(beside)))


def _places(spans: Sequence[Span]) -> tuple[Place, ...]:
    return tuple((span.start, span.end) for span in spans)


def _keys(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(word.key for word in words_of(text, start, end) if word.kind in MEANING)


def _around(text: str, start: int, end: int) -> frozenset[str]:
    """Give the keys of the sentence that holds `text[start:end]`, without those inside."""
    sentence = sentence_at(text, start)
    if sentence.end - sentence.start > _LONGEST_SENTENCE:
        return frozenset()
    before = _keys(text, sentence.start, start)
    return before | _keys(text, end, sentence.end) if end < sentence.end else before


def _counted(text: str, figure: Figure) -> Counted:
    sentence = sentence_at(text, figure.start)
    clause = _clause(text, sentence, figure)
    listed = load_counting().qualifiers
    keys: set[str] = set()
    names: set[str] = set()
    qualifiers: set[str] = set()
    for word in words_of(text, clause.start, clause.end):
        if word.start < figure.end and figure.start < word.end:
            continue
        written = text[word.start : word.end]
        if written.lower() in listed:
            qualifiers.add(written.lower())
        elif is_day(written):
            continue
        elif word.kind is Kind.CONTENT and written[0].isupper() and word.start != sentence.start:
            names.add(word.key)
        elif word.kind is Kind.CONTENT:
            keys.add(word.key)
    return Counted(
        figure.start,
        figure.end,
        figure.value,
        figure.unit,
        figure.rough,
        sentence.start,
        sentence.end,
        *(" ".join(sorted(each)) for each in (keys, names, qualifiers)),
    )


def _clause(text: str, sentence: Span, figure: Figure) -> Span:
    start, end = max(sentence.start, figure.start - _REACH), min(sentence.end, figure.end + _REACH)
    for match in _CLAUSE.finditer(text, start, figure.start):
        start = match.end()
    after = _CLAUSE.search(text, figure.end, max(end, figure.end))
    return Span(start, max(figure.end, after.start() if after else end))


def _blanked(text: str, regions: Sequence[Span]) -> str:
    parts: list[str] = []
    at = 0
    for region in regions:
        parts += (text[at : region.start], " . ")
        at = region.end
    return "".join([*parts, text[at:]])


def _sentence_hash(sentence: str) -> int | None:
    words = _PLAIN.findall(sentence.lower())
    return _hash(" ".join(words)) if len(words) >= 6 else None


def _hash(words: str) -> int:
    """Spread words over 32 bits, alike on every machine."""
    mixed = zlib.crc32(words.encode("utf-8", "surrogatepass")) * 0x9E3779B1 & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 15) * 0x85EBCA77 & 0xFFFFFFFF
    return mixed ^ mixed >> 13
