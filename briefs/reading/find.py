"""Everything said in one article, by the rules and, where it is wanted, by the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.model.reading import Form
from briefs.model.span import Span
from briefs.reading.carry import carry
from briefs.reading.confidence import chance, load_weights, traits
from briefs.reading.found import Found
from briefs.reading.furniture import body_start, furniture
from briefs.reading.rules import ParagraphRules
from briefs.reading.tokens import OUTSIDE
from briefs.reading.transcripts import transcripts
from briefs.reading.utterers import utterers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.phrases import Run
    from briefs.reading.tokens import Paragraph
    from briefs.reading.transcripts import transcripts
from briefs.reading.utterers import Region


def drafts(text: str, paragraphs: Sequence[Paragraph], starts: int = 0) -> list[Draft]:
    """Find all attributions the rules see, in text order; nothing before code point `starts` is read."""
    skipped = furniture(text, paragraphs, starts)
    labelled = transcripts(paragraphs, skipped)
    found = [
        [] if skip else [labelled[number]] if number in labelled else ParagraphRules(paragraph, number).find()
        for number, (paragraph, skip) in enumerate(zip(paragraphs, skipped, strict=True))
    ]
    carry(paragraphs, found, skipped)
    unique: dict[int, Draft] = {}
    for here in found:
        for draft in here:
            unique.setdefault(id(draft), draft)
    return list(unique.values())


def nested(made: Sequence[Draft]) -> set[int]:
    """Give the identities of the drafts whose cue stands inside another's content."""
    inside: set[int] = set()
    by_paragraph: dict[int, list[tuple[int, int, Draft]]] = {}
    for draft in made:
        for number, start, end in draft.content:
            by_paragraph.setdefault(number, []).append((start, end, draft))
    for draft in made:
        if draft.cue is None:
            continue
        at = draft.cue[0]
        for start, end, other in by_paragraph.get(draft.paragraph, ()):
            if start <= at < end and other is not draft:
                inside.add(id(draft))
                break
    return inside


def find(text: str, paragraphs: Sequence[Paragraph]) -> list[Found]:
    """Find who says what in `text`, in text order; every span lies inside the text and is not empty."""
    made_by_rules = drafts(text, paragraphs, body_start(text))
    within = nested(made_by_rules)
    weights = load_weights("rules")
    for draft in made_by_rules:
        draft.confidence = chance(traits(paragraphs, draft, nested=id(draft) in within), weights)
    chosen = utterers(paragraphs, made_by_rules)
    made = [_found(text, paragraphs, draft, chosen) for draft in made_by_rules]
    return sorted((found for found in made if found is not None), key=lambda found: (found.content[0], found.cue))


def _found(
    text: str, paragraphs: Sequence[Paragraph], draft: Draft, chosen: Mapping[Region, Draft]
) -> Found | None:
    runs = sorted({run for run in draft.content if run[1] < run[2]})
    content = _joined(Span(paragraphs[n].starts[start], paragraphs[n].ends[end - 1]) for n, start, end in runs)
    if not content:
        return None
    home = paragraphs[draft.paragraph]
    words = quoted = 0
    stretches: list[Span] = []
    for number, start, end in runs:
        paragraph = paragraphs[number]
        for at in range(start, end):
            if paragraph.words[at][0].isalnum():
                words += 1
                quoted += paragraph.regions[at] != OUTSIDE
        for region in sorted(set(paragraph.regions[start:end]) - {OUTSIDE}):
            if chosen[number, region] is not draft:
                continue
            quotation = paragraph.quotations[region]
            first, last = max(quotation.start, paragraph.starts[start]), min(quotation.end, paragraph.ends[end - 1])
            if first < last:
                stretches.append(Span(first, last))
    form = Form.INDIRECT if not quoted else Form.DIRECT if quoted == words else Form.MIXED
    return Found(
        form,
        _spans(home, draft.source),
        _spans(home, draft.cue),
        tuple(content),
        tuple(stretches),
        draft.lemma,
        _spans(home, draft.told),
        draft.carried,
        draft.frame,
        round(draft.confidence, 3),
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _spans(paragraph: Paragraph, run: Run | None) -> tuple[Span, ...]:
    return (Span(paragraph.starts[run[0]], paragraph.ends[run[1] - 1]),) if run else ()
