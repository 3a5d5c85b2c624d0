"""Every phrase of an article that stands for a person, body, group or side, and for whom.

Phrases are matched on the class letters of a paragraph's atoms, so one pass of one expression finds
them; who they stand for is settled in text order, each with what the article has told by then.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from briefs.reading.anonymous import described, side_of_group
from briefs.reading.atoms import Atom, atoms_of
from briefs.reading.people import NOBODY, People, Who, who_of
from briefs.reading.roles import who_by_role
from briefs.reading.roster import Entry, Kind, Roster, roster_of
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.model.talks import Dossier
    from briefs.reading.tokens import Paragraph

_HEAD: Final = "[PRGSBOu]"
_PHRASE: Final = re.compile(
    r"(?=[DQAMuSBORHGP])(?:[DQ]{1,3}m{0,2}|Am(?![Am]))?(?:[MAuSBORHG]|P(?=[RG])|[SBOPRGu]'m?)*" + _HEAD
)
_LONGEST_PHRASE: Final = 24
_REACH: Final = 60  # no mention is longer, in tokens
_RECENT: Final = 60
_DEEPEST: Final = 3  # "an aide to the head of the office of X"


@dataclass(slots=True)
class Mention:
    """A phrase that stands for somebody: tokens `[first, last)` of a paragraph, whose head is at `head`.

    `letter` is the class of the head (P person, R role, G group, S side, B body, O outlet, u unknown).
    `possessive` where "'s" follows; `inner` where it only belongs to a longer phrase ("a spokesman for X").
    """

    paragraph: int
    first: int
    last: int
    head: int
    letter: str
    who: Who
    sentence: int
    possessive: bool = False
    inner: bool = False


@dataclass(slots=True)
class Cast:
    """One article as seen by those who ask who and what: its paragraphs, and all mentions in text order."""

    text: str
    paragraphs: Sequence[Paragraph]
    roster: Roster
    people: People
    mentions: list[list[Mention]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    firsts: list[list[int]] = field(default_factory=list)
    _words: frozenset[str] | None = None

    def vocabulary(self) -> frozenset[str]:
        """Give all words of the article as they are written, gathered once."""
        if self._words is None:
            self._words = frozenset(word for part in self.paragraphs for word in part.words)
        return self._words

    def paragraph_at(self, offset: int) -> int:
        """Give the number of the paragraph that holds a code point, or of the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def near(self, paragraph: int, low: int, high: int) -> list[Mention]:
        """Give the mentions of a paragraph that begin before token `high` and may reach to `low`."""
        firsts = self.firsts[paragraph]
        return self.mentions[paragraph][bisect_left(firsts, low - _REACH) : bisect_left(firsts, high)]


def cast_of(text: str, paragraphs: Sequence[Paragraph], dossier: Dossier | None) -> Cast:
    """Find every mention in an article, in linear time; works with and without a dossier."""
    cast = Cast(text, paragraphs, roster_of(dossier), People())
    sentence = 0
    for number, paragraph in enumerate(paragraphs):
        cast.starts.append(paragraph.start)
        cast.sentences.append(sentence)
        mentions = sorted(_Paragraph(cast, number, sentence).read(), key=lambda mention: mention.first)
        cast.mentions.append(mentions)
        cast.firsts.append([mention.first for mention in mentions])
        sentence += (paragraph.sentences[-1] if paragraph.sentences else 0) + 1
    return cast


