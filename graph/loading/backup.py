"""A whole store in one file, and back: every record, all loads and the whole journal.

The file is a zip: `manifest.json` and one member for each kind of record, for the loads and for the journal, with
one line of JSON for each. The same store gives the same bytes. What follows from the records (derived days, edges,
names to search by) is not kept but worked out anew, so that any kind of store, and a later styrgraf, can take it in.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from graph import files
from graph.limited.child import Refused
from graph.limited.children import Children
from graph.loading.backup_file import (
    BATCH,
    FORMAT,
    JOURNAL,
    KIND,
    LINE,
    LOAD,
    LOADS,
    LONGEST_LINE,
    MANIFEST,
    BackupError,
    Manifest,
    Part,
    Wrong,
    as_json,
    changed,
    checked,
    manifest_of,
    member_of,
    value_of,
    values_of,
)
from graph.loading.consequences import reason_anew
from graph.port import Progress, Store
from graph.records import STORED
from graph.texts import Text

__all__ = ["LONGEST_LINE", "SUFFIX", "BackupError", "Content", "back_up", "check", "is_empty", "restore"]

T = TypeVar("T")

SUFFIX = ".styrgraf.zip"
"""How a backup's name should end."""
_TRIES = 3
_SECONDS = 3_600.0
"""How long a backup may take to be read; one of a million records takes about a minute."""
_CHILDREN = Children("graph.loading.backup_file", 1)
_CREATED = (1980, 1, 1, 0, 0, 0)


class Content(NamedTuple):
    """What a backup holds."""

    path: Path
    counts: dict[str, int]
    """Lines by table, `loads` and `journal` among them."""

    @property
    def records(self) -> int:
        """Return the number of records."""
        return sum(count for part, count in self.counts.items() if part not in (LOADS, JOURNAL))


# ---- from a store to a file


def back_up(store: Store, path: Path, progress: Progress | None = None) -> Content:
    """Write everything that the store holds to `path`, once it has been read back; only its owner can read it.

    Whatever fails, an earlier backup stays as it was. Raises `BackupError` when the store is damaged, something else
    than a backup of it stands there, or others write all the time, and `CannotWrite`.
    """
    _refuse_others(store, path)
    if damage := store.damage():
        raise _no_copy(damage[0])
    for _ in range(_TRIES):
        with suppress(_Disturbed), files.writing(path, private=True) as file:
            version = store.version()
            content = _write(store, file, path, progress)
            if store.version() != version:
                raise _Disturbed
            try:
                with ZipFile(file) as made:
                    deque(checked(made, manifest_of(made, path), as_written=True), maxlen=0)
            except Wrong as wrong:
                raise _no_copy(wrong.text) from None
            return content
    raise BackupError(
        Text(
            "Någon läser in uppgifter hela tiden, så kopian skulle inte hänga ihop. Försök igen om en stund.",
            "Somebody loads all the time, so the backup would not hold together. Try again in a while.",
        )
    )


class _Disturbed(Exception):
    """Somebody loaded while the backup was written."""


def _no_copy(what: Text) -> BackupError:
    return BackupError(
        Text(
            f"Databasen är skadad, så ingen kopia har skrivits: {what.sv} Tidigare kopior är kvar som de var. "
            "Återställ den senaste i en ny databas (styrgraf restore FIL --store sqlite:///ny.db), eller läs in "
            "tabellerna i en ny.",
            f"The store is damaged, so no backup was written: {what.en} Earlier backups are as they were. "
            "Restore the newest into a new store (styrgraf restore FILE --store sqlite:///new.db), or load the tables "
            "into a new one.",
        )
    )


def _refuse_others(store: Store, path: Path) -> None:
    """Raise `BackupError` when what stands at `path` is no backup, or holds what the store does not."""
    if not path.exists():
        return
    try:
        with ZipFile(path) as file:
            kept = set(values_of(file, manifest_of(file, path), LOADS))
    except Wrong:
        return  # a backup that is of no use to anybody
    except (BackupError, BadZipFile, OSError):
        raise BackupError(
            Text(
                f"{path} finns redan och är ingen säkerhetskopia från styrgraf. Ange ett annat namn.",
                f"{path} is there already and is no backup of styrgraf's. Name another file.",
            )
        ) from None
    if lost := kept - set(store.loads()):
        raise BackupError(
            Text(
                f"Kopian {path} har {len(lost)} inläsningar som databasen saknar: den är av en annan databas, eller så "
                "har databasen gått tillbaka i tiden. Kopian är kvar som den var. Ange ett annat namn.",
                f"The backup {path} has {len(lost)} loads that the store lacks: it is of another store, or the "
                "store has gone back in time. The backup is as it was. Name another file.",
            )
        )


