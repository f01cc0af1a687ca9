"""A test tells by its marks what it needs, and starts nothing else: `make check` asks for Python alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.needs import need_of


@pytest.mark.parametrize(
    ("command", "need"),
    [
        (["/usr/bin/chromium", "--headless"], "browser"),
        ([".venv/lib/playwright/driver/node", "cli.js"], "browser"),
        (["soffice", "--convert-to", "pdf"], "office"),
        (["pdftotext", "a.pdf", "-"], "office"),
        (["dot", "-Tsvg"], "office"),
        (["tesseract", "page.png", "-"], "office"),
        (["tesseract", "--list-langs"], None),
        (["java", "-cp", "Server.java"], "neo4j"),
        (["env/bin/python3", "-m", "pip", "install", "styrgraf"], "install"),
        (["uv", "tool", "install", "styrgraf"], "install"),
        ([sys.executable, "-m", "cli", "ask", "hosts"], None),
        ([sys.executable, "-c", "print('chromium')"], None),
        (["bash", "-c", "true"], None),
    ],
)
def test_programs_are_known_by_what_they_are_called(command: list[str], need: str | None) -> None:
    assert need_of(command) == need


@pytest.mark.parametrize("program", ["chromium", "soffice", Path("/usr/bin/java"), b"dot"])
def test_a_test_without_the_mark_starts_no_such_program(program: str | bytes | Path) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"is started: mark pytest\.mark\."):
        subprocess.run([program, "--version"], check=False)


def test_a_fixture_marks_whoever_asks_for_it_or_for_what_asks_for_it(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        import pytest
        from tests.support import needs

        pytest_itemcollected = needs.mark

        @pytest.fixture
        def browser(): ...

        @pytest.fixture
        def page(browser): ...
        """
    )
    pytester.makepyfile("def test_seen(page): ...\ndef test_unseen(tmp_path): ...")
    pytester.makeini("[pytest]\nmarkers =\n  browser: needs Chromium")
    seen = pytester.runpytest("-m", "browser", "-v")
    seen.assert_outcomes(passed=1, deselected=1)
