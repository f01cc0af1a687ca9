"""Both stores give the same answers: every named question, with many parameters and days, on real and invented data.

Cypher is to SQL what its twin is: the same parts, the same parameters bound, the same rows, compared as multisets.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench import sample
from graph import finding, kinds
from graph.bundle import Bundle
from graph.exports.pictures.form import forms
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Organisation, Person, Record
from queries import steps, structure, subjects
from queries.asking import asking
from queries.asking.query import Parameter, text
from tests.conftest import STORE_KINDS
from tests.graph.loading.test_intake import anything, world
from tests.support.examples import examples
from tests.support.stories import real_bundle

FOLDER = Path(asking.__file__).parents[1]
TEXTS = sorted(path.stem for path in FOLDER.glob("*.sql"))
DAYS = ["2017-12-31", "2019-01-15", "2020-06-01", "2021-12-31", "2023-09-22", "2024-06-19", "2026-11-22"]
SLIPS = ["", "k", "x", "é"]


class Both(NamedTuple):
    """One data set in two stores, with the ids that questions can be about."""

    sql: Store
    cypher: Store
    organisations: Mapping[str, list[str]]
    """Ids by the kind of organisation."""
    persons: list[str]
    names: list[str]


@pytest.fixture(scope="module", params=["data", "sample"])
def both(request: pytest.FixtureRequest, neo4j_address: str) -> Iterator[Both]:
    """A data set in both kinds of store."""
    bundle = real_bundle() if request.param == "data" else sample.bundle(share=0.02)
    with STORE_KINDS["sqlite"]() as sql, STORE_KINDS["neo4j"]() as cypher:
        for store in (sql, cypher):
            take_in(store, bundle, "test", request.param)
        yield filled(sql, cypher)


def filled(sql: Store, cypher: Store) -> Both:
    organisations: dict[str, list[str]] = {}
    for organisation in sql.every(Organisation):
        organisations.setdefault(organisation.kind, []).append(organisation.id)
    persons = list(sql.every(Person))
    names = [organisation.name for organisation in sql.every(Organisation)] + [person.name for person in persons]
    return Both(sql, cypher, organisations, [person.id for person in persons], names)


def drawn(random: Random, parameter: Parameter, about: Both) -> str | int | bool | None:
    """Draw something that a person may ask for."""
    ids = [id for kind in asking.wanted_kinds(parameter) for id in about.organisations.get(kind, ())]
    if finding.PERSON in asking.wanted_kinds(parameter):
        ids += random.choices(about.persons, k=len(ids) or 1)
    if parameter.kind == "scope":
        ids += [structure.SYSTEM] * 5
    if not parameter.required and random.random() < 0.4:
        return None
    match parameter.kind:
        case "flag":
            return random.random() < 0.7
        case "number":
            return random.randint(1, 6)
        case "date":
            return random.choice(DAYS)
        case "choice":
            return random.choice(parameter.choices)
        case "text":
            return misspelt(random, random.choice(about.names))
        case _:
            return random.choice(sorted(ids))


def misspelt(random: Random, name: str) -> str:
    """Return some of a name's words, one of them perhaps with a slip."""
    words = random.sample(name.split(), k=random.randint(1, min(3, len(name.split()))))
    place = random.randrange(len(words))
    cut = random.randint(1, len(words[place]))
    words[place] = words[place][:cut] + random.choice(SLIPS) + words[place][cut + random.randint(0, 1) :]
    return " ".join(words)


def outcome(store: Store, name: str, given: Mapping[str, Any], day: str) -> Counter[str] | str:
    """Return the rows as a multiset, or why there are none."""
    try:
        return Counter(map(repr, asking.ask(store, name, given, day).rows))
    except (finding.NotFound, asking.WrongUse) as refused:
        return repr(refused)


def assert_alike(about: Both, name: str, given: Mapping[str, Any], day: str) -> int:
    """Compare one answer; return how many rows it has."""
    ours, theirs = (outcome(store, name, given, day) for store in (about.sql, about.cypher))
    if isinstance(ours, str) or isinstance(theirs, str):
        assert ours == theirs, (name, given, day)
        return 0
    assert not (ours - theirs), (name, given, day, "only SQL")
    assert not (theirs - ours), (name, given, day, "only Cypher")
    return ours.total()


# ---- whatever is loaded (first, while the one database of Neo4j Community is free)


