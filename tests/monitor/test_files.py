import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FileRefused
from bot.monitor.files import LARGEST, decode, list_files, read_bytes
from bot.monitor.front import split_front


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain\r\n", "plain\r\n"),
        ("„Нет“, — сказал он".encode(), "„Нет“, — сказал он"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("wide “quotes”".encode("utf-16"), "wide “quotes”"),
        ("wide".encode("utf-32"), "wide"),
        ("Москва заявила, что переговоры идут".encode("windows-1251"), "Москва заявила, что переговоры идут"),
        (
            "“It’s over,” the café’s owner said — finally".encode("windows-1252"),
            "“It’s over,” the café’s owner said — finally",
        ),
        ('<meta charset="koi8-r">Киев'.encode("koi8-r"), '<meta charset="koi8-r">Киев'),
    ],
)
def test_text_is_decoded_by_its_mark_as_utf_8_as_declared_or_as_windows_wrote_it(
    content: bytes, text: str
) -> None:
    assert decode(content, "a.txt") == text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04 ...", "packed file"),
        (b"text\0with a NUL", "is not text"),
        (bytes(range(1, 32)) * 9, "is not text"),
        ("Kyiv — “no”".encode() + b" \xff\xfe", "no other encoding fits"),
        (b"half a letter \xe2\x80", "no other encoding fits"),
        (b"stray \xff byte", "no other encoding fits"),
        (b"\xff\xfeo", "no other encoding fits"),
        (b'<meta charset="base64">\xff\xfe', "no other encoding fits"),
        (b'<meta charset="no-such">\xff\xfe', "no other encoding fits"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why) as refused:
        decode(content, "a.txt")
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        text = decode(content, "a.txt")
    except FileRefused:
        return
    text.encode("utf-8")


@given(st.text(max_size=200))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8"), "a.txt")
    except FileRefused:
        return
    assert decoded == text.removeprefix("\ufeff")


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * LARGEST)
    assert len(read_bytes(str(file))) == LARGEST
    with file.open("ab") as more:
        more.truncate(50_000_000)
    with pytest.raises(FileRefused, match=r"too large \(50.0 MB\); an article has at most 5 MB"):
        read_bytes(str(file))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing.txt", "there is no such file"),
        ("a.txt/b.txt", "there is no such file"),
        ("loop.txt", "leads round in a circle"),
        ("", "there is no such file"),
        ("n" * 300, "too long"),
        ("nul\0.txt", "is no name of a file"),
        ("\udcff.txt", "its name is not UTF-8"),
        ("folder", "is a directory"),
        ("pipe.txt", "no ordinary file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "a.txt").write_text("a", "utf-8")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(FileRefused, match=why) as refused:
        read_bytes(f"{tmp_path}/{name}" if name else "")
    assert "\n" not in str(refused.value)
    str(refused.value).encode("utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.touch(0o000)
    with pytest.raises(FileRefused, match="may not be read"):
        read_bytes(str(file))


def test_a_directory_stands_for_the_articles_in_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.HTML", ".hidden.txt", "d.pdf", "deep/e.htm", ".git/f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    listed = [Path(path).relative_to(tmp_path).as_posix() for path in list_files(str(tmp_path))]
    assert listed == ["a.md", "b.txt", "c.HTML", "deep/e.htm"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileRefused, match="holds no article"):
        list(list_files(str(tmp_path / "empty")))


@pytest.mark.parametrize(
    ("text", "values", "rest"),
    [
        (
            "---\nTitle: A: b\nurl: https://e.org/x\n---\nBody",
            {"title": "A: b", "address": "https://e.org/x"},
            "Body",
        ),
        (
            "---\r\ntitle: 'It''s'\r\noutlet: \"A \\\"B\\\"\"\r\n---\r\nBody",
            {"title": "It's", "outlet": 'A "B"'},
            "Body",
        ),
        ("---\ntags:\n  - a\n- b\n# note\n\ntitle: T\ntitle: U\n---\n", {"tags": "", "title": "T"}, ""),
        ("---\ntitle: T\n...\nBody", {"title": "T"}, "Body"),
        ("---\n---\nBody", {}, "Body"),
        ("---\ntitle: T\nBody without an end", {}, "---\ntitle: T\nBody without an end"),
        ("---\nJust a line of prose.\n---\nBody", {}, "---\nJust a line of prose.\n---\nBody"),
        ("Body\n---\ntitle: T\n---\n", {}, "Body\n---\ntitle: T\n---\n"),
        ("---\ntitle: T\n" + "x: y\n" * 3000 + "---\nBody", {}, None),
    ],
)
def test_front_matter_is_lines_of_keys_and_values(
    text: str, values: dict[str, str], rest: str | None
) -> None:
    found, begins = split_front(text)
    assert found == values
    assert text[begins:] == (text if rest is None else rest)


@given(st.text(max_size=400))
def test_front_matter_never_takes_more_than_it_is(text: str) -> None:
    _, begins = split_front(text)
    assert 0 <= begins <= len(text)
    assert begins == 0 or text.startswith("---")
