"""From the words that name a source to the one who speaks: `resolve`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from briefs.model.reading import Attribution
from briefs.model.span import hull
from briefs.reading.coreference import Pronouns, continued
from briefs.reading.frames import stance_words
from briefs.reading.inner import quoted_within
from briefs.reading.interviews import answers, interviewed, spoken_paragraphs
from briefs.reading.mentions import Cast, Mention, cast_of
from briefs.reading.nested import asides, laid_in_each_other
from briefs.reading.people import NOBODY, Who
from briefs.reading.retold import retold
from briefs.reading.roster import Kind, match
from briefs.reading.scare import only_mentioned
from briefs.reading.via import cited_by, is_outlet, outlet_near, quoted_by
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefs.model.span import Span
    from briefs.reading.found import Found
    from briefs.reading.tokens import Paragraph

__all__ = ["cast_of", "resolve"]

_LEADS: Final = frozenset(
    ("according to by as per and but , ( \u2014 \u2013 - so with from via in for").split()
)
_RELATIVE: Final = frozenset("who which that whom".split())
_SELF: Final = frozenset("i we".split())
_WEAK: Final = 0.5
_ABBREVIATED: Final = 4  # letters that an abbreviation has at most
_QUESTIONERS: Final = frozenset(
    ("q", "question", "questioner", "interviewer", "reporter", "journalist", "moderator")
)
_ASIDE: Final = frozenset((",", "himself", "herself", "also"))
_UNSURE: Final = 0.6
_WIDEST: Final = 150  # tokens of a sentence looked at to either side
_LONGEST_DESCRIPTION: Final = 14
_ENDS_DESCRIPTION: Final = frozenset("as who which that said says saying told when while but".split())


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a source's tokens stand: `[first, last)` of a paragraph."""

    paragraph: int
    first: int
    last: int


def resolve(cast: Cast, founds: Iterable[Found]) -> tuple[Attribution, ...]:
    """Say of everything found who speaks, in the order given.

    After that come the answers of an interview, and what is quoted within quotations.
    Precision first: where two are equally likely, or the words name nobody, `speaker`, `actor` and
    `side` are None. The speaker is the one whose words are quoted: in "A said B viewed it as 'unfair'"
    the words are A's, and B's view is a position told by A.
    """
    listed = list(founds)
    if not cast.paragraphs:
        return tuple(_resolved(cast, Pronouns(cast), found, aside=False) for found in listed)
    labelled = [cast.paragraph_at(each.content[0].start) for each in listed if each.frame == "transcript"]
    spoken = spoken_paragraphs(cast, labelled)
    pronouns = Pronouns(cast, spoken, interviewed(cast) if spoken else None)
    made: dict[int, Attribution] = {}
    order = sorted(range(len(listed)), key=lambda at: (_place(listed[at]), at))
    inside = asides(listed)
    for at in order:
        made[at] = _resolved(cast, pronouns, listed[at], aside=inside[at])
    laid = laid_in_each_other([made[at] for at in range(len(listed))], cast.roster.outlets)
    laid = (*retold(cast, laid), *answers(cast, laid))
    return (*laid, *quoted_within(cast, laid))


def _place(found: Found) -> int:
    return min(span.start for span in (found.source or found.content))


def _resolved(cast: Cast, pronouns: Pronouns, found: Found, *, aside: bool) -> Attribution:
    who, sure, via = NOBODY, 1.0, None
    source = _tokens(cast, found.source)
    if source is not None:
        who, sure = (NOBODY, 0.0) if _governed(cast, found, source) else _who(cast, pronouns, source)
        if _is_record(cast, source) or _is_thing(cast, found, source) or _is_label(cast, source):
            who = NOBODY
        who, via = _through(cast, pronouns, found, source, who)
        said_as = source.first > 0 and cast.paragraphs[source.paragraph].lowered[source.first - 1] == "as"
        if who.name is not None and not found.carried and not aside and not said_as:
            pronouns.spoke(source.paragraph, source.first, who, _end(cast, found))
    named = who.name is not None and sure >= _UNSURE and not _scared(found, who)
    quoted = tuple(span for span in found.quoted if not only_mentioned(cast, found, span))
    return Attribution(
        form=found.form,
        source=found.source,
        cue=found.cue,
        content=found.content,
        quoted=quoted,
        actor=who.actor if named else None,
        speaker=who.name if named else None,
        side=who.side if named else None,
        via=via,
        force=found.force,
        confidence=found.confidence * (sure if named else 1.0),
    )


