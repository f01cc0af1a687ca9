"""The port: what every store can do, whatever keeps the records (DESIGN §4)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from graph.own.question import OwnAnswer, Shown
from graph.reasoning.observations import Testimony
from graph.reasoning.seats import Roll, Seat
from graph.reasoning.spans import Derived
from graph.records import Evidence, Membership, Proposal, Record
from graph.texts import Text
from graph.time import When

R = TypeVar("R", bound=Record)

Value = str | int | None | Sequence[str]
"""What a query's parameter may be once it is bound; a list reaches SQL as a JSON text (`json_each`)."""

Progress = Callable[[int, int], None]
"""Called with how many of how many records are done."""


class StoreError(Exception):
    """The store cannot be used; `text` says in plain words what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class StoreUnreachable(StoreError):
    """There is no store at the address, or it does not answer (exit status 3)."""


class StoreMissing(StoreUnreachable):
    """There is nothing at the address yet: no file, or an empty database."""


class StoreBusy(StoreError):
    """Something passing came between: the same may go well when it is tried again."""


Step = Literal["id", "exact", "bare", "prefix", "words"]
"""How a name is looked up: the ways of `graph.finding`."""


class Label(NamedTuple):
    """One name of a person or organisation, as the search index keeps it."""

    subject: str
    kind: str
    """`person`, or the organisation's kind."""
    level: int
    text: str
    exact: str
    bare: str
    folded: str


class JournalEntry(NamedTuple):
    """One line of the journal: who changed what, when, in which load."""

    load: int
    at: str
    who: str
    what: str
    action: str
    kind: str
    record: str
    before: str | None
    after: str | None


class Load(NamedTuple):
    """One load, or one judgement made in styrgraf: who brought what, when."""

    id: int
    at: str
    who: str
    what: str


JournalLine = tuple[int, str, str, str, str | None, str | None]
"""(load, action, table, key, before, after): a line of the journal as it is kept."""


class Spanned(NamedTuple):
    """A dated record other than a membership, with what its days follow from."""

    key: str
    valid_from: When | None
    valid_to: When | None
    testimonies: tuple[Testimony, ...]


class Finding(NamedTuple):
    """Something that `doctor` has to tell."""

    level: Literal["fault", "warning", "note"]
    text: Text


class Known(Protocol):
    """What new statements are weighed against: the records of a store, now or before a load."""

    def keys(self, model: type[Record]) -> set[str]:
        """Return the keys of all records of a kind."""
        ...

    def fetch(self, model: type[R], keys: Iterable[str]) -> dict[str, R]:
        """Return those of the records that are there, by key."""
        ...

    def every(self, model: type[R]) -> Iterator[R]:
        """Go through all records of a kind in the order of their keys."""
        ...

    def labels(self, step: Step, text: str) -> list[Label]:
        """Return the names that one step of `graph.finding` finds."""
        ...

    def memberships_of(self, persons: Iterable[str]) -> Iterator[Membership]:
        """Go through the memberships of these persons (as stored, before judgements)."""
        ...

    def persons_named(self, name: str) -> list[str]:
        """Return the stored ids of the persons who bear exactly this name (`names.exact`)."""
        ...

    def evidence_of(self, table: str, keys: Iterable[str]) -> list[Evidence]:
        """Return what all sources say of these records, in the order of the evidence's keys."""
        ...

    def testimonies(self, memberships: Iterable[str]) -> dict[str, tuple[Testimony, ...]]:
        """Return the testimonies of these memberships, by id."""
        ...


