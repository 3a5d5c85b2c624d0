"""The exports by subject and form."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from briefs.annotation import safe_address, selectors
from briefs.export.network import Tie, graphml
from briefs.export.rows import Row, attribution_rows, dispute_rows, names_of, position_rows
from briefs.export.tables import csv_lines, json_lines
from briefs.model.article import Article
from briefs.model.brief import Dispute
from briefs.model.reading import Reading
from briefs.model.talks import Dossier

SUBJECTS: Final = ("attributions", "positions", "disputes")
FORMS: Final = ("csv", "jsonl", "graphml", "json-ld")
_COLUMNS: Final = {
    "attributions": (
        "id article version outlet published title address form speaker actor side via reporting_word "
        "source cue start end exact quoted confidence"
    ).split(),
    "positions": [
        "ID", "Time", "Document ID", "Document title", "Document source", "person",
        "organization", "concept", "agreement", "stance", "plover", "actor", "side", "issue", "told_by",
        "via", "toward", "hedged", "address", "start", "end", "exact", "confidence",
    ],
    "disputes": (
        "dispute issue issue_name kind status reason since side side_name actor speaker stance agreement "
        "plover told_by outlet published article version address start end exact"
    ).split(),
}  # fmt: skip


class ExportError(ValueError):
    """A subject or a form that there is not; the message names those that there are."""


def export(
    subject: str,
    form: str,
    dossier: Dossier,
    *,
    read: Iterable[tuple[Article, Reading]] = (),
    disputes: Iterable[Dispute] = (),
) -> Iterator[str]:
    """Give attributions, positions or disputes in one of `FORMS`, piece by piece.

    Attributions and positions are those of `read`, disputes those of `disputes`, in the order given.
    CSV and JSON lines take no more memory than one article. As GraphML, positions tie actors (or sides)
    to issues, disputes sides to issues, attributions speakers to outlets.

    Raises:
        ExportError: when there is no such subject or form.
    """
    if subject not in SUBJECTS:
        raise ExportError(f"{subject!r} cannot be exported; there are {', '.join(SUBJECTS)}")
    if form not in FORMS:
        raise ExportError(f"format {form!r} is unknown; there are {', '.join(FORMS)}")
    if form == "json-ld":
        return _annotations(subject, dossier, read, disputes)
    rows = _rows(subject, dossier, read, disputes)
    if form == "csv":
        return csv_lines(rows, _COLUMNS[subject])
    if form == "jsonl":
        return json_lines(rows)
    return iter([_network(subject, rows)])


def _rows(
    subject: str,
    dossier: Dossier,
    read: Iterable[tuple[Article, Reading]],
    disputes: Iterable[Dispute],
) -> Iterator[Row]:
    names = names_of(dossier)
    if subject == "attributions":
        return attribution_rows(read, names)
    if subject == "positions":
        return position_rows(read, names)
    return dispute_rows(disputes, names)


def _network(subject: str, rows: Iterable[Row]) -> str:
    if subject == "positions":
        ties = (
            _tie(
                row, row["person"] or row["organization"], row["concept"], row["Time"], row["Document source"]
            )
            for row in rows
        )
        return graphml(ties, ("actor", "issue"))
    if subject == "disputes":
        ties = (
            _tie(row, row["side_name"], row["issue_name"], row["published"], row["outlet"]) for row in rows
        )
        return graphml(ties, ("side", "issue"))
    ties = (
        _tie(row, row["speaker"], row["outlet"], row["published"], row["outlet"])
        for row in rows
        if row["speaker"]
    )
    return graphml(ties, ("speaker", "outlet"))


def _tie(row: Row, first: object, second: object, day: object, source: object) -> Tie:
    agreement = row.get("agreement")
    return Tie(
        first=str(first),
        second=str(second),
        side=str(row["side"] or ""),
        agreement=agreement if isinstance(agreement, int) else 0,
        day=str(day)[:10],
        source=str(source),
    )


def _annotations(
    subject: str,
    dossier: Dossier,
    read: Iterable[tuple[Article, Reading]],
    disputes: Iterable[Dispute],
) -> Iterator[str]:
    """Give W3C Web Annotations whose bodies are rows, one a line inside the list of one collection."""
    context = [
        "http://www.w3.org/ns/anno.jsonld",
        {"rapporteur": "urn:rapporteur:", "@vocab": "urn:rapporteur:"},
    ]
    head = f'"@context": {json.dumps(context)}, "type": "AnnotationCollection", "label": "{subject}"'
    yield f'{{{head}, "items": [\n'
    before = ""
    for row, text in _placed(subject, dossier, read, disputes):
        yield before + json.dumps(_annotation(row, text), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _placed(
    subject: str,
    dossier: Dossier,
    read: Iterable[tuple[Article, Reading]],
    disputes: Iterable[Dispute],
) -> Iterator[tuple[Row, str | None]]:
    if subject == "disputes":
        for row in _rows(subject, dossier, (), disputes):
            yield row, None
        return
    for article, reading in read:
        for row in _rows(subject, dossier, [(article, reading)], ()):
            yield row, article.text


def _annotation(row: Row, text: str | None) -> dict[str, Any]:
    start, end = int(row["start"] or 0), int(row["end"] or 0)
    article = row.get("Document ID") or f"{row.get('article')}:{row.get('version')}"
    place = {"address", "start", "end", "exact"}
    address = row.get("address")
    return {
        "type": "Annotation",
        "motivation": "classifying",
        "body": {"type": "Dataset", **{key: value for key, value in row.items() if key not in place}},
        "target": {
            "source": safe_address(str(address) if address else None) or f"urn:rapporteur:article:{article}",
            "selector": selectors(text, start, end, str(row["exact"])),
        },
    }
