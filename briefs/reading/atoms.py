"""The words of a paragraph sorted into the parts that names and noun phrases are made of.

Every atom has a class of one letter: P person, B body, S side, A adjective of a side, O outlet, u unknown
capitalised word, R role of one, G group, M word before a head, D determiner, Q indefinite, H honorific,
p preposition, c "and", ' possessive, "," comma, m any other lower-case word, x what ends a phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefs.reading.roster import Entry, Kind, Roster, match
from briefs.reading.spelling import spelling
from briefs.reading.words import naming

if TYPE_CHECKING:
    from briefs.reading.tokens import Paragraph
    from briefs.reading.words import Naming

_LETTER: Final = {
    Kind.PERSON: "P", Kind.BODY: "B", Kind.GROUP: "B", Kind.SIDE: "S", Kind.ADJECTIVE: "A", Kind.OUTLET: "O",
}  # fmt: skip
_LONGEST_NAME: Final = 6
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(slots=True)
class Atom:
    """One or more tokens `[first, last)` of a class; `entry` says what a name stands for."""

    letter: str
    first: int
    last: int
    entry: Entry | None = None


def atoms_of(paragraph: Paragraph, roster: Roster) -> list[Atom]:
    """Give the atoms of a paragraph in order; together they cover every token once."""
    words, lowered = paragraph.words, plain_lowered(paragraph)
    classes, starts, lists = naming().classes, roster.starts, naming()
    found: list[Atom] = []
    at, count = 0, len(words)
    while at < count:
        low = lowered[at]
        if low in starts:
            length, entry = match(roster, lowered, at)
            if entry is not None and (
                _written_as_name(words, at, length) or tuple(lowered[at : at + length]) in roster.small
            ):
                last = _with_stop(words, at + length)
                atom = _known(words, lowered, at, last, entry, lists)
                found.append(atom)
                at = atom.last
                continue
        letter = classes.get(low)
        if letter is None:
            word = words[at]
            if word[0].isupper() and word[0].isalpha():
                atom = _capitalised(paragraph, lowered, at, roster, lists)
                found.append(atom)
                at = atom.last
                continue
            letter = "m" if word[0].isalpha() else "x"
        elif letter in "HRM" and at + 1 < count and words[at + 1] == "." and len(low) < 5:
            found.append(Atom(letter, at, at + 2))
            at += 2
            continue
        found.append(_PLAIN[letter][at] if at < _PLAIN_WORDS else Atom(letter, at, at + 1))
        at += 1
    return found


_PLAIN_WORDS: Final = 400
#: Atoms of plain words are alike wherever they stand, so that they are made once; none is ever changed.
_PLAIN: Final = {
    letter: tuple(Atom(letter, at, at + 1) for at in range(_PLAIN_WORDS)) for letter in "RGMDQHpc',mx"
}


def plain_lowered(paragraph: Paragraph) -> list[str]:
    """Give the lower-cased tokens with straight apostrophes."""
    return [word.replace("\u2019", "'") if "\u2019" in word else word for word in paragraph.lowered]


def _written_as_name(words: list[str], at: int, length: int) -> bool:
    return any(not word[0].islower() and word[0].isalnum() for word in words[at : at + length])


def _with_stop(words: list[str], last: int) -> int:
    """Take in the stop of an abbreviation: "U.S" is followed by its last stop."""
    if last < len(words) and words[last] == "." and "." in words[last - 1]:
        return last + 1
    return last


def _known(words: list[str], lowered: list[str], at: int, last: int, entry: Entry, lists: Naming) -> Atom:  # noqa: PLR0917 - what one clause needs
    """Make the atom of a name from the dossier, unless the words go on into another name."""
    if entry.kind is Kind.PERSON and last < len(words):
        after = lowered[last]
        bodies = lists.bodies if last - at == 1 else frozenset[str]()
        if words[last][0].isupper() and (
            after in _SUFFIXES or (after in bodies and after not in lists.classes)
        ):
            kind = Kind.PERSON if after in _SUFFIXES else Kind.BODY
            name = " ".join(words[at : last + 1])
            return Atom(_LETTER[kind], at, last + 1, Entry(kind, name, None, None))
    return Atom(_LETTER[entry.kind], at, last, entry)


def _capitalised(paragraph: Paragraph, lowered: list[str], at: int, roster: Roster, lists: Naming) -> Atom:  # noqa: PLR0911 - one answer a case
    """Make the atom of a run of capitalised words that no list knows."""
    words = paragraph.words
    last, tail = _run(paragraph, lowered, at, roster, lists)
    run = lowered[at:last]
    opens = at == 0 or paragraph.sentences[at] != paragraph.sentences[at - 1]
    if opens and last - at > 1 and run[0].endswith(("ing", "ly", "ed")) and words[at + 1][0].isupper():
        return Atom("x", at, at + 1)
    name = _joined(words[at:last])
    plain = [word for word in run if word != "."]
    if any(word in lists.bodies for word in plain):
        return Atom("B", at, last, Entry(Kind.BODY, name, None, None))
    if tuple(plain) in lists.places:
        return Atom("u", at, last, Entry(Kind.BODY, name, None, None))
    if len(plain) > 1:
        return Atom("P", at, last, _person(plain, name, tail, roster))
    surname = roster.surnames.get(spelling(plain[0])) if plain else None
    if surname is not None and len(plain[0]) > 3:
        if len(surname) == 1:
            return Atom("P", at, last, surname[0])
        return Atom("P", at, last, Entry(Kind.PERSON, name, None, None))
    stopped = _with_stop(words, last)
    return Atom("u", at, stopped, Entry(Kind.BODY, _joined(words[at:stopped]), None, None))


def _run(
    paragraph: Paragraph, lowered: list[str], at: int, roster: Roster, lists: Naming
) -> tuple[int, Entry | None]:
    """Give where a capitalised run that begins at `at` ends, and the dossier's entry it ends in."""
    words = paragraph.words
    count = min(len(words), at + _LONGEST_NAME + 3)
    last, tail = at, None
    while last < count:
        word, low = words[last], lowered[last]
        if last > at and paragraph.sentences[last] != paragraph.sentences[at]:
            break
        if last > at and low in roster.starts:
            length, entry = match(roster, lowered, last)
            if entry is not None:
                if entry.kind is Kind.PERSON and length == 1 and word[0].isupper():
                    last, tail = last + 1, entry
                break
        letter = lists.classes.get(low)
        initial = last + 1 < count and words[last + 1] == "." and word.isupper() and len(word) < 4
        named = word[0].isupper() and word[0].isalpha() and (letter is None or low in lists.bodies)
        if (named and letter != "x") or (initial and last > at):
            last += 2 if initial else 1
        elif last > at and low in lists.particles and last + 1 < count and words[last + 1][0].isupper():
            last += 1
        else:
            break
    while last > at + 1 and lowered[last - 1] in lists.particles:
        last -= 1
    return max(last, at + 1), tail


def _person(plain: list[str], name: str, tail: Entry | None, roster: Roster) -> Entry:
    """Tell whether a full name is a known actor's under a new spelling or somebody else's."""
    first, key = spelling(plain[0]), spelling(plain[-1])
    same = roster.surnames.get(key, ()) if tail is None else (tail,)
    for entry in same:
        known = roster.firsts.get(entry.actor or "", frozenset())
        if any(_alike(first, other) for other in known):
            return entry
    return Entry(Kind.PERSON, name, None, None)


def _alike(first: str, other: str) -> bool:
    if len(first) == 1:
        return other.startswith(first)
    return first == other or (len(first) > 3 and first[:4] == other[:4])


def _joined(words: list[str]) -> str:
    """Put the tokens of a name together as they are printed."""
    name = ""
    for word in words:
        name += word if not name or word == "." else " " + word
    return name
