"""A backup as a file: what stands in it, read line by line, and whether it is whole.

It runs in the limited process (`graph.limited`) for a file that came from somebody; see `answer`.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from graph.loading.references import References
from graph.port import JournalLine, Load
from graph.readable import fits, unfit
from graph.records import STORED, Document, Proposal, Record
from graph.texts import Text

FORMAT = 2
"""Higher when an older styrgraf can no longer read what is written."""
KIND = "styrgraf-backup"
MANIFEST = "manifest.json"
LOADS, JOURNAL = "loads", "journal"
PARTS = (*(model.table for model in STORED), LOADS, JOURNAL)
_SINCE: dict[int, tuple[str, ...]] = {2: (Document.table, Proposal.table)}
"""What backups hold since a later format than the first."""
LONGEST_LINE, _LONGEST_MANIFEST = 1_000_000, 100_000
BATCH = 5_000
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a member of a zip raises when it is damaged, in a manner that is not known, or locked by a password."""
LOAD: TypeAdapter[Load] = TypeAdapter(Load)
LINE: TypeAdapter[JournalLine] = TypeAdapter(JournalLine)


class Part(BaseModel):
    """How much a part holds, and its sum."""

    model_config = ConfigDict(extra="forbid", strict=True)
    lines: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(extra="forbid", strict=True)
    kind: str
    format: int
    parts: dict[str, Part]