def _end(cast: Cast, found: Found) -> tuple[int, int]:
    """Give the place (paragraph, token) at which a finding's last words end."""
    offset = max(span.end for span in (*found.source, *found.cue, *found.content)) - 1
    number = cast.paragraph_at(offset)
    return number, bisect_right(cast.paragraphs[number].starts, offset)


def _scared(found: Found, who: Who) -> bool:
    """Return whether nobody may have said the quoted words: a whole side's "wants", a weak cue."""
    if not found.quoted or who.actor is not None:
        return False
    if who.kind is Kind.SIDE:
        return found.force not in stance_words().telling
    known = (
        who.kind is not Kind.BODY
        or who.side is not None
        or " " in (who.name or " ")
        or (who.name or "").isupper()
    )
    return not known and found.confidence < _WEAK


def _is_record(cast: Cast, source: _Source) -> bool:
    """Return whether a source is what words were taken down in, or who only saw it: never who spoke them."""
    part, records = cast.paragraphs[source.paragraph], naming().records
    first = source.first
    if first > 1 and part.lowered[first - 1] in ("by", "with", "to") and part.lowered[first - 2] in _SEEN:
        return True
    while first < source.last - 1 and (part.lowered[first] in _LEADS or part.lowered[first] in _ARTICLES):
        first += 1
    if part.lowered[first] in ("seen", "obtained", "reviewed"):
        return True
    return any(
        part.lowered[at] in records and part.lowered[at + 1 : at + 2] != ["'s"]
        for at in range(first, min(first + 3, source.last))
        if not any(low in ("of", "for", "who", ",", "from") for low in part.lowered[first:at])
    )


def _is_thing(cast: Cast, found: Found, source: _Source) -> bool:
    """Return whether the source is what is called so, no one who calls: "a book called 'Patience'"."""
    if found.force not in ("call", "dub", "label", "term", "title", "name"):
        return False
    return not _within(cast, source.paragraph, source.first, source.last)


def _is_label(cast: Cast, source: _Source) -> bool:
    """Return whether a source is a heading in capitals or a number, which nobody is called: "SEE MAP"."""
    part = cast.paragraphs[source.paragraph]
    words = [word for word in part.words[source.first : source.last] if word[0].isalpha()]
    if not words:
        return True
    if not all(word.isupper() and len(word) > 1 for word in words):
        return False
    if len(words) == 1 and (len(words[0]) <= _ACRONYM or words[0].lower() in _TAGS):
        return False
    if any(match(cast.roster, part.lowered, at)[1] for at in range(source.first, source.last)):
        return False
    # A name in a transcript stands in ordinary letters somewhere else, a heading does not.
    return not any(word.title() in cast.vocabulary() for word in words if len(word) > _ACRONYM)


#: The longest abbreviation of a body's name, and the tags under which unnamed people speak in transcripts.
_ACRONYM: Final = 5
_TAGS: Final = frozenset(
    "host moderator reporter question interviewer speaker presenter anchor caller".split()
)
_ARTICLES: Final = frozenset("the a an his her their its".split())
_SEEN: Final = frozenset("seen obtained reviewed shared leaked viewed verified translated read".split())


def _governed(cast: Cast, found: Found, source: _Source) -> bool:
    """Return whether another word is the subject: "statements by X suggest"."""
    if source.first == 0 or not found.cue or found.cue[0].start < found.source[0].end:
        return False
    part = cast.paragraphs[source.paragraph]
    if part.lowered[source.first - 1] not in ("by", "of", "from", "between"):
        return False
    at = source.first - 2
    return at >= 0 and part.sentences[at] == part.sentences[source.first] and part.words[at][0].isalnum()


