"""Whatever stands in a parameter of a command, the terminal answers in a sentence of its own, never by the last net."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import cli
from bench import documents, embedded
from graph.stores.sqlite.store import SqliteStore
from tests.support.stories import ankeborg, load
from views.web import server

HOSTILE = {
    "empty": "",
    "NUL": "a\0b",
    "beyond 64 bits": str(2**63),
    "negative": "-1",
    "100,000 digits": "9" * 100_000,
    "half a character": "\udcff\ud800",
    "turned around": "\u202egpj.exe\u202c",
    "a megabyte": "å" * 500_000,
    "markup": "<script>alert(1)</script>",
}


def leaves(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command that does something, with the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from leaves(found, *path, name)
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield path, command


COMMANDS = list(leaves(cli.cli))


def harmless(parameter: click.Parameter, folder: Path) -> str:
    """Return a value that a parameter takes."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return str(kind.choices[0])
    if isinstance(kind, click.Path):
        return str(folder / "finns.csv")
    return str(kind.min) if isinstance(kind, click.IntRange) else "akut"


def attempts(path: tuple[str, ...], command: click.Command, folder: Path, value: str) -> Iterator[list[str]]:
    """Yield calls of a command, each with the value in another parameter and what else it needs."""
    parameters = [each for each in command.params if not (isinstance(each, click.Option) and each.is_flag)]
    for hostile in parameters:
        words = list(path)
        for each in parameters:
            if each is hostile or each.required:
                told = value if each is hostile else harmless(each, folder)
                words += [f"{each.opts[-1]}={told}"] if isinstance(each, click.Option) else ["--", told]
        options = [word for word in words if word.startswith("--") and word != "--"]
        arguments = [word for word in words[len(path) :] if not word.startswith("--") or word == "--"]
        yield [*path, *options, *arguments[:1], *(word for word in arguments[1:] if word != "--")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "styrgraf.db"
    opened = SqliteStore(path, create=True)
    load(opened, ankeborg())
    opened.close()
    return path


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) or "styrgraf" for path, _ in COMMANDS])
def test_no_parameter_reaches_the_last_net(
    store: Path,
    path: tuple[str, ...],
    command: click.Command,
    value: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STYRGRAF_STORE", f"sqlite:///{store}")
    monkeypatch.setenv("STYRGRAF_DEBUG", "1")  # the last net lets everything through
    monkeypatch.setattr(server, "run", lambda *_: 0)
    for measured in (embedded, documents):
        monkeypatch.setattr(measured, "run", lambda *_: None)
    (tmp_path / "finns.csv").write_text("id,title\nkalla,Källa\n", "utf-8")
    for words in attempts(path, command, tmp_path, value):
        monkeypatch.setattr(sys, "argv", ["styrgraf", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code in (0, 1, 2, 3), [word[:40] for word in words]
        told = capfd.readouterr()
        assert len(told.err) < 10_000, [word[:40] for word in words]
