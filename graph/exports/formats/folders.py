"""Exports of many files: written into a folder of their own, which bears a mark with the names of what was written."""

import json
from collections.abc import Mapping
from pathlib import Path

from graph.files import write_folder
from graph.texts import Text

MARK = ".styrgraf-export.json"


class NotOurs(Exception):
    """The folder holds files that this export did not write; `text` says so."""

    def __init__(self, folder: Path) -> None:
        """Keep the wording in both languages."""
        super().__init__(str(folder))
        self.text = Text(
            f"Mappen {folder} innehåller filer som den här exporten inte har skrivit. Inget har ändrats. "
            "Ange en ny eller tom mapp med -o.",
            f"The folder {folder} holds files that this export did not write. Nothing was changed. "
            "Name a new or empty folder with -o.",
        )


def write(folder: Path, format_: str, files: Mapping[str, bytes]) -> None:
    """Write the files into a new or empty folder, or in place of those of an earlier export of the same format.

    What only the earlier one had is taken away: it may be about somebody who is not shown any more. The earlier
    one stands until the new one is whole. Raises `NotOurs` before anything is written, and `CannotWrite`.
    """
    before = _written_before(folder, format_)
    if before is None and folder.is_dir() and any(folder.iterdir()):
        raise NotOurs(folder)
    mark = json.dumps({"format": format_, "files": sorted(files)}, indent=0) + "\n"
    write_folder(folder, {**files, MARK: mark.encode()}, frozenset(before or ()))


def _written_before(folder: Path, format_: str) -> list[str] | None:
    """Return what an earlier export of the format wrote into the folder; None when the folder is not its own."""
    try:
        told = json.loads((folder / MARK).read_text("utf-8"))
        return [str(path) for path in told["files"]] if told["format"] == format_ else None
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return None