def _tokens(cast: Cast, spans: tuple[Span, ...]) -> _Source | None:
    """Give the tokens that the source's first stretch of words covers."""
    if not spans or not cast.paragraphs:
        return None
    number = cast.paragraph_at(spans[0].start)
    paragraph = cast.paragraphs[number]
    first = bisect_right(paragraph.ends, spans[0].start)
    last = bisect_left(paragraph.starts, min(hull(spans).end, paragraph.end))
    return _Source(number, _after_stop(paragraph, first, last), last) if first < last else None


def _after_stop(paragraph: Paragraph, first: int, last: int) -> int:
    """Give where a source begins that runs over the end of a sentence: after "told Channel 1. NAME"."""
    for at in range(last - 2, first, -1):
        before = paragraph.words[at - 1]
        long = before.isdigit() or (len(before) > _ABBREVIATED and before.islower())
        if paragraph.words[at] == "." and long and paragraph.words[at + 1][0].isupper():
            return at + 1
    return first


def _who(cast: Cast, pronouns: Pronouns, source: _Source) -> tuple[Who, float]:
    """Give whom the source's words name, and how surely."""
    paragraph = cast.paragraphs[source.paragraph]
    first, last = source.first, source.last
    while first < last - 1 and paragraph.lowered[first] in _LEADS:
        first += 1
    word = paragraph.lowered[first]
    alone = all(low in _ASIDE for low in paragraph.lowered[first + 1 : last])
    if word in naming().pronouns and alone:
        return pronouns.who(word, source.paragraph, first) or (NOBODY, 0.0)
    if word in _SELF:
        return NOBODY, 0.0
    if word in _RELATIVE:
        return _before(cast, pronouns, source.paragraph, first)
    mentions = _within(cast, source.paragraph, first, last)
    if not mentions:
        return _words(cast, source.paragraph, first, last), 0.9
    return _of_phrase(cast, pronouns, mentions, first, last)


def _of_phrase(
    cast: Cast, pronouns: Pronouns, mentions: list[Mention], first: int, last: int
) -> tuple[Who, float]:
    """Give whom a source's mentions name: the first of them, unless the words go on to somebody else."""
    head = mentions[0]
    meant = None
    if head.letter == "R" and (head.who.unnamed or head.who.name is None or head.last - head.first == 2):
        meant = continued(cast, pronouns, head)
    if meant is not None:
        return meant, 0.85
    several = _titled(cast, mentions, last) or _joined(cast, mentions, last)
    if several is not None:
        return several, 0.9
    if _is_only_part(cast, head, first, last):
        return _words(cast, head.paragraph, first, last), 0.8
    if head.letter == "u" and head.who.name is not None and " " not in head.who.name:
        return _of_word(cast, head)
    if head.who.unnamed and head.last < last:
        return _as_described(cast, head, last), 1.0
    return head.who, 1.0


def _is_only_part(cast: Cast, head: Mention, first: int, last: int) -> bool:
    """Return whether a mention is but part of what the source names: "an Emirati statement"."""
    if head.first > first + 3 and head.letter != "P":
        return True
    if head.last >= last:
        return False
    if head.letter == "u":
        return _begins_phrase(cast, head, last)
    return head.possessive and _goes_on(cast, head, last)


def _of_word(cast: Cast, head: Mention) -> tuple[Who, float]:
    """Give the bearer of a lone capitalised word, who may be named in full further on only."""
    name = head.who.name or ""
    later = cast.people.by_surname(name)
    if later:
        return (later[0], 0.85) if len(later) == 1 else (NOBODY, 0.0)
    if name.lower() in _QUESTIONERS:
        return Who(Kind.PERSON, f"anonymous: {name.lower()}", unnamed=True), 0.9
    return head.who, 1.0


