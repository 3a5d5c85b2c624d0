"""Sayings as lines: each said thing once, in its fullest words, with how widely it was carried."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from briefs.ledger.align import holds
from briefs.ledger.directory import directory_of
from briefs.ledger.edges import edged
from briefs.ledger.entry import Entry
from briefs.ledger.evidence import evidence, together
from briefs.ledger.issues import Issues
from briefs.ledger.sayings import ANONYMOUS, Stretch, spoken
from briefs.ledger.sentences import sentence_at
from briefs.ledger.utterances import Group
from briefs.model.brief import Evidence, Quote
from briefs.model.reading import Attribution, Form
from briefs.model.span import Span, hull
from briefs.model.talks import Dossier

_FEWEST_KEYS: Final = 3
_LONGEST_NAMING: Final = 240
_WORD: Final = re.compile(r"[^\W_]+")
_OPENING: Final = "\u201c\u2018\u00ab\u201e\"'"
_CLOSING: Final = "\u201d\u2019\u00bb\"'"
_FORMS: Final = (Form.DIRECT, Form.MIXED, Form.INDIRECT)


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are made with: the dossier, its issues, the groups of copied articles, the threshold."""

    dossier: Dossier
    issues: Issues
    copies: Mapping[str, tuple[str, ...]]
    threshold: float


@dataclass(frozen=True, slots=True)
class _Said:
    """One attribution with its stretches, the groups each is a part of, and those it is nothing more than."""

    stretches: tuple[tuple[Stretch, tuple[int, ...], tuple[int, ...]], ...]

    @property
    def entry(self) -> Entry:
        return self.stretches[0][0].entry

    @property
    def attribution(self) -> Attribution:
        return self.stretches[0][0].attribution

    @property
    def keys(self) -> int:
        return sum(len(stretch.keys) for stretch, _, _ in self.stretches)


def lines(
    groups: Sequence[Group],
    start: datetime,
    known: Known,
    sure: frozenset[tuple[str, int]],
    wanted: Callable[[Entry, Attribution], bool] | None = None,
) -> tuple[Quote, ...]:
    """Make a line of each saying of known speakers published from `start` on, in no stated order.

    `sure` are the attributions, by article and place, whose speaker is believed. Of what is not `wanted` no
    lines are made.

    A saying is shown in the fullest words that any article gives it; what these words already hold is not
    shown again, neither as an excerpt nor as another wording.
    """
    said = sorted(_said(groups, start, known, sure), key=_fullest)
    shown: set[int] = set()
    kept: defaultdict[str | None, list[Stretch]] = defaultdict(list)
    found: list[Quote] = []
    for each in said:
        fresh = [
            (stretch, within)
            for stretch, within, whole in each.stretches
            if shown.isdisjoint(whole) and not _for_side(stretch, kept[stretch.attribution.side], known)
        ]
        if not fresh or (len(fresh) < len(each.stretches) and _size(fresh) < _FEWEST_KEYS):
            continue
        shown.update(one for _, within, _ in each.stretches for one in within)
        for stretch, _ in fresh:
            kept[stretch.attribution.side].append(stretch)
        if wanted is None or wanted(each.entry, each.attribution):
            found.append(_line(each, fresh, groups, start, known))
    return tuple(found)


def named(attribution: Attribution, dossier: Dossier) -> bool:
    """Tell whether an attribution names a speaker: neither nobody, nor an unnamed source, nor an outlet."""
    speaker = attribution.speaker
    if speaker is None or speaker.startswith(ANONYMOUS):
        return False
    return attribution.side is not None or speaker not in directory_of(dossier).outlet_names


def _for_side(stretch: Stretch, kept: Sequence[Stretch], known: Known) -> bool:
    """Tell whether words given to a whole side or body are those of somebody; `kept` are that side's."""
    said = stretch.attribution
    if said.side is None or said.actor in directory_of(known.dossier).persons:
        return False
    if not stretch.keys:
        return False
    first = stretch.keys[0]
    return any(
        first in other.keys
        and stretch.who != other.who
        and abs((stretch.day - other.day).days) <= 1
        and holds(stretch.keys, other.keys) is not None
        for other in kept
    )


def _size(fresh: Sequence[tuple[Stretch, tuple[int, ...]]]) -> int:
    return sum(len(stretch.keys) for stretch, _ in fresh)


def _said(
    groups: Sequence[Group], start: datetime, known: Known, sure: frozenset[tuple[str, int]]
) -> Iterable[_Said]:
    held: dict[tuple[str, int], dict[tuple[str, int, int], tuple[Stretch, list[int], list[int]]]] = {}
    for number, group in enumerate(groups):
        for member in group.members:
            stretch = member.stretch
            if stretch.entry.article.published < start:
                continue
            if (stretch.entry.article.id, stretch.number) not in sure:
                continue
            said = held.setdefault((stretch.entry.article.id, stretch.number), {})
            _, parts, wholes = said.setdefault(stretch.name, (stretch, [], []))
            parts.append(number)
            # An excerpt of a long stretch does not stand for the whole of it.
            if member.whole:
                wholes.append(number)
            if not named(stretch.attribution, known.dossier):
                held.pop((stretch.entry.article.id, stretch.number))
    for said in held.values():
        ordered = sorted(said.values(), key=lambda pair: pair[0].start)
        yield _Said(tuple((stretch, tuple(parts), tuple(wholes)) for stretch, parts, wholes in ordered))