def _write(store: Store, file: IO[bytes], path: Path, progress: Progress | None) -> Content:
    parts: dict[str, Part] = {}
    done = 0
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, lines in _parts_with_lines(store):
            with made.open(_entry(member_of(name)), "w", force_zip64=True) as member:
                digest, count = hashlib.sha256(), 0
                for count, line in enumerate(lines, 1):
                    digest.update(line + b"\n")
                    member.write(line + b"\n")
                    if progress and (done + count) % BATCH == 0:
                        progress(done + count, 0)
            parts[name] = Part(lines=count, sha256=digest.hexdigest())
            done += count
        manifest = Manifest(kind=KIND, format=FORMAT, parts=parts)
        with made.open(_entry(MANIFEST), "w") as member:
            member.write(manifest.model_dump_json(indent=1).encode())
    if progress:
        progress(done, done)
    return Content(path, {name: part.lines for name, part in parts.items()})


def _parts_with_lines(store: Store) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each part's name and its lines."""
    for model in STORED:
        yield model.table, map(as_json, store.every(model))
    yield LOADS, map(LOAD.dump_json, store.loads())
    yield JOURNAL, map(LINE.dump_json, store.entries())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _CREATED)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # the same bytes on every system
    entry.external_attr = 0o600 << 16
    return entry


# ---- from a file to a store


def check(path: Path, progress: Progress | None = None) -> Content:
    """Read the whole file, line by line, and return what it holds; raises `BackupError` when it is not whole.

    That is done in the limited process: a backup may come from anybody.
    """
    counts: dict[str, int] = {}
    for told in _told({"check": str(path)}, path):
        if isinstance(told, dict):
            counts = told
        elif progress:
            progress(*told)
    return Content(path, counts)


def _told(asked: dict[str, str], path: Path) -> Iterator[Any]:
    """Yield what the limited process says of a backup; raises `BackupError` for what is wrong with it."""
    try:
        with _CHILDREN.one(_SECONDS) as child:
            yield from child.ask(asked, _SECONDS)
    except Refused as refused:
        before = "" if refused.why == "told" else f"{path}: "
        raise BackupError(Text(before + refused.text.sv, before + refused.text.en)) from None


def restore(store: Store, content: Content, *, replace: bool = False, progress: Progress | None = None) -> None:
    """Fill the store with what `check` found; with `replace` in place of everything that is there.

    Raises `BackupError` for a store that holds something when `replace` is not set, and for a file that is
    no longer what was checked.
    """
    if not replace and not is_empty(store):
        raise BackupError(
            Text(
                f"Databasen {store.address} har redan uppgifter. Inget har ändrats. Ange en tom databas med --store, "
                "eller ta en kopia av det som finns (styrgraf backup) och kör igen med --replace, som ersätter allt.",
                f"The store {store.address} holds records already. Nothing was changed. Name an empty store with "
                "--store, or back up what is there (styrgraf backup) and run again with --replace, which replaces all.",
            )
        )
    told = ((part, line) for part, lines in _told({"lines": str(content.path)}, content.path) for line in lines)
    with store.restoring(clear=replace) as writer:
        done = 0
        for part, lines in groupby(told, key=itemgetter(0)):
            values = _restored(content.path, part, (line for _, line in lines))
            if part == LOADS:
                writer.keep_loads(values)
                continue
            for some in _batches(values):
                if part == JOURNAL:
                    writer.keep_entries(some)
                else:
                    writer.put(some)
                    done += len(some)
                    if progress:
                        progress(done, content.records)
                writer.step()
        reason_anew(writer, progress)


def _restored(path: Path, part: str, lines: Iterable[str]) -> Iterator[Any]:
    """Yield what lines say; raises `BackupError` for the first that cannot be."""
    for number, line in enumerate(lines, 1):
        try:
            yield value_of(part, number, line)
        except Wrong as wrong:
            raise changed(path, wrong) from None


def is_empty(store: Store) -> bool:
    """Tell whether a store holds no record and has had no load."""
    return all(next(iter(store.every(model)), None) is None for model in STORED) and not any(store.loads())


def _batches(values: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(values, BATCH)):
        yield batch