def _titled(cast: Cast, mentions: list[Mention], last: int) -> Who | None:
    """Give the name that a long title ends in: "Envoy for Investment and Trade NAME"."""
    head, tail = mentions[0], mentions[-1]
    part = cast.paragraphs[head.paragraph]
    if head.letter != "R" or tail is head or tail.who.kind is not Kind.PERSON or tail.who.unnamed:
        return None
    if any(part.words[at][0].isalnum() for at in range(tail.last, last)) or tail.letter != "P":
        return None
    before = part.words[tail.head - 1]
    stretch = part.lowered[head.first : tail.head]
    if not before[0].isupper() or "," in stretch or part.words[head.first][0].islower():
        return None
    return None if naming().classes.get(part.lowered[tail.head - 1]) == "R" else tail.who


def _as_described(cast: Cast, head: Mention, last: int) -> Who:
    """Give an unnamed source with all that describes it: "a person familiar with the matter"."""
    part = cast.paragraphs[head.paragraph]
    end = head.last
    while (
        end < last and end - head.first < _LONGEST_DESCRIPTION and part.lowered[end] not in _ENDS_DESCRIPTION
    ):
        if not part.words[end][0].isalnum() and part.lowered[end] not in ("'s", "\u2019s", "-"):
            break
        end += 1
    if end == head.last:
        return head.who
    text = " ".join(cast.text[part.starts[head.first] : part.ends[end - 1]].split())
    return replace(head.who, name=f"anonymous: {text}")


def _within(cast: Cast, paragraph: int, first: int, last: int) -> list[Mention]:
    """Give the outer mentions that stand in the tokens, or reach into them with their name."""
    inside = [
        mention
        for mention in cast.near(paragraph, first, last)
        if mention.last > first and first <= mention.head
    ]
    return [mention for mention in inside if not mention.inner] or inside


def _before(cast: Cast, pronouns: Pronouns, paragraph: int, first: int) -> tuple[Who, float]:
    """Give the antecedent of "who": the mention that ends right before it."""
    words = cast.paragraphs[paragraph].words
    for mention in reversed(cast.near(paragraph, first, first)):
        if mention.last <= first:
            between = [word for word in words[mention.last : first] if word != ","]
            if between:
                return NOBODY, 0.0
            meant = (
                continued(cast, pronouns, mention) if mention.letter == "R" and mention.who.unnamed else None
            )
            return meant or mention.who, 0.9
    return NOBODY, 0.0


def _joined(cast: Cast, mentions: list[Mention], last: int) -> Who | None:
    """Give "A and B" as one: a name for both, a side if they share it."""
    if len(mentions) < 2:
        return None
    one, other = mentions[0], mentions[1]
    part = cast.paragraphs[one.paragraph]
    if (
        part.lowered[one.last : other.first] not in (["and"], [",", "and"], ["and", "the"])
        or other.last > last
    ):
        return None
    if one.who.key == other.who.key:
        return one.who
    people = [mention.who for mention in mentions]
    sides = tuple(dict.fromkeys(side for who in people for side in who.sides))
    side = sides[0] if len(sides) == 1 and all(who.side == sides[0] for who in people) else None
    first = one.first - 1 if one.first and part.lowered[one.first - 1] == "both" else one.first
    text = " ".join(cast.text[part.starts[first] : part.ends[other.last - 1]].split())
    if all(who.kind is Kind.PERSON and not who.unnamed and who.name for who in people[:2]):
        return Who(Kind.GROUP, f"{people[0].name} and {people[1].name}", None, side, "they", sides)
    return Who(Kind.GROUP, f"anonymous: {text}", None, side, "they", sides, unnamed=True)


def _begins_phrase(cast: Cast, mention: Mention, last: int) -> bool:
    """Return whether a capitalised word only begins a phrase: "an Emirati statement"."""
    following = cast.paragraphs[mention.paragraph].words[mention.last : last]
    return (
        bool(following)
        and following[0][0].isalpha()
        and following[0].lower() not in ("in", "of", "from", "at")
    )