class BackupError(Exception):
    """There is no backup, or it is not restored; `text` says why and what to do. Nothing was changed."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


def as_json(record: Record) -> bytes:
    """Return the line of a record, without its end."""
    return record.__pydantic_serializer__.to_json(record)


def member_of(part: str) -> str:
    """Return the name of the member that holds a part."""
    return f"{part}.jsonl"


def answer(asked: dict[str, str]) -> Iterator[Any]:
    """Yield what is asked for; this runs in the limited process.

    Of a backup to `check` comes how far that is, of how much, and at last the lines of each part. Of one whose `lines`
    are wanted comes each part, with some of its lines at a time; all of them are there only when the answer ends well.
    """
    path = Path(asked.get("check") or asked["lines"])
    with opened(path) as (file, manifest):
        if "check" in asked:
            yield from checked(file, manifest)
            yield {name: part.lines for name, part in manifest.parts.items()}
            return
        for part in (each for each in PARTS if each in manifest.parts):
            some: list[str] = []
            size = 0
            for line in _lines(file, manifest, part):
                some.append(line.decode("utf-8", "replace"))
                size += len(line)
                if size >= LONGEST_LINE:
                    yield part, some
                    some, size = [], 0
            yield part, some


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """Yield a backup with its manifest; raises `BackupError` for what is wrong with it, here or in the block."""
    try:
        with ZipFile(path) as file:
            yield file, manifest_of(file, path)
    except Wrong as wrong:
        raise changed(path, wrong) from None
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


def changed(path: Path, wrong: "Wrong") -> BackupError:
    """Return what is said of a backup in which something cannot be."""
    return BackupError(
        Text(
            f"{path} är ändrad eller skadad sedan den skrevs: {wrong.text.sv} Inget har ändrats i databasen. "
            "Ta fram en annan kopia.",
            f"{path} has been changed or damaged since it was written: {wrong.text.en} Nothing was changed in "
            "the store. Find another backup.",
        )
    )


def checked(file: ZipFile, manifest: Manifest, *, as_written: bool = False) -> Iterator[tuple[int, int]]:
    """Read all that restoring would read, and yield how far that is, of how much; raises `Wrong`.

    With `as_written` each line must come back the same.
    """
    done, total = 0, sum(part.lines for part in manifest.parts.values())
    loads = {load.id for load in values_of(file, manifest, LOADS, as_written)}
    if len(loads) != manifest.parts[LOADS].lines:
        raise Wrong(LOADS, None, _TWICE)
    references = References()
    for part in manifest.parts:
        for number, value in enumerate(values_of(file, manifest, part, as_written), 1):
            if part == JOURNAL and value[0] not in loads:
                raise Wrong(part, number, Text("läsningen finns inte", "there is no such load"))
            if as_written and not _holds_json(value):
                raise Wrong(part, number, Text("innehållet är avbrutet", "its content breaks off"))
            if isinstance(value, Record) and not references.take(value):
                raise Wrong(part, number, _TWICE)
            done += 1
            if done % BATCH == 0 or done == total:
                yield done, total
    if (lost := references.lost()) is not None:
        raise Wrong(lost.table, None, lost.text)


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


def manifest_of(file: ZipFile, path: Path) -> Manifest:
    """Return what a file says of itself; raises `BackupError` when it is no backup, `Wrong` when it holds more."""
    try:
        with file.open(MANIFEST) as member:
            text = member.read(_LONGEST_MANIFEST + 1)
        kind, format_ = (json.loads(text).get(name) for name in ("kind", "format"))
    except (KeyError, ValueError, AttributeError, RecursionError, *_BROKEN):
        kind, format_, text = None, None, b""
    if kind != KIND:
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
        manifest = Manifest.model_validate_json(text)
    except ValidationError:
        raise Wrong(MANIFEST) from None
    later = {part for since, parts in _SINCE.items() if since > manifest.format for part in parts}
    held = set(PARTS) - later
    expected = {MANIFEST, *map(member_of, held)}
    if set(manifest.parts) != held or sorted(file.namelist()) != sorted(expected):
        raise Wrong(MANIFEST)
    return manifest


def values_of(file: ZipFile, manifest: Manifest, part: str, as_written: bool = False) -> Iterator[Any]:
    """Yield what the lines of one part say; raises `Wrong` for the first that cannot be, or a wrong sum."""
    written = _WRITERS[part]
    for number, line in enumerate(_lines(file, manifest, part), 1):
        value = value_of(part, number, line)
        if as_written and written(value) + b"\n" != line:
            raise Wrong(part, number, Text("det som står där skrivs på annat sätt", "it is written otherwise"))
        yield value


def value_of(part: str, number: int, line: bytes | str) -> Any:
    """Return what a line says; raises `Wrong` when it cannot be."""
    try:
        value = _READERS[part](line)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        raise Wrong(part, number, Text(*[f"{where} {fault['msg']}"] * 2)) from None
    if isinstance(value, Record) and (found := unfit(value)) is not None:
        field, why = found
        raise Wrong(part, number, Text(f"{field}: {why.sv}".rstrip("."), f"{field}: {why.en}".rstrip(".")))
    if part == LOADS and not fits(value.id):
        raise Wrong(part, number, Text("inläsningens nummer är för stort", "the number of the load is too large"))
    return value


def _lines(file: ZipFile, manifest: Manifest, part: str) -> Iterator[bytes]:
    """Yield the lines of one part; raises `Wrong` when they are not those that the manifest tells of."""
    told = manifest.parts[part]
    digest, count = hashlib.sha256(), 0
    try:
        with file.open(member_of(part)) as member:
            while line := member.readline(LONGEST_LINE):
                digest.update(line)
                count += 1
                yield line
    except _BROKEN:
        raise Wrong(part) from None
    if count != told.lines or digest.hexdigest() != told.sha256:
        raise Wrong(part)


def _reader(model: type[Record]) -> Any:
    return lambda line: model.model_validate_json(line)


_READERS = {
    **{model.table: _reader(model) for model in STORED},
    LOADS: LOAD.validate_json,
    JOURNAL: LINE.validate_json,
}
_WRITERS: dict[str, Callable[[Any], bytes]] = {
    **{model.table: as_json for model in STORED},
    LOADS: LOAD.dump_json,
    JOURNAL: LINE.dump_json,
}
_TWICE = Text("samma uppgift står två gånger", "the same record stands twice")


class Wrong(Exception):
    """Something in a backup cannot be; `text` says where and what."""

    def __init__(self, part: str, line: int | None = None, what: Text | None = None) -> None:
        """Put the place before what is wrong."""
        where = Text(f"{part}, rad {line}", f"{part}, line {line}") if line else Text(part, part)
        self.text = Text(
            f"{where.sv}: {what.sv}." if what else f"{where.sv}.", f"{where.en}: {what.en}." if what else f"{where.en}."
        )
        super().__init__(self.text.en)