class _Paragraph:
    """The making of one paragraph's mentions."""

    def __init__(self, cast: Cast, number: int, sentence: int) -> None:
        self.cast = cast
        self.number = number
        self.sentence = sentence
        self.paragraph = cast.paragraphs[number]
        self.atoms = atoms_of(self.paragraph, cast.roster)
        self.letters = "".join(atom.letter for atom in self.atoms)
        self.found: list[Mention] = []
        self.depth = 0

    def read(self) -> list[Mention]:
        at = 0
        for match in _PHRASE.finditer(self.letters):
            start, end = match.span()
            if start < at:
                continue
            at = self._phrase(max(start, end - _LONGEST_PHRASE), end)
        return self.found

    def _phrase(self, start: int, end: int) -> int:
        """Make the mention of the phrase of atoms `[start, end)`; give where the next may begin."""
        several = self._several(start, end)
        if several is not None:
            self.found.append(several)
            return end
        letter = self.letters[end - 1]
        if letter in "RG":
            return self._role(start, end)
        who = self._named(start, end)
        mention = self._mention(start, end, letter, who)
        self.found.append(mention)
        if letter == "P":
            self._teach_before(start, end, who)
            self._teach_after(end, who)
        return end

    def _mention(self, start: int, end: int, letter: str, who: Who) -> Mention:
        first, last = self.atoms[start].first, self.atoms[end - 1].last
        return Mention(
            self.number,
            first,
            last,
            self.atoms[end - 1].first,
            letter,
            who,
            self.sentence + self.paragraph.sentences[first],
            possessive=self.letters[end : end + 1] == "'",
        )

    def _several(self, start: int, end: int) -> Mention | None:
        first, last = self.atoms[start].first, self.atoms[end - 1].last
        if last - first > 3:
            return None
        phrase = " ".join(self.paragraph.lowered[first:last])
        if phrase not in naming().several:
            return None
        name = self._text(first, last)
        who = Who(Kind.GROUP, f"anonymous: {name}", pronoun="they", unnamed=True)
        return self._mention(start, end, "G", who)

    # names

    def _named(self, start: int, end: int) -> Who:
        atom = self.atoms[end - 1]
        entry = atom.entry
        if entry is None:
            return NOBODY
        if atom.letter == "P":
            return self._person(start, atom, entry)
        if atom.letter == "u":
            known = self.cast.people.by_surname(self.paragraph.words[atom.first])
            if known and atom.last - atom.first == 1:
                atom.letter = "P"
                return self._among(start, known)
        who = who_of(entry)
        if who.side is None and atom.letter == "B" and entry.actor is None:
            side = self._side_before(start, end - 1)
            return Who(who.kind, self._bare(start, end), None, side, "it", () if side is None else (side,))
        return who

    def _person(self, start: int, atom: Atom, entry: Entry) -> Who:
        """Settle which bearer of the name is meant; two that are equally likely are nobody."""
        people = self.cast.people
        words = tuple(word for word in self.paragraph.lowered[atom.first : atom.last] if word != ".")
        who = who_of(entry)
        if len(words) == 1:
            met = people.by_surname(words[0])
            if len(met) > 1 or (len(met) == 1 and entry.actor is None):
                return self._among(start, met)
            if len(met) == 1 and met[0].actor != entry.actor:
                named = any(
                    mention.who.actor == entry.actor for part in self.cast.mentions for mention in part
                )
                return NOBODY if named else met[0]
            return who
        if entry.actor is None:
            side = self._side_before(start, self.atoms.index(atom, start))
            known = people.full.get(who.name or "")
            pronoun = self._pronoun_before(start, atom) or (known.pronoun if known else None)
            side = side or (known.side if known else None)
            who = Who(Kind.PERSON, who.name, None, side, pronoun, () if side is None else (side,))
        people.meet(who, words)
        return who

    def _among(self, start: int, met: tuple[Who, ...]) -> Who:
        """Choose among bearers of one surname by "Mr" and "Ms", else abstain."""
        if len(met) == 1:
            return met[0]
        told = naming().told.get(self.paragraph.lowered[self.atoms[start].first])
        fitting = [who for who in met if told is not None and who.pronoun == told]
        return fitting[0] if len(fitting) == 1 else NOBODY

    def _pronoun_before(self, start: int, atom: Atom) -> str | None:
        told = naming().told
        for word in self.paragraph.lowered[self.atoms[start].first : atom.first]:
            if word in told:
                return told[word]
        return None

    def _side_before(self, start: int, head: int) -> str | None:
        """Give the side that the words before a name tell, where its role speaks for a side."""
        sides, sided = [], False
        for atom in self.atoms[start:head]:
            if atom.letter in "ASB" and atom.entry is not None and atom.entry.side is not None:
                sides.append(atom.entry.side)
            elif atom.letter in "RG":
                sided = self.paragraph.lowered[atom.first] in naming().sided
            elif atom.letter in "PS" and atom.entry is not None and atom.entry.side is not None:
                sides.append(atom.entry.side)
        plain = head < len(self.atoms) and self.atoms[head].letter == "B"
        return sides[0] if sides and (sided or plain) else None

    # roles

    def _role(self, start: int, end: int) -> int:
        """Make the mention of a phrase whose head is a role or a group, with what belongs to it."""
        apposed = self._apposed(end)
        if apposed is not None and self._definite(start, end):
            who = self._sided(self._named(apposed, apposed + 1), start, end)
            self.found.append(self._mention(start, apposed + 1, "P", who))
            self._teach_before(start, apposed + 1, who, head=end)
            return apposed + 1
        letter = self.letters[end - 1]
        inner_end = self._belonging(end) if self.depth < _DEEPEST else end
        if inner_end == end:
            who = self._by_role(start, end)
            self.found.append(self._mention(start, end, letter, who))
            return end
        at = len(self.found)
        self.found.append(self._mention(start, inner_end, letter, NOBODY))
        place = end + 1
        last = end
        self.depth += 1
        while place < inner_end:
            match = _PHRASE.match(self.letters, place)
            if match is None:
                place += 1
                continue
            last = max(self._phrase(match.start(), match.end()), match.end())
            place = last
        self.depth -= 1
        inner = self.found[at + 1 :]
        name = self._named_at_end(start, end, max(inner_end, last))
        if name is not None:
            outer, who = self.found[at], self._sided(self._named(name, name + 1), start, name)
            outer.last, outer.head, outer.letter, outer.who = (
                self.atoms[name].last, self.atoms[name].first, "P", who,
            )  # fmt: skip
            outer.possessive = self.letters[name + 1 : name + 2] == "'"
            del self.found[at + 1 :]
            self._teach_before(start, name + 1, who, head=end)
            return max(inner_end, last)
        for mention in inner:
            mention.inner = True
        outer = self.found[at]
        outer.last = max(outer.last, max((mention.last for mention in inner), default=outer.last))
        outer.possessive = False
        outer.who = self._with_inner(start, end, max(inner_end, last), [mention.who for mention in inner])
        apposed = self._apposed(max(inner_end, last))
        if apposed is not None and inner and inner[-1].letter in "PSBOu" and last == inner_end:
            whose = outer.who.side
            named = self._sided(self._named(apposed, apposed + 1), start, end, whose)
            outer.who, outer.letter = named, "P"
            outer.last = self.atoms[apposed].last
            self._teach_before(start, end, named, head=end)
            return apposed + 1
        return max(inner_end, last)

    def _named_at_end(self, start: int, end: int, last: int) -> int | None:
        """Give the name that ends "Secretary of State NAME", "Head of the President's Office NAME".

        In "a spokesman for President NAME" and "a spokesman for NAME" the name is another's.
        """
        if last - 2 < end or self.letters[last - 1] != "P":
            return None
        before = self.atoms[last - 2]
        title = self.paragraph.words[self.atoms[end - 1].first][0].isupper()
        if not title or before.letter not in "MGSBuA" or "Q" in self.letters[start:end]:
            return None
        return last - 1 if self.paragraph.words[before.first][0].isupper() else None

    def _sided(self, who: Who, start: int, end: int, side: str | None = None) -> Who:
        """Give a person whom only the article knows the side that the role before the name tells."""
        side = self._side_before(start, end) or side
        if who.kind is not Kind.PERSON or who.actor is not None or who.side is not None or side is None:
            return who
        sided = replace(who, side=side, sides=(side,))
        if sided.name is not None and sided.name in self.cast.people.full:
            self.cast.people.full[sided.name] = sided
        return sided

    def _definite(self, start: int, end: int) -> bool:
        """Return whether the phrase names one bearer: not "a spokesman"."""
        return "Q" not in self.letters[start:end] and self.letters[end - 1] == "R"

    def _apposed(self, end: int) -> int | None:
        """Give the atom of a person's name that stands between commas after `end`."""
        letters = self.letters
        if letters[end : end + 2] != ",P":
            return None
        after = letters[end + 2 : end + 3]
        if after == ",":
            return end + 1
        if after in ("", "x") and (
            end + 2 == len(letters) or not self.paragraph.words[self.atoms[end + 2].first][0].isalpha()
        ):
            return end + 1
        return None

    def _belonging(self, end: int) -> int:
        """Give where the phrase that "of", "for" or "from" adds ends, or `end` where nothing is added."""
        letters = self.letters
        if (
            letters[end : end + 1] != "p"
            or self.paragraph.lowered[self.atoms[end].first] not in naming().belonging
        ):
            return end
        match = _PHRASE.match(letters, end + 1)
        if match is None:
            bare = re.compile(r"[MA]{1,4}").match(letters, end + 1)
            return (
                end
                if bare is None or self.paragraph.words[self.atoms[end + 1].first][0].islower()
                else bare.end()
            )
        last = match.end()
        while letters[last : last + 1] == "c" or letters[last : last + 1] == ",":
            further = _PHRASE.match(letters, last + 1)
            if (
                further is None
                or letters[further.end() - 1] not in "SBOu"
                or letters[match.end() - 1] not in "SBOu"
            ):
                break
            last = further.end()
        return last

    def _by_role(self, start: int, end: int) -> Who:
        first, last = self.atoms[start].first, self.atoms[end - 1].last
        words = self.paragraph.lowered[first:last]
        who = None
        if self._definite(start, end):
            possessor = self._possessor(start, end)
            who = who_by_role(self.cast.roster, self.cast.people, tuple(words), possessor, self._recent())
        if who is not None:
            return who
        side = side_of_group(self.atoms[start:end], self.paragraph.lowered)
        return described(self._text(first, last), self.letters[end - 1], words[-1], side, self.cast.roster)

    def _with_inner(self, start: int, end: int, last: int, inner: list[Who]) -> Who:
        """Settle who a phrase like "a spokesman for X" stands for: never X."""
        first, to = self.atoms[start].first, self.atoms[min(last, len(self.atoms)) - 1].last
        words = self.paragraph.lowered[first:to]
        whom = inner[0] if inner else None
        if self._definite(start, end):
            head = tuple(self.paragraph.lowered[first : self.atoms[end - 1].last])
            full = tuple(words) if whom is None or whom.kind in (Kind.SIDE, Kind.BODY) else head
            who = who_by_role(self.cast.roster, self.cast.people, full, whom, self._recent())
            if who is not None:
                return who
        sides = tuple(dict.fromkeys(who.side for who in inner if who.side is not None))
        own = side_of_group(self.atoms[start:end], self.paragraph.lowered)
        if own is not None and own not in sides:
            sides = (own,)
        head_word = self.paragraph.lowered[self.atoms[end - 1].first]
        side = sides[0] if len(sides) == 1 and head_word in naming().sided else None
        made = described(
            self._text(first, to), self.letters[end - 1], head_word, side, self.cast.roster, bare=False
        )
        return Who(
            made.kind, made.name, None, side, made.pronoun, sides if side is None else (side,), made.unnamed
        )

    def _possessor(self, start: int, end: int) -> Who | None:
        """Give the one before "'s" in a phrase; a pronoun's owner is nobody who can be named."""
        for at in range(start, end - 1):
            if self.letters[at + 1] == "'" and self.letters[at] in "PSBOuA":
                return self._named(at, at + 1)
        if (
            self.letters[start] == "D"
            and self.paragraph.lowered[self.atoms[start].first] in naming().pronouns
        ):
            return NOBODY
        return None

    def _recent(self) -> list[Mention]:
        """Give the mentions of this paragraph and the two before it, in order."""
        before: list[Mention] = []
        for part in self.cast.mentions[max(0, self.number - 2) : self.number]:
            before.extend(part[-_RECENT:])
        return before + self.found[-_RECENT:]

    # what an article teaches of roles

    def _teach_before(self, start: int, end: int, who: Who, head: int | None = None) -> None:
        stop = end - 1 if head is None else head
        if who.name is None or who.unnamed or stop <= start:
            return
        role = frozenset(
            naming().same_role.get(word, word)
            for atom in self.atoms[start:stop]
            if atom.letter in "RGMu"
            for word in self.paragraph.lowered[atom.first : atom.last]
        )
        if any(atom.letter in "RG" for atom in self.atoms[start:stop]):
            self.cast.people.teach(
                who, role, self._side_before(start, stop) or who.side, len(self.cast.mentions)
            )

    def _teach_after(self, end: int, who: Who) -> None:
        """Learn from "NAME, the minister of ..., "."""
        if self.letters[end : end + 1] != ",":
            return
        match = _PHRASE.match(self.letters, end + 1)
        if (
            match is None
            or self.letters[match.end() - 1] != "R"
            or self.letters[match.end() : match.end() + 1] not in ("", ",", "p", "x")
        ):
            return
        self._teach_before(match.start(), match.end() + 1, who, head=match.end())

    def _text(self, first: int, last: int) -> str:
        starts, ends = self.paragraph.starts, self.paragraph.ends
        return " ".join(self.cast.text[starts[first] : ends[last - 1]].split())

    def _bare(self, start: int, end: int) -> str:
        """Give the words of a phrase without its article."""
        if self.letters[start] in "DQ" and end - start > 1:
            start += 1
        return self._text(self.atoms[start].first, self.atoms[end - 1].last)
