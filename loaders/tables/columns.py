"""What a table and its columns hold: one description for reading, checking, template and docs.

Names, types, lengths and what is required follow from the record models; only the wording, the closed
lists and what a column points at are told beside them, in `loaders.tables.descriptions`.
"""

from collections.abc import Callable, Mapping
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import StringConstraints

from graph import kinds, records
from graph.kinds import OrganisationKind
from graph.texts import LANGUAGES, Language, Text

Sort = Literal["id", "line", "prose", "date", "choice", "reference", "key"]
Target = Literal["sources", "organisations", "persons", "records"]
_ID_LENGTH = 300
_NAME_LENGTH = 500

Kinds = Callable[[OrganisationKind], bool]
"""Tells of which kinds of organisation a column speaks."""


def any_kind(_: OrganisationKind) -> bool:
    """Accept every kind of organisation."""
    return True


class Holds(NamedTuple):
    """What a column holds, beyond what the model says."""

    sv: str
    en: str
    choices: Mapping[str, Text] = {}
    refers: Target | None = None
    """What the column points at, where the model does not declare it."""
    kinds: Kinds = any_kind
    optional: bool = False
    """May be left empty although the record needs it: the loader finds it."""
    many: bool = False
    """Several values in a cell, though the model keeps them as one text."""
    apart: tuple[str, Text] | None = None
    """Another column of the row that must not mean the same, and what to write when it does."""
    label: Text | None = None
    """What it is called in a form where somebody edits what was read; None where it is not edited."""


class Column(NamedTuple):
    """One column of a table."""

    name: str
    about: Text
    sort: Sort
    required: bool
    many: bool
    """Several values in a cell, separated by semicolons."""
    longest: int
    choices: Mapping[str, Text]
    """The closed list, as `value in files → label`; with `refers` the values beside the references."""
    refers: Target | None
    kinds: Kinds
    joined: bool
    """The record keeps the several values as one text."""
    apart: tuple[str, Text] | None = None
    """Another column of the row that must not mean the same, and what to write when it does."""
    label: Text | None = None
    """What it is called in a form where somebody edits what was read; None where it is not edited."""

    @property
    def suggested(self) -> Literal["person", "group", "body", ""]:
        """Return the sort of names that fit; none where it holds no name."""
        if self.refers == "persons":
            return "person"
        if self.refers != "organisations":
            return ""
        meant = [kind for kind in kinds.ORGANISATION_KINDS.values() if self.kinds(kind)]
        return "group" if all(kind.group for kind in meant) else "body"

    @property
    def words(self) -> dict[str, str]:
        """Return every accepted spelling of a choice, casefolded, with the value that it means."""
        labels = {label.of(language).casefold(): name for name, label in self.choices.items() for language in LANGUAGES}
        return labels | {name.casefold(): name for name in self.choices}

    @property
    def expected(self) -> Text:
        """Say what to write here."""
        if self.refers is not None:
            return _REFERENCES[self.refers] if not self.choices else _KIND_OR_REFERENCE
        if self.sort == "choice":
            return Text(
                "Skriv " + _listed(self.choices, "sv", "en av: ", self.many),
                "Write " + _listed(self.choices, "en", "one of: ", self.many),
            )
        return _EXPECTED[self.sort]


def _listed(choices: Mapping[str, Text], language: Language, one_of: str, many: bool) -> str:
    labels = {name: label.of(language) for name, label in choices.items()}
    words = (name if label == name else f"{name} ({label})" for name, label in labels.items())
    several = {
        "sv": "en eller flera, med semikolon emellan: ",
        "en": "one or more, separated by semicolons: ",
    }
    return (several[language] if many else one_of) + ", ".join(words) + "."


