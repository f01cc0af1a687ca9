"""Files and folders that stand whole or not at all: written beside their place, and moved there once they are safe.

What is begun lies in a hidden folder of its own beside the place, locked for as long as its writer lives. Whoever
writes there next takes away what a writer left that was killed.
"""

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from graph.texts import Text

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BEGUN, _ENDED = ".styrgraf-", ".part"
"""How the hidden folder of something that is being written is called, with signs of chance between."""
_LOCK, _NEW, _EARLIER = "lock", "new", "earlier"
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
"""The numbers of errors for a full disk, a full share of it, and the largest file that one may write."""
_SAID = {
    FULL: Text("där finns ingen plats kvar", "there is no room left"),
    (errno.EACCES, errno.EPERM): Text(
        "du får inte skriva där, eller så är filen öppen i ett annat program",
        "you may not write there, or another program has the file open",
    ),
    (errno.EROFS,): Text("där går det bara att läsa", "one can only read there"),
    (errno.ENOENT,): Text("mappen finns inte", "there is no such folder"),
    (errno.ENOTDIR, errno.EEXIST): Text("där står en fil i vägen", "a file stands in the way"),
    (errno.EISDIR,): Text("det är en mapp", "it is a folder"),
    (errno.ENAMETOOLONG,): Text("namnet är för långt", "the name is too long"),
    (errno.EBUSY, errno.EXDEV): Text(
        "mappen kan inte bytas ut som helhet; ange en mapp i den",
        "the folder cannot be exchanged as a whole; name a folder inside it",
    ),
}


class CannotWrite(Exception):
    """A file or folder was not written; what stood there is as it was. `text` says why."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Say it in both languages."""
        super().__init__(f"{path}: {error}")
        why = _why(error)
        self.text = Text(
            f"{path} går inte att skriva: {why.sv}. Det som fanns där är kvar som det var.",
            f"{path} cannot be written: {why.en}. What was there is as it was.",
        )


def _why(error: OSError) -> Text:
    for numbers, text in _SAID.items():
        if error.errno in numbers:
            return text
    return Text(*[error.strerror or str(error)] * 2)


