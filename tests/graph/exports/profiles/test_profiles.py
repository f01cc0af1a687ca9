"""What there is to say of a group, a body and a person, told of small stories: the pages and the site only show it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from graph.exports.profiles.facts import Facts, facts
from graph.exports.profiles.history import history
from graph.exports.profiles.hostings import hosted, hosts
from graph.exports.profiles.members import Members, members
from graph.exports.profiles.person import assignments, colleagues, grounds, represented
from graph.exports.profiles.relations import around, mirroring_parts
from graph.exports.profiles.representing import representing
from graph.exports.profiles.seats import open_seats
from graph.exports.profiles.values import Ask, Ref, Told, parted
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Judgement, Name, Organisation
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.stories import Story

DAY = "2026-11-22"
GROUP, HOST = "npo-kvack", "region-ankeborg"

Telling = Callable[[Story], Store]


@pytest.fixture
def telling(empty_store: EmptyStore) -> Any:
    """Makes a store of a story."""
    with empty_store() as store:

        def make(story: Story) -> Store:
            take_in(store, story.bundle, "test", "story")
            return store

        yield make


def ask_of(store: Store) -> Ask:
    def ask(name: str, given: Mapping[str, str]) -> Sequence[Any]:
        return asking.ask(store, name, given, DAY).rows

    return ask


def told(store: Store, id: str, people: bool = True) -> Facts:
    ask = ask_of(store)
    names = [name for name in store.every(Name) if name.organisation == id]
    everybody = members(ask, id) if people else None
    about = store.fetch(Organisation, [id])[id]
    return facts(about, names, everybody, ask, lambda table, keys: store.evidence_of(table, keys))


# ---- facts


def test_leaders_are_filled_vacant_or_unknown(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, "ordförande", seen="2026-05-01")
    story.vacant(GROUP, "processledare", seen="2026-06-01")
    story.sits("musse", "npo-anka", seen="2026-05-01")
    store = telling(story)
    chair, process = told(store, GROUP).leaders
    assert (chair.role, chair.state, chair.person) == ("ordförande", "filled", Ref("kajsa", "Kajsa"))
    assert (process.state, process.person, process.last_confirmed) == ("vacant", None, "2026-06-01")
    assert process.sources == ("2026-06-01",)
    assert [each.state for each in told(store, "npo-anka").leaders] == ["unknown", "unknown"]
    assert told(store, GROUP, people=False).leaders == ()


def test_facts_have_the_sources_that_tell_them(telling: Telling) -> None:
    story = Story()
    story.organisation(GROUP, "Nationellt programområde kvack", since="2018", seen="2018-05-01")
    story.called(GROUP, "NPO Kvack", sort="short", seen="2020-01-01")
    story.called(GROUP, "Ankområdet", seen="2021-01-01")
    story.hosts(HOST, GROUP, seen="2024-01-01", since="2022")
    found = told(telling(story), GROUP)
    assert found.kind == Told("npo", ("2018-05-01",))
    assert found.full_name == Told("Nationellt programområde kvack", ("2018-05-01",))
    assert found.since == Told("2018", ("2018-05-01",))
    assert found.until is None
    assert [(each.text, each.sort, each.sources) for each in found.names][-1] == (
        "Ankområdet",
        "alias",
        ("2021-01-01",),
    )
    (host,) = found.hosts
    assert (host.host, host.since, host.status) == (Ref(HOST, "Region ankeborg"), "2022", "active")


def test_a_body_has_neither_host_nor_leaders(telling: Telling) -> None:
    story = Story()
    story.organisation(HOST)
    found = told(telling(story), HOST)
    assert (found.hosts, found.leaders) == ((), ())


def test_an_unknown_host_is_an_answer(telling: Telling) -> None:
    story = Story()
    story.organisation(GROUP)
    (host,) = hosts(ask_of(telling(story)), GROUP)
    assert (host.host, host.certainty) == (None, "unknown")


# ---- members and seats


def everybody(store: Store) -> Members:
    return members(ask_of(store), GROUP)


def test_a_member_of_two_bodies_is_one_member(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, seen="2026-05-01", represents=[HOST, "region-gasborg"], employer=HOST)
    (member,) = everybody(telling(story)).sure
    assert {body.id for body in member.bodies} == {HOST, "region-gasborg"}
    assert member.employer == Ref(HOST, "Region ankeborg")


def test_everybody_stands_in_one_part(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, seen="2026-05-01")
    story.sits("musse", GROUP, seen="2019-05-01")
    story.sits("langben", GROUP, seen="2026-05-01", status="nominated")
    story.sits("kalle", GROUP, seen="2020-01-01", until="2021-06-30")
    found = everybody(telling(story))
    parts = {part: [each.person.id for each in getattr(found, part)] for part in Members._fields[:5]}
    assert parts == {
        "sure": ["kajsa"],
        "unconfirmed": ["musse"],
        "nominees": ["langben"],
        "coming": [],
        "earlier": ["kalle"],
    }
    assert [each.person.id for each in found.seated] == ["kajsa", "musse"]
    (ended,) = (each.ended for each in found.earlier)
    assert ended is not None
    assert ended.day == "2021-06-30"


def test_two_chairs_are_remarked_on_also_when_they_share_a_name(telling: Telling) -> None:
    story = Story()
    story.person("kajsa-1", "Kajsa Anka")
    story.person("kajsa-2", "Kajsa Anka")
    story.sits("kajsa-1", GROUP, "ordförande", seen="2026-05-01")
    story.sits("kajsa-2", GROUP, "ordförande", seen="2026-06-01")
    (remark,) = everybody(telling(story)).remarks
    assert (remark.kind, remark.role, remark.body) == ("end_unknown", "ordförande", None)
    assert [each.id for each in remark.people] == ["kajsa-1", "kajsa-2"]


def test_vacant_seats_are_open(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, seen="2026-05-01")
    story.vacant(GROUP, seen="2026-05-01", represents=[HOST])
    (seat,) = open_seats(ask_of(telling(story)), GROUP)
    assert (seat.state, seat.role, seat.person) == ("vacant", "ledamot", None)


# ---- other organisations


def test_a_body_is_represented_once_on_each_seat_and_nominees_are_parted(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, seen="2026-05-01", represents=[HOST], employer=HOST)
    story.sits("musse", GROUP, seen="2026-05-01", employer=HOST)
    story.sits("langben", GROUP, seen="2026-05-01", represents=[HOST], status="nominated")
    ask = ask_of(telling(story))
    found = representing(ask, HOST, employed=True)
    assert [(each.person.id, each.employed_only) for each in found] == [
        ("kajsa", False),
        ("langben", False),
        ("musse", True),
    ]
    parts = parted(representing(ask, HOST))
    assert [each.person.id for each in parts.sure] == ["kajsa"]
    assert [each.person.id for each in parts.nominees] == ["langben"]


def test_links_are_read_from_both_ends(telling: Telling) -> None:
    story = Story()
    story.links("nag-simfot", "part_of", GROUP)
    story.links("rpo-ankeborg-kvack", "counterpart_of", GROUP)
    story.links("rpo-ankeborg-kvack", "part_of", HOST)
    story.hosts(HOST, GROUP, seen="2026-01-01")
    ask = ask_of(telling(story))
    found = around(ask, GROUP)
    assert found.exists
    assert [each.other.id for each in found.parts] == ["nag-simfot"]
    assert {(each.kind, each.other.id, each.backward) for each in found.relations} == {
        ("part_of", "nag-simfot", True),
        ("counterpart_of", "rpo-ankeborg-kvack", True),
    }
    assert mirroring_parts(ask, HOST) == {"rpo-ankeborg-kvack": (GROUP,)}
    assert [each.group.id for each in hosted(ask, HOST)] == [GROUP]


def test_history_begins_with_the_latest(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, seen="2020-05-01", since="2020-01-01", until="2022-12-31")
    story.sits("musse", GROUP, seen="2023-05-01", since="2023-01-01")
    found = history(ask_of(telling(story)), DAY, group=GROUP)
    days = [each.last_day or each.first_day for each in found]
    assert days == sorted(days, key=str, reverse=True)
    joined = next(each for each in found if each.person == Ref("musse", "Musse"))
    assert joined.begun
    assert joined.surely_within("2022-12-31", "2023-12-31")
    assert not joined.surely_within("2023-01-01", "2023-12-31")


# ---- a person


def test_assignments_by_what_they_amount_to(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, seen="2026-05-01", represents=[HOST])
    story.sits("kajsa", "npo-anka", seen="2026-05-01", status="nominated")
    story.sits("kajsa", "npo-gas", seen="2026-05-01", basis="attendance")
    story.sits("kajsa", "npo-svan", seen="2020-01-01", until="2021")
    story.sits("kajsa", "npo-tupp", seen="2026-05-01", since="2027-03-01")
    story.sits("musse", GROUP, seen="2026-05-01")
    store = telling(story)
    held = assignments(ask_of(store), "kajsa")
    parts = {name: [each.group.id for each in part] for name, part in held._asdict().items() if part}
    assert parts == {
        "sure": [GROUP],
        "nominees": ["npo-anka"],
        "attended": ["npo-gas"],
        "earlier": ["npo-svan"],
        "later": ["npo-tupp"],
    }
    (spoken,) = represented(held.current)
    assert (spoken.body.id, spoken.seats) == (HOST, ((Ref(GROUP, "Npo kvack"), "ledamot"),))
    (colleague,) = colleagues(ask_of(store), held.current, {"kajsa"})
    assert (colleague.person.id, [each.id for each in colleague.groups]) == ("musse", [GROUP])


def test_a_denied_seat_is_earlier_and_not_later(telling: Telling) -> None:
    story = Story()
    story.sits("kajsa", GROUP, seen="2026-05-01", stance="denies")
    held = assignments(ask_of(telling(story)), "kajsa")
    assert [each.group.id for each in held.earlier] == [GROUP]
    assert not held.later


def test_a_seat_whose_own_end_nobody_tells_ended_with_its_group(telling: Telling) -> None:
    story = Story()
    story.source("gammal", period="../2017")
    story.organisation(GROUP, until="../2017")
    story.sits("kajsa", GROUP, seen="gammal")
    (earlier,) = assignments(ask_of(telling(story)), "kajsa").earlier
    assert earlier.ended is not None
    assert earlier.ended.day == "../2017-12-31"


def test_grounds_are_told_by_verdict() -> None:
    def judged(one: str, other: str, verdict: str) -> Judgement:
        return Judgement(person_a=one, person_b=other, verdict=verdict, source="handbook")

    apart, same, others = judged("a", "c", "not_same"), judged("a", "b", "same"), judged("d", "e", "same")
    found = grounds([apart, others, same], {"a", "b"})
    assert found == {"same": [same], "not_same": [apart]}
