"""What pages ask the store; an answer is worked out once for all sessions, until the next load."""

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar, cast, overload

import streamlit as st

from graph import finding, names, time
from graph.exports.profiles.values import Ask
from graph.kinds import NAME_SORTS
from graph.people import hiding
from graph.people.identity import Identities
from graph.port import Store
from graph.records import STORED, Evidence, Judgement, Name, Organisation, Person, Record, Source
from graph.stores.addresses import chosen, open_store
from graph.texts import Text
from queries.asking import asking
from queries.asking.asking import Answer
from queries.asking.query import Query
from queries.asking.query import R as Row

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_READERS = 4
_run = threading.local()  # Streamlit runs each page in a thread of its own
_MODELS = {model.table: model for model in STORED}
PERSON = finding.PERSON


class PageSubject(NamedTuple):
    """Somebody or something with a page of its own."""

    id: str
    kind: str
    """`person`, or the kind of organisation."""
    label: str


class _Opened(NamedTuple):
    store: Store
    """As it is, with those who are not to be shown."""
    # Streamlit runs every click in a new thread, and a store keeps one connection for each thread: reading
    # in a few lasting threads keeps their number small.
    threads: ThreadPoolExecutor


def _close(opened: _Opened) -> None:
    opened.threads.shutdown()
    opened.store.close()


@st.cache_resource(show_spinner=False, on_release=_close)
def _opened(address: str) -> _Opened:
    return _Opened(open_store(address), ThreadPoolExecutor(_READERS, "store"))


def store_address() -> str:
    """Return the address of the store to show."""
    return chosen()


@st.cache_resource(max_entries=2, show_spinner=False)
def _store_without_hidden(address: str, version: int) -> Store:
    opened = _opened(address)
    return opened.threads.submit(hiding.without_hidden, opened.store).result()


def work(task: Callable[[Store], T]) -> T:
    """Let `task` work with the store, where nobody is seen who is not to be shown.

    What it returns must not depend on the store any more.
    """
    store = _store_without_hidden(store_address(), version())
    return _opened(store_address()).threads.submit(task, store).result()


def apart(task: Callable[[Store], T]) -> T:
    """Let `task` work in the page's own thread: it may take long, and uses no connection of the store in this process.

    The threads that all pages share stay free for them.
    """
    return task(_opened(store_address()).store)


def change(task: Callable[[Store], T]) -> T:
    """Let `task` change the store as it is: what is written must come from nothing that leaves persons out."""
    opened = _opened(store_address())
    try:
        return opened.threads.submit(task, opened.store).result()
    finally:
        _run.version = None


def allowed(text: Text) -> Text:
    """Return a sentence without those who are not to be shown; what comes from changing the store passes here."""
    return work(lambda store: hiding.message(store, text))


def allowed_text(text: str) -> str:
    """Return a text, as of the log or of somebody's own file, as `allowed` does."""
    return allowed(Text(text, text)).sv


def shown_key(key: str) -> str:
    """Return the key under which pages show what is kept under another."""
    return work(lambda store: hiding.shown_key(store, key))


def kept_key(key: str) -> str:
    """Return the key under which the store keeps what pages show under another: `change` needs that."""
    return work(lambda store: hiding.kept_key(store, key))


def begin() -> None:
    """Begin a run of a page: from here on one version holds, until something may have been written."""
    _run.version = None
    _run.begun = True


def version() -> int:
    """Return the number of the newest load, which all that is kept here depends on."""
    address = store_address()
    known: tuple[str, int] | None = getattr(_run, "version", None)
    if known is not None and known[0] == address:
        return known[1]
    opened = _opened(address)
    number = opened.threads.submit(opened.store.version).result()
    if getattr(_run, "begun", False):
        _run.version = address, number
    return number


def has(name: str) -> bool:
    """Tell whether there is a question of this name."""
    return name in asking.names()


@overload
def ask(asked: Query[Row], as_of: str, **given: str | int | bool | None) -> Answer[Row]: ...
@overload
def ask(asked: str, as_of: str, **given: str | int | bool | None) -> Answer[Any]: ...
def ask(asked: Query[Any] | str, as_of: str, **given: str | int | bool | None) -> Answer[Any]:
    """Answer a question as `asking.ask` does; the rows are shared and must not be changed."""
    name = asked if isinstance(asked, str) else asked.name
    told = {key: "true" if value is True else value for key, value in given.items()}
    wanted = tuple(sorted((key, value) for key, value in told.items() if value not in (None, "", False)))
    return _ask(store_address(), version(), name, wanted, as_of)


