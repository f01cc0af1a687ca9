"""Loads that are told in another order, or once more, say the same."""

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.loading.intake import take_in
from graph.port import Store
from loaders.tables.reading import Loaded, TablesRefused, read
from tests.conftest import EmptyStore
from tests.loaders.tables.test_table_loader_round_trip import Tables, content, write_csv
from tests.support.examples import examples

GROUND: Tables = {
    "sources": [
        {"title": "Protokoll 1", "date": "2019-03-01"},
        {"title": "Protokoll 2", "date": "2022", "address": "https://exempel.se/2"},
        {"title": "Protokoll 2", "date": "2024-06", "id": "p-2024"},
        {"title": "Sidan"},
    ],
    "organisations": [
        {"kind": kind, "name": name, "source": "Sidan"}
        for kind, name in [("npo", "NPO tandvård"), ("npo", "NPO akut vård"), ("region", "Region Ankeborg")]
    ],
}

_rows = st.fixed_dictionaries(
    {
        "person": st.sampled_from(["Anna Ek", "anna ek", "Anna Eck", "Bo Gran", "Bo Gran"]),
        "group": st.sampled_from(["NPO tandvård", "Akut vård"]),
        "role": st.sampled_from(["ledamot", "ledamot", "ordförande"]),
        "represents": st.sampled_from(["", "", "Ankeborg", "NPO tandvård", "Ankeborg;NPO tandvård"]),
        "employer": st.sampled_from(["", "", "Region Ankeborg"]),
        "title": st.sampled_from(["", "överläkare", "chef"]),
        "status": st.sampled_from(["", "", "nominated", "ended", "vacant"]),
        "valid_from": st.sampled_from(["", "", "2017", "2018-05", "2021"]),
        "valid_to": st.sampled_from(["", "", "", "2021-12", "2023", "../2022-12"]),
        "source": st.sampled_from(["protokoll-1", "protokoll-2", "p-2024", "sidan"]),
        "stance": st.sampled_from(["", "", "", "", "denies"]),
    }
)
_hosts = st.fixed_dictionaries(
    {
        "host": st.just("Ankeborg"),
        "hosted": st.sampled_from(["NPO tandvård", "Akut vård"]),
        "status": st.sampled_from(["", "dormant"]),
        "valid_from": st.sampled_from(["", "2018", "2018-05"]),
        "source": st.sampled_from(["protokoll-1", "p-2024", "sidan"]),
    }
)


def _tables(rows: list[dict[str, str]], hosts: list[dict[str, str]]) -> Tables:
    """Number the rows by `place`, so that one source may say a thing twice, and leave vacant seats empty."""
    seats = [
        {
            **row,
            "person": "" if row["status"] == "vacant" else row["person"],
            "stance": "" if row["status"] == "ended" else row["stance"],
            "place": str(number),
        }
        for number, row in enumerate(rows)
    ]
    told = [{**row, "place": str(number)} for number, row in enumerate(hosts)]
    return {**GROUND, "memberships": seats, "hostings": told}


def _load(tables: Tables, store: Store | None) -> Loaded | None:
    """Read tables; None when they are refused."""
    with tempfile.TemporaryDirectory() as folder:
        filled = {name: rows for name, rows in tables.items() if rows}
        try:
            return read([write_csv(Path(folder), filled)], store)
        except TablesRefused:
            return None


@given(st.lists(_rows, max_size=5), st.lists(_hosts, max_size=3), st.randoms())
@settings(max_examples=examples(60))
def test_the_order_of_rows_never_matters(
    rows: list[dict[str, str]], hosts: list[dict[str, str]], random: Random
) -> None:
    tables = _tables(rows, hosts)
    first = _load(tables, None)
    shuffled = {name: random.sample(each, len(each)) for name, each in tables.items()}
    other = _load(shuffled, None)
    if first is None or other is None:
        assert first is other
    else:
        assert content(first.bundle) == content(other.bundle)


@given(st.lists(st.lists(_rows, max_size=4), min_size=1, max_size=3), st.lists(_hosts, max_size=3))
@settings(max_examples=examples(40))
def test_what_was_taken_in_says_nothing_new_when_it_is_loaded_again(
    empty_store: EmptyStore, loads: list[list[dict[str, str]]], hosts: list[dict[str, str]]
) -> None:
    """The latest load is quiet the second time; earlier ones at least bring nothing into being."""
    with empty_store() as store:
        told = []
        for rows in loads:
            tables = _tables(rows, hosts)
            loaded = _load(tables, store)
            if loaded is not None:
                take_in(store, loaded.bundle, "test", "first", allow_drop=True)
                told.append(tables)
        if told:
            again = _load(told[-1], store)
            assert again is not None
            outcome = take_in(store, again.bundle, "test", "again", allow_drop=True)
            assert outcome.quiet, (dict(outcome.added), dict(outcome.changed))
        for tables in told:
            earlier = _load(tables, store)
            assert earlier is not None
            outcome = take_in(store, earlier.bundle, "test", "earlier", allow_drop=True)
            assert not outcome.added
