"""Rows as CSV that spreadsheets do not execute, and as JSON lines."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from briefs.export.rows import Cell, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - the wide forms count too


def csv_lines(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """Give CSV after RFC 4180, names of columns first; text that begins like a formula gets a leading '."""
    yield _line(list(columns))
    for row in rows:
        yield _line([row.get(column) for column in columns])


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Give a JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def guarded(cell: Cell) -> Cell:
    """Give a cell that a spreadsheet shows and does not execute."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _line(cells: Sequence[Cell]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return line.getvalue()