class Reader(Known, Protocol):
    """What can be read in a store, within a load and without."""

    def ask(self, text: str, parameters: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        """Run one query text with bound parameters and return its rows."""
        ...

    def evidence_from(self, source: str, most: int) -> list[Evidence]:
        """Return what one source says, in the order of the keys, at most so many facts."""
        ...

    def loads(self) -> Iterator[Load]:
        """Go through all loads in the order of their numbers."""
        ...

    def entries(self, since: int = 0) -> Iterator[JournalLine]:
        """Go through the journal in the order in which it was written, from the load `since` on."""
        ...

    def seats(self, groups: Iterable[str]) -> Iterator[tuple[str, list[Seat], list[Roll]]]:
        """Yield each group with its memberships and listings, ready for `reasoning.derive_group`."""
        ...

    def spanned(self, model: type[Record], keys: Iterable[str]) -> Iterator[Spanned]:
        """Yield the dated records with these keys, ready for `reasoning.span`."""
        ...

    def proposals(self, document: str | None = None, state: str | None = None) -> Iterator[Proposal]:
        """Go through the proposals (of a document, in a state) by document and place in it."""
        ...

    def unfinished(self) -> list[Text]:
        """Tell in plain words what was begun, kept in part, and did not end well (yet)."""
        ...


class Writer(Reader, Protocol):
    """One load in progress: nothing is seen by others until it ends well, or until its next step when it is large."""

    def steps(self, records: int) -> int | None:
        """Begin to put so many records; return how many to put before each `step`, None for all at once.

        A shared store keeps a large load step by step, and names it as unfinished until it ends well.
        """
        ...

    def step(self) -> None:
        """Keep what was put so far, when `steps` told to go by steps."""
        ...

    def put(self, records: Sequence[Record]) -> None:
        """Add or replace records of one kind by their keys."""
        ...

    def remove(self, model: type[Record], keys: Collection[str]) -> None:
        """Take records of one kind away, with their edges and names; nothing that is left may point at them."""
        ...

    def applied(self, table: str, key: str) -> set[str]:
        """Return every content (JSON) that this record has been given before."""
        ...

    def journal(self, entries: Iterable[tuple[str, str, str, str | None, str | None]]) -> None:
        """Append (action, table, key, before, after) to the journal under this load."""
        ...

    def resting_on(self, sources: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield (table, key) of the records whose evidence comes from these sources."""
        ...

    def groups_of(self, persons: Iterable[str]) -> set[str]:
        """Return the groups in which these persons have memberships."""
        ...

    def derive(self, table: str, days: Iterable[tuple[str, Derived]]) -> None:
        """Keep derived days beside their records."""
        ...

    def name_persons(self, same: Mapping[str, str]) -> None:
        """Keep who each person is after all judgements: person id → the id that stands for it."""
        ...

    def standing_for(self, persons: Iterable[str]) -> dict[str, str]:
        """Return these persons, and all who are the same, each with the id that stands for them."""
        ...

    def relabel(self, subjects: Iterable[str], labels: Iterable[Label]) -> None:
        """Replace the names by which these persons and organisations are found."""
        ...

    def shorten(self, labels: Iterable[tuple[str, int, str]]) -> None:
        """Keep (short label, level, id) of organisations."""
        ...

    def connect(self, groups: Iterable[str], organisations: Iterable[str], records: Iterable[str]) -> None:
        """Draw anew the edges of all memberships in `groups`, of `records`, and of all at `organisations`."""
        ...

    def current(self) -> dict[str, str]:
        """Return the memberships that nothing has ended: id → kind of the group."""
        ...

    def forbid(self) -> None:
        """Undo everything when the load ends: a dry run, or one that is refused."""
        ...


class Restoring(Writer, Protocol):
    """A store that is filled from a backup: it makes no load of its own."""

    def keep_loads(self, loads: Iterable[Load]) -> None:
        """Keep loads as they were, with their numbers."""
        ...

    def keep_entries(self, entries: Iterable[JournalLine]) -> None:
        """Append lines of the journal as they were, in this order, under the loads that they name."""
        ...


class Store(Reader, Protocol):
    """A place that keeps all records."""

    @property
    def dialect(self) -> Literal["sql", "cypher"]:
        """Return the language of the store's query texts."""
        ...

    @property
    def address(self) -> str:
        """Return the address, without secrets."""
        ...

    def version(self) -> int:
        """Return a number that grows with every load, for caches."""
        ...

    def writing(self, who: str, what: str) -> AbstractContextManager[Writer]:
        """Begin a load by `who` from `what`; it counts as a whole or not at all."""
        ...

    def restoring(self, clear: bool) -> AbstractContextManager[Restoring]:
        """Begin to fill the store from a backup; with `clear` everything that is there goes first.

        A store that was cleared gives no `version` that it gave before.
        """
        ...

    def ask_own(self, text: str, most: int, seconds: float, shown: Shown | None = None) -> OwnAnswer:
        """Run somebody's own query, which can read and nothing else; return at most so many rows.

        The question sees every stored row as `shown` returns it, as long as the store has not changed since then.

        Raises `own_question.QuestionRefused` for what is not allowed, not understood, or takes longer.
        """
        ...

    def history(self, table: str | None = None, key: str | None = None, most: int = 100) -> list[JournalEntry]:
        """Return the newest lines of the journal, of one record if given."""
        ...

    def damage(self) -> list[Text]:
        """Tell, a sentence each, what in the store's file is not as it was written: such a store has no good copy."""
        ...

    def examine(self) -> list[Finding]:
        """Check the store's integrity."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
