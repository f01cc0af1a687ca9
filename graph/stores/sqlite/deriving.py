"""What follows from the records: derived days, who stands for whom, names to find by, and edges."""

from collections.abc import Iterable, Mapping

from graph.port import Label
from graph.reasoning.spans import Derived
from graph.stores.sqlite.reading import SqliteReader, batches
from graph.stores.sqlite.schema import SEAT_DAYS, SPAN_DAYS

_EDGE_DAYS = (
    "s.first_possible, s.presumed_from, s.surely_from, s.surely_until, s.ended, s.last_confirmed, s.confirmed_from"
)
_SEAT_EDGES = (
    ("member_of", "s.group_id", "seats s"),
    ("represents", "r.body", "seats s JOIN representations r ON r.membership = s.id"),
    ("employed_by", "s.employer_id", "seats s"),
)
_OTHER_EDGES = (
    ("host_seats", "s.host_id, 'hosts', s.group_id, s.id, 'hostings', NULL, s.status", "host_id", "group_id"),
    ("link_rows", "s.from_id, s.kind, s.to_id, s.id, 'links', NULL, NULL", "from_id", "to_id"),
)
_TELLING = "SELECT group_concat(DISTINCT v.source) FROM evidence v"


class Deriving(SqliteReader):
    """The part of a load that keeps what `graph.loading.intake` works out."""

    def derive(self, table: str, days: Iterable[tuple[str, Derived]]) -> None:
        """Keep derived days beside their records, and who tells of these."""
        columns = SEAT_DAYS if table == "memberships" else SPAN_DAYS
        key = "key" if table == "names" else "id"
        width = len(columns)
        places = [Derived._fields.index(name) for name in columns]
        assignments = ", ".join(f'"{name}" = ?' for name in columns)
        days = list(days)
        if table == "memberships":
            # Who tells of it stands beside it, too; where several are the same, of all of them.
            assignments += f", sources = ({_TELLING} WHERE v.record = memberships.id AND v.kind = 'memberships')"
        self._connection().executemany(
            f"UPDATE {table} SET {assignments} WHERE {key} = ?",
            (
                (*(derived if width == len(derived) else [derived[place] for place in places]), record)
                for record, derived in days
            ),
        )
        if table == "memberships":
            self._connection().executemany(
                f"UPDATE memberships SET sources = ({_TELLING} WHERE v.kind = 'memberships' AND v.record IN "
                "(SELECT x.id FROM memberships x WHERE x.same_as = memberships.id AND x.same_as <> x.id "
                "UNION ALL SELECT memberships.id)) WHERE id = ?",
                sorted({(derived.same_as,) for record, derived in days if derived.same_as != record}),
            )

    def name_persons(self, same: Mapping[str, str]) -> None:
        """Keep who each person is after all judgements, and who therefore holds what."""
        changed = [
            person
            for batch in batches(same)
            for person, who in self._connection().execute(
                "SELECT id, same_as FROM persons WHERE id IN (SELECT value FROM json_each(?))", (batch,)
            )
            if who != same[person]
        ]
        self._connection().executemany(
            "UPDATE persons SET same_as = ? WHERE id = ?", [(same[person], person) for person in changed]
        )
        for batch in batches(changed):
            self._connection().execute(
                "UPDATE memberships SET holder = (SELECT same_as FROM persons p WHERE p.id = person) "
                "WHERE person IN (SELECT value FROM json_each(?))",
                (batch,),
            )
        self._connection().execute(
            "UPDATE memberships SET holder = (SELECT same_as FROM persons p WHERE p.id = person) "
            "WHERE holder IS NULL AND person IS NOT NULL"
        )

    def standing_for(self, persons: Iterable[str]) -> dict[str, str]:
        """Return these persons, and all who are the same, each with the id that stands for them."""
        standing: dict[str, str] = {}
        for batch in batches(persons):
            standing.update(
                self._connection()
                .execute(
                    "SELECT id, same_as FROM persons WHERE same_as IN "
                    "(SELECT same_as FROM persons WHERE id IN (SELECT value FROM json_each(?)))",
                    (batch,),
                )
                .fetchall()
            )
        return standing

    def relabel(self, subjects: Iterable[str], labels: Iterable[Label]) -> None:
        """Replace the names by which these persons and organisations are found."""
        for batch in batches(subjects):
            self._connection().execute(
                "DELETE FROM label_words WHERE rowid IN "
                "(SELECT id FROM labels WHERE subject IN (SELECT value FROM json_each(?)))",
                (batch,),
            )
            self._connection().execute("DELETE FROM labels WHERE subject IN (SELECT value FROM json_each(?))", (batch,))
        start = self._connection().execute("SELECT coalesce(max(id), 0) FROM labels").fetchone()[0]
        self._connection().executemany(
            "INSERT INTO labels (subject, kind, level, text, exact, bare, folded) VALUES (?, ?, ?, ?, ?, ?, ?)",
            labels,
        )
        self._connection().execute(
            "INSERT INTO label_words (rowid, folded) SELECT id, folded FROM labels WHERE id > ?", (start,)
        )

    def shorten(self, labels: Iterable[tuple[str, int, str]]) -> None:
        """Keep (short label, level, id) of organisations."""
        self._connection().executemany("UPDATE organisations SET label = ?, level = ? WHERE id = ?", labels)

    def connect(self, groups: Iterable[str], organisations: Iterable[str], records: Iterable[str]) -> None:
        """Draw anew the edges of all memberships in `groups`, of `records`, and of all at `organisations`."""
        ends, loose = sorted(set(organisations)), sorted(set(records))
        for batch in batches([*groups, *ends], 5_000):
            self._connection().execute(
                "DELETE FROM edges WHERE record_kind = 'memberships' AND record IN "
                '(SELECT id FROM memberships WHERE "group" IN (SELECT value FROM json_each(?)))',
                (batch,),
            )
            for kind, other, source in _SEAT_EDGES:
                self._connection().execute(
                    "INSERT OR REPLACE INTO edges "
                    f"SELECT s.person_id, '{kind}', {other}, s.id, 'memberships', s.role, s.status, {_EDGE_DAYS} "
                    f"FROM {source} WHERE s.group_id IN (SELECT value FROM json_each(?)) AND s.standing = 'seat' "
                    f"AND {other} IS NOT NULL AND s.person_id IS NOT NULL ORDER BY s.person_id",
                    (batch,),
                )
        for batch in batches(loose):
            self._connection().execute(
                "DELETE FROM edges WHERE record_kind IN ('hostings', 'links') "
                "AND record IN (SELECT value FROM json_each(?))",
                (batch,),
            )
        for source, columns, first, second in _OTHER_EDGES:
            drawn = set(loose)
            for column in (first, second):
                text = f"SELECT id FROM {source} WHERE {column} IN (SELECT value FROM json_each(?))"
                for batch in batches(ends):
                    drawn.update(row[0] for row in self._connection().execute(text, (batch,)))
            for batch in batches(drawn, 5_000):
                self._connection().execute(
                    f"INSERT OR REPLACE INTO edges SELECT {columns}, {_EDGE_DAYS} FROM {source} s "
                    f"WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3",
                    (batch,),
                )
