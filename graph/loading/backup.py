"""A whole store in one file, and back: every record, all loads and the whole journal.

The file is a zip: `manifest.json` and one member for each kind of record, for the loads and for the journal, with
one line of JSON for each. The same store gives the same bytes. What follows from the records (derived days, edges,
names to search by) is not kept but worked out anew, so that any kind of store, and a later styrgraf, can take it in.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from graph import files
from graph.loading.consequences import reason_anew
from graph.loading.references import References
from graph.port import JournalLine, Load, Progress, Store
from graph.readable import fits, unfit
from graph.records import STORED, Document, Proposal, Record
from graph.texts import Text

T = TypeVar("T")

SUFFIX = ".styrgraf.zip"
"""How a backup's name should end."""
FORMAT = 2
"""Higher when an older styrgraf can no longer read what is written."""
_KIND = "styrgraf-backup"
_MANIFEST = "manifest.json"
_LOADS, _JOURNAL = "loads", "journal"
_PARTS = (*(model.table for model in STORED), _LOADS, _JOURNAL)
_SINCE: dict[int, tuple[str, ...]] = {2: (Document.table, Proposal.table)}
"""What backups hold since a later format than the first."""
LONGEST_LINE, _LONGEST_MANIFEST = 1_000_000, 100_000
_BATCH = 5_000
_TRIES = 3
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a member of a zip raises when it is damaged, in a manner that is not known, or locked by a password."""
_CREATED = (1980, 1, 1, 0, 0, 0)
_LOAD: TypeAdapter[Load] = TypeAdapter(Load)
_LINE: TypeAdapter[JournalLine] = TypeAdapter(JournalLine)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    lines: int
    sha256: str


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    kind: str
    format: int
    parts: dict[str, _Part]


class BackupError(Exception):
    """There is no backup, or it is not restored; `text` says why and what to do. Nothing was changed."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class Content(NamedTuple):
    """What a backup holds."""

    path: Path
    counts: dict[str, int]
    """Lines by table, `loads` and `journal` among them."""

    @property
    def records(self) -> int:
        """Return the number of records."""
        return sum(count for part, count in self.counts.items() if part not in (_LOADS, _JOURNAL))


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
                    _check(made, _manifest(made, path), path, as_written=True)
            except _Wrong as wrong:
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
            kept = set(_values(file, _manifest(file, path), _LOADS))
    except _Wrong:
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
    parts: dict[str, _Part] = {}
    done = 0
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, lines in _parts_with_lines(store):
            with made.open(_entry(_member(name)), "w", force_zip64=True) as member:
                digest, count = hashlib.sha256(), 0
                for count, line in enumerate(lines, 1):
                    digest.update(line + b"\n")
                    member.write(line + b"\n")
                    if progress and (done + count) % _BATCH == 0:
                        progress(done + count, 0)
            parts[name] = _Part(lines=count, sha256=digest.hexdigest())
            done += count
        manifest = _Manifest(kind=_KIND, format=FORMAT, parts=parts)
        with made.open(_entry(_MANIFEST), "w") as member:
            member.write(manifest.model_dump_json(indent=1).encode())
    if progress:
        progress(done, done)
    return Content(path, {name: part.lines for name, part in parts.items()})


def _parts_with_lines(store: Store) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each part's name and its lines."""
    for model in STORED:
        yield model.table, map(_json, store.every(model))
    yield _LOADS, map(_LOAD.dump_json, store.loads())
    yield _JOURNAL, map(_LINE.dump_json, store.entries())


def _json(record: Record) -> bytes:
    return record.__pydantic_serializer__.to_json(record)


def _member(part: str) -> str:
    return f"{part}.jsonl"


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _CREATED)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # the same bytes on every system
    entry.external_attr = 0o600 << 16
    return entry


# ---- from a file to a store


