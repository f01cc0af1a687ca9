"""A hidden person is planted in every text of a store, and looked for in all that goes out, by every part of the name.

Walked: every question, format, page, command, message, the journal, the log, and questions of one's own.
"""

import io
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_plus
from zipfile import BadZipFile, ZipFile

import pypdfium2
import pytest

from graph.exports.export import export, formats
from graph.finding import NotFound
from graph.people.hiding import without_hidden
from graph.people.likenesses import possible_pairs
from graph.port import Store
from graph.records import STORED, Document
from graph.stores.addresses import VARIABLE as STORE
from queries.asking import asking, own
from queries.subjects import subject
from tests.conftest import EmptyStore
from tests.support import planted
from tests.support.here import PROJECT
from tests.support.planted import GROUP, OTHER, SHOWN, Planted
from tests.support.stories import load
from tests.views.test_pages import html, opened
from views.frame import page

DAY = "2024-06-19"
PEOPLE = {
    "plain": Planted(
        "torgny-rojvall",
        "Torgny Erik Rojvall (Togge)",
        "Rojvall",
        ("rojvall", "torgny", "togge"),
        ("Rojvall, Torgny", "T. Rojvall"),
    ),
    "double surname": Planted(
        "aslog-brandt-lofving",
        "Åslög Brandt Löfving",
        "Brandt Löfving",
        ("brandt", "lofving", "aslog"),
        namesake="Karin Löfving",
    ),
    "hyphen": Planted("p-4711", "Ylva Stenmo-Hagvall", "Stenmo-Hagvall", ("stenmo", "hagvall", "ylva"), ("Hagvall",)),
    "von": Planted(
        "gerd-von-tranefalk",
        "Gerd von Tranefalk (”Gittan”)",
        "von Tranefalk",
        ("tranefalk", "gittan", "gerd"),
        namesake="Olof Tranefalk",
    ),
    "place": Planted("sixten-ankeborg", "Sixten Ankeborg", "Ankeborg", ("sixten",), namesake="Karin Ankeborg"),
}


@pytest.fixture(params=PEOPLE, scope="module")
def hidden(request: pytest.FixtureRequest) -> Planted:
    """Who is hidden."""
    return PEOPLE[request.param]


@pytest.fixture(scope="module")
def told(hidden: Planted, empty_store: EmptyStore) -> Iterator[Store]:
    """A store that is full of the hidden person."""
    with empty_store() as store:
        story = planted.story(hidden)
        load(store, story, f"test av {hidden.surname}")
        with store.writing("test", f"{hidden.surname}.csv") as writer:
            for record in planted.waiting(hidden):
                writer.put([record])
        yield store


def nothing_in(hidden: Planted, texts: Iterable[object], where: str) -> None:
    """Fail for what tells of the hidden person."""
    found = [place for each in texts for place in hidden.found_in(str(each))]
    assert not found, f"{where}: {found[:5]}"


def subjects(hidden: Planted, shown: Store) -> list[str]:
    """Return everything that a question can be about, hidden persons by what stands in for them."""
    return sorted(key for model in STORED[:4] for key in shown.keys(model) if "|" not in key)


@pytest.mark.both_stores
def test_in_no_answer(hidden: Planted, told: Store) -> None:
    shown = without_hidden(told)
    for name in asking.names():
        query = asking.query(name)
        for about in subjects(hidden, shown):
            given = {each.name: about for each in query.parameters if each.required}
            given |= {"since": "2020-01-01"} if any(each.name == "since" for each in query.parameters) else {}
            try:
                answer = asking.ask(shown, name, given, DAY)
            except (NotFound, asking.WrongUse) as error:
                nothing_in(hidden, [error.text], f"{name} {about}")
                continue
            nothing_in(hidden, [answer.rows, answer.parameters], f"{name} {about}")


@pytest.mark.both_stores
def test_in_no_record_and_no_line_of_the_journal(hidden: Planted, told: Store) -> None:
    shown = without_hidden(told)
    for model in STORED:
        nothing_in(hidden, shown.every(model), model.table)
        keys = shown.keys(model)
        nothing_in(hidden, keys, f"keys of {model.table}")
        assert shown.fetch(model, keys).keys() == keys, "what is shown is found again by its key"
    nothing_in(hidden, [*shown.history(), *shown.entries(), *shown.loads(), *shown.unfinished()], "journal")
    nothing_in(hidden, [each.text for each in shown.examine()], "examine")
    nothing_in(hidden, [pair.text for pair in possible_pairs(shown)], "pairs")
    nothing_in(hidden, shown.proposals(), "proposals")


@pytest.mark.both_stores
def test_others_keep_their_names(hidden: Planted, told: Store) -> None:
    rows = asking.ask(without_hidden(told), "members", {"group": GROUP}, DAY).rows
    assert hidden.other in {row.person for row in rows}
    assert hidden.body in {row.body for row in rows}
    (chair,) = (row for row in rows if row.role == "ordförande")
    assert chair.person == "dold person"


def contents(name: str, content: bytes) -> Iterator[str]:
    """Yield all that can be read of a file, its parts' names too."""
    yield name
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                yield from contents(part, parts.read(part))
            return
    except BadZipFile:
        pass
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        yield " ".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
        yield str(document.get_metadata_dict())
    if not content.startswith(b"\x89PNG"):
        yield content.decode("utf-8", "replace").replace("\r\n ", "")