def write(path: Path, content: bytes | str, *, private: bool = False) -> None:
    """Put the content at `path` as a whole, a text in UTF-8 as it is.

    With `private` only its owner can read it; otherwise the file keeps the rights that it had. Raises `CannotWrite`.
    """
    with writing(path, private=private) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def writing(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Yield a file to write and to read; it stands at `path` when the block has ended well. Raises `CannotWrite`."""
    with _said(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as file:  # a device or a pipe, which nothing can be moved to
                yield file
            return
        place = path.resolve()
        mode = _mode(place, private)
        with begun(place) as new:
            with new.open("x+b") as file:
                yield file
                if mode is not None:
                    new.chmod(mode)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, place)
            _keep(place.parent)


def _mode(place: Path, private: bool) -> int | None:
    """Return the rights to give; None for those of any new file. Raises OSError for a file that may not be changed."""
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if private:
        return 0o600
    return place.stat().st_mode & 0o777 if place.exists() else None


def write_folder(folder: Path, files: Mapping[str, bytes], before: frozenset[str] = frozenset()) -> None:
    """Put these files in place of the folder; of what stands there all stays but `before` and what has a new name.

    Names are paths inside the folder. The earlier folder stands until the new one is whole. Raises `CannotWrite`.
    """
    with _said(folder):
        place = folder.resolve()
        if place.exists() and not place.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        place.parent.mkdir(parents=True, exist_ok=True)
        with begun(place) as new:
            new.mkdir(0o777)
            for name, content in files.items():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                with (new / name).open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            if place.exists():
                _carry(place, new, before)
                earlier = new.with_name(_EARLIER) / place.name
                earlier.parent.mkdir()
                place.rename(earlier)
                try:
                    new.rename(place)
                except OSError:
                    earlier.rename(place)
                    raise
            else:
                new.rename(place)
            _keep(place.parent)


def _carry(earlier: Path, new: Path, left: frozenset[str]) -> None:
    """Give the new folder everything of the earlier one but what is left, and its rights."""
    for root, folders, names in os.walk(earlier):
        inside = Path(root).relative_to(earlier)
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        for name in (*names, *links):
            target = new / inside / name
            if (inside / name).as_posix() in left or os.path.lexists(target):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(Path(root) / name, target, follow_symlinks=False)
            except OSError:
                shutil.copy2(Path(root) / name, target, follow_symlinks=False)
    new.chmod(earlier.stat().st_mode & 0o7777)


@contextmanager
def begun(place: Path) -> Iterator[Path]:
    """Yield a path beside `place` at which a file or folder can be made, to be moved there; what is left is removed.

    Takes away first what killed writers have left in the folder. Raises OSError.
    """
    clean(place.parent)
    stage, lock = _begin(place.parent)
    with lock:
        try:
            yield stage / _NEW
        finally:
            _remove(stage, lock)


def _begin(folder: Path) -> tuple[Path, IO[bytes]]:
    """Make a hidden folder with a lock that is held."""
    while True:
        stage = folder / f"{_BEGUN}{secrets.token_hex(8)}{_ENDED}"
        stage.mkdir(0o700)
        try:
            lock = (stage / _LOCK).open("xb")
        except FileNotFoundError:  # somebody cleaned in between
            continue
        except OSError:
            stage.rmdir()
            raise
        try:
            _hold(lock)
        except (BlockingIOError, PermissionError):  # somebody is about to clean it away
            lock.close()
            continue
        except OSError:  # a disk without locks: then nobody else can clean either
            return stage, lock
        if (stage / _LOCK).exists():
            return stage, lock
        lock.close()


def is_fixed(path: Path) -> bool:
    """Tell whether nothing can be made beside a file that is there: a disk to read from, or somebody else's folder."""
    return path.exists() and not os.access(path.resolve().parent, os.W_OK)


def reading_address(path: Path) -> str:
    """Return the address by which SQLite opens a file for reading alone, also where it can make no file beside it.

    Where it can't, and no log stands beside, it is told that the file never changes: so it asks for no lock.
    """
    log = path.with_name(f"{path.name}-wal")
    never_changes = is_fixed(path) and not (log.exists() and log.stat().st_size)
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if never_changes else ''}"


def clean(folder: Path) -> None:
    """Take away what killed writers have left in a folder, and put back what they had moved aside."""
    with suppress(OSError):
        for stage in folder.glob(f"{_BEGUN}*{_ENDED}"):
            with suppress(OSError):
                _clean(stage)


def _clean(stage: Path) -> None:
    if stage.is_symlink() or not stage.is_dir():
        return
    with suppress(FileNotFoundError), (stage / _LOCK).open("r+b") as lock:
        _hold(lock)  # raises OSError for a writer that lives
        if (stage / _NEW).exists():
            for earlier in stage.glob(f"{_EARLIER}/*"):
                earlier.rename(stage.parent / earlier.name)  # raises OSError, and keeps it, where something stands
        _remove(stage, lock)
        return
    if not any(stage.iterdir()):  # killed before it had a lock, or about to get one
        stage.rmdir()


def _hold(lock: IO[bytes]) -> None:
    """Raise OSError when another program, or another writer in this one, holds the lock."""
    if sys.platform == "win32":
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(stage: Path, lock: IO[bytes]) -> None:
    """Take the folder away, its lock last: what has a lock can be cleaned."""
    for inside in [path for path in stage.iterdir() if path.name != _LOCK]:
        if inside.is_dir() and not inside.is_symlink():
            shutil.rmtree(inside, ignore_errors=True)
        else:
            inside.unlink(missing_ok=True)
    if sys.platform == "win32":
        lock.close()
    (stage / _LOCK).unlink(missing_ok=True)
    with suppress(FileNotFoundError):  # somebody cleans at the same moment
        stage.rmdir()


def _keep(folder: Path) -> None:
    """See to it that the folder's names outlive a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(path, error) from error