def check(path: Path, progress: Progress | None = None) -> Content:
    """Read the whole file, line by line, and return what it holds; raises `BackupError` when it is not whole."""
    with _opened(path) as (file, manifest):
        return _check(file, manifest, path, progress)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[ZipFile, _Manifest]]:
    """Yield a backup with its manifest; raises `BackupError` for what is wrong with it, here or in the block."""
    try:
        with ZipFile(path) as file:
            yield file, _manifest(file, path)
    except _Wrong as wrong:
        raise BackupError(
            Text(
                f"{path} är ändrad eller skadad sedan den skrevs: {wrong.text.sv} Inget har ändrats i databasen. "
                "Ta fram en annan kopia.",
                f"{path} has been changed or damaged since it was written: {wrong.text.en} Nothing was changed in "
                "the store. Find another backup.",
            )
        ) from None
    except BadZipFile:
        raise BackupError(
            Text(
                f"{path} är ingen säkerhetskopia från styrgraf, eller så är filen avkortad eller skadad. "
                "Inget har ändrats. Ta fram en annan kopia.",
                f"{path} is no backup of styrgraf's, or the file is cut off or damaged. "
                "Nothing was changed. Find another backup.",
            )
        ) from None
    except FileNotFoundError:
        raise BackupError(Text(f"Det finns ingen fil {path}.", f"There is no file {path}.")) from None
    except OSError as error:
        raise BackupError(
            Text(f"{path} går inte att läsa: {error.strerror}.", f"{path} cannot be read: {error.strerror}.")
        ) from None


def _check(
    file: ZipFile, manifest: _Manifest, path: Path, progress: Progress | None = None, *, as_written: bool = False
) -> Content:
    """Read all that restoring would read; with `as_written` each line must come back the same. Raises `_Wrong`."""
    counts = {name: part.lines for name, part in manifest.parts.items()}
    done, total = 0, sum(counts.values())
    loads = {load.id for load in _values(file, manifest, _LOADS, as_written)}
    if len(loads) != counts[_LOADS]:
        raise _Wrong(_LOADS, None, _TWICE)
    references = References()
    for part in manifest.parts:
        for number, value in enumerate(_values(file, manifest, part, as_written), 1):
            if part == _JOURNAL and value[0] not in loads:
                raise _Wrong(part, number, Text("läsningen finns inte", "there is no such load"))
            if as_written and not _holds_json(value):
                raise _Wrong(part, number, Text("innehållet är avbrutet", "its content breaks off"))
            if isinstance(value, Record) and not references.take(value):
                raise _Wrong(part, number, _TWICE)
            done += 1
            if progress and (done % _BATCH == 0 or done == total):
                progress(done, total)
    if (lost := references.lost()) is not None:
        raise _Wrong(lost.table, None, lost.text)
    return Content(path, counts)


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
    with _opened(content.path) as (file, manifest), store.restoring(clear=replace) as writer:
        done = 0
        for model in STORED:
            if model.table not in manifest.parts:
                continue
            for records in _batches(_values(file, manifest, model.table)):
                writer.put(records)
                writer.step()
                done += len(records)
                if progress:
                    progress(done, content.records)
        writer.keep_loads(_values(file, manifest, _LOADS))
        for lines in _batches(_values(file, manifest, _JOURNAL)):
            writer.keep_entries(lines)
            writer.step()
        reason_anew(writer, progress)


def is_empty(store: Store) -> bool:
    """Tell whether a store holds no record and has had no load."""
    return all(next(iter(store.every(model)), None) is None for model in STORED) and not any(store.loads())


def _holds_json(value: Any) -> bool:
    """Tell whether the JSON inside a line of the journal or a proposal can be read."""
    texts = value[4:] if isinstance(value, tuple) else (value.rows,) if isinstance(value, Proposal) else ()
    try:
        for text in texts:
            if isinstance(text, str):
                from_json(text)
    except ValueError:
        return False
    return True


