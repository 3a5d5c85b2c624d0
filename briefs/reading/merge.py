"""Rules and tagger together: the rules where they are sure, the tagger where they are not.

A rule's finding and the tagger's are one where they report mostly the same words. Such a pair keeps the
rule's bounds where its frame is one that rules read well, and the source on which both agree or of which
the surer one is sure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefs.reading.confidence import chance, odds
from briefs.reading.draft import Draft
from briefs.reading.lexicon import load_lexicon
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefs.model.span import Span
    from briefs.reading.phrases import Run
    from briefs.reading.tagger import TaggedAttribution
    from briefs.reading.tokens import Paragraph

_LEXICON: Final = load_lexicon()
#: Frames whose bounds are read off marks and paragraphs, better than any tagger sees them.
_BOUNDED: Final = frozenset(
    ("subject, after its words", "inverted", "lead-in", "transcript", "signature", "after speech", "colon")
)
#: Frames that reach over paragraphs and labels, to which the tagger is blind: its silence says nothing.
_UNSEEN: Final = frozenset(("transcript", "signature", "lead-in", "headline", "naming"))
_SAME: Final = 0.5
_LEAST_RULE_SOURCE: Final = 0.5


@dataclass(slots=True, eq=False)
class Proposal:
    """What the tagger makes of one cue, in token runs of its paragraph; `sources` with their chances."""

    draft: Draft
    sources: list[tuple[Run, float]]


def proposals(paragraph: Paragraph, number: int, tagged: Sequence[TaggedAttribution]) -> list[Proposal]:
    """Put the tagger's findings of one paragraph into token runs."""
    made: list[Proposal] = []
    for each in tagged:
        cue = _run(paragraph, each.cue)
        content = [run for span in each.content if (run := _run(paragraph, span)) is not None]
        if cue is None or not content:
            continue
        source = _run(paragraph, each.source) if each.source is not None else None
        lemma = next(
            (
                _LEXICON.verbs[word].lemma
                for word in paragraph.lowered[cue[0] : cue[1]]
                if word in _LEXICON.verbs
            ),
            None,
        )
        draft = Draft(number, source, cue, [(number, *run) for run in content], lemma, "net")
        draft.confidence = each.confidence
        sources = [
            (run, likely) for span, likely in each.sources if (run := _run(paragraph, span)) is not None
        ]
        made.append(Proposal(draft, sources))
    return made


def _run(paragraph: Paragraph, span: Span) -> Run | None:
    start = bisect_right(paragraph.ends, span.start)
    end = bisect_left(paragraph.starts, span.end)
    return (start, end) if start < end else None


def merge(
    paragraphs: Sequence[Paragraph],
    ruled: Sequence[Draft],
    proposed: Sequence[Proposal],
    weights: Mapping[str, float],
) -> list[Draft]:
    """Join what the rules and the tagger found, each with its new confidence.

    The drafts of `ruled` carry the rules' own confidence and are changed in place.
    """
    pairs = pairs_of(ruled, proposed)
    merged: list[Draft] = []
    for draft in ruled:
        proposal = pairs.get(id(draft))
        seen = joint_traits(paragraphs, draft, proposal)
        if proposal is not None:
            _join(draft, proposal)
        joint = chance(seen, weights)
        draft.confidence = max(draft.confidence, joint) if draft.frame in _UNSEEN else joint
        merged.append(draft)
    taken = {id(proposal) for proposal in pairs.values()}
    for proposal in proposed:
        if id(proposal) not in taken:
            proposal.draft.confidence = chance(joint_traits(paragraphs, None, proposal), weights)
            merged.append(proposal.draft)
    return merged


