"""Whose words a quotation holds when several reporting words reach over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.lexicon import load_lexicon
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.tokens import Paragraph

_LEXICON: Final = load_lexicon()
_SPEAKING: Final = (
    frozenset(verb.lemma for verb in _LEXICON.verbs.values() if verb.takes & {"saying", "telling", "calling"})
    - _LEXICON.groups["silent"]
    | _LEXICON.groups["uttering"]
)

#: A quoted region: the number of its paragraph and its place among the paragraph's quotations.
Region = tuple[int, int]


def utterers(paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> dict[Region, Draft]:
    """Choose for every quoted region the one finding whose speaker uttered the words.

    That is the innermost with a word of saying ("Axios reported that he said '...'": he); where none is
    one of saying, the outermost ("she hopes he sees it as '...'": she).
    """
    reaching: dict[Region, list[tuple[int, Draft]]] = {}
    for draft in drafts:
        size = sum(end - start for _, start, end in draft.content)
        for number, start, end in draft.content:
            regions = paragraphs[number].regions
            for index in set(regions[start:end]):
                if index != OUTSIDE:
                    reaching.setdefault((number, index), []).append((size, draft))
    chosen: dict[Region, Draft] = {}
    for region, listed in reaching.items():
        listed.sort(key=lambda pair: pair[0])
        speaking = [draft for _, draft in listed if draft.source is not None and _speaks(draft)]
        named = [draft for _, draft in listed if draft.source is not None]
        chosen[region] = speaking[0] if speaking else named[-1] if named else listed[0][1]
    return chosen


def _speaks(draft: Draft) -> bool:
    return draft.lemma is None or draft.frame == "naming" or draft.lemma in _SPEAKING
