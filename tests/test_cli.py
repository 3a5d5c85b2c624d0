import json
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main

FRONT = "---\noutlet: Post\ntitle: Slow talks\npublished: 2026-02-11T10:00:00Z\n---\n"
SAID = 'Kremlin spokesman Dmitry Peskov said: "We are ready for talks."\n'


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of its own for each test, and nothing set from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("RAPPORTEUR_RECORD", "RAPPORTEUR_DOSSIER", "RAPPORTEUR_READER", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command in this process and give its code, output and what it told beside."""
    try:
        code = main(words)
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "COMMAND"),
        (["frob"], "frob"),
        (["brief", "--on", "2026-02-30"], "is no day; write 2026-02-18"),
        (["brief", "--on", "2026-02-18", "--from", "2026-02-17"], "--on is one day"),
        (["brief", "--from", "2026-02-18", "--to", "2026-02-17"], "exchange them"),
        (["brief", "--as-of", "noon"], "is no time"),
        (["brief", "--zone", "Mars/Base"], 'no time zone "Mars/Base"'),
        (["brief", "--on", "0001-01-01"], "too far away"),
        (["brief", "--on", "9999-12-31"], "too far away"),
        (["brief", "--format", "pdf"], "invalid choice"),
        (["who"], "name"),
        (["--record", "postgresql://u:p@h/d", "brief"], "PostgreSQL is not supported yet"),
        (["--record", "talks.db", "brief"], "write sqlite:///FILE"),
    ],
)
def test_wrong_use_is_told_in_one_line_with_code_2(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    code, out, err = asked(capsys, *words)
    lines = [line for line in err.splitlines() if "there was no record here" not in line]
    assert (code, out, len(lines)) == (2, "", 1)
    assert lines[0].startswith("rapporteur: ")
    assert said in lines[0]


def test_a_reader_that_there_is_not_is_wrong_use(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_READER", "best")
    assert asked(capsys, "brief")[::2] == (
        2,
        'rapporteur: RAPPORTEUR_READER is "best"; write full or rules\n',
    )


def test_the_first_question_in_a_new_place_is_answered_from_the_seeds(
    capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    code, out, err = asked(capsys, "brief", "--json")
    brief = json.loads(out)
    assert code == 0
    assert "made rapporteur.db (5 files: 5 stored)" in err
    assert brief["window"] == {
        "start": "2026-02-17T23:00:00Z",
        "end": "2026-02-18T23:00:00Z",
        "zone": "Europe/Zurich",
    }
    assert {"quotes", "positions", "disputes", "utterances", "characterisations"} <= set(brief)
    assert len(brief["sources"]) == 5
    assert (place / "rapporteur.db").is_file()
    assert asked(capsys, "brief", "--json") == (0, out, "")


def test_a_record_that_was_named_must_be_there(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    code, out, err = asked(capsys, "--record", "sqlite:///slip.db", "who", "Medinsky")
    assert (code, out) == (1, "")
    assert err.startswith("rapporteur: record slip.db: there is none yet; `rapporteur run` makes it ")
    assert len(err.splitlines()) == 1
    assert not (place / "slip.db").exists()


def test_an_empty_record_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "migrate")[0] == 0
    code, out, err = asked(capsys, "brief")
    assert (code, out) == (1, "")
    assert "the record is empty; `rapporteur import PATH...`" in err


def test_a_day_without_articles_names_the_latest_that_has_some(capsys: pytest.CaptureFixture[str]) -> None:
    asked(capsys, "brief")
    for words in (["brief", "--on", "2026-03-03"], ["disputes", "--on", "2026-02-11"]):
        code, out, err = asked(capsys, *words)
        assert (code, out) == (1, "")
        assert "the latest day that has some is 18 February 2026 (2026-02-18)" in err


@pytest.mark.parametrize("name", ["Medinsky", "medinskiy", "Мединский", "MEDINSKIJ", "Vladimir Medinskiy"])
def test_who_answers_to_any_spelling_and_script(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = asked(capsys, "who", name, "--json")
    card = json.loads(out)
    assert (code, card["actor"], card["name"], card["side"]) == (0, "medinsky", "Vladimir Medinsky", "russia")


def test_who_suggests_near_names_and_says_plainly_when_nobody_is_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked(capsys, "brief")
    code, out, err = asked(capsys, "who", "Medinksy")
    assert (code, out) == (1, "")
    assert "did you mean Vladimir Medinsky" in err
    assert asked(capsys, "who", "Qwrtp") == (
        1,
        "",
        'rapporteur: nobody is known by "Qwrtp", neither in the dossier nor in the record\n',
    )
    code, out, _ = asked(capsys, "who", "Qwrtp", "--json")
    assert (code, json.loads(out)["near"]) == (1, [])


def test_who_finds_speakers_whom_no_dossier_knows(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "a.md").write_text(
        f'{FRONT}"The road is long," Quentin Barnaby, a farmer, told reporters.\n', "utf-8"
    )
    asked(capsys, "import", "a.md")
    code, out, _ = asked(capsys, "who", "quentin barnaby", "--json")
    card = json.loads(out)
    assert (code, card["actor"], card["name"]) == (0, None, "Quentin Barnaby")


def test_every_form_of_the_brief_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    asked(capsys, "brief")
    for form in ("text", "discord", "html", "markdown", "json", "json-ld"):
        code, out, err = asked(capsys, "brief", "--format", form)
        assert (code, err) == (0, "")
        assert "Medinsky" in out
    code, out, _ = asked(capsys, "brief", "--period", "week", "--json")
    assert (json.loads(out)["kind"], json.loads(out)["window"]["start"]) == ("weekly", "2026-02-11T23:00:00Z")


def test_a_brief_verifies_and_a_changed_one_does_not(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    _, out, _ = asked(capsys, "brief", "--json")
    (place / "brief.json").write_text(out, "utf-8")
    assert asked(capsys, "verify", "brief.json") == (0, "brief.json: every line stands in the record\n", "")
    brief = json.loads(out)
    brief["sources"][0]["title"] += "!"
    (place / "brief.json").write_text(json.dumps(brief), "utf-8")
    code, _, err = asked(capsys, "verify", "brief.json")
    assert code == 1
    assert "sources[0].title" in err
    (place / "brief.json").write_text("[]", "utf-8")
    assert asked(capsys, "verify", "brief.json")[0] == 1


def test_import_tells_of_each_file_and_where_its_date_is_from(
    capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    (place / "in").mkdir()
    (place / "in" / "a.md").write_text(FRONT + SAID, "utf-8")
    (place / "in" / "b.txt").write_text(f"KYIV, Feb 12 (Reuters) - {SAID}", "utf-8")
    (place / "in" / "c.txt").write_text("", "utf-8")
    code, out, err = asked(capsys, "import", "in")
    assert code == 1
    assert out.splitlines() == [
        "in/a.md: stored (Post, 11 February 2026)",
        "in/b.txt: stored (Reuters, 12 February 2026, date taken from a date at the head of the text)",
        "3 files: 2 stored, 1 refused",
    ]
    assert err == "rapporteur: in/c.txt: is empty\n"
    code, out, _ = asked(capsys, "import", "in/a.md", "--outlet", "The Times", "--published", "2026-02-13")
    assert "The Times, 13 February 2026, date taken from --published" in out


def test_read_prints_the_promised_shape_and_stores_nothing(
    capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    text = FRONT + SAID
    (place / "a.md").write_text(text, "utf-8")
    code, out, _ = asked(capsys, "read", "a.md", "--json")
    assert code == 0
    (article,) = json.loads(out)["articles"]
    assert set(article) == {"path", "attributions", "positions"}
    assert article["path"] == "a.md"
    (said,) = article["attributions"]
    assert list(said) == (
        ["form", "source", "cue", "content", "quoted", "actor", "speaker", "side", "via", "confidence"]
    )
    assert (said["form"], said["actor"], said["side"]) == ("direct", "peskov", "russia")
    assert [text[start:end] for start, end in said["quoted"]] == ["We are ready for talks."]
    assert not (place / "rapporteur.db").exists()


def test_read_places_what_a_page_shows_in_its_source(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    page = (
        "<!doctype html><html><head><title>Talks</title><script>var x = '<p>';</script></head><body>"
        "<article><p>GENEVA &mdash; The talks ended on Wednesday without a breakthrough, officials said.</p>"
        "<p>Kremlin spokesman <b>Dmitry Peskov</b> said:\n &ldquo;We are ready &amp; able to hold talks."
        "&rdquo;</p></article></body></html>"
    )
    (place / "a.html").write_text(page, "utf-8")
    code, out, _ = asked(capsys, "read", "a.html", "--json")
    (article,) = json.loads(out)["articles"]
    quoted = [page[start:end] for said in article["attributions"] for start, end in said["quoted"]]
    assert code == 0
    assert quoted == ["We are ready &amp; able to hold talks."]


def test_read_goes_on_after_a_refusal(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "a.txt").write_text(SAID, "utf-8")
    code, out, err = asked(capsys, "read", "missing.txt", "a.txt", "--json")
    assert (code, len(json.loads(out)["articles"])) == (1, 1)
    assert err == "rapporteur: missing.txt: there is no such file\n"


def test_a_dossier_is_checked_and_each_mistake_named(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "good.toml").write_text('[dossier]\nname = "T"\n[sides.a]\nname = "A"\n', "utf-8")
    (place / "bad.toml").write_text('[dossier]\nnam = "T"\n[sides.a]\n', "utf-8")
    assert asked(capsys, "dossier", "check", "good.toml")[0] == 0
    code, out, err = asked(capsys, "dossier", "check", "bad.toml")
    assert (code, out) == (1, "")
    assert all(line.startswith("rapporteur: bad.toml: ") for line in err.splitlines())
    assert asked(capsys, "--dossier", "bad.toml", "brief")[0] == 1
    assert asked(capsys, "--dossier", "none.toml", "brief")[0] == 1


def test_exports_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for form, begins in [("csv", "id,"), ("jsonl", "{"), ("graphml", "<"), ("json-ld", "{")]:
        code, out, _ = asked(capsys, "export", "--format", form)
        assert code == 0
        assert out.startswith(begins)
    code, out, _ = asked(capsys, "export", "--format", "csv", "--what", "positions")
    assert (code, len(out.splitlines()) > 5) == (0, True)


def test_the_unexpected_is_one_line_with_an_id_and_the_rest_in_the_log(
    capsys: pytest.CaptureFixture[str], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> int:
        raise LookupError("no such\nthing")

    monkeypatch.setitem(__import__("bot.verbs", fromlist=["VERBS"]).VERBS, "migrate", broken)
    code, out, err = asked(capsys, "migrate")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    number = err.split()[-1]
    assert f"id {number}" in (place / "state" / "rapporteur" / "rapporteur.log").read_text("utf-8")
    assert "Traceback" in asked(capsys, "migrate", "--debug")[2]


def test_a_foreign_database_is_refused_by_every_verb(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    with sqlite3.connect(place / "rapporteur.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    (place / "a.txt").write_text(SAID, "utf-8")
    for words in (["brief"], ["who", "x"], ["import", "a.txt"], ["run"], ["migrate"], ["export"]):
        code, out, err = asked(capsys, *words)
        assert (code, out) == (1, "")
        assert err.startswith("rapporteur: record rapporteur.db: is a database of another program; ")
        assert len(err.splitlines()) == 1


def test_the_originals_replace_the_retold_articles_in_every_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: Path, originals: Path
) -> None:
    briefs = []
    for order in ("seeds first", "originals first", "one by one, seeds between"):
        (place / order).mkdir()
        monkeypatch.chdir(place / order)
        files = sorted(originals.glob("*.txt"), reverse=True)
        taken = (
            [["import", str(file)] for file in files]
            if "one by one" in order
            else [["import", str(originals)]]
        )
        steps = [["migrate"], *taken[:2], ["run"], *taken[2:]]
        for words in reversed(steps) if order == "seeds first" else steps:
            assert asked(capsys, *words)[0] == 0
        briefs.append(asked(capsys, "brief", "--on", "2026-02-18", "--json")[1])
    assert len(set(briefs)) == 1
    sources = json.loads(briefs[0])["sources"]
    assert {Path(source["path"]).suffix for source in sources} == {".txt"}
    assert {source["version"] for source in sources} == {2}


def test_on_a_tiny_machine_rules_alone_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setenv("RAPPORTEUR_READER", "rules")
    (place / "a.txt").write_text(SAID, "utf-8")
    code, out, _ = asked(capsys, "read", "a.txt", "--json")
    (said,) = json.loads(out)["articles"][0]["attributions"]
    assert (code, said["actor"]) == (0, "peskov")