def rows(day: str) -> Ask:
    """Return what asks questions on a day, as profiles do."""
    return lambda name, given: ask(name, day, **given).rows


@st.cache_resource(max_entries=500, show_spinner=False)
def _ask(
    address: str, version: int, name: str, given: tuple[tuple[str, str | int | bool], ...], as_of: str
) -> Answer[Any]:
    return work(lambda store: asking.ask(store, name, dict(given), as_of))


def fetch(model: type[R], keys: Iterable[str | None]) -> Mapping[str, R]:
    """Return those of the records that are there, by key."""
    wanted = tuple(sorted({key for key in keys if key}))
    if not wanted:
        return {}
    return cast(Mapping[str, R], _fetch(store_address(), version(), model.table, wanted))


@st.cache_resource(max_entries=1_000, show_spinner=False)
def _fetch(address: str, version: int, table: str, keys: tuple[str, ...]) -> Mapping[str, Record]:
    return work(lambda store: store.fetch(_MODELS[table], keys))


@st.cache_resource(max_entries=4, show_spinner=False)
def _organisations(address: str, version: int) -> tuple[PageSubject, ...]:
    found = work(lambda store: list(store.every(Organisation)))
    subjects = [PageSubject(each.id, each.kind, finding.short_label(each)) for each in found]
    return tuple(sorted(subjects, key=lambda subject: names.swedish_key(subject.label)))


def organisations(kinds: Iterable[str]) -> list[PageSubject]:
    """Return the organisations of these kinds, sorted by name, for lists to choose from."""
    wanted = frozenset(kinds)
    return [each for each in _organisations(store_address(), version()) if each.kind in wanted]


@st.cache_resource(max_entries=4, show_spinner=False)
def _judgements(address: str, version: int) -> tuple[Judgement, ...]:
    return tuple(work(lambda store: list(store.every(Judgement))))


def judgements() -> tuple[Judgement, ...]:
    """Return all judgements on who is who; they are few."""
    return _judgements(store_address(), version())


def cluster(person: str, identities: Identities) -> set[str]:
    """Return the ids of everybody who is judged to be this person."""
    pairs = [judgement for judgement in judgements() if judgement.verdict == "same"]
    ids = {each for judgement in pairs for each in (judgement.person_a, judgement.person_b)}
    return {each for each in ids if identities.standing(each) == person} | {person}


def find(text: str, wanted: frozenset[str]) -> PageSubject:
    """Return what an id or name in the address means; raises `NotFound` with the candidates."""
    label = work(lambda store: finding.find(store.labels, text, wanted))
    return subjects([label.subject])[label.subject]


def subjects(ids: Iterable[str | None]) -> Mapping[str, PageSubject]:
    """Return those of the ids that are persons or organisations, as they are called."""
    wanted = {key for key in ids if key}
    organisations_ = fetch(Organisation, wanted)
    persons = fetch(Person, wanted - set(organisations_))
    return {
        **{key: PageSubject(key, each.kind, finding.short_label(each)) for key, each in organisations_.items()},
        **{key: PageSubject(key, PERSON, person.name) for key, person in persons.items()},
    }


def sources(ids: Iterable[str]) -> Mapping[str, Source]:
    """Return the sources with these ids."""
    return fetch(Source, ids)


def names_of(organisation: str) -> list[Name]:
    """Return the names that an organisation bears and bore."""
    labels = work(lambda store: store.labels("id", organisation))
    keys = [f"{organisation}|{sort}|{label.text}" for label in labels for sort in NAME_SORTS]
    return sorted(fetch(Name, keys).values(), key=lambda name: (name.sort, names.swedish_key(name.text)))


def namesakes(person: PageSubject) -> list[str]:
    """Return the ids of other persons with exactly the same name."""
    labels = work(lambda store: store.labels("exact", names.exact(person.label)))
    return sorted({label.subject for label in labels if label.kind == PERSON} - {person.id})


def evidence_of(table: str, keys: Iterable[str]) -> list[Evidence]:
    """Return what all sources say of these records."""
    return work(lambda store: store.evidence_of(table, keys))


def evidence_from(source: str, most: int) -> list[Evidence]:
    """Return what one source says, at most so many facts."""
    return work(lambda store: store.evidence_from(source, most))


def today() -> str:
    """Return today's date."""
    return time.today()
