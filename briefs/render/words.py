# ruff: noqa: RUF001 - typographic quotation marks are the subject
"""Words of articles made ready to be shown: folded, with speakers' quotation marks and marked stretches."""

import re
import unicodedata
from dataclasses import dataclass, replace

from briefs.model.brief import Evidence, Quote, Wording
from briefs.model.reading import Form

_MARKS = "“”„‟«»\"‘’‚‛'‹›"
_OPENING = re.compile(rf"^[\s{re.escape(_MARKS)}]+")
_CLOSING = re.compile(rf"[\s{re.escape(_MARKS)}]+$")
_BETWEEN = re.compile(rf"^[\s{re.escape(_MARKS)}–—-]*$")
_JOINING = re.compile(r"\s*that\s+")
_GAP = "” … “"  # the cue stands between two stretches of one saying
_PRIVATE = "\ufffd"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; `marked` where it is to stand out, `around` where the outlet's lead to a quote."""

    text: str
    marked: bool = False
    around: bool = False


def visible(text: str) -> str:
    """Fold white space to single spaces; drop what cannot be seen: controls, bidi and zero-width letters.

    A joiner stays between letters of scripts that need it and inside emoji.
    """
    kept = []
    for place, letter in enumerate(text):
        kind = unicodedata.category(letter)
        if letter.isspace() or letter in "\x85\u2028\u2029":
            kept.append(" ")
        elif kind == "Cs":
            kept.append(_PRIVATE)
        elif kind in ("Cc", "Co", "Cn") or (kind == "Cf" and not _joins(text, place)) or _is_blank(letter):
            continue
        else:
            kept.append(letter)
    return re.sub(" {2,}", " ", "".join(kept))


def shown(text: str, limit: int = 160) -> str:
    """Give a name or title ready to be shown: visible, trimmed, cut at `limit` with a … for the rest."""
    whole = visible(text).strip()
    return whole if len(whole) <= limit else whole[: limit - 1].rstrip() + "…"


def said(quote: Quote) -> tuple[Piece, ...]:
    """Give the words of a quote: a direct one between “ ”, any other as the outlet wrote it.

    What only joins them to the outlet's sentence is left off: a "that" before them, a comma after.
    """
    if quote.form is Form.DIRECT and quote.quoted:
        return (Piece(f"“{_stretches(quote)}”"),)
    if quote.form is Form.DIRECT:
        return (Piece(in_marks(quote.evidence.exact)),)
    return _mixed(quote)


def _mixed(quote: Quote) -> tuple[Piece, ...]:
    """Give the outlet's words, the quoted stretches with the marks at their edges apart from those around."""
    whole, place = quote.evidence, 0
    exact = whole.exact
    joining = _JOINING.match(exact)
    if joining and joining.end() < len(exact):
        place = joining.end()
    end = len(exact.rstrip().removesuffix(",")) or len(exact)
    pieces = []
    for stretch in quote.quoted:
        first, last = stretch.start - whole.start, stretch.end - whole.start
        first -= 0 < first <= len(exact) and exact[first - 1] in _MARKS
        last += 0 <= last < len(exact) and exact[last] in _MARKS
        if place <= first < last <= len(exact):
            pieces += [Piece(exact[place:first], around=True), Piece(exact[first:last])]
            place = last
    pieces.append(Piece(exact[place : max(end, place)], around=bool(pieces)))
    shown_pieces = [replace(piece, text=visible(piece.text)) for piece in pieces]
    return tuple(piece for piece in _stripped(shown_pieces) if piece.text)


def _stripped(pieces: list[Piece]) -> list[Piece]:
    pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip())
    pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
    return pieces


def written(evidence: Evidence) -> tuple[Piece, ...]:
    """Give the outlet's words as they stand."""
    return (Piece(visible(evidence.exact).strip()),)


def in_marks(exact: str) -> str:
    """Give words between “ ”, taking the place of marks that stand around them already."""
    return f"“{_unmarked(exact)}”"


def worded(wording: Wording) -> tuple[Piece, ...]:
    """Give a wording between “ ” with the stretches marked that the other wordings lack."""
    exact = wording.exact
    opening, closing = _OPENING.match(exact), _CLOSING.search(exact)
    start = opening.end() if opening and closing else 0
    end = closing.start() if opening and closing else len(exact)
    if start >= end:
        start, end = 0, len(exact)
    pieces, place = [Piece("“")], start
    for first, last in sorted(wording.differing):
        first, last = max(first, place), min(last, end)  # noqa: PLW2901 - clipped to what is shown
        if first < last:
            pieces += [Piece(visible(exact[place:first])), *_marked(visible(exact[first:last]))]
            place = last
    pieces += [Piece(visible(exact[place:end])), Piece("”")]
    return tuple(piece for piece in pieces if piece.text)


def _marked(words: str) -> list[Piece]:
    """Give words as a marked piece, the spaces at their edges as pieces of their own."""
    inner = words.strip()
    if not inner:
        return [Piece(words)]
    at = words.index(inner)
    return [Piece(words[:at]), Piece(inner, marked=True), Piece(words[at + len(inner) :])]


def _stretches(quote: Quote) -> str:
    whole, said_words, before = quote.evidence, "", None
    for stretch in quote.quoted:
        words = visible(stretch.exact).strip()
        words = words.removesuffix(",") or words
        if before is None:
            said_words = words
        else:
            inside = whole.start <= before.end <= stretch.start <= whole.end
            gap = whole.exact[before.end - whole.start : stretch.start - whole.start]
            if inside and _BETWEEN.match(gap):
                said_words += f"{',' if _ended_by_comma(before.exact) else ''} {words}"
            else:
                said_words += _GAP + words
        before = stretch
    return said_words


def _ended_by_comma(exact: str) -> bool:
    return exact.rstrip().endswith(",")


def _unmarked(exact: str) -> str:
    words = visible(exact).strip()
    if len(words) > 1 and words[0] in _MARKS and words[-1] in _MARKS:
        inner = words[1:-1].strip()
        return inner or words
    return words


def _joins(text: str, place: int) -> bool:
    if text[place] not in "\u200c\u200d" or not 0 < place < len(text) - 1:
        return False
    near = (text[place - 1], text[place + 1])
    return all(unicodedata.category(letter)[0] in "LMS" and ord(letter) > 0x2FF for letter in near)


def _is_blank(letter: str) -> bool:
    return (
        letter in "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufe0e"
        or 0xE0000 <= ord(letter) <= 0xE0FFF
    )
