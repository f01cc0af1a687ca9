"""What every store does, told once for all kinds of stores."""

import json
import os
import threading
from collections.abc import Iterable
from typing import Any, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import kinds, records
from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.loading.store_before import StoreBefore
from graph.loading.undoing import CannotUndo, undo_load
from graph.port import Known, Step, Store, StoreError
from graph.records import (
    RECORDS,
    STORED,
    Document,
    Evidence,
    Membership,
    Organisation,
    Person,
    Proposal,
    Record,
    Source,
)
from tests.conftest import EmptyStore
from tests.support.looking import everything
from tests.support.stories import GROUP, Story, ankeborg, content, load, partial_dates, seen

pytestmark = pytest.mark.both_stores
# ---- records → store → records

IDS = {
    Organisation: ["npo-a", "region-b", "sks", "1"],
    Person: ["anna", "bo", "v1.2"],
    Source: ["kv-2023", "2020-05-26"],
    Document: ["protokoll-2024", "d.1"],
}
POINTERS = {
    name: records.MODELS[reference.target]
    for model in records.STORED
    for name, reference in records.references(model).items()
}
CHOICES: dict[tuple[type[Record], str], Iterable[str]] = {
    (Organisation, "kind"): kinds.ORGANISATION_KINDS,
    (Organisation, "status"): kinds.ORGANISATION_STATUSES,
    (records.Name, "sort"): kinds.NAME_SORTS,
    (Person, "visibility"): kinds.VISIBILITIES,
    (Membership, "role"): kinds.ROLES,
    (Membership, "status"): kinds.MEMBERSHIP_STATUSES,
    (records.Hosting, "status"): kinds.HOSTING_STATUSES,
    (records.Link, "kind"): kinds.LINK_KINDS,
    (records.Rule, "check"): kinds.RULE_CHECKS,
    (records.Listing, "roles"): kinds.ROLES,
    (records.Judgement, "verdict"): kinds.VERDICTS,
    (Evidence, "kind"): {model.table: model for model in records.WITH_EVIDENCE},
    (Evidence, "stance"): kinds.STANCES,
    (Evidence, "basis"): kinds.BASES,
    (Proposal, "sort"): kinds.PROPOSAL_SORTS,
    (Proposal, "state"): kinds.PROPOSAL_STATES,
}
DATES = {"date", "period", "retrieved", "observed_on", "valid_from", "valid_to", "late"}
TEXTS = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), min_size=1, max_size=30).map(str.strip).filter(
    bool
) | st.sampled_from(
    [
        "Öien",
        "'; DROP TABLE persons; --",
        "a;b",
        "a|b",
        "null",
        "\U0001f6d1",
        "a\nb",
        "rad 1\r\nrad 2",
        "a\x01b",
        "0012",
    ]
)


def values(model: type[Record], name: str) -> st.SearchStrategy[Any]:
    """Draw what a field of a record may hold."""
    field = model.model_fields[name]
    one: st.SearchStrategy[Any]
    if (choices := CHOICES.get((model, name))) is not None:
        one = st.sampled_from(sorted(choices))
    elif name == "id":
        one = (
            st.sampled_from(IDS[model]) if model in IDS else st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True)
        )
    elif name == "earlier":
        one = st.sampled_from(IDS[Document])
    elif name == "number":
        one = st.integers(0, 5_000)
    elif name == "rows":
        one = TEXTS.map(json.dumps)
    elif name in POINTERS:
        one = st.sampled_from(IDS[POINTERS[name]])
    elif name in DATES:
        one = partial_dates(2015, 2026)
    else:
        one = TEXTS
    if get_origin(field.annotation) is tuple:
        return st.lists(one, max_size=2)
    return one if field.is_required() else st.none() | one if field.default is None else one


def drawn(model: type[Record]) -> st.SearchStrategy[Record]:
    return st.fixed_dictionaries({name: values(model, name) for name in model.model_fields}).map(model.model_validate)


