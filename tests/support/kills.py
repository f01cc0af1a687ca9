"""Programs killed at random moments, and disks that are full: is what was told to be done still there, and whole?

    python -m tests.support.kills --kills 1000              on SQLite
    python -m tests.support.kills --kills 60 --neo4j        on a real Neo4j
    python -m tests.support.kills --full 200                files may only grow to a size of chance
    python -m tests.support.kills --full 200 --folder /mnt/small   on a disk that is filled but for a rest of chance

Each of six kinds of work is begun in a process of its own, which tells through a pipe what is done, and killed by
`kill -9`. Then all that was told is looked for, and every file under its final name is read. It takes minutes, and
stands beside the benches: nothing runs it by itself. Exit status 1 when anything was lost or broken.
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn
from zipfile import ZipFile

from graph import files
from graph.bundle import Bundle
from graph.exports.export import export
from graph.exports.formats import folders
from graph.files import CannotWrite
from graph.loading.backup import BackupError, back_up, check, restore
from graph.loading.intake import take_in
from graph.port import Store, StoreError
from graph.records import STORED, Document, Membership, Person, Proposal
from graph.stores.addresses import open_store
from loaders.review import deciding, proposing
from loaders.review.drafts import Draft
from queries.subjects import subject
from tests.support.neo4j_server import Neo4jServer
from tests.support.stories import GROUP, Story, ankeborg, load

Tell = Callable[[str], None]
_AT_ONCE = 12
"""How many persons one load brings."""
_ROUNDS = 25
"""After how many kills a kind of work begins anew with an empty store."""
_REFUSED, _BROKEN = 10, 20


class Lost(Exception):
    """Something that was told to be done is not, or something stands half."""


def told(store: Store) -> dict[str, Any]:
    """Return everything that a store was told."""
    return {
        **{model.table: list(store.every(model)) for model in STORED},
        "loads": list(store.loads()),
        "journal": list(store.entries()),
    }


class Work(ABC):
    """One kind of work on a store and beside it."""

    room = (40_000, 1_500_000)
    """How many bytes, least and most, it finds on a disk that is full."""

    def __init__(self, folder: Path, address: str) -> None:
        """Work on the store at an address, with files in a folder."""
        self.folder = folder
        self.address = address
        self.done: set[str] = set()

    @contextmanager
    def store(self) -> Iterator[Store]:
        with closing(open_store(self.address, create=True)) as opened:
            yield opened

    def begin(self) -> None:
        """Make what the work begins with."""
        with self.store() as store:
            load(store, ankeborg())

    @abstractmethod
    def go(self, tell: Tell) -> None:
        """Work for ever; tell of each thing that is done."""

    @abstractmethod
    def look(self, newly: list[str]) -> None:
        """Raise `Lost` when what was told is not there; `newly` since the last look."""

    def whole(self, store: Store) -> None:
        if found := [*store.damage(), *store.unfinished()]:
            raise Lost(found[0].sv)


class Loading(Work):
    """Loads, of twelve persons each."""

    def go(self, tell: Tell) -> None:
        with self.store() as store:
            while True:
                number = f"{time.monotonic_ns()}"
                story = Story()
                for person in range(_AT_ONCE):
                    story.sits(f"p-{number}-{person}", GROUP, seen="2020-05-26")
                take_in(store, story.bundle, "kill", number)
                tell(number)

    def look(self, newly: list[str]) -> None:
        self.done |= set(newly)
        with self.store() as store:
            self.whole(store)
            there = [key.split("-")[1] for key in store.keys(Person) if key.startswith("p-")]
            seats = [key.split("-")[1] for key in store.keys(Membership) if key.startswith("p-")]
            if lost := self.done - set(there):
                raise Lost(f"loads {lost}")
            if sorted(there) != sorted(seats) or any(there.count(number) != _AT_ONCE for number in set(there)):
                raise Lost("half a load")


class Reviewing(Work):
    """Proposals accepted one by one."""

    def begin(self) -> None:
        super().begin()
        with self.store() as store:
            document = Document(id="protokoll", title="Protokoll", file="p.txt", date="2024-03-01", checksum="0a")
            rows = [{"person": f"Ny {_word(n)} Alm", "group": GROUP, "role": "ledamot"} for n in range(150)]
            drafts = [Draft("membership", (("memberships", row),), quote="…", place="rad 1") for row in rows]
            take_in(store, Bundle([document, *proposing.proposals(store, document.id, drafts)]), "kill", "queue")

    def go(self, tell: Tell) -> None:
        with self.store() as store:
            for proposal in list(store.proposals("protokoll", "open")):
                try:
                    deciding.accept(store, [proposal.id], "kill")
                except deciding.Unanswered:
                    deciding.reject(store, [proposal.id], "namn", "kill")
                tell(proposal.id)

    def look(self, newly: list[str]) -> None:
        self.done |= set(newly)
        with self.store() as store:
            self.whole(store)
            states = {each.id: each.state for each in store.every(Proposal)}
            if lost := [key for key in self.done if states[key] == "open"]:
                raise Lost(f"decisions {lost}")
            seats = [key for key in store.keys(Membership) if key.startswith("ny-")]
            if len(seats) != list(states.values()).count("accepted"):
                raise Lost("half a decision")


def _word(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03}").capitalize() + "son"


class Restoring(Work):
    """Two backups restored in turn over one another."""

    def begin(self) -> None:
        self.held: dict[str, Any] = {}
        for name, story in (("a", ankeborg()), ("b", _crowd())):
            with self.store() as store:
                load(store, story)
                back_up(store, self.folder / f"{name}.zip")
                self.held[name] = told(store)
        self.last = "b"

    def go(self, tell: Tell) -> None:
        with self.store() as store:
            name = self.last
            while True:
                name = "b" if name == "a" else "a"
                restore(store, check(self.folder / f"{name}.zip"), replace=True)
                tell(name)

    def look(self, newly: list[str]) -> None:
        may = {newly[-1] if newly else self.last}
        may |= {"b" if name == "a" else "a" for name in may}  # the next may have been kept, but not told of
        with self.store() as store:
            if store.unfinished():  # Neo4j restores step by step, and says so until the same is run again
                print("a restoring that was broken off is told of, and run again", flush=True)
                restore(store, check(self.folder / f"{self.last}.zip"), replace=True)
            self.whole(store)
            there = told(store)
        found = [name for name in may if self.held[name] == there]
        if not found:
            raise Lost("half a restored store")
        self.last = found[0]


class BackingUp(Work):
    """A backup renewed after each load."""

    def go(self, tell: Tell) -> None:
        with self.store() as store:
            while True:
                story = Story()
                story.sits(f"p-{time.monotonic_ns()}", GROUP, seen="2020-05-26")
                take_in(store, story.bundle, "kill", "one more")
                back_up(store, self.folder / "kopia.zip")
                tell(str(len(list(store.loads()))))

    def look(self, newly: list[str]) -> None:
        self.done |= set(newly)
        files.clean(self.folder)
        if not self.done and not (self.folder / "kopia.zip").exists():
            return
        counts = check(self.folder / "kopia.zip").counts
        if self.done and counts["loads"] < max(map(int, self.done)):
            raise Lost("an earlier backup than was told")
        with self.store() as store:
            self.whole(store)
        if left := [path.name for path in self.folder.iterdir() if path.name.endswith(".part")]:
            raise Lost(f"left behind: {left}")


class Exporting(Work):
    """A workbook and a website of two moments, each over the other."""

    room = (1_000, 60_000)

    def begin(self) -> None:
        self.made: dict[str, list[Any]] = {"xlsx": [], "site": []}
        with self.store() as store:
            for story in (ankeborg(), _crowd()):
                load(store, story)
                for name, made in self.made.items():
                    made.append(export(name).write(subject(store, "system", "2024-06-19", "sv")))

    def go(self, tell: Tell) -> None:
        while True:
            for number in (0, 1):
                files.write(self.folder / "bok.xlsx", self.made["xlsx"][number])
                folders.write(self.folder / "webb", "site", self.made["site"][number])
                tell(f"{number}")

    def look(self, newly: list[str]) -> None:
        self.done |= set(newly)
        files.clean(self.folder)
        book, site = self.folder / "bok.xlsx", self.folder / "webb"
        if book.exists():
            with ZipFile(book) as file:
                if file.testzip() or book.read_bytes() not in self.made["xlsx"]:
                    raise Lost("a broken workbook")
        if site.exists():
            there = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
            names = json.loads(there.pop(folders.MARK))["files"]
            if sorted(there) != names or there not in self.made["site"]:
                raise Lost("a torn site")
        if self.done and not (book.exists() and site.exists()):
            raise Lost("an export that was told")
        if left := [path.name for path in self.folder.iterdir() if path.name.endswith(".part")]:
            raise Lost(f"left behind: {left}")


def _crowd() -> Story:
    story = Story()
    for person in range(120):
        story.sits(f"person-{person}", GROUP, seen="2020-05-26")
    return story


KINDS: tuple[type[Work], ...] = (Loading, Reviewing, Restoring, BackingUp, Exporting)


class Run:
    """Kinds of work taken in turn, each killed or starved again and again."""

    def __init__(self, folder: Path, chance: random.Random, server: Neo4jServer | None, full: bool) -> None:
        self.folder, self.chance, self.server, self.full = folder, chance, server, full
        self.seconds = 5 if server else 0.35
        self.small = shutil.disk_usage(folder).total < 100_000_000
        self.counts = {kind.__name__: [0, 0, 0] for kind in KINDS}
        """Kinds of work with how often they were killed, what they told of, and how often they were refused."""
        self.faults: list[str] = []

    def times(self, number: int) -> None:
        for kind in KINDS:
            left = number // len(KINDS)
            while left > 0:
                self._some(kind, min(left, _ROUNDS))
                left -= _ROUNDS
            print(f"{kind.__name__}: {self.counts[kind.__name__]} {self.faults}", flush=True)

    def _some(self, kind: type[Work], times: int) -> None:
        place = Path(tempfile.mkdtemp(dir=self.folder))
        if self.server:
            _empty(self.server.address)
        work = kind(place, self.server.address if self.server else f"sqlite:///{place / 'styrgraf.db'}")
        work.begin()
        count = self.counts[kind.__name__]
        for _ in range(times):
            newly, status = self._child(work)
            count[0] += 1
            count[1] += len(newly)
            count[2] += status == _REFUSED
            if status == _BROKEN:
                self.faults.append(f"{kind.__name__}: ended by an error that is no sentence")
            try:
                work.look(newly)
            except (Lost, StoreError, BackupError, CannotWrite, OSError, ValueError, KeyError) as error:
                self.faults.append(f"{kind.__name__}: {type(error).__name__} {error}")
                break
        if self.server is None:
            shutil.rmtree(place)

    def _child(self, work: Work) -> tuple[list[str], int]:
        filler = work.folder / "filler"
        if self.full and self.small:
            free = shutil.disk_usage(work.folder).free - self.chance.randrange(*work.room)
            filler.write_bytes(b"x" * max(free, 0))
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            self._work(work, write)
        os.close(write)
        if not self.full:
            time.sleep(self.chance.uniform(0, self.seconds))
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with os.fdopen(read, encoding="utf-8") as pipe:
            lines = pipe.read().split("\n")[:-1]
        _, status = os.waitpid(child, 0)
        filler.unlink(missing_ok=True)
        return lines, os.waitstatus_to_exitcode(status)

    def _work(self, work: Work, write: int) -> NoReturn:
        def tell(what: str) -> None:
            os.write(write, f"{what}\n".encode())
            if self.full and self.small and time.monotonic() > until:
                os._exit(0)

        until = time.monotonic() + 3
        try:
            if self.full and not self.small:
                room = self.chance.randrange(*work.room)
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
                signal.alarm(3)
            work.go(tell)
        except (CannotWrite, BackupError, StoreError):
            os._exit(_REFUSED)
        except BaseException:
            traceback.print_exc()
            os._exit(_BROKEN)
        os._exit(0)


def _empty(address: str) -> None:
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(address, auth=(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])) as driver,
        driver.session() as session,
    ):
        session.run("MATCH (n) WHERE NOT n:Styrgraf DETACH DELETE n").consume()


def main() -> None:
    """Run what the options ask for, and tell what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--full", type=int, default=0)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=given.folder, prefix="styrgraf-kills-", ignore_cleanup_errors=True) as name:
        server = Neo4jServer(Path(name) / "neo4j") if given.neo4j else None
        try:
            if server:
                server.start()
                os.environ.update(server.credentials.environment)
            run = Run(Path(name), random.Random(given.seed), server, bool(given.full))
            run.times(given.full or given.kills)
        finally:
            if server:
                server.kill()
    print(json.dumps({"killed, told, refused": run.counts, "faults": run.faults}, ensure_ascii=False, indent=1))
    print(f"{time.monotonic() - began:.0f} s")
    sys.exit(bool(run.faults))


if __name__ == "__main__":
    main()
