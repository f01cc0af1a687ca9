"""Asking: from a question's name and what a person wrote to checked parameters and sorted rows."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, Generic, NamedTuple, overload

from graph import finding, time
from graph.discovery import modules
from graph.port import Label, Store
from graph.records import Organisation
from graph.texts import Text
from graph.written_dates import read_day
from queries.asking.query import ALL_KINDS, BODY_KINDS, GROUP_KINDS, HOST_KINDS, Parameter, Query, Question, R

_NUMBER_LIMIT = 1_000
_TEXT_LIMIT = 300
_MOST_GROUPS = 3
Given = Mapping[str, str | int | bool | None]
NAMED_KINDS: dict[str, frozenset[str]] = {
    "group": frozenset(GROUP_KINDS),
    "host": frozenset(HOST_KINDS),
    "body": frozenset(BODY_KINDS),
    "person": frozenset({finding.PERSON}),
    "node": frozenset({finding.PERSON, *ALL_KINDS}),
    "scope": frozenset({finding.PERSON, *ALL_KINDS}),
}


def wanted_kinds(parameter: Parameter) -> frozenset[str]:
    """Return the kinds of things that a parameter can name; none for dates, numbers and the like."""
    return NAMED_KINDS.get(parameter.kind, frozenset())


class WrongUse(Exception):
    """The question cannot be asked so; `text` says why and what can be written (exit status 2)."""

    def __init__(self, text: Text) -> None:
        """Keep the wording in both languages."""
        super().__init__(text.en)
        self.text = text


class Answer(NamedTuple, Generic[R]):
    """Rows with what was asked; `parameters` are resolved to ids."""

    query: Query[R]
    parameters: Mapping[str, Any]
    as_of: str
    rows: list[R]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return self.query.row._fields

    @property
    def full(self) -> bool:
        """Tell that there are as many rows as were asked for at most, so that there may be more."""
        most = self.parameters.get(self.query.limited_by or "")
        return most is not None and len(self.rows) >= int(most)


def names() -> tuple[str, ...]:
    """Return the names of all questions, sorted: the modules of `queries` that hold a `QUERY`."""
    return tuple(modules("queries", "QUERY"))


@cache
def query(name: str) -> Query[Any]:
    """Return the question called `name`; raises `WrongUse` naming all others."""
    if name not in names():
        listed = ", ".join(names())
        raise WrongUse(
            Text(
                f"Frågan {name!r} finns inte. Välj en av: {listed}",
                f"No question {name!r}. Choose one of: {listed}",
            )
        )
    found: Query[Any] = import_module(modules("queries", "QUERY")[name]).QUERY
    return found


@overload
def ask(store: Store, asked: Query[R], given: Given, as_of: str | None = None) -> Answer[R]: ...
@overload
def ask(store: Store, asked: str, given: Given, as_of: str | None = None) -> Answer[Any]: ...
def ask(store: Store, asked: Query[Any] | str, given: Given, as_of: str | None = None) -> Answer[Any]:
    """Answer a question, given itself or by its name; `given` holds parameters as a person writes them: ids or
    names, texts, flags. Who gives the question itself gets rows of its own type.

    Raises `WrongUse` for a missing or wrong parameter, `finding.NotFound` for a name that means nothing
    or several things.
    """
    asked = query(asked) if isinstance(asked, str) else asked
    day = as_of_day(as_of)
    parameters = {
        parameter.name: _resolve(store, parameter, given.get(parameter.name)) for parameter in asked.parameters
    }
    unknown = sorted(set(given) - set(parameters))
    if unknown:
        raise WrongUse(
            Text(
                f"{asked.name} har ingen parameter {unknown[0]!r}.",
                f"{asked.name} has no parameter {unknown[0]!r}.",
            )
        )
    _in_order(parameters, day)
    question = Question(store, store.dialect, parameters, day)
    rows = sorted(asked.answer(question), key=asked.sort)
    return Answer(asked, parameters, day, rows)


def _in_order(parameters: Mapping[str, Any], day: str) -> None:
    since, until = parameters.get("since"), parameters.get("until") or day
    if since and since > until:
        raise WrongUse(
            Text(
                f"Perioden slutar ({until}) innan den börjar ({since}). Byt plats på datumen.",
                f"The period ends ({until}) before it begins ({since}). Swap the dates.",
            )
        )


def as_of_day(text: str | None) -> str:
    """Return the day to answer for: today without `text`; raises `WrongUse` for what is not a day."""
    if not text:
        return time.today()
    if (day := read_day(text)) is not None:
        return day
    raise WrongUse(
        Text(
            f"{text[:40]!r} är inget datum. Skriv till exempel 2024-06-19, 19 juni 2024 eller 2024-06.",
            f"{text[:40]!r} is not a date. Write for example 2024-06-19, 19 June 2024 or 2024-06.",
        )
    )


def _resolve(store: Store, parameter: Parameter, value: str | int | bool | None) -> Any:
    if parameter.kind == "flag":
        return bool(value)
    if value is None or value == "":
        if parameter.required:
            raise WrongUse(
                Text(
                    f"Ange --{parameter.name.replace('_', '-')} ({parameter.label.sv.lower()}).",
                    f"Give --{parameter.name.replace('_', '-')} ({parameter.label.en.lower()}).",
                )
            )
        return parameter.default
    text = str(value).strip()
    if len(text) > _TEXT_LIMIT:
        raise WrongUse(
            Text(
                f"--{parameter.name}: texten är för lång (högst {_TEXT_LIMIT} tecken).",
                f"--{parameter.name}: the text is too long (at most {_TEXT_LIMIT} characters).",
            )
        )
    if parameter.kind == "number":
        if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > _NUMBER_LIMIT:
            raise WrongUse(
                Text(
                    f"--{parameter.name}: {text!r} är inget heltal mellan 0 och {_NUMBER_LIMIT}.",
                    f"--{parameter.name}: {text!r} is not a whole number from 0 to {_NUMBER_LIMIT}.",
                )
            )
        return int(text)
    if parameter.kind == "date":
        return as_of_day(text)
    if parameter.kind == "choice":
        if text not in parameter.choices:
            listed = ", ".join(parameter.choices)
            raise WrongUse(
                Text(
                    f"--{parameter.name}: välj en av {listed}.",
                    f"--{parameter.name}: choose one of {listed}.",
                )
            )
        return text
    if parameter.kind == "text" or (parameter.kind == "scope" and text == parameter.default):
        return text
    try:
        return finding.find(store.labels, text, NAMED_KINDS[parameter.kind]).subject
    except finding.NotFound as error:
        # That a body of a kind which never hosts is asked about is no mistake: no source says that it hosts.
        if parameter.kind == "host" and error.other is not None and error.other.kind != finding.PERSON:
            return error.other.subject
        near = {} if error.candidates or error.other else _near(store, parameter, text)
        raise finding.NotFound(text, _with_groups(store, error.candidates), error.other, near) from None


def _near(store: Store, parameter: Parameter, text: str) -> dict[str, str]:
    """Return names by id that a search finds and that the parameter can mean."""
    rows = ask(store, "search", {"text": text}).rows
    return {row.id: row.label for row in rows if row.kind in NAMED_KINDS[parameter.kind]}


def _with_groups(store: Store, candidates: Sequence[Label]) -> list[Label]:
    """Return the candidates, persons with the groups in which they have sat: their names alone may be the same."""
    found = []
    for label in candidates:
        if label.kind == finding.PERSON:
            groups = {held.group for held in store.memberships_of([label.subject])}
            told = [finding.short_label(group) for _, group in sorted(store.fetch(Organisation, groups).items())]
            label = label._replace(text=", ".join([label.text, *told[:_MOST_GROUPS]]))
        found.append(label)
    return found
