"""A finding while it is still being made: token runs that later rules may cut, join or carry on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefs.reading.phrases import Run


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making.

    `paragraph` numbers the paragraph that holds source and cue. `content` lists `(paragraph, start, end)`
    with token positions; `told` is the person told; `frame` names the rule.
    """

    paragraph: int
    source: Run | None
    cue: Run | None
    content: list[tuple[int, int, int]]
    lemma: str | None
    frame: str
    told: Run | None = None
    carried: bool = False
    confidence: float = 0.0
    unit: int = field(default=-1)