def _goes_on(cast: Cast, mention: Mention, last: int) -> bool:
    """Return whether words after a possessive name its thing, so that the name is not the speaker."""
    words = cast.paragraphs[mention.paragraph].words[mention.last + 1 : last]
    return any(word[0].isalpha() for word in words)


def _words(cast: Cast, paragraph: int, first: int, last: int) -> Who:
    """Give a source that no list knows as the article words it."""
    part = cast.paragraphs[paragraph]
    if part.lowered[first] in naming().pronouns and part.lowered[first] in ("he", "she", "they", "it"):
        return NOBODY
    while last > first + 1 and not part.words[last - 1][0].isalnum():
        last -= 1
    if not part.words[first][0].isalnum():
        return NOBODY
    classes = naming().classes
    if (
        all(classes.get(low, "m") in "xDQpcM',H" for low in part.lowered[first:last])
        or classes.get(part.lowered[first]) == "p"
    ):
        return NOBODY
    text = " ".join(cast.text[part.starts[first] : part.ends[last - 1]].split())
    if part.words[first][0].islower() and last - first == 1:
        return NOBODY
    if part.words[first][0].isupper() and last - first == 1:
        return Who(Kind.BODY, text, None, None, None)
    return Who(Kind.GROUP, f"anonymous: {text}", None, None, "they", unnamed=True)


def _carried_by(
    cast: Cast, pronouns: Pronouns, source: _Source, found: Found, who: Who
) -> tuple[Who, str | None]:
    """Settle whose words '"...," OUTLET reported' are: the speaker's so far; nobody's where they say "I"."""
    part = cast.paragraphs[source.paragraph]
    placed = pronouns.spoken_before(source.paragraph, source.first)
    if (
        placed is not None
        and placed[0] == source.paragraph
        and placed[2].kind is Kind.PERSON
        and part.sentences[placed[1]] == part.sentences[source.first]
    ):
        return placed[2], _plain(who.name)
    words = " ".join(span.of(cast.text) for span in found.quoted).lower().split()
    if {"i", "my", "we", "our", "i'm", "we're"} & set(words):
        return NOBODY, _plain(who.name)
    return who, None


def _through(
    cast: Cast, pronouns: Pronouns, found: Found, source: _Source, who: Who
) -> tuple[Who, str | None]:
    """Settle `via`: the outlet it was told to, or the outlet named as source that only cites others."""
    mentions = _within(cast, source.paragraph, source.first, source.last)
    part = cast.paragraphs[source.paragraph]
    head = mentions[0] if mentions else None
    low, high = _sentence(part.sentences, source.first)
    other = quoted_by(cast, source.paragraph, source.last, high) if found.quoted else None
    if other is not None and other.who.name is not None:
        way = _plain(who.name) or " ".join(found.source[0].of(cast.text).split())
        return (_as_described(cast, other, high) if other.who.unnamed else other.who), way
    if head is not None and is_outlet(cast, head):
        cited = cited_by(cast, source.paragraph, head, high)
        if cited is not None and cited.who.name is not None:
            whom = _as_described(cast, cited, high) if cited.who.unnamed else cited.who
            return whom, _plain(head.who.name)
        if found.quoted and found.cue and found.content[-1].end <= found.cue[0].start:
            return _carried_by(cast, pronouns, source, found, who)
        return who, None
    told = _tokens(cast, found.told)
    if told is not None:
        for mention in _within(cast, told.paragraph, told.first, told.last):
            if mention.who.kind is Kind.OUTLET:
                return who, mention.who.name
    return who, outlet_near(cast, source.paragraph, low, high)


def _plain(name: str | None) -> str | None:
    return None if name is None else name.removeprefix("anonymous: ")


def _sentence(sentences: list[int], at: int) -> tuple[int, int]:
    number = sentences[at]
    low, high = bisect_left(sentences, number), bisect_right(sentences, number)
    return max(low, at - _WIDEST), min(high, at + _WIDEST)