def test_after_any_loads_both_stores_answer_alike(neo4j_address: str) -> None:
    @settings(max_examples=examples(5), deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(loads=st.lists(st.lists(anything, min_size=20, max_size=40), min_size=1, max_size=2))
    def check(loads: list[list[Record]]) -> None:
        with STORE_KINDS["sqlite"]() as sql, STORE_KINDS["neo4j"]() as cypher:
            for told in (world(), *loads):
                for store in (sql, cypher):
                    take_in(store, Bundle(told), "test", "a drawn load")
            about = filled(sql, cypher)
            for name in asking.names():
                random = Random(name)
                for _ in range(2 if asking.query(name).parameters else 1):
                    given = {each.name: drawn(random, each, about) for each in asking.query(name).parameters}
                    assert_alike(about, name, given, random.choice(DAYS))

    check()


# ---- the answers


@pytest.mark.parametrize("name", asking.names())
def test_a_question_has_the_same_answer_from_both_stores(both: Both, name: str) -> None:
    asked = asking.query(name)
    random = Random(name)
    rows = 0
    for _ in range(30 if asked.parameters else len(DAYS)):
        given = {parameter.name: drawn(random, parameter, both) for parameter in asked.parameters}
        rows += assert_alike(both, name, given, random.choice(DAYS))
    assert rows, "none of the questions had an answer, so nothing was compared"


@pytest.mark.parametrize("form", forms())
def test_a_picture_has_the_same_parts_from_both_stores(both: Both, form: str) -> None:
    random = Random(form)
    for scope in [structure.SYSTEM, *random.sample(sorted(both.organisations.get("npo", [])), 2)]:
        ours, theirs = (
            subjects.subject(store, scope, "2024-06-19", "sv", form=form, compare="2021-12-31")
            for store in (both.sql, both.cypher)
        )
        assert ours.elements == theirs.elements
        assert ours.before == theirs.before
        assert ours.spans == theirs.spans


def test_a_picture_of_chosen_nodes_has_the_same_parts_from_both_stores(both: Both) -> None:
    chosen = sorted(id for ids in both.organisations.values() for id in ids)[:60] + both.persons[:60]
    ours, theirs = (
        subjects.subject(store, structure.SYSTEM, "2024-06-19", "sv", form="timeline", selection=chosen)
        for store in (both.sql, both.cypher)
    )
    assert ours.elements == theirs.elements
    assert ours.spans == theirs.spans
    assert ours.spans


def test_a_path_is_one_that_can_be_walked(both: Both) -> None:
    random = Random(1)
    walked = 0
    for _ in range(10):
        start, goal = random.choice(both.persons), random.choice(both.persons)
        chain = asking.ask(both.cypher, "path", {"start": start, "goal": goal}, "2024-06-19").rows
        places = [start, *(link.to_id for link in chain)]
        assert [link.from_id for link in chain] == places[:-1]
        assert not chain or places[-1] == goal
        for link in chain:
            around = asking.ask(both.sql, "neighbours", {"node": link.from_id}, "2024-06-19").rows
            assert (link.to_id, link.relation, link.backward) in {(row.id, row.via, row.backward) for row in around}
            walked += 1
    assert walked


# ---- the texts


def conditions(name: str, dialect: str) -> set[frozenset[str]]:
    """Return what the lines `when:` of a text ask for, each with its own names."""
    lines = re.findall(r"^(?:--|//) when: (.+)$", (FOLDER / f"{name}.{dialect}").read_text("utf-8"), re.MULTILINE)
    return {frozenset(line.split(", ")) for line in lines}


def names(asked: Iterable[frozenset[str]]) -> set[str]:
    return {condition.removeprefix("not ") for every in asked for condition in every}


def test_every_text_has_its_twin() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.cypher")) == TEXTS


@pytest.mark.parametrize("name", TEXTS)
def test_a_twin_has_the_same_parts_and_binds_the_same(name: str) -> None:
    sql, cypher = conditions(name, "sql"), conditions(name, "cypher")
    assert names(sql) == names(cypher)
    for every in sql | cypher:
        active = frozenset(condition for condition in every if not condition.startswith("not "))
        assert text(name, "sql", active)[1] == text(name, "cypher", active)[1], sorted(every)


def test_a_walk_takes_every_relation() -> None:
    walked = set(re.findall(r"[A-Z]+(?:_[A-Z]+)*(?=[|\]])", text("steps", "cypher", frozenset({"walk", "edges"}))[0]))
    assert walked == {relation.upper() for relation in steps.RELATIONS} == {name.upper() for name in kinds.RELATIONS}
