"""Which regional group a bare name means: `RPO levnadsvanor` is told by whom its people represent.

So is a name without its region (`Produktionsplaneringsgruppen`), where just one group of that region begins with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from graph import finding, names
from graph.kinds import ORGANISATION_KINDS
from graph.port import Known
from graph.records import Link
from loaders.tables.cells import Unfit, is_id
from loaders.tables.descriptions import TABLES
from loaders.tables.references import Organisations

GivenRow = tuple[str, str, dict[str, str]]
"""Who gives a row, its table and its cells."""
_NATIONAL = 1


def kind_begun(text: str) -> str | None:
    """Return the kind with whose own words a name begins; None when it begins with none."""
    return finding.kind_begun(text, lambda kind: kind.words)


class Regional:
    """Finds groups below the national level by area and by the bodies that are represented in them."""

    def __init__(self, reader: Known) -> None:
        """Look into this store, when it comes to that."""
        self._reader = reader
        self._organisations = Organisations(reader)

    def near(self, text: str, kind: str) -> list[str]:
        """Return the groups of a kind whose name begins so, whatever region they are of, as `id (name)`."""
        return list(dict.fromkeys(f"{key} ({name})" for key, name in self._begun(text, kind)))

    def settled(self, told: Iterable[GivenRow]) -> list[GivenRow]:
        """Return the rows of one proposal, with the id of a regional group where just one is of a represented body."""
        rows = list(told)
        wanted = [cells.get("group", "") for _, _, cells in rows]
        if not any(self._is_regional(text) or self._is_unknown(text) for text in wanted):
            return rows
        areas = self._areas(cells.get("represents", "") for _, _, cells in rows)
        return [
            (owner, table, {**cells, "group": key} if (key := self._of(cells.get("group", ""), areas)) else cells)
            for owner, table, cells in rows
        ]

    @staticmethod
    def _is_regional(text: str) -> bool:
        kind = None if not text or is_id(text) else kind_begun(text)
        return kind is not None and ORGANISATION_KINDS[kind].level > _NATIONAL

    def _is_unknown(self, text: str) -> bool:
        """Tell whether no group bears this name, which tells no kind of its own."""
        if not text or is_id(text) or kind_begun(text) is not None:
            return False
        try:
            self._organisations.find(text, TABLES["memberships"].columns["group"])
        except Unfit:
            return True
        return False

    def _of(self, text: str, areas: set[str]) -> str | None:
        if not self._is_regional(text) and not self._is_unknown(text):
            return None
        found = {key for key, _ in self._begun(text, kind_begun(text)) if self._above(key) & areas}
        return found.pop() if len(found) == 1 else None

    def _begun(self, text: str, kind: str | None) -> Iterator[tuple[str, str]]:
        topic = names.bare(text)
        for label in self._reader.labels("prefix", topic):
            if label.kind in (kind or label.kind, kind) and (label.bare == topic or label.bare.startswith(topic + " ")):
                yield label.subject, label.text

    def _areas(self, represented: Iterable[str]) -> set[str]:
        bodies: Sequence[str] = [part.strip() for cell in represented for part in cell.split(";") if part.strip()]
        areas: set[str] = set()
        for body in bodies:
            try:
                key = self._organisations.find(body, TABLES["memberships"].columns["represents"])
            except Unfit:
                continue
            areas |= {key} | self._above(key)
        return areas

    def _above(self, key: str) -> set[str]:
        """Return all of which a body is part, directly or through others."""
        found: set[str] = set()
        more = self._parents.get(key, set())
        while more:
            found |= more
            more = set().union(*(self._parents.get(each, set()) for each in more)) - found
        return found

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        parents: dict[str, set[str]] = {}
        for link in self._reader.every(Link):
            if link.kind == "part_of":
                parents.setdefault(link.from_id, set()).add(link.to_id)
        return parents