_EXPECTED: dict[Sort, Text] = {
    "id": Text(
        "Skriv ett id med små bokstäver a–z, siffror, bindestreck och punkt, högst 300 tecken.",
        "Write an id of small letters a–z, digits, hyphens and dots, at most 300 long.",
    ),
    "line": Text("Skriv en rad text, högst 500 tecken.", "Write one line of text, at most 500 letters."),
    "prose": Text("Skriv text, högst 4 000 tecken.", "Write text, at most 4,000 letters."),
    "date": Text(
        "Skriv ett datum med år, som 2023, 2023-05, 2023-05-17, 31 mars 2023 eller våren 2023. "
        "En dag som ligger någon gång i en tid skrivs 2021/2023, ../2022-12 eller 2021/..",
        "Write a date with its year, as 2023, 2023-05, 2023-05-17 or 31 March 2023. "
        "A day that lies some time in a period is written 2021/2023, ../2022-12 or 2021/..",
    ),
    "key": Text("Skriv nyckeln till en post i den tabellen.", "Write the key of a record in that table."),
}
_REFERENCES: dict[Target, Text] = {
    "sources": Text(
        "Skriv en källas id eller titel, och lägg källan i tabellen sources om den är ny.",
        "Write a source's id or title, and add the source to the table sources if it is new.",
    ),
    "organisations": Text(
        "Skriv en organisations id eller namn, och lägg den i tabellen organisations om den är ny.",
        "Write an organisation's id or name, and add it to the table organisations if it is new.",
    ),
    "persons": Text("Skriv en persons id eller namn.", "Write a person's id or name."),
    "records": Text(
        "Skriv nyckeln till en post som finns, eller lägg posten i sin tabell.",
        "Write the key of a record that exists, or add the record to its table.",
    ),
}
_KIND_OR_REFERENCE = Text(
    "Skriv ett slag av organisation ({kinds}), eller organisationers id eller namn med semikolon emellan.",
    "Write a kind of organisation ({kinds}), or ids or names of organisations separated by semicolons.",
).fill(kinds=", ".join(kinds.ORGANISATION_KINDS))


class Table(NamedTuple):
    """One table: a CSV file or a sheet, with a row for each statement."""

    model: type[records.Record]
    title: Text
    about: Text
    columns: Mapping[str, Column]
    own: tuple[str, ...]
    """The columns that are fields of the record itself."""
    joined: tuple[str, ...]
    """Those whose several values the record keeps as one text."""

    @property
    def name(self) -> str:
        """Return the name of its file or sheet."""
        return self.model.table

    @property
    def cites(self) -> bool:
        """Tell whether a row can name the source that says it, and so be its own evidence."""
        return self.model in records.WITH_EVIDENCE


def describe(
    model: type[records.Record],
    title: Text,
    about: Text,
    columns: Mapping[str, Holds | Column],
) -> Table:
    """Join a model with what its columns hold, those that people fill most first.

    A whole `Column` stands beyond the model's own fields, as those of inline evidence do.
    """
    described = {
        name: holds if isinstance(holds, Column) else _column(model, name, holds) for name, holds in columns.items()
    }
    own = tuple(name for name in described if name in model.model_fields)
    return Table(model, title, about, described, own, tuple(name for name in own if described[name].joined))


def _column(model: type[records.Record], name: str, holds: Holds) -> Column:
    hint = get_type_hints(model, include_extras=True)[name]
    kind, many = _element(hint)
    declared = records.references(model).get(name)
    refers = holds.refers or (_TARGETS[declared.target] if declared else None)
    sort: Sort = "line"
    if refers is not None:
        sort = "reference"
    elif holds.choices:
        sort = "choice"
    else:
        sort = _SORTS.get(kind, "line")
    return Column(
        name,
        Text(holds.sv, holds.en),
        sort,
        model.model_fields[name].is_required() and not holds.optional,
        many or holds.many,
        _NAME_LENGTH if sort == "reference" and refers != "records" else _longest(kind),
        holds.choices,
        refers,
        holds.kinds,
        holds.many and not many,
        holds.apart,
        holds.label,
    )


_TARGETS: Mapping[str, Target] = {target: target for target in get_args(Target)}
_SORTS: dict[Any, Sort] = {
    records.Id: "id",
    records.Line: "line",
    records.Prose: "prose",
    records.PartialDate: "date",
    records.Key: "key",
}


def _element(hint: Any) -> tuple[Any, bool]:
    """Return the type of one value of a field, and whether the field holds several."""
    options = [option for option in get_args(hint) if option is not NoneType]
    if get_origin(hint) is tuple:
        return options[0], True
    if get_origin(hint) is Annotated and get_origin(hint.__origin__) is tuple:
        return get_args(hint.__origin__)[0], True
    if get_origin(hint) is not Annotated and len(options) == 1:
        return _element(options[0])
    return hint, False


def _longest(kind: Any) -> int:
    lengths = [extra.max_length for extra in get_args(kind) if isinstance(extra, StringConstraints)]
    return next((length for length in lengths if length is not None), _ID_LENGTH)


def labels(
    table: Mapping[str, kinds.Term] | Mapping[str, kinds.Role] | Mapping[str, OrganisationKind],
) -> dict[str, Text]:
    """Return the labels of a closed list."""
    return {name: entry.label for name, entry in table.items()}
