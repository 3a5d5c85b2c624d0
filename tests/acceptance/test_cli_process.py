"""The program as a user starts it: a process of its own, in a directory of its own."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "bot")


def environment(place: Path, more: Mapping[str, str] = {}) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("RAPPORTEUR_", "DISCORD_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(place / "state"), **more}


def run(place: Path, *words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own program)
        [*PROGRAM, *words],
        cwd=place,
        env=environment(place, more),
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def sound(record: Path) -> bool:
    with sqlite3.connect(record) as opened:
        told = (
            opened.execute("PRAGMA integrity_check").fetchone()[0],
            opened.execute("PRAGMA foreign_key_check").fetchall(),
        )
    opened.close()
    return told == ("ok", [])


def test_run_prints_the_brief_and_ends_and_again_loads_nothing_twice(tmp_path: Path) -> None:
    first = run(tmp_path, "run")
    again = run(tmp_path, "run")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Ukraine-Russia talks" in first.stdout
    assert "5 files: 5 stored" in first.stdout
    assert (again.returncode, again.stderr) == (0, "")
    assert "5 files: 5 already stored" in again.stdout
    assert first.stdout.replace("5 stored", "") == again.stdout.replace("5 already stored", "")


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 (our own program)
        [*PROGRAM, "brief", "--format", "html"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        told = started.stderr.read().decode()
        assert started.wait(60) == 0
    assert "Traceback" not in told
    assert "BrokenPipe" not in told


@pytest.mark.parametrize("moment", [0.4, 1.0, 2.0])
def test_an_interrupt_at_any_moment_leaves_a_sound_record(tmp_path: Path, moment: float) -> None:
    for number in range(60):
        body = f'Kremlin spokesman Dmitry Peskov said on day {number}: "We are ready for talks."\n' * 20
        (tmp_path / f"{number:02}.txt").write_text(f"{number} begins here.\n{body}", "utf-8")
    with subprocess.Popen(  # noqa: S603 (our own program)
        [*PROGRAM, "import", "."],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:
        time.sleep(moment)
        started.send_signal(signal.SIGINT)
        _, told = started.communicate(timeout=60)
    # Before our first line runs, Python itself still answers the signal.
    if (tmp_path / "rapporteur.db").exists():
        assert started.returncode in (0, 130)
        assert b"Traceback" not in told
        assert sound(tmp_path / "rapporteur.db")
    assert run(tmp_path, "import", ".").returncode == 0
    assert sound(tmp_path / "rapporteur.db")


def test_a_full_disk_is_told_in_one_line_and_nothing_half_is_stored(tmp_path: Path) -> None:
    assert run(tmp_path, "run").returncode == 0
    (tmp_path / "a.txt").write_text("".join(f'He said: "Word number {n}." \n' for n in range(2_000)), "utf-8")
    size = (tmp_path / "rapporteur.db").stat().st_size

    def no_more_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))

    done = subprocess.run(  # noqa: S603 (our own program)
        [*PROGRAM, "import", "a.txt"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=no_more_room,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "make room" in done.stderr
    assert sound(tmp_path / "rapporteur.db")
    with sqlite3.connect(tmp_path / "rapporteur.db") as record:
        assert record.execute("SELECT count(*) FROM articles").fetchone() == (5,)
    record.close()
    assert run(tmp_path, "import", "a.txt").returncode == 0


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    done = run(tmp_path, "import", "pipe.txt")
    assert done.returncode == 1
    assert "no ordinary file" in done.stderr


def test_standard_input_is_read_as_a_file(tmp_path: Path) -> None:
    text = 'Kremlin spokesman Dmitry Peskov said: "We are ready."\n'
    (article,) = json.loads(run(tmp_path, "read", "-", "--json", given=text).stdout)["articles"]
    assert article["path"] == "-"
    assert [text[start:end] for start, end in article["attributions"][0]["quoted"]] == ["We are ready."]


def test_two_programs_may_start_and_write_at_once(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(  # noqa: S603 (our own program)
            [*PROGRAM, "run"],
            cwd=tmp_path,
            env=environment(tmp_path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    ends = [(one.communicate(timeout=120), one.returncode) for one in started]
    assert [code for _, code in ends] == [0, 0], ends
    assert sound(tmp_path / "rapporteur.db")
    assert "5 files: 5 already stored" in run(tmp_path, "run").stdout
