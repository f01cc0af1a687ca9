"""What click itself says at the terminal: Swedish for whatever a person can meet."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.views.terminal.test_command_line import run
from views.terminal import speaking

LOCALE = Path(speaking.__file__).parent / "locale"
FOR_DEVELOPERS = (
    *("DeprecationWarning", "Could not determine name", "No options defined", "Arguments take exactly", "Name '"),
    *("Boolean option", "Unknown colour", "Unknown color", "Unknown standard stream", "Choice({", "Windows error"),
    *("Couldn't detect Bash", "Shell completion is not", "{editor}", "Value must be an iterable"),
)
"""How messages begin that tell of a fault in a program, or of what styrgraf does not do."""


def messages() -> Iterator[tuple[str, ...]]:
    """Yield what click wants translated: one wording, or one for one thing and one for several."""
    for file in sorted(Path(click.__file__).parent.glob("*.py")):
        if file.stem.startswith("_"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                told = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if told and not str(told[0]).startswith(FOR_DEVELOPERS):
                    yield tuple(map(str, told[:2]))


@pytest.mark.parametrize("told", sorted(set(messages())))
def test_every_message_has_swedish_words_with_no_place_that_click_does_not_fill(told: tuple[str, ...]) -> None:
    swedish = gettext.translation("messages", LOCALE, ["sv"])
    for number, english in enumerate(told, 1):
        said = swedish.ngettext(*told, number) if len(told) == 2 else swedish.gettext(english)
        assert said != english or "version" in said
        assert _places(said) <= _places(english)


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def test_what_is_read_by_people_is_what_the_program_reads() -> None:
    folder = LOCALE / "sv/LC_MESSAGES"
    written = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', (folder / "messages.po").read_text("utf-8"), re.MULTILINE)
    compiled = (folder / "messages.mo").read_bytes().decode("utf-8", "replace")
    for each in written:
        assert each.replace("\\n", "\n").replace("\\t", "\t") in compiled, "msgfmt messages.po -o messages.mo"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "hosts", "--format", "xml"), "”xml” är inte någon av 'table', 'json', 'csv', 'xlsx'."),
        (("app", "--port", "abc"), "”abc” är inget giltigt tal."),
        (("app", "--port", "1"), "1 ligger utanför 1024<=x<=65535."),
        (("export", "svg", "--scope"), "Valet --scope behöver ett värde."),
        (("ask", "hosts", "extra"), "Detta hör inte dit: extra."),
        (("ask", "hosts", "--grupp", "x"), "Valet --grupp finns inte. Menar du '--group'?"),
        (("backup",), "Ange "),
    ],
)
def test_wrong_use_is_told_in_swedish(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert said in done.err
    assert "Se styrgraf" in done.err


def test_wrong_use_is_told_in_english_where_that_is_asked_for() -> None:
    done = run("ask", "hosts", "--format", "xml", STYRGRAF_LANG="en")
    assert "'xml' is not one of" in done.err
