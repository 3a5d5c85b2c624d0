from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.console import Console, Vocabulary, converse, run
from bot.console.commands import USES, Advice, Command, parse, parse_day
from bot.console.complete import CommandCompleter, history_in
from bot.console.loop import Screen
from bot.errors import NothingFound
from briefs.model.answers import Asked, DisputeList, NameUnknown, PositionList, QuoteList
from tests.made import NAMES, busy_day, who_card

TODAY = date(2026, 2, 20)
WORDS = Vocabulary(
    actors=("Vladimir Medinsky", "Volodymyr Zelenskyy", "Steve Witkoff"),
    issues=(("territory", "Territory and withdrawal"), ("plant", "Zaporizhzhia nuclear plant")),
    days=(date(2026, 2, 17), date(2026, 2, 18)),
)


@pytest.mark.parametrize(
    ("line", "name", "on", "given_words"),
    [
        ("/brief", "/brief", None, {}),
        ("  /BRIEF today ", "/brief", TODAY, {}),
        ("/brief yesterday", "/brief", date(2026, 2, 19), {}),
        ("/brief latest", "/brief", None, {}),
        ("/brief 2026-02-18", "/brief", date(2026, 2, 18), {}),
        ("/brief 18 February", "/brief", date(2026, 2, 18), {}),
        ("/brief Feb 18, 2025", "/brief", date(2025, 2, 18), {}),
        ("/disputes 18.02.2026", "/disputes", date(2026, 2, 18), {}),
        ("/who medinsky", "/who", None, {"name": "medinsky"}),
        ("/who Мединский", "/who", None, {"name": "Мединский"}),
        ("/positions", "/positions", None, {}),
        ("/positions territory", "/positions", None, {"issue": "territory"}),
        ("/positions Zaporizhzhia nuclear plant", "/positions", None, {"issue": "plant"}),
        ("/positions zapor", "/positions", None, {"issue": "plant"}),
        ("/positions of Russia", "/positions", None, {"actor": "Russia"}),
        ("/quotes", "/quotes", None, {}),
        ("/quotes Medinsky", "/quotes", None, {"by": "Medinsky"}),
        ("/quotes by Medinsky about Witkoff", "/quotes", None, {"by": "Medinsky", "about": "Witkoff"}),
        ("/quotes issue plant text by then", "/quotes", None, {"issue": "plant", "text": "by then"}),
        ("/quit", "/quit", None, {}),
        ("exit", "/quit", None, {}),
    ],
)  # fmt: skip
def test_a_line_asks_for_one_thing(line, name, on, given_words):
    assert parse(line, WORDS, TODAY) == Command(name, on, given_words)


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("medinsky", "Did you mean /who medinsky?"),
        ("brief yesterday", "Did you mean /brief yesterday?"),
        ("help", "Did you mean /help?"),
        ("2026-02-18", "Did you mean /brief 2026-02-18?"),
        ("territory", "Did you mean /positions territory?"),
        ("who wants peace this year", "Did you mean /who wants peace this year?"),
        ("the talks were quite difficult", "/quotes text the talks were quite difficult"),
        ("/breif", "Did you mean /brief?"),
        ("/xyzzy", "/help lists the commands."),
        ("/", "/help lists the commands."),
        ("/who", "/who Vladimir Medinsky"),
        ("/brief soon", "“soon” is no day. Say /brief 2026-02-18"),
        ("/brief 2026-02-31", "is no day"),
        ("/quotes by", "Say what stands after “by”"),
        ("/quotes issue moon", "“moon” is no issue of these talks. Issues: territory, plant"),
        ("/help me", "/help takes nothing after it."),
    ],
)
def test_a_line_that_asks_for_nothing_known_is_helped_in_one_line(line, advice):
    found = parse(line, WORDS, TODAY)
    assert isinstance(found, Advice)
    assert advice in found.text
    assert "\n" not in found.text


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1 March", date(2025, 3, 1)),
        ("18 feb", date(2026, 2, 18)),
        ("18th of feb", None),
        ("32 feb", None),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_day_without_a_year_is_the_latest_such_day(words, day):
    assert parse_day(words, WORDS, TODAY) == day


@given(st.text())
def test_any_line_is_understood_or_helped(line):
    found = parse(line, WORDS, TODAY)
    assert found is None or isinstance(found, Advice | Command)