def _fullest(said: _Said) -> tuple[object, ...]:
    article = said.entry.article
    return (
        -said.keys,
        _FORMS.index(said.attribution.form),
        -said.attribution.confidence,
        article.published,
        article.outlet,
        article.id,
        said.stretches[0][0].number,
    )


def _line(
    said: _Said,
    fresh: Sequence[tuple[Stretch, tuple[int, ...]]],
    groups: Sequence[Group],
    start: datetime,
    known: Known,
) -> Quote:
    ids = {one for _, each in fresh for one in each}
    members = [member.stretch.entry for one in sorted(ids) for member in groups[one].members]
    recent = [entry for entry in members if entry.article.published >= start]
    old = [
        bool(each)
        and any(m.stretch.entry.article.published < start for one in each for m in groups[one].members)
        for _, each in fresh
    ]
    quoted = tuple(Span(stretch.start, stretch.end) for stretch, _ in fresh)
    whole = len(fresh) == len(said.stretches)
    return quote(said.entry, said.attribution, known, quoted, whole=whole, carriers=recent, new=not all(old))


def quote(
    entry: Entry,
    attribution: Attribution,
    known: Known,
    quoted: Sequence[Span],
    *,
    whole: bool = True,
    carriers: Sequence[Entry] = (),
    new: bool = True,
    nameless: bool = False,
) -> Quote:
    """Make the line of one attribution; `carriers` are the entries that carry the saying, its own too."""
    article, dossier = entry.article, known.dossier
    shown = together([*attribution.content, *quoted]) if whole else together(quoted)
    shown = _with_marks(article.text, shown, quoted)
    mended = edged(article.text, shown)
    if all(mended.start <= each.start and each.end <= mended.end for each in quoted):
        shown = mended
    carriers = carriers or (entry,)
    return Quote(
        None if nameless else attribution.speaker,
        None if nameless else attribution.actor,
        None if nameless else attribution.side,
        attribution.via,
        attribution.form,
        evidence(article, shown, dossier),
        tuple(evidence(article, span, dossier) for span in quoted),
        _naming(entry, attribution, dossier),
        _issues(entry, shown, known),
        len({each.article.outlet for each in carriers}),
        independent(carriers, known.copies),
        new,
        attribution.confidence,
    )


def _with_marks(text: str, shown: Span, quoted: Sequence[Span]) -> Span:
    """Take in the quotation marks at the edges of what is shown."""
    start, end = shown.start, shown.end
    if start and any(each.start == start for each in quoted) and text[start - 1] in _OPENING:
        start -= 1
    if end < len(text) and any(each.end == end for each in quoted) and text[end] in _CLOSING:
        end += 1
    return Span(start, end)


def independent(entries: Iterable[Entry], copies: Mapping[str, tuple[str, ...]]) -> int:
    """Count the sources among entries that wrote for themselves: copies and one outlet count once."""
    listed = {entry.article.id: entry.article.outlet for entry in entries}
    root: dict[str, str] = {}

    def top(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for article, outlet in listed.items():
        root[top(f"article {(copies.get(article) or (article,))[0]}")] = top(f"outlet {outlet}")
    return len({top(f"outlet {outlet}") for outlet in listed.values()})


def _naming(entry: Entry, attribution: Attribution, dossier: Dossier) -> Evidence | None:
    """Point at the words that say who speaks, from source to cue."""
    spans = [*attribution.source, *attribution.cue]
    if not attribution.source:
        return None
    whole = hull(spans)
    if whole.end - whole.start > _LONGEST_NAMING or any(whole.overlaps(span) for span in attribution.quoted):
        whole = hull(attribution.source)
    if whole.end - whole.start > _LONGEST_NAMING:
        whole = attribution.source[0]
    return evidence(entry.article, whole, dossier)


def _issues(entry: Entry, shown: Span, known: Known) -> tuple[str, ...]:
    """Tell the issues of a line by its words, or by its sentence where the words are few."""
    text = entry.article.text
    return known.issues.within(text, shown) or known.issues.within(text, sentence_at(text, shown.start))


def unattributed(
    entries: Iterable[Entry], sure: frozenset[tuple[str, int]], known: Known, shown: Iterable[Quote] = ()
) -> tuple[Quote, ...]:
    """Make lines of quoted words whose speaker is unnamed or not sure, in the entries' order.

    A speaker of whom the reading is not sure is not named. Words already met, here or in the lines `shown`,
    are left out.
    """
    said = [_plain(each.exact) for quote in shown for each in quote.quoted]
    found: list[Quote] = []
    for entry in entries:
        listed = entry.reading.attributions
        believed = {
            start
            for start, number in spoken(entry, known.dossier).items()
            if (entry.article.id, number) in sure and named(listed[number], known.dossier)
        }
        for number, attribution in enumerate(listed):
            if not attribution.quoted or believed.issuperset(span.start for span in attribution.quoted):
                continue
            words = [_plain(span.of(entry.article.text)) for span in attribution.quoted]
            if all(any(each in other for other in said) for each in words):
                continue
            said += words
            unsure = (entry.article.id, number) not in sure and attribution.confidence < known.threshold
            found.append(quote(entry, attribution, known, attribution.quoted, nameless=unsure))
    return tuple(found)


def _plain(words: str) -> str:
    """Give words in a form in which the same words are found inside others."""
    return f" {' '.join(_WORD.findall(words.casefold()))} "
