"""What a named question is: title, parameters, typed rows, sort key, and how its text is run.

One module holds one `QUERY`; its texts lie beside it as `NAME.sql` and `NAME.cypher`. Lines between
`-- when: group` and `-- end` (`//` in Cypher) belong to the text only when the parameter `group` is given,
those after `-- when: not group` only when it is not. So every combination of optional parameters gets a
text of its own, which starts from an index, and nothing is written twice. `-- when: group, not host` asks for
both. `-- include: NAME` stands for the lines of that text.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from graph import kinds, time
from graph.discovery import beside
from graph.names import swedish_key
from graph.port import Reader, Value
from graph.texts import Text

ParameterKind = Literal["group", "host", "body", "person", "node", "scope", "date", "number", "choice", "text", "flag"]
_WHEN = re.compile(r"(?:--|//) when: (.+)")
_INCLUDE = re.compile(r"(?:--|//) include: (\w+)")
_END = re.compile(r"(?:--|//) end")
_NAMED = {"sql": re.compile(r":(\w+)"), "cypher": re.compile(r"\$(\w+)")}


R = TypeVar("R", bound=NamedTuple)


class Parameter(NamedTuple):
    """One parameter of a question; `kind` tells forms and the command line how to ask for it."""

    name: str
    kind: ParameterKind
    label: Text
    required: bool = False
    default: str | int | None = None
    choices: tuple[str, ...] = ()


class Question(NamedTuple):
    """A question being answered: the store, its language, and resolved parameters."""

    reader: Reader
    dialect: Literal["sql", "cypher"]
    parameters: Mapping[str, Any]
    as_of: str

    def run(self, name: str, *parts: str, **more: Value) -> list[tuple[Any, ...]]:
        """Run the text of query `name` for the parameters given and the named `parts` of it.

        Bound are the question's parameters, `as_of`, `recent` (three years before) and `more`.
        """
        active = frozenset(parts) | {parameter for parameter in self.parameters if self.given(parameter)}
        wanted, named = text(name, self.dialect, active)
        bound: dict[str, Value] = {
            **self.parameters,
            "as_of": self.as_of,
            "recent": time.recent_limit(self.as_of),
            **more,
        }
        return self.reader.ask(wanted, {key: value for key, value in bound.items() if key in named})

    def given(self, name: str) -> bool:
        """Tell whether an optional parameter was given."""
        return self.parameters.get(name) not in (None, "", False)


class Case(NamedTuple):
    """How the benchmark asks a question about its sample; `sample` names what that holds."""

    given: Mapping[str, str | int | bool] = {}
    lookup: bool = False
    """It starts from a given id, so the size of the graph must not matter."""


class Query(NamedTuple, Generic[R]):
    """A named question; its answers have rows of the type `R`."""

    name: str
    title: Text
    description: Text
    row: type[R]
    answer: Callable[[Question], Sequence[R]]
    sort: Callable[[R], Any]
    example: Mapping[str, str]
    """Parameters of a question about the real data set that is worth asking."""
    parameters: tuple[Parameter, ...] = ()
    dated: bool = True
    """Whether `as_of` means something to it."""
    nothing: Text = Text(
        "Ingen källa säger något om det. Det är okänt, inte fel.", "No source tells of it. That is unknown, not wrong."
    )
    """What is said when there are no rows."""
    limited_by: str | None = None
    """The parameter that says how many rows the answer has at most."""
    columns: Mapping[str, Text] = {}
    """Headings of columns that have no common heading (`columns.HEADINGS`)."""
    words: Mapping[str, Mapping[str, Text]] = {}
    """What coded values are called, by column, where that differs from the common words (`columns.WORDS`)."""
    unknown: Mapping[str, Text] = {}
    """What is shown where these columns hold nothing, for there nothing is an answer of its own."""
    notes: tuple[str, ...] = ()
    """Columns that may hold a note of the data set."""
    cases: tuple[Case, ...] = (Case(),)
    """How the benchmark asks it."""


def _lines(name: str, dialect: str) -> Iterator[str]:
    """Yield the lines of a text, with those of the texts that it includes in their place."""
    for line in beside("queries", f"{name}.{dialect}").read_text("utf-8").splitlines():
        if part := _INCLUDE.fullmatch(line):
            yield from _lines(part[1], dialect)
        else:
            yield line


@cache
def text(name: str, dialect: str, active: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return a query's text for what is `active`, and the names of the parameters that it binds."""
    lines = []
    included = True
    for line in _lines(name, dialect):
        if match := _WHEN.fullmatch(line.strip()):
            included = all(
                (condition.removeprefix("not ") in active) != condition.startswith("not ")
                for condition in match[1].split(", ")
            )
        elif _END.fullmatch(line.strip()):
            included = True
        elif included:
            lines.append(line)
    whole = "\n".join(lines)
    return whole, frozenset(_NAMED[dialect].findall(whole))


def gathered(column: str | list[str] | None, separator: str = ",") -> list[str]:
    """Return what a column gathers, which SQL gives as one text and Cypher as a list."""
    return [part for part in column.split(separator) if part] if isinstance(column, str) else [*(column or ())]


def sources(column: str | list[str] | None) -> list[str]:
    """Return the source ids that a column gathers, sorted, each once."""
    return sorted({*gathered(column)})


def joined(column: str | list[str] | None) -> str | None:
    """Return the labels that a column gathers as one text; None when there are none."""
    return "; ".join(gathered(column, "; ")) or None


def role_rank(role: str | None) -> int:
    """Return the place of a role in lists; unknown ones and none come last."""
    return kinds.ROLES[role].rank if role in kinds.ROLES else 99


@lru_cache(maxsize=65_536)
def swedish(*texts_: str | None) -> tuple[str, ...]:
    """Return a key that sorts several columns as Swedish does, empty ones last."""
    return tuple(["~~" if text is None else swedish_key(text) for text in texts_])


def labels(table: Mapping[str, Any]) -> dict[str, Text]:
    """Return what the records of a vocabulary are called, by name; relations are called by their verb."""
    return {name: record.verb if isinstance(record, kinds.LinkKind) else record.label for name, record in table.items()}


def kinds_where(predicate: Callable[[kinds.OrganisationKind], bool]) -> tuple[str, ...]:
    """Return the names of the kinds of organisation for which `predicate` holds."""
    return tuple(kind.name for kind in kinds.ORGANISATION_KINDS.values() if predicate(kind))


GROUP_KINDS = kinds_where(lambda kind: kind.group)
BODY_KINDS = kinds_where(lambda kind: kind.body)
HOST_KINDS = kinds_where(lambda kind: kind.host)
HOSTED_KINDS = kinds_where(lambda kind: kind.hosted)
ALL_KINDS = kinds_where(lambda kind: True)

GROUP = Parameter("group", "group", Text("Grupp", "Group"))
BODY = Parameter("body", "body", Text("Organ", "Body"))
REQUIRED_GROUP = GROUP._replace(required=True)
REQUIRED_BODY = BODY._replace(required=True)
KINDS = labels(kinds.ORGANISATION_KINDS) | {"person": Text("person", "person")} | labels(kinds.RELATIONS)
BASES = labels(kinds.BASES) | {"rule": Text("enligt regel", "by a rule")}
NO_SOURCE = Text("okänd – ingen källa", "unknown – no source")