def _manifest(file: ZipFile, path: Path) -> _Manifest:
    try:
        with file.open(_MANIFEST) as member:
            text = member.read(_LONGEST_MANIFEST + 1)
        kind, format_ = (json.loads(text).get(name) for name in ("kind", "format"))
    except (KeyError, ValueError, AttributeError, RecursionError, *_BROKEN):
        kind, format_, text = None, None, b""
    if kind != _KIND:
        raise BackupError(
            Text(
                f"{path} är ingen säkerhetskopia från styrgraf. Inget har ändrats.",
                f"{path} is no backup of styrgraf's. Nothing was changed.",
            )
        )
    if isinstance(format_, int) and format_ > FORMAT:
        raise BackupError(
            Text(
                f"{path} är skriven av en nyare styrgraf. Uppdatera styrgraf. Inget har ändrats.",
                f"{path} was written by a newer styrgraf. Update styrgraf. Nothing was changed.",
            )
        )
    try:
        manifest = _Manifest.model_validate_json(text)
    except ValidationError:
        raise _Wrong(_MANIFEST) from None
    later = {part for since, parts in _SINCE.items() if since > manifest.format for part in parts}
    held = set(_PARTS) - later
    expected = {_MANIFEST, *map(_member, held)}
    if set(manifest.parts) != held or sorted(file.namelist()) != sorted(expected):
        raise _Wrong(_MANIFEST)
    return manifest


def _values(file: ZipFile, manifest: _Manifest, part: str, as_written: bool = False) -> Iterator[Any]:
    """Yield what the lines of one part say; raises `_Wrong` for the first that cannot be, or a wrong sum."""
    read, written = _READERS[part], _WRITERS[part]
    told = manifest.parts[part]
    digest, count = hashlib.sha256(), 0
    for count, line in enumerate(_lines(file, part), 1):
        digest.update(line)
        try:
            value = read(line)
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            where = ".".join(map(str, fault["loc"]))
            raise _Wrong(part, count, Text(*[f"{where} {fault['msg']}"] * 2)) from None
        if isinstance(value, Record) and (found := unfit(value)) is not None:
            field, why = found
            raise _Wrong(part, count, Text(f"{field}: {why.sv}".rstrip("."), f"{field}: {why.en}".rstrip(".")))
        if part == _LOADS and not fits(value.id):
            raise _Wrong(part, count, Text("inläsningens nummer är för stort", "the number of the load is too large"))
        if as_written and written(value) + b"\n" != line:
            raise _Wrong(part, count, Text("det som står där skrivs på annat sätt", "it is written otherwise"))
        yield value
    if count != told.lines or digest.hexdigest() != told.sha256:
        raise _Wrong(part)


def _lines(file: ZipFile, part: str) -> Iterator[bytes]:
    try:
        with file.open(_member(part)) as member:
            while line := member.readline(LONGEST_LINE):
                yield line
    except _BROKEN:
        raise _Wrong(part) from None


def _reader(model: type[Record]) -> Any:
    return lambda line: model.model_validate_json(line)


_READERS = {
    **{model.table: _reader(model) for model in STORED},
    _LOADS: _LOAD.validate_json,
    _JOURNAL: _LINE.validate_json,
}
_WRITERS: dict[str, Callable[[Any], bytes]] = {
    **{model.table: _json for model in STORED},
    _LOADS: _LOAD.dump_json,
    _JOURNAL: _LINE.dump_json,
}
_TWICE = Text("samma uppgift står två gånger", "the same record stands twice")


class _Wrong(Exception):
    """Something in a backup cannot be; `text` says where and what."""

    def __init__(self, part: str, line: int | None = None, what: Text | None = None) -> None:
        where = Text(f"{part}, rad {line}", f"{part}, line {line}") if line else Text(part, part)
        self.text = Text(
            f"{where.sv}: {what.sv}." if what else f"{where.sv}.", f"{where.en}: {what.en}." if what else f"{where.en}."
        )
        super().__init__(self.text.en)


def _batches(values: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(values, _BATCH)):
        yield batch