def world() -> list[Record]:
    """Return what the drawn records point at."""
    return [
        *(Source(id=id, title=id) for id in IDS[Source]),
        *(Organisation(id=id, kind="npo", name=id) for id in IDS[Organisation]),
        *(Person(id=id, name=id) for id in IDS[Person]),
        *(Document(id=id, title=id) for id in IDS[Document]),
    ]


def put(store: Store, told: list[Record]) -> None:
    with store.writing("test", "drawn records") as writer:
        for model in STORED:
            writer.put([record for record in told if type(record) is model])


@pytest.mark.parametrize("model", STORED, ids=lambda model: model.__name__)
def test_every_record_comes_back_as_it_was_put(model: type[Record], empty_store: EmptyStore) -> None:
    with empty_store() as store:
        put(store, world())

        @settings(max_examples=settings().max_examples * 2 // 5)
        @given(st.lists(drawn(model), min_size=1, max_size=5, unique_by=lambda record: record.key))
        def check(told: list[Record]) -> None:
            put(store, told)
            back = store.fetch(model, [record.key for record in told])

            assert back == {record.key: record for record in told}
            assert [model.model_validate(record.model_dump()) for record in back.values()] == list(back.values())
            assert all(hash(back[record.key]) == hash(record) for record in told)

        check()
        keys = [record.key for record in store.every(model)]
        assert keys == sorted(keys)
        assert set(keys) == store.keys(model)


def test_what_is_not_there_is_not_fetched(store: Store) -> None:
    assert store.fetch(Person, ["nobody"]) == {}
    assert store.fetch(Person, []) == {}
    assert store.keys(Person) == set()
    assert list(store.every(Person)) == []


def test_many_records_are_fetched_at_once(store: Store) -> None:
    people: list[Record] = [Person(id=f"person-{number}", name=f"Person {number}") for number in range(12_000)]
    put(store, people)

    assert len(store.fetch(Person, [person.key for person in people])) == 12_000


def test_a_record_put_again_replaces_the_one_of_its_key(store: Store) -> None:
    put(store, [*world(), Membership(id="m", group="sks", role="ledamot", represents=("npo-a", "region-b"))])
    put(store, [Membership(id="m", group="sks", role="chef", represents=("sks",))])

    assert list(store.every(Membership)) == [Membership(id="m", group="sks", role="chef", represents=("sks",))]


# ---- a load counts as a whole or not at all


class Sabotage(Exception):
    """Something went wrong in the middle."""


def test_a_fault_in_the_middle_of_a_load_leaves_nothing(store: Store) -> None:
    before = (store.version(), content(store), store.history())

    def load_half() -> None:
        with store.writing("test", "half") as writer:
            writer.put([Person(id="anna", name="Anna Alm")])
            writer.journal([("added", "persons", "anna", None, "{}")])
            raise Sabotage

    with pytest.raises(Sabotage):
        load_half()

    assert (store.version(), content(store), store.history()) == before


def test_a_fault_while_time_is_reasoned_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise Sabotage

    monkeypatch.setattr("graph.loading.consequences.derive_group", fail)
    with pytest.raises(Sabotage):
        load(store, ankeborg())

    assert not any(content(store).values())


def test_after_a_fault_the_next_load_goes_well(store: Store) -> None:
    with pytest.raises(Sabotage), store.writing("test", "nothing"):
        raise Sabotage
    load(store, ankeborg())

    assert store.keys(Person) == {"anna", "bo"}


def test_a_record_that_points_at_nothing_is_refused_and_the_store_goes_on(store: Store) -> None:
    before = store.version()
    with pytest.raises(StoreError):
        put(store, [Membership(id="m", group="nowhere", role="ledamot")])

    assert store.keys(Membership) == set()
    assert store.version() == before
    load(store, ankeborg())
    assert store.keys(Person) == {"anna", "bo"}


def test_what_is_forbidden_is_undone_when_the_load_ends(store: Store) -> None:
    with store.writing("test", "a dry run") as writer:
        writer.put([Person(id="anna", name="Anna Alm")])
        assert writer.keys(Person) == {"anna"}
        writer.forbid()

    assert store.keys(Person) == set()


def test_every_load_gives_a_higher_version_and_what_is_undone_gives_none(store: Store) -> None:
    versions = [store.version()]
    for number in range(3):
        put(store, [Person(id=f"person-{number}", name="Anna Alm")])
        versions.append(store.version())
    with store.writing("test", "a dry run") as writer:
        writer.forbid()

    assert versions == sorted(set(versions))
    assert store.version() == versions[-1]


# ---- the journal


def test_the_journal_tells_who_changed_what_when_and_how(store: Store) -> None:
    load(store, ankeborg(), who="Kajsa")
    story = ankeborg()
    story.person("anna", "Anna Alm")
    load(store, story, who="Joakim")
    now, then = store.history("persons", "anna")

    assert (now.who, now.what, now.action, now.kind, now.record) == (
        "Joakim",
        "the story",
        "changed",
        "persons",
        "anna",
    )
    assert (then.who, then.action, then.before) == ("Kajsa", "added", None)
    assert now.before == then.after
    assert Person.model_validate_json(now.after or "") == Person(id="anna", name="Anna Alm")
    assert now.load > then.load
    assert now.at >= then.at > "2020"


def test_the_journal_tells_the_newest_first_and_no_more_than_asked_for(store: Store) -> None:
    load(store, ankeborg())
    everything = store.history(most=1_000)

    assert len(everything) == sum(map(len, content(store).values()))
    assert store.history(most=2) == everything[:2]
    assert store.history("persons", "nobody") == []


def test_the_journal_only_grows(store: Store) -> None:
    load(store, ankeborg())
    before = store.history(most=1_000)
    story = ankeborg()
    story.person("anna", "Anna Alm")
    load(store, story)

    assert store.history(most=1_000)[1:] == before


def test_the_journal_is_told_from_a_load_on(store: Store) -> None:
    for number in range(3):
        story = Story()
        story.person(f"person-{number}")
        load(store, story)
    second = [each.id for each in store.loads()][1]

    assert [line[3] for line in store.entries(second)] == ["person-1", "person-2"]
    assert list(store.entries()) == list(store.entries(0))
    assert list(store.entries(second + 7)) == []


# ---- what waits for review


def test_proposals_are_told_by_document_and_state_in_their_order(store: Store) -> None:
    told = [
        Proposal(
            id=f"p{place}{key}",
            document=document,
            number=place,
            sort="membership",
            rows="[]",
            statement="a",
            state=state,
        )
        for document in ("d.1", "protokoll-2024")
        for place, (key, state) in enumerate((("a", "open"), ("b", "open"), ("c", "rejected")))
        for key in [f"{key}-{document}"]
    ]
    put(store, [*world(), *reversed(told)])

    assert list(store.proposals()) == told
    assert list(store.proposals("d.1")) == told[:3]
    assert list(store.proposals(state="open")) == [*told[:2], *told[3:5]]
    assert list(store.proposals("d.1", "rejected")) == [told[2]]
    assert list(store.proposals("nowhere")) == []


# ---- what is taken away


def test_what_is_taken_away_leaves_nothing_behind(store: Store) -> None:
    load(store, ankeborg())
    before = everything(store)
    more = Story()
    more.organisation("npo-barn")
    more.sits("cecilia", "npo-barn", seen="2024-01-01", represents=["region-ankeborg"], employer="region-norrmark")
    more.hosts("region-norrmark", "npo-barn", seen="2024-01-01")
    more.links("npo-barn", "supports", "sks")
    more.called("npo-barn", "Barnen")
    more.lists("2024-01-01", "npo-barn")
    more.judges("anna", "cecilia", "not_same")
    load(store, more)
    (number, *_) = reversed([each.id for each in store.loads()])
    undone = undo_load(store, number, "test", "taken back")

    assert everything(store) == before
    assert undone.removed == len([line for line in store.entries(number) if line[0] == number])
    assert {line[1] for line in store.entries(number + 1)} >= {"removed"}
    assert store.examine() == []


def test_whoever_was_joined_by_what_is_taken_away_stands_alone_again(store: Store) -> None:
    story = ankeborg()
    story.sits("anna-b", "npo-barn", seen="2024-01-01")
    load(store, story)
    before = everything(store)
    more = Story()
    more.judges("anna-b", "anna")
    bundle = Bundle(record for record in more.bundle if not isinstance(record, Person))
    take_in(store, bundle, "test", "judged")
    assert everything(store) != before
    undo_load(store, max(each.id for each in store.loads()), "test", "taken back")

    assert everything(store) == before


def test_what_has_changed_since_is_not_taken_back(store: Store) -> None:
    load(store, ankeborg())
    story = ankeborg()
    story.person("anna", "Anna Alm")
    load(store, story)
    before = everything(store)
    with pytest.raises(CannotUndo, match="First take back: 2"):
        undo_load(store, 1, "test", "taken back")

    assert everything(store) == before
    undo_load(store, 2, "test", "taken back")
    with pytest.raises(CannotUndo):
        undo_load(store, 99, "test", "taken back")
    assert store.fetch(Person, ["anna"])["anna"].name == "Anna"


def known(reader: Known) -> dict[str, object]:
    """Return what new statements would be weighed against."""
    seats = reader.keys(Membership)
    steps: list[tuple[Step, str]] = [
        *(
            ("id", "npo-barn"),
            ("id", GROUP),
            ("exact", "barnen"),
            ("prefix", "akut"),
            ("bare", "barn"),
            ("words", "akut|akuten"),
        ),
    ]
    return {
        "records": {model.table: list(reader.every(model)) for model in RECORDS},
        "keys": {model.table: reader.keys(model) for model in RECORDS},
        "seats": sorted(reader.memberships_of(["anna", "bo", "cecilia"]), key=lambda seat: seat.id),
        "named": [reader.persons_named(name) for name in ("anna", "anna alm", "cecilia")],
        "evidence": reader.evidence_of("memberships", seats),
        "testimonies": {key: set(told) for key, told in reader.testimonies(seats).items()},
        "labels": {
            (label, step) for step, text in steps for label in reader.labels(step, text) if label.kind != "person"
        },
    }


def test_a_store_is_told_as_it_was_before_a_load(store: Store) -> None:
    load(store, ankeborg())
    before = known(store)
    more = ankeborg()
    more.person("anna", "Anna Alm")
    more.organisation(GROUP, "NPO akuten")
    more.called(GROUP, "Barnen")
    more.organisation("npo-barn", "NPO barn")
    more.sits("cecilia", GROUP, seen="2024-01-01")
    more.sits("anna", GROUP, seen="2024-01-01", represents=["region-ankeborg"])
    load(store, more)
    assert known(store) != before
    since: dict[tuple[str, str], Record | None] = {}
    models = {model.table: model for model in RECORDS}
    for _, _, table, key, told, _ in store.entries(max(each.id for each in store.loads())):
        since.setdefault((table, key), models[table].model_validate_json(told) if told else None)

    assert known(StoreBefore(store, since)) == before


# ---- what else a store tells


def test_the_memberships_of_persons_are_told_as_stored(store: Store) -> None:
    load(store, ankeborg())
    told = {membership.id: membership for membership in store.memberships_of(["anna", "nobody"])}

    assert told == {
        key: membership
        for key, membership in store.fetch(Membership, store.keys(Membership)).items()
        if membership.person == "anna"
    }
    assert len(told) == 2


def test_persons_are_told_by_exactly_their_name_or_alias(store: Store) -> None:
    story = ankeborg()
    story.person("anna", "Anna Öien", aliases=["Anna Alm", "A. Alm"])
    story.person("anna-2", "anna alm")
    load(store, story)

    assert store.persons_named("anna öien") == ["anna"]
    assert store.persons_named("anna alm") == ["anna", "anna-2"]
    assert store.persons_named("anna oien") == []


def test_the_testimonies_of_a_membership_are_told_with_when_they_were_made(store: Store) -> None:
    story = ankeborg()
    story.sits("bo", GROUP, seen="2021", represents=["region-norrmark"], basis="implied")
    load(store, story)
    told = store.testimonies([f"bo--{GROUP}--ledamot"])

    assert set(told[f"bo--{GROUP}--ledamot"]) == {
        seen("2020-05-26", source="2020-05-26"),
        seen("2021", source="2021", basis="implied"),
    }


def test_evidence_is_told_by_record_and_by_source(store: Store) -> None:
    load(store, ankeborg())
    every = {told.key: told for told in store.every(Evidence)}
    of_anna = [told for _, told in sorted(every.items()) if told.record == f"anna--{GROUP}--ledamot"]
    of_2020 = [told for _, told in sorted(every.items()) if told.source == "2020-05-26"]

    assert store.evidence_of("memberships", [f"anna--{GROUP}--ledamot", "nobody"]) == of_anna
    assert store.evidence_of("hostings", [f"anna--{GROUP}--ledamot"]) == []
    assert store.evidence_from("2020-05-26", 100) == of_2020
    assert store.evidence_from("2020-05-26", 2) == of_2020[:2]
    assert store.evidence_from("1999", 100) == []


def test_where_a_fact_was_seen_at_another_time_than_its_source_that_time_counts(store: Store) -> None:
    story = Story()
    membership = story.sits("anna", GROUP, seen="2023-09-22", observed_on="2022")
    load(store, story)

    assert [t.when.text for t in store.testimonies([membership])[membership]] == ["2022"]


def test_a_sound_store_has_no_fault(store: Store, real_store: Store) -> None:
    load(store, ankeborg())

    assert store.examine() == []
    assert real_store.examine() == []


def test_an_address_tells_where_the_store_is(store: Store) -> None:
    assert "://" in store.address


# ---- several at once


def test_what_is_not_yet_done_is_seen_by_nobody_else(store: Store) -> None:
    load(store, ankeborg())
    seen_by_others: list[set[str]] = []

    def look() -> None:
        seen_by_others.append(store.keys(Person))

    with store.writing("test", "slowly") as writer:
        writer.put([Person(id="eva", name="Eva Ek")])
        other = threading.Thread(target=look)
        other.start()
        other.join()
        assert writer.keys(Person) == {"anna", "bo", "eva"}
    other = threading.Thread(target=look)
    other.start()
    other.join()

    assert seen_by_others == [{"anna", "bo"}, {"anna", "bo", "eva"}]


def test_readers_that_come_and_go_leave_nothing_open(store: Store) -> None:
    load(store, ankeborg())

    def looked() -> int:
        there: list[set[str]] = []
        looking = threading.Thread(target=lambda: there.append(store.keys(Person)))
        looking.start()
        looking.join()
        assert there == [{"anna", "bo"}]
        return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0

    first = looked()

    assert max(looked() for _ in range(30)) <= first + 5


def test_of_two_who_load_at_once_the_second_waits_for_the_first(store: Store) -> None:
    done: list[str] = []

    def second() -> None:
        put(store, [Person(id="bo", name="Bo Ek")])
        done.append("second")

    with store.writing("test", "first") as writer:
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        writer.put([Person(id="anna", name="Anna Alm")])
        done.append("first")
    waiting.join()

    assert done == ["first", "second"]
    assert store.keys(Person) == {"anna", "bo"}
