"""A whole store in one file, and back: every record, all loads and the whole journal.

The file is a zip: `manifest.json` and one member for each kind of record, for the loads and for the journal, with
one line of JSON for each. The same store gives the same bytes. What follows from the records (derived days, edges,
names to search by) is not kept but worked out anew, so that any kind of store, and a later styrgraf, can take it in.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from graph.loading.consequences import reason_anew
from graph.port import JournalLine, Load, Progress, Store
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
    """Write everything that the store holds to `path`; the file is there whole or not at all.

    Raises `BackupError` when something else than a backup stands there, or others write all the time.
    """
    if path.exists() and not _is_backup(path):
        raise BackupError(
            Text(
                f"{path} finns redan och är ingen säkerhetskopia från styrgraf. Ange ett annat namn.",
                f"{path} is there already and is no backup of styrgraf's. Name another file.",
            )
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        for _ in range(_TRIES):
            version = store.version()
            content = _write(store, unfinished, progress)
            if store.version() == version:
                unfinished.replace(path)
                return content
    except OSError as error:
        raise BackupError(
            Text(
                f"{path} går inte att skriva: {error.strerror}.",
                f"{path} cannot be written: {error.strerror}.",
            )
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)
    raise BackupError(
        Text(
            "Någon läser in uppgifter hela tiden, så kopian skulle inte hänga ihop. Försök igen om en stund.",
            "Somebody loads all the time, so the backup would not hold together. Try again in a while.",
        )
    )


def _write(store: Store, path: Path, progress: Progress | None) -> Content:
    parts: dict[str, _Part] = {}
    done = 0
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, lines in _parts_with_lines(store):
            with made.open(_entry(_member(name)), "w", force_zip64=True) as file:
                digest, count = hashlib.sha256(), 0
                for count, line in enumerate(lines, 1):
                    digest.update(line + b"\n")
                    file.write(line + b"\n")
                    if progress and (done + count) % _BATCH == 0:
                        progress(done + count, 0)
            parts[name] = _Part(lines=count, sha256=digest.hexdigest())
            done += count
        manifest = _Manifest(kind=_KIND, format=FORMAT, parts=parts)
        with made.open(_entry(_MANIFEST), "w") as file:
            file.write(manifest.model_dump_json(indent=1).encode())
    with path.open("rb") as written:
        os.fsync(written.fileno())
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


def _is_backup(path: Path) -> bool:
    try:
        with ZipFile(path) as file:
            _manifest(file, path)
    except (BackupError, BadZipFile, OSError):
        return False
    return True


# ---- from a file to a store


def check(path: Path, progress: Progress | None = None) -> Content:
    """Read the whole file, line by line, and return what it holds; raises `BackupError` when it is not whole."""
    try:
        with ZipFile(path) as file:
            manifest = _manifest(file, path)
            counts = {name: part.lines for name, part in manifest.parts.items()}
            done, total = 0, sum(counts.values())
            loads = {load.id for load in _values(file, manifest, _LOADS)}
            if len(loads) != counts[_LOADS]:
                raise _damaged(path, _LOADS)
            for part in manifest.parts:
                for lines in _batches(_values(file, manifest, part)):
                    if part == _JOURNAL and any(line[0] not in loads for line in lines):
                        raise _damaged(path, _JOURNAL)
                    done += len(lines)
                    if progress:
                        progress(done, total)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
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
    with ZipFile(content.path) as file, store.restoring(clear=replace) as writer:
        manifest = _manifest(file, content.path)
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


def _manifest(file: ZipFile, path: Path) -> _Manifest:
    try:
        with file.open(_MANIFEST) as member:
            text = member.read(_LONGEST_MANIFEST + 1)
        kind, format_ = (json.loads(text).get(name) for name in ("kind", "format"))
    except (KeyError, ValueError, AttributeError):
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
        raise _damaged(path, _MANIFEST) from None
    later = {part for since, parts in _SINCE.items() if since > manifest.format for part in parts}
    held = set(_PARTS) - later
    expected = {_MANIFEST, *map(_member, held)}
    if set(manifest.parts) != held or sorted(file.namelist()) != sorted(expected):
        raise _damaged(path, _MANIFEST)
    return manifest


def _values(file: ZipFile, manifest: _Manifest, part: str) -> Iterator[Any]:
    """Yield what the lines of one part say; raises `BackupError` for the first that cannot be, or a wrong sum."""
    read = _READERS[part]
    told = manifest.parts[part]
    digest, count = hashlib.sha256(), 0
    path = Path(file.filename or "")
    with file.open(_member(part)) as member:
        for count, line in enumerate(_lines(member), 1):
            digest.update(line)
            try:
                yield read(line)
            except ValidationError:
                raise _damaged(path, part, count) from None
    if count != told.lines or digest.hexdigest() != told.sha256:
        raise _damaged(path, part)


def _lines(member: IO[bytes]) -> Iterator[bytes]:
    while line := member.readline(LONGEST_LINE):
        yield line


def _reader(model: type[Record]) -> Any:
    return lambda line: model.model_validate_json(line)


_READERS = {
    **{model.table: _reader(model) for model in STORED},
    _LOADS: _LOAD.validate_json,
    _JOURNAL: _LINE.validate_json,
}


def _damaged(path: Path, part: str, line: int | None = None) -> BackupError:
    where = f"{part}, rad {line}" if line else part
    place = f"{part}, line {line}" if line else part
    return BackupError(
        Text(
            f"{path} är ändrad eller skadad sedan den skrevs ({where}). Inget har ändrats i databasen. "
            "Ta fram en annan kopia.",
            f"{path} has been changed or damaged since it was written ({place}). Nothing was changed in the store. "
            "Find another backup.",
        )
    )


def _batches(values: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(values, _BATCH)):
        yield batch
