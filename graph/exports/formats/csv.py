"""CSV: a folder of tables, one for each kind of record, in the loader's own columns."""

from collections.abc import Mapping

from graph.exports.data import records_of, tabular
from graph.exports.export import Export
from graph.exports.subject import Subject
from graph.texts import Text


def write(subject: Subject) -> Mapping[str, bytes]:
    """Return the tables by file name, as they lie in `data/`; `styrgraf load FOLDER` reads them back."""
    return {f"{name}.csv": tabular.to_csv(columns, rows).encode() for name, columns, rows in records_of.tables(subject)}


EXPORT = Export(
    name="csv",
    title=Text("CSV: en mapp med tabeller", "CSV: a folder of tables"),
    suffix="",
    media_type="text/csv",
    write=write,
)