class Desk:
    """Answers as the desk does, from made values, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, object]]] = []

    async def brief(self, on=None):
        self.asked.append(("brief", {"on": on}))
        if on == date(2026, 2, 19):
            raise NothingFound("no articles on 19 February 2026; the latest day is 18 February 2026")
        if on == date(2026, 2, 1):
            raise ZeroDivisionError("a bug")
        return busy_day()

    async def who(self, name):
        self.asked.append(("who", {"name": name}))
        return who_card() if name == "zelensky" else NameUnknown("geneva-2026", name, ())

    async def positions(self, **asked):
        self.asked.append(("positions", asked))
        return PositionList("geneva-2026", Asked(), busy_day().positions, (), NAMES)

    async def disputes(self, on=None):
        self.asked.append(("disputes", {"on": on}))
        return DisputeList("geneva-2026", Asked(), busy_day().disputes, (), NAMES)

    async def quotes(self, **asked):
        self.asked.append(("quotes", asked))
        return QuoteList("geneva-2026", Asked(), busy_day().quotes, (), (), NAMES)


def console(lines: int = 200) -> tuple[Console, list[str], Desk]:
    written: list[str] = []
    desk = Desk()
    made = Console(
        desk,
        vocabulary=WORDS,
        today=lambda: TODAY,
        write=written.append,
        screen=lambda: Screen(80, lines, False),
    )
    return made, written, desk


@pytest.mark.parametrize(
    ("line", "question", "shown"),
    [
        ("/brief", ("brief", {"on": None}), "TOPLINES"),
        ("/who zelensky", ("who", {"name": "zelensky"}), "LATEST WORDS"),
        ("/who nobody", ("who", {"name": "nobody"}), "Nobody is known as “nobody”."),
        ("/positions plant", ("positions", {"issue": "plant"}), "Zaporizhzhia nuclear plant"),
        ("/disputes", ("disputes", {"on": None}), "opposed stances"),
        ("/quotes by x text y", ("quotes", {"by": "x", "text": "y"}), "NEWEST FIRST"),
        ("/changes", ("brief", {"on": None}), "CHANGED SINCE"),
        ("/sources", ("brief", {"on": None}), "[1] Daily Courier"),
    ],
)
async def test_each_command_is_one_question_and_one_answer(line, question, shown):
    made, written, desk = console()
    assert await made.answer(line)
    assert desk.asked == [question]
    assert len(written) == 1
    assert shown in written[0]


async def test_more_gives_the_next_page_until_there_is_none():
    made, written, _ = console(lines=24)
    await made.answer("/brief")
    while "There is no further page." not in written[-1]:
        await made.answer("/more")
    whole = "\n".join(written)
    assert "Page 1 of" in whole
    assert "(/more)" in written[0]
    assert "SOURCES" in whole


async def test_an_error_of_the_desk_is_one_line_and_the_console_goes_on():
    made, written, _ = console()
    assert await made.answer("/brief 2026-02-19")
    assert written == ["no articles on 19 February 2026; the latest day is 18 February 2026"]


async def test_a_bug_is_told_with_an_id_that_stands_in_the_log(caplog):
    made, written, _ = console()
    assert await made.answer("/brief 2026-02-01")
    (line,) = written
    assert "went wrong" in line
    assert line.split(" as ")[1].split(".")[0] in caplog.text


async def test_help_lists_every_command():
    made, written, _ = console()
    await made.answer("/help")
    for use, _ in USES.values():
        assert use in written[0]


async def talk(made: Console, typed: str, state: Path | None = None) -> None:
    with create_pipe_input() as source:
        source.send_text(typed)
        await converse(made, state=state, source=source, sink=DummyOutput())


async def test_ctrl_c_clears_the_line_and_ctrl_d_leaves():
    made, _, desk = console()
    await talk(made, "/who zelen\x03/who zelensky\r\x04")
    assert desk.asked == [("who", {"name": "zelensky"})]


async def test_quit_leaves():
    made, _, desk = console()
    await talk(made, "/quit\r/brief\r")
    assert desk.asked == []


async def test_history_is_kept_in_the_state_folder(tmp_path):
    made, _, _ = console()
    await talk(made, "/who zelensky\r\x04", tmp_path / "state")
    assert "/who zelensky" in (tmp_path / "state" / "history").read_text()


async def test_a_history_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("in the way")
    made, _, desk = console()
    await talk(made, "/brief\r\x04", tmp_path / "file" / "state")
    (tmp_path / "history").mkdir()
    await talk(made, "/brief\r\x04", tmp_path)
    assert len(desk.asked) == 2
    assert list(history_in(tmp_path).load_history_strings()) == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/b", ["/brief"]),
        ("/q", ["/quotes", "/quit"]),
        ("/who med", ["Vladimir Medinsky"]),
        ("/who v", ["Vladimir Medinsky", "Volodymyr Zelenskyy"]),
        ("/positions ter", ["territory"]),
        ("/brief 2026-02-1", ["2026-02-18", "2026-02-17"]),
        ("/brief y", ["yesterday"]),
        ("/quotes b", ["by"]),
        ("/quotes by wit", ["Steve Witkoff"]),
        ("/quotes by Steve Witkoff is", ["issue"]),
        ("/quotes issue p", ["plant"]),
        ("/quotes text b", []),
        ("med", []),
        ("/help x", []),
    ],
)
def test_commands_actors_issues_and_days_are_completed(typed, offered):
    found = CommandCompleter(WORDS).get_completions(Document(typed), CompleteEvent())
    assert [completion.text for completion in found] == offered


class EmptyDesk(Desk):
    async def brief(self, on=None):
        self.asked.append(("brief", {"on": on}))
        raise NothingFound("the record is empty; `rapporteur import PATH...` stores your articles")


async def test_without_a_terminal_an_empty_record_says_what_to_do(capsys):
    assert await run(EmptyDesk(), vocabulary=WORDS, today=lambda: TODAY) == 0
    assert (
        capsys.readouterr().out == "the record is empty; `rapporteur import PATH...` stores your articles\n"
    )


async def test_without_a_terminal_the_brief_is_printed_and_the_console_ends(capsys):
    assert await run(Desk(), vocabulary=WORDS, today=lambda: TODAY, greeting="Loaded 5 articles.") == 0
    printed = capsys.readouterr().out
    assert "TOPLINES" in printed
    assert "SOURCES" in printed
    assert printed.endswith("Loaded 5 articles.\n")
