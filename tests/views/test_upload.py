"""Files that people leave on a page: what is taken, what is refused, and how long it is kept."""

import base64

import pytest
import streamlit as st

from views.parts import upload


def sent(content: bytes, name: str = "bild.drawio") -> dict[str, str]:
    """Return a file as the browser sends it."""
    return {"name": name, "content": base64.b64encode(content).decode()}


def test_a_file_comes_as_it_was() -> None:
    content = bytes(range(256)) * 10
    assert upload.received(sent(content, "Min Bild.DRAWIO"), [".drawio"], 1) == upload.File("Min Bild.DRAWIO", content)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "text",
        {},
        {"name": 1, "content": ""},
        {"name": "a.drawio", "content": "åäö"},
        {"name": "a.drawio", "content": "not base64!"},
        sent(b"x", "a.exe"),
        sent(b"x" * 1_000_001),
    ],
)
def test_what_a_page_did_not_ask_for_is_no_file(wrong: dict[str, str] | None) -> None:
    assert upload.received(wrong, [".drawio"], 1) is None


def test_the_largest_file_that_is_promised_is_taken() -> None:
    assert upload.received(sent(b"x" * 1_000_000), [".drawio"], 1) is not None


def test_a_kept_file_is_found_until_newer_ones_need_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    monkeypatch.setattr(upload, "_SHELF", 25)
    tokens = [upload.keep(bytes([number]) * 10) for number in range(3)]
    assert upload.kept(tokens[0]) is None
    assert upload.kept(tokens[2]) == bytes([2]) * 10
    assert upload.keep(bytes([1]) * 10) == tokens[1], "the same file has the same word"
    assert upload.keep(bytes([3]) * 10)
    assert upload.kept(tokens[1]) is not None, "what was left again is new again"
    assert upload.kept(tokens[2]) is None


def test_several_files_come_together_and_no_more_than_promised() -> None:
    files = [sent(b"x" * 600_000, f"{number}.txt") for number in range(3)]
    assert [file.name for file in upload.all_received(files[:2], [".txt"], 1, 3, 2)] == ["0.txt", "1.txt"]
    assert upload.all_received([*files[:1], sent(b"x", "ond.exe")], [".txt"], 1, 3, 2)[0].name == "0.txt"
    assert upload.all_received(files, [".txt"], 1, 2, 2) == [], "more files than were asked for"
    assert upload.all_received(files, [".txt"], 1, 3, 1) == [], "more together than was asked for"
    assert upload.all_received({"0": files[0]}, [".txt"], 1, 3, 2) == []
