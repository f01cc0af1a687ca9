"""What stands where a store should be: told by what it is, before SQLite is asked."""

import stat
from pathlib import Path

from graph.port import StoreMissing, StoreUnreachable
from graph.texts import Text

_SQLITE, _ZIP = b"SQLite format 3\0", b"PK\x03\x04"


def refuse_others(path: Path, create: bool) -> None:
    """Raise `StoreMissing` for no or an empty file (unless `create`), `StoreUnreachable` for what is no database."""
    try:
        told = path.stat()
    except FileNotFoundError:
        if create:
            return
        raise StoreMissing(
            Text(
                f"Det finns ingen databas i {path}. Skapa den med: styrgraf load data/",
                f"There is no database at {path}. Create it with: styrgraf load data/",
            )
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    if stat.S_ISDIR(told.st_mode):
        raise StoreUnreachable(
            Text(
                f"{path} är en mapp. Ange filen i den, till exempel --store sqlite:///{path}/styrgraf.db",
                f"{path} is a folder. Name the file in it, for example --store sqlite:///{path}/styrgraf.db",
            )
        )
    if not stat.S_ISREG(told.st_mode):
        raise StoreUnreachable(
            Text(
                f"{path} är ingen vanlig fil. Ange en annan fil med --store.",
                f"{path} is no ordinary file. Name another file with --store.",
            )
        )
    if told.st_size:
        _refuse_other_content(path)
    elif has_log(path):
        raise StoreUnreachable(
            Text(
                f"Databasen {path} är tom, men filen {path.name}-wal bredvid har innehåll. Flytta undan båda, och "
                "återställ från en säkerhetskopia: styrgraf restore",
                f"The database {path} is empty, but the file {path.name}-wal beside it is not. Move both away, and "
                "restore from a backup: styrgraf restore",
            )
        )
    elif not create:
        raise empty(path)


def has_log(path: Path) -> bool:
    """Tell whether changes stand beside the file that are not in it yet."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def log_unread(path: Path) -> StoreUnreachable:
    """Return what to say where one can only read, of a file whose log SQLite cannot take in there."""
    return StoreUnreachable(
        Text(
            f"Databasen {path} ligger där det bara går att läsa, och de senaste ändringarna står i {path.name}-wal "
            "bredvid. Kopiera båda filerna till en mapp där du får skriva, och ange databasen där med --store.",
            f"The database {path} lies where one can only read, and the newest changes stand in {path.name}-wal beside "
            "it. Copy both files to a folder in which you may write, and name the database there with --store.",
        )
    )


def empty(path: Path) -> StoreMissing:
    """Return what to say of a file without anything in it."""
    return StoreMissing(
        Text(
            f"Databasen {path} är tom: där finns inga uppgifter. Återställ från en säkerhetskopia (styrgraf restore), "
            "eller läs in tabeller (styrgraf load).",
            f"The database {path} is empty: it holds no records. Restore from a backup (styrgraf restore), or load "
            "tables (styrgraf load).",
        )
    )


def _refuse_other_content(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except OSError as error:
        raise _unreadable(path, error) from None
    if head == _SQLITE:
        return
    if head.startswith(_ZIP):
        raise StoreUnreachable(
            Text(
                f"{path} är ingen databas utan en zip-fil. Är den en säkerhetskopia: styrgraf restore {path}. Är den "
                f"en Excel-bok: styrgraf load {path}. Ange databasen med --store.",
                f"{path} is no database but a zip file. If it is a backup: styrgraf restore {path}. If it is a "
                f"workbook: styrgraf load {path}. Name the database with --store.",
            )
        )
    raise StoreUnreachable(
        Text(
            f"{path} är ingen databas. Är den en tabell: styrgraf load {path}. Har den varit en databas är den "
            "skadad: återställ från en säkerhetskopia (styrgraf restore). Ange databasen med --store.",
            f"{path} is no database. If it is a table: styrgraf load {path}. If it has been a database it is "
            "damaged: restore from a backup (styrgraf restore). Name the database with --store.",
        )
    )


def _unreadable(path: Path, error: OSError) -> StoreUnreachable:
    return StoreUnreachable(
        Text(
            f"Filen {path} går inte att läsa ({error.strerror}). Be den som äger den, eller ange en annan med --store.",
            f"The file {path} cannot be read ({error.strerror}). Ask its owner, or name another with --store.",
        )
    )
