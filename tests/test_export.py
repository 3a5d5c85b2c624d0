import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.dossier import load_dossier
from briefs.export import FORMS, SUBJECTS, ExportError, export
from briefs.export.rows import stances
from briefs.export.tables import guarded
from briefs.model.article import Article
from briefs.model.reading import Attribution, Form, Position, Reading, Stance
from briefs.model.span import Span
from tests.made import ARTICLES, busy_day

DOSSIER = load_dossier(
    (Path(__file__).parent.parent / "seeds" / "talks.toml").read_text("utf-8"), "talks.toml"
)
NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


def span(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))


def position(
    article: Article, words: str, side: str, issue: str, stance: Stance, actor: str | None = None
) -> Position:
    return Position(actor, side, issue, stance, span(article, words), None, None, None, False, 0.9)


def read() -> list[tuple[Article, Reading]]:
    first, second = ARTICLES["a1"], ARTICLES["a2"]
    attribution = Attribution(
        Form.DIRECT, (span(first, "Vladimir Medinsky"),), (span(first, "called"),),
        (span(first, '"difficult, but business-like."'),), (span(first, "difficult, but business-like."),),
        "medinsky", "Vladimir Medinsky", "russia", None, "call", 0.95,
    )  # fmt: skip
    issue = DOSSIER.issues[0].id
    return [
        (
            first,
            Reading(
                (attribution,),
                (
                    position(
                        first,
                        "Moscow insists that Kyiv give up the rest of Donetsk",
                        "russia",
                        issue,
                        Stance.DEMAND,
                    ),
                    position(first, "Kyiv refuses to do", "ukraine", issue, Stance.REJECT),
                ),
                (),
            ),
        ),
        (
            second,
            Reading((), (position(second, "Kyiv will not withdraw", "ukraine", issue, Stance.REJECT),), ()),
        ),
    ]


def made(subject: str, form: str) -> str:
    return "".join(export(subject, form, DOSSIER, read=read(), disputes=busy_day().disputes))


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("form", FORMS)
def test_every_subject_has_every_form_and_the_same_input_gives_the_same_bytes(subject, form):
    assert made(subject, form) == made(subject, form) != ""


@pytest.mark.parametrize("subject", SUBJECTS)
def test_tables_and_json_lines_hold_the_same_rows(subject):
    rows = list(csv.DictReader(io.StringIO(made(subject, "csv"), newline="")))
    lines = [json.loads(line) for line in made(subject, "jsonl").splitlines()]
    assert [
        {key: "" if value is None else str(value) for key, value in line.items()} for line in lines
    ] == rows


def test_positions_are_statements_of_discourse_network_analysis():
    first, second, third = csv.DictReader(io.StringIO(made("positions", "csv"), newline=""))
    assert (first["organization"], first["concept"]) == ("Russia", DOSSIER.issues[0].name)
    assert [row["agreement"] for row in (first, second, third)] == ["1", "-1", "-1"]
    assert [row["plover"] for row in (first, second, third)] == ["REQUEST", "REJECT", "REJECT"]
    assert first["Time"] == "2026-02-18T18:30:00Z"
    article = ARTICLES["a1"]
    assert article.text[int(first["start"]) : int(first["end"])] == first["exact"]


def test_every_stance_has_an_agreement_and_a_code_or_none():
    assert set(stances()) == set(Stance)
    assert {mapped.agreement for mapped in stances().values()} == {-1, 0, 1}


def test_the_network_ties_actors_to_issues_with_what_they_think_of_them():
    root = ET.fromstring(made("positions", "graphml"))  # noqa: S314 - our own
    nodes = {
        node.get("id"): {data.get("key"): data.text for data in node}
        for node in root.findall(".//g:node", NS)
    }
    assert sorted(node["mode"] for node in nodes.values()) == ["actor", "actor", "issue"]
    edges = {
        nodes[edge.get("source")]["label"]: {data.get("key"): data.text for data in edge}
        for edge in root.findall(".//g:edge", NS)
    }
    assert edges["Ukraine"]["weight"] == "2"
    assert edges["Ukraine"]["agreement"] == "-1"
    assert edges["Ukraine"]["sources"] == "Daily Courier; Harbour Wire"
    assert edges["Russia"]["for"] == "1"


@given(st.text(max_size=60))
def test_the_network_is_well_formed_whatever_the_outlet_is_called(name):
    article = replace(ARTICLES["a1"], outlet=name)
    found = [(article, read()[0][1])]
    whole = "".join(export("positions", "graphml", DOSSIER, read=found))
    ET.fromstring(whole.encode("utf-8", "replace"))  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"), ("+49", "'+49"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("＝1", "'＝1"), ("said = so", "said = so"), (-1, -1), (None, None), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_is_executed_by_a_spreadsheet(cell, kept):
    assert guarded(cell) == kept


def test_titles_that_are_formulas_are_guarded_in_the_table():
    found = [(replace(ARTICLES["a1"], title='=HYPERLINK("x")'), read()[0][1])]
    assert '"\'=HYPERLINK(""x"")"' in "".join(export("positions", "csv", DOSSIER, read=found))


def test_annotations_point_at_the_words():
    whole = json.loads(made("positions", "json-ld"))
    target = whole["items"][0]["target"]
    assert target["source"] == "https://dailycourier.example/a1"
    quoted, at = target["selector"]
    assert ARTICLES["a1"].text[at["start"] : at["end"]] == quoted["exact"]
    assert quoted["suffix"].startswith(", which")


def test_nothing_to_export_gives_an_empty_table_with_its_columns():
    table = "".join(export("positions", "csv", DOSSIER))
    assert table.startswith("ID,Time,Document ID")
    assert table.count("\r\n") == 1
    assert json.loads("".join(export("positions", "json-ld", DOSSIER)))["items"] == []


@pytest.mark.parametrize(("subject", "form"), [("quotes", "csv"), ("positions", "xlsx")])
def test_what_there_is_not_is_refused_with_what_there_is(subject, form):
    with pytest.raises(ExportError, match="there are"):
        export(subject, form, DOSSIER)