def pairs_of(ruled: Sequence[Draft], proposed: Sequence[Proposal]) -> dict[int, Proposal]:
    """Match findings one to one, the most alike first; by identity of the rule's draft."""
    holding: dict[tuple[int, int], list[int]] = {}
    sizes: list[int] = []
    for second, proposal in enumerate(proposed):
        words = _words(proposal.draft, proposal.draft.paragraph)
        sizes.append(len(words))
        for at in words:
            holding.setdefault((proposal.draft.paragraph, at), []).append(second)
    alike: list[tuple[float, int, int, Draft, Proposal]] = []
    for first, draft in enumerate(ruled):
        for number in {number for number, _, _ in draft.content} | {draft.paragraph}:
            words = _words(draft, number)
            shared = Counter(second for at in words for second in holding.get((number, at), ()))
            for second, count in shared.items():
                proposal = proposed[second]
                likeness = count / (len(words) + sizes[second] - count)
                same_cue = (
                    draft.cue is not None
                    and number == draft.paragraph
                    and _overlap(draft.cue, proposal.draft.cue)
                )
                if likeness >= _SAME or (same_cue and likeness > 0.2):
                    alike.append((-likeness - same_cue, first, second, draft, proposal))
    alike.sort(key=lambda pair: pair[:3])
    pairs: dict[int, Proposal] = {}
    taken: set[int] = set()
    for _, _, _, draft, proposal in alike:
        if id(draft) not in pairs and id(proposal) not in taken:
            pairs[id(draft)] = proposal
            taken.add(id(proposal))
    return pairs


def _words(draft: Draft, number: int) -> set[int]:
    return {at for here, start, end in draft.content if here == number for at in range(start, end)}


def _overlap(one: Run | None, other: Run | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _agree(draft: Draft, proposal: Proposal) -> bool:
    theirs = proposal.draft.source
    if draft.source is None or theirs is None:
        return draft.source is None and theirs is None
    return draft.paragraph == proposal.draft.paragraph and _overlap(draft.source, theirs)


def _join(draft: Draft, proposal: Proposal) -> None:
    theirs = proposal.draft
    if not _agree(draft, proposal) and draft.paragraph == theirs.paragraph and theirs.source is not None:
        backing = max(
            (
                likely
                for run, likely in proposal.sources
                if draft.source is not None and _overlap(run, draft.source)
            ),
            default=0.0,
        )
        if (
            draft.source is None
            or (draft.confidence < _LEAST_RULE_SOURCE and backing < 0.4)
            or proposal.sources[0][1] - backing > 0.6
        ):
            draft.source = theirs.source
            draft.carried = False
    if draft.frame not in _BOUNDED and theirs.paragraph == draft.paragraph:
        others = [run for run in draft.content if run[0] != theirs.paragraph]
        draft.content = theirs.content + others


def joint_traits(
    paragraphs: Sequence[Paragraph], draft: Draft | None, proposal: Proposal | None
) -> dict[str, float]:
    """Name what speaks for a finding of the rules, of the tagger, or of both."""
    if draft is None:
        if proposal is None:
            return {}
        case = "tagger alone"
        seen = {case: 1.0, f"{case}, its odds": odds(proposal.draft.confidence)}
        if proposal.draft.source is None:
            seen[f"{case}, no source"] = 1.0
        _add_quoted(paragraphs, proposal.draft, case, seen)
        return seen
    if proposal is None:
        case = "rule alone"
        seen = {case: 1.0, f"{case}, its odds": odds(draft.confidence)}
        if draft.frame in _BOUNDED:
            seen[f"{case}, bounded"] = 1.0
        _add_quoted(paragraphs, draft, case, seen)
        return seen
    case = "both" if _agree(draft, proposal) else "both, other source"
    seen = {
        case: 1.0,
        f"{case}, rule's odds": odds(draft.confidence),
        f"{case}, tagger's odds": odds(proposal.draft.confidence),
    }
    if proposal.sources:
        seen[f"{case}, tagger's source odds"] = odds(proposal.sources[0][1])
    if draft.frame in _BOUNDED:
        seen[f"{case}, bounded"] = 1.0
    _add_quoted(paragraphs, draft, case, seen)
    return seen


def _add_quoted(paragraphs: Sequence[Paragraph], draft: Draft, case: str, seen: dict[str, float]) -> None:
    words = quoted = 0
    for number, start, end in draft.content:
        words += end - start
        quoted += sum(1 for region in paragraphs[number].regions[start:end] if region != OUTSIDE)
    if quoted and words:
        seen[f"{case}, quoted {'all' if quoted > 0.8 * words else 'some'}"] = 1.0
