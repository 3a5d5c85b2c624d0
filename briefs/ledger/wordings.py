"""The wordings of one saying side by side, what differs marked, changes of meaning named."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from briefs.ledger.entry import Entry
from briefs.ledger.evidence import evidence
from briefs.ledger.sketch import MEANING, quoted_words
from briefs.ledger.utterances import Group, Member
from briefs.ledger.words import Kind, Word, Written, is_excerpt, load_vocabulary, words_of, written
from briefs.model.brief import Utterance, Wording
from briefs.model.span import Span
from briefs.model.talks import Dossier

_REACH: Final = 3


@dataclass(frozen=True, slots=True)
class _Given:
    """One member's words where they stand."""

    entry: Entry
    span: Span
    words: tuple[Written, ...]
    denied: bool

    @property
    def plain(self) -> tuple[str, ...]:
        return tuple(word.plain for word in self.words)


def utterance(group: Group, dossier: Dossier, copies: Mapping[str, tuple[str, ...]]) -> Utterance | None:
    """Set the wordings of a group side by side; None where the outlets agree to the word or quote less."""
    if len({member.stretch.entry.article.outlet for member in group.members}) < 2:
        return None
    given = [_Given(*_words_in(member), "not" in member.stretch.around) for member in group.members]
    classes: defaultdict[tuple[str, ...], list[_Given]] = defaultdict(list)
    for each in given:
        if each.words:
            classes[each.plain].append(each)
    denied = {plain for plain, listed in classes.items() if any(each.denied for each in listed)}
    kept = [
        plain
        for plain in classes
        if not any(is_excerpt(plain, other, denied=plain in denied) for other in classes if other != plain)
    ]
    if len(kept) < 2:
        return None
    if len({each.entry.article.outlet for plain in kept for each in classes[plain]}) < 2:
        return None
    first = group.members[0].stretch.attribution
    kept.sort(key=lambda plain: _carried(classes[plain], copies))
    others = {plain: [other for other in kept if other != plain] for plain in kept}
    return Utterance(
        first.speaker or "",
        first.actor,
        first.side,
        tuple(_wording(classes[plain], others[plain], dossier) for plain in kept),
        _shifts([classes[plain][0] for plain in kept]),
    )


def member_span(member: Member) -> Span:
    """Give the stretch of the article's text that a member of a group covers."""
    return _words_in(member)[1]


def _words_in(member: Member) -> tuple[Entry, Span, tuple[Written, ...]]:
    entry, quoted = member.stretch.entry, member.stretch
    text = entry.article.text
    sentences = quoted_words(text, quoted.start, quoted.end)
    places = [
        (number, word)
        for number, sentence in enumerate(sentences)
        for word in sentence
        if word.kind in MEANING
    ]
    if not places or member.last - member.first == len(quoted.keys):
        start, end = quoted.start, quoted.end
    else:
        head, first = places[member.first]
        tail, last = places[member.last - 1]
        start, end = _widened(sentences[head], first, sentences[tail], last)
    span = _trimmed(text, start, end)
    return entry, span, written(text, span.start, span.end)


def _widened(head: Sequence[Word], first: Word, tail: Sequence[Word], last: Word) -> tuple[int, int]:
    """Take in what little stands between the part and the ends of its sentences."""
    before = [word for word in head if word.start < first.start]
    after = [word for word in tail if word.start >= last.end]
    start = head[0].start if len(before) <= _REACH else first.start
    end = tail[-1].end if len(after) <= _REACH else last.end
    return start, end


def _trimmed(text: str, start: int, end: int) -> Span:
    while end - 1 > start and (text[end - 1].isspace() or text[end - 1] in ",;:\u2014\u2013-"):
        end -= 1
    while start < end - 1 and text[start].isspace():
        start += 1
    return Span(start, end)


def _carried(given: list[_Given], copies: Mapping[str, tuple[str, ...]]) -> tuple[object, ...]:
    independent = {(copies.get(each.entry.article.id) or (each.entry.article.id,))[0] for each in given}
    outlets = {each.entry.article.outlet for each in given}
    first = min((each.entry.article.published, each.entry.article.id, each.span) for each in given)
    return (-len(independent), -len(outlets), -len(given[0].words), first)


def _wording(given: list[_Given], others: list[tuple[str, ...]], dossier: Dossier) -> Wording:
    ordered = sorted(
        given,
        key=lambda each: (
            each.entry.article.published,
            each.entry.article.outlet,
            each.entry.article.id,
            each.span,
        ),
    )
    shown: dict[str, _Given] = {}
    for each in ordered:
        shown.setdefault(each.entry.article.id, each)
    first = ordered[0]
    exact = evidence(first.entry.article, first.span, dossier)
    return Wording(
        exact.exact,
        _differing(first.words, others, exact.start, exact.exact),
        tuple(evidence(each.entry.article, each.span, dossier) for each in shown.values()),
    )


def _differing(
    words: Sequence[Written], others: list[tuple[str, ...]], offset: int, exact: str
) -> tuple[tuple[int, int], ...]:
    """Find the words that some other wording lacks, neighbours joined; offsets count in `exact`."""
    counts = [Counter(other) for other in others]
    used: Counter[str] = Counter()
    found: list[tuple[int, int]] = []
    joins = False
    for word in words:
        used[word.plain] += 1
        lacks = any(count[word.plain] < used[word.plain] for count in counts)
        if lacks:
            start, end = word.start - offset, word.end - offset
            if found and (joins or found[-1][1] >= start) and not exact[found[-1][1] : start].strip():
                found[-1] = (found[-1][0], end)
            elif found and found[-1][1] > start:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        joins = lacks
    return tuple(found)


def _shifts(given: Sequence[_Given]) -> tuple[str, ...]:
    """Name the differences that change the meaning, each once, in a fixed order."""
    vocabulary = load_vocabulary()
    kinds: list[dict[Kind, set[str]]] = []
    for each in given:
        held: defaultdict[Kind, set[str]] = defaultdict(set)
        for word in words_of(each.entry.article.text, each.span.start, each.span.end):
            held[word.kind].add(word.key)
        kinds.append(held)
    found: list[str] = []
    for one, other in combinations(kinds, 2):
        for kind, label in (
            (Kind.MODALITY, "modality"),
            (Kind.NUMBER, "number"),
            (Kind.DEGREE, "degree"),
            (Kind.NEGATION, "negation"),
        ):
            mine, theirs = one.get(kind, set()), other.get(kind, set())
            if kind is Kind.MODALITY:
                forces = [{vocabulary.modality[word] for word in words} for words in (mine, theirs)]
                mine = {word for word in mine if vocabulary.modality[word] not in forces[1]}
                theirs = {word for word in theirs if vocabulary.modality[word] not in forces[0]}
            only, lack = " ".join(sorted(mine - theirs)), " ".join(sorted(theirs - mine))
            both = bool(only and lack)
            if (both or kind in (Kind.DEGREE, Kind.NEGATION)) and (only or lack):
                phrase = f"{label}: {only or 'none'} / {lack or 'none'}"
                if phrase not in found:
                    found.append(phrase)
    return tuple(found)