@pytest.mark.parametrize("name", formats())
def test_in_no_file(hidden: Planted, told: Store, name: str) -> None:
    shown = without_hidden(told)
    about = ("system",) if not export(name).holds(2) and name == "site" else ("system", GROUP, OTHER, SHOWN)
    for without_people in (False, True):
        for scope in about:
            try:
                made = export(name).write(subject(shown, scope, DAY, "sv", without_people=without_people))
            except (asking.WrongUse, NotFound):
                continue
            files = {name: made} if isinstance(made, bytes) else made
            for path, content in files.items():
                nothing_in(hidden, contents(path, content), f"{name} of {scope}: {path}")


def addresses(hidden: Planted, shown: Store) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every page, and each about whatever it can be about."""
    ids = subjects(hidden, shown)
    for each in page.every():
        yield each.path, {}
        for id_ in ids if each.path in ("kalla", "person", "grupp", "organ") else ():
            yield each.path, {"id": id_}
    yield from (("granska", {"dokument": document.id, "visa": "rejected"}) for document in shown_documents(shown))
    yield from (("granska", {"dokument": document.id}) for document in shown_documents(shown))
    yield from (("sok", {"text": text}) for text in (hidden.name, hidden.surname, hidden.surname[:3], "dold"))
    yield from (("fragor", {"fraga": name, "visa": "1"}) for name in asking.names())
    yield "egen", {"egen": "SELECT * FROM evidence"}
    yield "jamfor", {"sedan": "2020-01-01"}


def shown_documents(shown: Store) -> list[Document]:
    """Return the documents in the queue."""
    return list(shown.every(Document))


def test_on_no_page(hidden: Planted, told: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, told.address)
    for path, address in addresses(hidden, without_hidden(told)):
        app = opened(path, datum=DAY, **address)
        shown = html(app) + repr(app)
        for typed in {hidden.name, hidden.surname} & {address.get("text", "")}:  # what somebody typed is theirs
            shown = unquote_plus(shown).replace(typed, "").replace(typed.casefold(), "")
        nothing_in(hidden, [shown], f"{path} {address}")


def test_in_no_line_of_the_log(
    hidden: Planted, told: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(STORE, told.address)
    try:
        raise KeyError(hidden.id, hidden.name)
    except KeyError:
        page._note("the page failed")
    assert "KeyError" in caplog.text
    nothing_in(hidden, [caplog.text], "log")


def commands(hidden: Planted, folder: Path) -> Iterator[list[str]]:
    """Yield what can be typed at the terminal, without the name."""
    for name in ("members", "changes", "seats", "contradictions", "freshness", "structure"):
        given = ["--group", GROUP] if name == "members" else ["--since", "2020-01-01"] if name == "changes" else []
        for form in ("table", "json", "csv"):
            yield ["ask", name, *given, "--as-of", DAY, "--format", form]
    yield ["ask", "members", "--group", GROUP, "--as-of", "2028-01-01"]
    yield ["ask", "search", "--text", "kajsa"]
    yield ["ask", "--sql", str(folder / "question.sql")]
    yield ["export", "csv", "-o", str(folder / "csv")]
    yield ["doctor"]
    yield ["review", "list", "--state", "all"]
    yield ["review", "list", "--state", "all", "--format", "json"]
    yield ["review", "show", "p00000001"]
    yield ["review", "show", "p00000002"]
    yield ["review", "accept", "p00000001"]
    yield ["review", "edit", "p00000001", "role=ordförande"]
    yield ["review", "reject", "p00000001", "--reason", "nej"]
    yield ["review", "undo", "p00000001"]
    yield ["load", "--dry-run", str(folder / "persons.csv")]
    yield ["load", "--dry-run", str(folder / "memberships.csv")]
    yield ["extract", str(folder / "minnen.txt")]
    yield ["extract", str(folder / "minnen.txt"), "--format", "json"]
    yield ["propose", str(folder / "minnen.txt")]
    yield ["person", "suppress", "dold-person-1"]


def test_in_nothing_that_the_terminal_says(hidden: Planted, told: Store, tmp_path: Path) -> None:
    (tmp_path / "question.sql").write_text("SELECT * FROM evidence", "utf-8")
    minutes = f"Protokoll 2024-05-02\nNPO kvack\n{hidden.name}, ordförande\n{hidden.other}, ledamot\n"
    (tmp_path / "minnen.txt").write_text(minutes, "utf-8")
    persons = f"id,name,visibility\n{hidden.id},{hidden.name},public\nfel id,{hidden.surname},public\n"
    (tmp_path / "persons.csv").write_text(persons, "utf-8")
    memberships = f"person,group,role,source\n{hidden.name},NPO kvack,ledamot,2024\n{hidden.surname},x,y,z\n"
    (tmp_path / "memberships.csv").write_text(memberships, "utf-8")
    environment = {**os.environ, STORE: told.address}
    for arguments in commands(hidden, tmp_path):
        command = [sys.executable, str(PROJECT / "cli.py"), *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=120)
        nothing_in(hidden, [done.stdout, done.stderr], " ".join(arguments))
        assert "Traceback" not in done.stderr
    files = [path for path in (tmp_path / "csv").rglob("*") if path.is_file()]
    nothing_in(hidden, (f"{path.name} {path.read_text('utf-8')}" for path in files), "csv")


def test_in_no_table_of_ones_own_questions(hidden: Planted, told: Store) -> None:
    from graph.own.sql import TABLES

    for table in sorted(TABLES):
        nothing_in(hidden, own.ask(told, "sql", f"SELECT * FROM {table}").rows, table)
