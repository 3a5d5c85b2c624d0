"""Two-mode networks as GraphML, as visone, Gephi and igraph read them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_KEYS = (
    ("label", "node", "string"),
    ("mode", "node", "string"),
    ("side", "node", "string"),
    ("weight", "edge", "int"),
    ("agreement", "edge", "int"),
    ("for", "edge", "int"),
    ("against", "edge", "int"),
    ("first", "edge", "string"),
    ("last", "edge", "string"),
    ("sources", "edge", "string"),
)


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement that ties a node of the first mode to one of the second, on a day, in a source."""

    first: str
    second: str
    side: str
    agreement: int
    day: str
    source: str


@dataclass(slots=True)
class _Edge:
    ties: list[Tie] = field(default_factory=list)


def graphml(ties: Iterable[Tie], modes: tuple[str, str]) -> str:
    """Give a network with an edge for each pair that is tied.

    `weight` counts the ties, `for` and `against` those with agreement +1 and -1, `agreement` is the sign of
    their difference; `first` and `last` are days, `sources` the outlets, sorted.
    """
    edges: dict[tuple[str, str], _Edge] = {}
    sides: dict[str, str] = {}
    for tie in ties:
        edges.setdefault((tie.first, tie.second), _Edge()).ties.append(tie)
        sides.setdefault(tie.first, tie.side)
    first = sorted({one for one, _ in edges})
    second = sorted({other for _, other in edges})
    ids = {
        **{(modes[0], name): f"a{number}" for number, name in enumerate(first)},
        **{(modes[1], name): f"b{number}" for number, name in enumerate(second)},
    }
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(f'  <key id="{key}" for="{of}" attr.name="{key}" attr.type="{kind}"/>' for key, of, kind in _KEYS),
        '  <graph id="G" edgedefault="undirected">',
    ]
    for (mode, name), key in ids.items():
        side = {"side": sides[name]} if mode == modes[0] and sides.get(name) else {}
        lines += [f'    <node id="{key}">', *_data({"label": name, "mode": mode, **side}), "    </node>"]
    for (one, other), edge in sorted(edges.items()):
        source, target = ids[modes[0], one], ids[modes[1], other]
        lines += [f'    <edge source="{source}" target="{target}">', *_data(_told(edge)), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>", ""])


def _told(edge: _Edge) -> dict[str, str | int]:
    for_it = sum(tie.agreement > 0 for tie in edge.ties)
    against = sum(tie.agreement < 0 for tie in edge.ties)
    return {
        "weight": len(edge.ties),
        "agreement": (for_it > against) - (for_it < against),
        "for": for_it,
        "against": against,
        "first": min(tie.day for tie in edge.ties),
        "last": max(tie.day for tie in edge.ties),
        "sources": "; ".join(sorted({tie.source for tie in edge.ties})),
    }


def _data(values: dict[str, str | int]) -> list[str]:
    return [
        f"      <data key={quoteattr(key)}>{escape(_allowed(str(value)))}</data>"
        for key, value in values.items()
    ]


def _allowed(text: str) -> str:
    """Drop what XML 1.0 cannot hold."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n\r"
        or " " <= letter <= "\ud7ff"
        or "\ue000" <= letter <= "\ufffd"
        or letter > "\uffff"
    )
