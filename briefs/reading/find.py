"""Everything said in one article, by the rules and, where it is wanted, by the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.model.reading import Form
from briefs.model.span import Span
from briefs.reading.carry import carry
from briefs.reading.confidence import chance, load_weights, traits
from briefs.reading.found import Found
from briefs.reading.furniture import body_start, furniture
from briefs.reading.merge import merge, proposals
from briefs.reading.rules import read_paragraph
from briefs.reading.tokens import OUTSIDE
from briefs.reading.transcripts import transcripts
from briefs.reading.utterers import utterers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.phrases import Run
    from briefs.reading.tagger import Tagger
    from briefs.reading.tokens import Paragraph
    from briefs.reading.utterers import Region

#: Frames too rare in the corpus for fitted weights: "what Smith calls 'a disgrace'" surely names its speaker.
FLOORS: Final = {"naming": 0.6}
#: Findings that are less likely right than this are not given.
LEAST: Final = 0.2


#: "Smith was quoted as saying" names the speaker as surely as "said"; the corpus has too few to learn from.
QUOTED_AS_SAYING: Final = 0.8


def drafts(text: str, paragraphs: Sequence[Paragraph], starts: int = 0) -> list[Draft]:
    """Find all attributions the rules see, in text order; nothing before code point `starts` is read."""
    skipped = furniture(text, paragraphs, starts)
    labelled = transcripts(paragraphs, skipped)
    found = [
        [] if skip else [labelled[number]] if number in labelled else read_paragraph(paragraph, number)
        for number, (paragraph, skip) in enumerate(zip(paragraphs, skipped, strict=True))
    ]
    carry(paragraphs, found, skipped)
    unique: dict[int, Draft] = {}
    for here in found:
        for draft in here:
            unique.setdefault(id(draft), draft)
    return list(unique.values())


def _is_quoted_as_saying(paragraphs: Sequence[Paragraph], draft: Draft) -> bool:
    if draft.cue is None or draft.source is None:
        return False
    words = paragraphs[draft.paragraph].lowered[draft.cue[0] : draft.cue[1]]
    return words[-3:] in (["quoted", "as", "saying"], ["cited", "as", "saying"])


def nested(made: Sequence[Draft]) -> set[int]:
    """Give the identities of the drafts whose cue stands inside another's content."""
    inside: set[int] = set()
    runs: dict[int, list[tuple[int, int, int]]] = {}
    for draft in made:
        for number, start, end in draft.content:
            runs.setdefault(number, []).append((start, end, id(draft)))
    cues: dict[int, list[tuple[int, int]]] = {}
    for draft in made:
        if draft.cue is not None:
            cues.setdefault(draft.paragraph, []).append((draft.cue[0], id(draft)))
    for number, listed in cues.items():
        inside.update(_inside(sorted(runs.get(number, ())), sorted(listed)))
    return inside


def _inside(runs: Sequence[tuple[int, int, int]], cues: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Give the owners of those cues that stand in another's run; both are in order of their start."""
    at = 0
    furthest = second = (-1, 0)  # where the two runs end that reach furthest, of different owners
    for cue, owner in cues:
        while at < len(runs) and runs[at][0] <= cue:
            reach = runs[at][1:]
            if reach[1] == furthest[1]:
                furthest = max(furthest, reach)
            elif reach[0] > furthest[0]:
                furthest, second = reach, furthest
            elif reach[0] > second[0]:
                second = reach
            at += 1
        if (furthest if furthest[1] != owner else second)[0] > cue:
            yield owner


def find(text: str, paragraphs: Sequence[Paragraph], tagger: Tagger | None = None) -> list[Found]:
    """Find who says what in `text`, in text order; every span lies inside the text and is not empty.

    Without a `tagger` the rules work alone. Findings less likely right than `LEAST` are left out.
    """
    starts = body_start(text)
    made = drafts(text, paragraphs, starts)
    within = nested(made)
    weights = load_weights("rules")
    for draft in made:
        likely = chance(traits(paragraphs, draft, nested=id(draft) in within), weights)
        draft.confidence = max(likely, FLOORS.get(draft.frame, 0.0))
    if tagger is not None:
        made = _with_tagger(text, paragraphs, made, tagger, starts)
    for draft in made:
        if _is_quoted_as_saying(paragraphs, draft):
            draft.confidence = max(draft.confidence, QUOTED_AS_SAYING)
    made = [draft for draft in _without_doubles(made) if draft.confidence >= LEAST]
    chosen = utterers(paragraphs, made)
    found = (_found(paragraphs, draft, chosen) for draft in made)
    return sorted(
        (each for each in found if each is not None),
        key=lambda each: (each.content[0], each.cue, each.source),
    )


def _with_tagger(
    text: str, paragraphs: Sequence[Paragraph], made: list[Draft], tagger: Tagger, starts: int
) -> list[Draft]:
    skipped = furniture(text, paragraphs, starts)
    numbers = [number for number, skip in enumerate(skipped) if not skip]
    tagged = tagger.tag([paragraphs[number] for number in numbers])
    proposed = [
        proposal
        for number, each in zip(numbers, tagged, strict=True)
        for proposal in proposals(paragraphs[number], number, each.attributions)
    ]
    return merge(paragraphs, made, proposed, load_weights("merged"))


def _without_doubles(made: Iterable[Draft]) -> list[Draft]:
    """Keep the surest of the findings that report exactly the same words."""
    best: dict[tuple[tuple[int, int, int], ...], Draft] = {}
    for draft in made:
        key = tuple(draft.content)
        if key and (key not in best or best[key].confidence < draft.confidence):
            best[key] = draft
    return list(best.values())


def _found(paragraphs: Sequence[Paragraph], draft: Draft, chosen: Mapping[Region, Draft]) -> Found | None:
    runs = sorted({run for run in draft.content if run[1] < run[2]})
    content = _joined(
        Span(paragraphs[n].starts[start], paragraphs[n].ends[end - 1]) for n, start, end in runs
    )
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
            first, last = (
                max(quotation.start, paragraph.starts[start]),
                min(quotation.end, paragraph.ends[end - 1]),
            )
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
