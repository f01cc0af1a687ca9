"""Loading: what is new, what changes, what is only confirmed, what follows, and what a slip of the hand may not do."""

from collections.abc import Iterable
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import kinds
from graph.bundle import Bundle
from graph.loading.intake import Outcome, TooManyEnded, take_in
from graph.port import Store
from graph.reasoning.spans import Derived
from graph.records import (
    Evidence,
    Hosting,
    Judgement,
    Link,
    Listing,
    Membership,
    Name,
    Organisation,
    Person,
    Record,
    Source,
)
from graph.time import FIRST_DAY, LAST_DAY
from tests.conftest import EmptyStore
from tests.support.looking import columns, drawn_edges, everything
from tests.support.stories import READ, Story, answer, content, partial_dates, real_bundle

pytestmark = pytest.mark.both_stores

GROUP = "npo-akut-vard"
ANNA, BO = f"anna--{GROUP}--ledamot", f"bo--{GROUP}--ledamot"


def ankeborg() -> Story:
    """Tell of Anna and Bo, who were members in 2020."""
    story = Story()
    story.sits("anna", GROUP, seen="2020-05-26", represents=["region-ankeborg"], employer="region-ankeborg")
    story.sits("bo", GROUP, seen="2020-05-26", represents=["region-norrmark"])
    return story


def load(store: Store, story: Story, *, dry_run: bool = False, allow_drop: bool = False) -> Outcome:
    return take_in(store, story.bundle, "test", "the story", dry_run=dry_run, allow_drop=allow_drop)


def days(store: Store, membership: str) -> Derived:
    """Return what the store has worked out for a membership."""
    return next(
        Derived(*row) for key, *row in columns(store, "memberships", "id", *Derived._fields) if key == membership
    )


def holder(store: Store, membership: str) -> str:
    return str(dict(columns(store, "memberships", "id", "holder"))[membership])


# ---- new, changed, confirmed


def test_a_first_load_adds_everything(store: Store) -> None:
    outcome = load(store, ankeborg())

    assert outcome.added == {
        "sources": 2,
        "organisations": 3,
        "persons": 2,
        "memberships": 2,
        "evidence": 5,
    }
    assert (outcome.changed, outcome.confirmed, outcome.kept, outcome.ended) == ({}, {}, {}, 0)
    assert outcome.written
    assert not outcome.quiet


def test_the_same_load_again_confirms_everything_and_changes_nothing(store: Store) -> None:
    first = load(store, ankeborg())
    before = (everything(store), store.history(most=1_000), store.version())
    again = load(store, ankeborg())

    assert again.quiet
    assert again.confirmed == first.added
    assert (again.added, again.changed, again.kept, again.newly_sourced, again.ended) == ({}, {}, {}, 0, 0)
    assert (everything(store), store.history(most=1_000), store.version()) == before


def test_the_real_data_set_loaded_again_is_confirmed_whole(empty_store: EmptyStore) -> None:
    with empty_store() as store:
        first = take_in(store, real_bundle(), "test", "data/")
        before = everything(store)
        again = take_in(store, real_bundle(), "test", "data/")

        assert again.quiet
        assert again.confirmed == first.added
        assert everything(store) == before


def test_a_load_with_another_content_changes_the_record(store: Store) -> None:
    load(store, ankeborg())
    story = ankeborg()
    story.person("anna", "Anna Alm")
    outcome = load(store, story)

    assert outcome.changed == {"persons": 1}
    assert outcome.added == {}
    assert outcome.confirmed["persons"] == 1
    assert store.fetch(Person, ["anna"])["anna"].name == "Anna Alm"


def test_one_more_source_of_a_known_record_is_told_apart_from_a_new_record(store: Store) -> None:
    load(store, ankeborg())
    story = ankeborg()
    story.sits("anna", GROUP, seen="2023-09-22", represents=["region-ankeborg"], employer="region-ankeborg")
    story.sits("eva", GROUP, seen="2023-09-22")
    outcome = load(store, story)

    assert outcome.newly_sourced == 1
    assert outcome.added == {"sources": 1, "persons": 1, "memberships": 1, "evidence": 2}
    assert days(store, ANNA).last_confirmed == "2023-09-22"


def test_an_empty_load_does_nothing(store: Store) -> None:
    load(store, ankeborg())
    version = store.version()

    assert load(store, Story()).quiet
    assert store.version() == version


def test_progress_is_told_to_the_last_record(store: Store) -> None:
    told: list[tuple[int, int]] = []
    take_in(store, ankeborg().bundle, "test", "the story", progress=lambda done, total: told.append((done, total)))

    assert told == sorted(told)
    assert told[-1] == (14, 14)


# ---- the store is the master


def test_an_old_table_loaded_again_does_not_undo_what_happened_since(store: Store) -> None:
    load(store, ankeborg())
    corrected = ankeborg()
    corrected.person("anna", "Anna Alm")
    load(store, corrected)
    outcome = load(store, ankeborg())

    assert outcome.kept == {"persons": 1}
    assert outcome.changed == {}
    assert store.fetch(Person, ["anna"])["anna"].name == "Anna Alm"


def test_a_table_that_is_silent_deletes_nothing(store: Store) -> None:
    load(store, ankeborg())
    only_eva = Story()
    only_eva.sits("eva", GROUP, seen="2023-09-22")
    outcome = load(store, only_eva)

    assert outcome.ended == 0
    assert store.keys(Membership) == {ANNA, BO, f"eva--{GROUP}--ledamot"}
    assert answer(days(store, ANNA), READ) == "presumed"


def test_sources_that_disagree_stay_side_by_side(store: Store) -> None:
    story = ankeborg()
    story.sits("bo", GROUP, "ordförande", seen="2020-05-26")
    story.sits("anna", GROUP, "ordförande", seen="2020")
    load(store, story)

    assert len(store.keys(Membership)) == 4
    assert {answer(days(store, key), "2021-06-01") for key in store.keys(Membership)} == {"presumed"}


# ---- dry run


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(store: Store) -> None:
    load(store, ankeborg())
    before = (everything(store), store.history(most=1_000), store.version())
    story = ankeborg()
    story.person("anna", "Anna Alm")
    story.sits("eva", GROUP, seen="2023-09-22")
    story.lists("2024-06-19", GROUP)
    would = load(store, story, dry_run=True)

    assert (everything(store), store.history(most=1_000), store.version()) == before
    assert not would.written
    assert would.ended == 2
    assert would._replace(written=True) == load(store, story)


# ---- the guard


def crowd(members: int, *, listed: int = 0, group: str = GROUP) -> Story:
    """Tell of many members in 2020, and of a list of 2023 that names only so many of them."""
    story = Story()
    for number in range(members):
        story.sits(f"person-{number}", group, seen="2020-05-26")
    if listed:
        story.lists("2023-09-22", group)
        for number in range(listed):
            story.sits(f"person-{number}", group, seen="2023-09-22")
    return story


def test_a_load_that_would_end_too_many_is_refused_whole(store: Store) -> None:
    load(store, crowd(30))
    before = (everything(store), store.history(most=1_000), store.version())
    with pytest.raises(TooManyEnded) as caught:
        load(store, crowd(30, listed=9))

    assert (everything(store), store.history(most=1_000), store.version()) == before
    for text in caught.value.text:
        assert "21" in text
        assert "30" in text
        assert "npo" in text
        assert "--allow-drop" in text


def test_a_dry_run_of_a_load_that_would_end_too_many_is_refused_too(store: Store) -> None:
    load(store, crowd(30))

    with pytest.raises(TooManyEnded):
        load(store, crowd(30, listed=9), dry_run=True)


def test_whoever_means_it_may_end_as_many_as_they_like(store: Store) -> None:
    load(store, crowd(30))
    outcome = load(store, crowd(30, listed=9), allow_drop=True)

    assert outcome.ended == 21
    assert days(store, f"person-29--{GROUP}--ledamot").end_how == "listing"


def test_twenty_or_a_tenth_may_end_without_a_word(empty_store: EmptyStore) -> None:
    with empty_store() as store:
        load(store, crowd(30))
        assert load(store, crowd(30, listed=10)).ended == 20

    with empty_store() as another:
        load(another, crowd(210))
        assert load(another, crowd(210, listed=189)).ended == 21


def test_the_share_is_counted_within_each_kind_of_group(store: Store) -> None:
    story = crowd(30)
    for number in range(300):
        story.sits(f"other-{number}", "nsg-stod-for-analys", seen="2020-05-26")
    load(store, story)

    with pytest.raises(TooManyEnded):
        load(store, crowd(30, listed=9))


def test_what_a_first_load_itself_brings_as_ended_is_no_drop(store: Store) -> None:
    assert load(store, crowd(30, listed=1)).ended == 0


def test_mandates_that_end_in_the_future_end_nothing_today(store: Store) -> None:
    load(store, crowd(30))
    story = Story()
    for number in range(30):
        story.sits(f"person-{number}", GROUP, seen="2020-05-26", until="2190-12-31")
    outcome = load(store, story)

    assert outcome.changed == {"memberships": 30, "evidence": 30}
    assert outcome.ended == 0


# ---- judgements


def two_eves() -> Story:
    story = Story()
    story.person("eva-gave", "Eva Gåve")
    story.person("eva-gawe", "Eva Gawe")
    story.sits("eva-gave", GROUP, seen="2020-05-26", represents=["region-ankeborg"])
    story.sits("eva-gawe", GROUP, seen="2023-09-22")
    story.lists("2021-01-01", GROUP)
    return story


GAVE, GAWE = f"eva-gave--{GROUP}--ledamot", f"eva-gawe--{GROUP}--ledamot"


def test_a_judgement_makes_two_persons_one_and_their_seats_too(store: Store) -> None:
    load(store, two_eves())
    assert days(store, GAVE).ended == "2021-01-01"
    story = two_eves()
    story.judges("eva-gawe", "eva-gave")
    load(store, story)

    assert holder(store, GAVE) == holder(store, GAWE) == "eva-gawe"
    assert days(store, GAVE) == days(store, GAWE)
    assert answer(days(store, GAVE), "2022-01-01") == "stated"
    assert [edge[:4] for edge in drawn_edges(store) if edge[1] == "member_of"] == [
        ("eva-gawe", "member_of", GROUP, days(store, GAVE).same_as)
    ]
    assert {label.subject for label in store.labels("exact", "eva gåve")} == {"eva-gawe"}


@pytest.mark.parametrize("verdict", ["not_same", "unsettled"])
def test_a_judgement_that_is_undone_gives_each_their_own_again(empty_store: EmptyStore, verdict: str) -> None:
    with empty_store() as never_judged:
        plain = two_eves()
        plain.judges("eva-gawe", "eva-gave", verdict)
        load(never_judged, plain)
        expected = everything(never_judged)

    with empty_store() as store:
        story = two_eves()
        story.judges("eva-gawe", "eva-gave")
        load(store, story)
        story.judges("eva-gawe", "eva-gave", verdict)
        load(store, story)
        assert everything(store) == expected
        assert (holder(store, GAVE), holder(store, GAWE)) == ("eva-gave", "eva-gawe")
        assert days(store, GAVE).ended == "2021-01-01"


def test_a_judgement_reaches_every_group_in_which_either_sits(store: Store) -> None:
    story = two_eves()
    story.sits("eva-gave", "sks", seen="2018")
    story.sits("eva-gawe", "sks", "ordförande", seen="2023")
    load(store, story)
    assert days(store, "eva-gave--sks--ledamot").end_how is None
    story.judges("eva-gave", "eva-gawe")
    load(store, story)

    assert days(store, "eva-gave--sks--ledamot").end_how == "role"


def test_three_names_of_one_person_are_one_whichever_pair_is_judged_first(empty_store: EmptyStore) -> None:
    def standing(*pairs: tuple[str, str]) -> dict[str, str]:
        with empty_store() as store:
            story = two_eves()
            story.person("eva-gafe")
            load(store, story)
            for pair in pairs:
                story.judges(*pair)
                load(store, story)
            return dict(columns(store, "persons", "id", "same_as"))

    first, second = ("eva-gave", "eva-gawe"), ("eva-gawe", "eva-gafe")

    assert standing(first, second) == standing(second, first)
    assert len(set(standing(first, second).values())) == 1


def test_a_person_who_is_loaded_anew_stays_the_one_they_were_judged_to_be(store: Store) -> None:
    story = two_eves()
    story.judges("eva-gawe", "eva-gave")
    load(store, story)
    story.person("eva-gave", "Eva Gåve", aliases=["E. Gåve"])
    story.sits("eva-gave", "sks", seen="2023")
    load(store, story)

    assert holder(store, "eva-gave--sks--ledamot") == "eva-gawe"
    assert {label.subject for label in store.labels("exact", "e. gåve")} == {"eva-gawe"}


# ---- what follows


def test_a_list_loaded_later_ends_whoever_is_missing(store: Store) -> None:
    load(store, ankeborg())
    later = Story()
    later.lists("2023-09-22", GROUP)
    later.sits("anna", GROUP, seen="2023-09-22", represents=["region-ankeborg"], employer="region-ankeborg")
    outcome = load(store, later)

    assert outcome.ended == 1
    assert days(store, ANNA).end_how is None
    assert (days(store, BO).end_how, days(store, BO).end_source) == ("listing", "2023-09-22")


def test_a_list_loaded_first_ends_whoever_is_told_of_later(store: Store) -> None:
    listed = Story()
    listed.lists("2023-09-22", GROUP)
    load(store, listed)
    load(store, ankeborg())

    assert days(store, BO).ended == "2023-09-22"


def test_a_source_whose_date_is_corrected_changes_what_rests_on_it(store: Store) -> None:
    story = Story()
    story.source("minutes", "2020")
    story.source("list", "2023")
    story.organisation("npo-ogon", seen="minutes")
    story.sits("anna", "npo-ogon", seen="minutes")
    story.hosts("region-ankeborg", "npo-ogon", seen="minutes")
    story.links("npo-ogon", "part_of", "sks", seen="minutes")
    story.called("npo-ogon", "Ögat", seen="minutes")
    story.lists("list", "npo-ogon")
    load(store, story)
    assert days(store, "anna--npo-ogon--ledamot").ended == "2023-01-01"

    story.source("minutes", "2021-05-26")
    story.source("list", "2024-06-19")
    outcome = load(store, story)

    assert outcome.changed == {"sources": 2}
    assert days(store, "anna--npo-ogon--ledamot")[:5] == ("2021-05-26",) * 4 + ("2024-06-19",)
    for table in ("hostings", "links", "organisations", "names"):
        confirmed = [day for (day,) in columns(store, table, "last_confirmed") if day is not None]
        assert confirmed == ["2021-05-26"], table


def test_what_is_denied_leaves_the_answers_but_stays_in_the_store(store: Store) -> None:
    load(store, ankeborg())
    story = ankeborg()
    story.evidence(store.fetch(Membership, [BO])[BO], "2023-09-22", stance="denies")
    load(store, story)

    assert BO in store.keys(Membership)
    assert days(store, BO).end_how == "denied"
    assert [answer(days(store, BO), day) for day in ("2020-05-26", READ)] == [None, None]
    assert {entry.action for entry in store.history("memberships", BO)} == {"added"}


def test_a_group_that_ends_takes_its_seats_with_it(store: Store) -> None:
    load(store, ankeborg())
    story = ankeborg()
    story.organisation(GROUP, until="2021-12-31")
    load(store, story)
    edges = {edge[1]: edge for edge in drawn_edges(store) if edge[3] == ANNA}

    assert {edge[5] for edge in edges.values()} == {"2022-01-01"}
    assert edges.keys() == {"member_of", "represents", "employed_by"}


def test_a_hosting_that_gets_another_host_leaves_no_edge_behind(store: Store) -> None:
    story = Story()
    hosting = story.hosts("region-ankeborg", GROUP, seen="2020-05-26")
    load(store, story)
    story.organisation("region-norrmark")
    story.add(Hosting(id=hosting, host="region-norrmark", hosted=GROUP), None)
    load(store, story)

    assert [edge[:3] for edge in drawn_edges(store)] == [("region-norrmark", "hosts", GROUP)]


def test_a_membership_that_moves_to_another_group_leaves_nothing_behind(store: Store) -> None:
    story = ankeborg()
    chair = story.sits("anna", GROUP, "ordförande", seen="2023-09-22")
    load(store, story)
    assert days(store, ANNA).end_how == "role"
    story.organisation("sks")
    story.add(Membership(id=chair, person="anna", group="sks", role="ordförande"), None)
    load(store, story)

    assert days(store, ANNA).end_how is None


def test_nobody_becomes_a_member_by_being_there(store: Store) -> None:
    story = Story()
    story.sits("anna", GROUP, seen="2020-05-26", basis="attendance", represents=["region-ankeborg"])
    load(store, story)

    assert drawn_edges(store) == set()


def test_no_edge_is_drawn_of_a_nomination_or_a_vacancy(store: Store) -> None:
    story = Story()
    story.sits("anna", GROUP, seen="2020-05-26", status="nominated", represents=["region-ankeborg"])
    story.vacant(GROUP, seen="2020-05-26", represents=["region-ankeborg"])
    load(store, story)

    assert drawn_edges(store) == set()


# ---- whatever is loaded, in whatever order

GROUPS = ["npo-akut-vard", "sks"]
BODIES = ["region-ankeborg", "region-norrmark"]
PEOPLE = ["anna", "bo", "eva-gave", "eva-gawe"]
SOURCES = ["s1", "s2", "s3"]
SEATS = ["m1", "m2", "m3", "m4"]
DATES = partial_dates(2018, 2025)
MAYBE = st.none() | DATES


def fewer(store_kind: str) -> settings:
    """Return how many examples to try where each fills two stores; a server takes a second for each."""
    share = 15 if store_kind == "neo4j" else 40
    return settings(max_examples=settings().max_examples * share // 100, suppress_health_check=[HealthCheck.too_slow])


def of(values: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([*values])


sources = st.builds(Source, id=of(SOURCES), title=st.just("Protokoll"), date=MAYBE, retrieved=st.just(READ))
organisations = st.builds(
    Organisation,
    id=of([*GROUPS, *BODIES]),
    kind=of(["npo", "region"]),
    name=of(["NPO akut vård", "Region Ankeborg", "Styrgruppen"]),
    valid_to=st.sampled_from([None, None, "2022"]),
)
names = st.builds(Name, organisation=of([*GROUPS, *BODIES]), text=of(["Akuten", "RAL"]), valid_from=MAYBE)
people = st.builds(Person, id=of(PEOPLE), name=of(["Anna Alm", "Eva Gåve"]), aliases=st.just(()) | st.just(("E. G.",)))
memberships = st.builds(
    Membership,
    id=of(SEATS),
    person=st.none() | of(PEOPLE),
    group=of(GROUPS),
    role=of(["ledamot", "ledamot", "ordförande", "adjungerad"]),
    represents=st.lists(of(BODIES), max_size=2).map(tuple),
    employer=st.none() | of(BODIES),
    status=of(["decided", "decided", "decided", "nominated"]),
    succeeds=st.none() | of(PEOPLE),
    valid_to=st.sampled_from([None, None, None, "2021"]),
)
hostings = st.builds(Hosting, id=of(["h1", "h2"]), host=of(BODIES), hosted=of(GROUPS), status=of(["active", "dormant"]))
links = st.builds(Link, id=of(["l1", "l2"]), kind=of(["part_of", "acts_as"]), from_id=of(GROUPS), to_id=of(BODIES))
listings = st.builds(
    Listing, source=of(SOURCES), group=of(GROUPS), roles=st.just(("ledamot",)), body=st.none() | of(BODIES)
)
judgements = st.builds(
    Judgement, person_a=of(PEOPLE), person_b=of(PEOPLE), verdict=of(kinds.VERDICTS), source=of(SOURCES)
)
evidence = st.one_of(
    *(
        st.builds(
            Evidence,
            kind=st.just(table),
            record=of(keys),
            source=of(SOURCES),
            stance=of(["states", "states", "states", "states", "ended", "denies"]),
            basis=of(["stated", "stated", "implied", "attendance"]),
            observed_on=MAYBE,
        )
        for table, keys in {
            "memberships": SEATS,
            "hostings": ["h1", "h2"],
            "links": ["l1", "l2"],
            "organisations": [*GROUPS, *BODIES],
        }.items()
    )
)
anything: st.SearchStrategy[Record] = st.one_of(
    sources,
    organisations,
    names,
    people,
    memberships,
    memberships,
    hostings,
    links,
    listings,
    judgements,
    evidence,
    evidence,
)


def world() -> list[Record]:
    """Return what every drawn record points at, as it is before anything happens."""
    return [
        *(Source(id=id, title="Protokoll", date="2020") for id in SOURCES),
        *(Organisation(id=id, kind="ovrig", name=id) for id in (*GROUPS, *BODIES)),
        *(Person(id=id, name=id) for id in PEOPLE),
    ]


def expected_edges(store: Store) -> set[tuple[Any, ...]]:
    """Work out from records and derived days alone what edges there are."""
    organisations = columns(store, "organisations", "id", "first_possible", "ended")
    spans = {id: (first, ended) for id, first, ended in organisations}
    seats = {
        id: (who, Derived(*told)) for id, who, *told in columns(store, "memberships", "id", "holder", *Derived._fields)
    }
    edges = set()
    for seat in store.every(Membership):
        who, told = seats[seat.id]
        if told.standing != "seat" or told.same_as != seat.id:
            continue
        first, ended = spans[seat.group]
        when = (seat.id, max(told.first_possible, first), min(told.ended, ended))
        edges.add((who, "member_of", seat.group, *when))
        edges.update((who, "represents", body, *when) for body in seat.represents)
        if seat.employer:
            edges.add((who, "employed_by", seat.employer, *when))
    hostings = columns(store, "hostings", "id", "host", "hosted", "first_possible", "ended")
    links = columns(store, "links", "id", "kind", "from_id", "to_id", "first_possible", "ended")
    for id, kind, from_id, to_id, first, ended in (*((id, "hosts", *rest) for id, *rest in hostings), *links):
        starts, ends = zip(*(spans[end] for end in (from_id, to_id)), strict=True)
        last = ended if kind in ("acts_as", "succeeds") else min(ended, *ends)
        edges.add((from_id, kind, to_id, id, max(first, *starts), last))
    return edges


def test_after_any_loads_all_that_follows_is_what_the_records_say(empty_store: EmptyStore, store_kind: str) -> None:
    @fewer(store_kind)
    @given(loads=st.lists(st.lists(anything, max_size=12), min_size=1, max_size=4))
    def check(loads: list[list[Record]]) -> None:
        with empty_store() as store:
            take_in(store, Bundle(world()), "test", "the world")
            for told in loads:
                take_in(store, Bundle(told), "test", "a load", allow_drop=True)
            there, followed = content(store), everything(store)
            assert drawn_edges(store) == expected_edges(store)
        with empty_store() as fresh:
            take_in(fresh, Bundle(record for same in there.values() for record in same), "test", "all at once")
            assert followed == everything(fresh)

    check()


def test_parts_loaded_in_any_order_give_what_one_load_gives(empty_store: EmptyStore, store_kind: str) -> None:
    @fewer(store_kind)
    @given(
        told=st.lists(anything, max_size=30, unique_by=lambda record: (record.table, record.key)),
        cuts=st.lists(st.integers(0, 30), max_size=4),
        random=st.randoms(use_true_random=False),
    )
    def check(told: list[Record], cuts: list[int], random: Random) -> None:
        shuffled = random.sample(told, len(told))
        bounds = [0, *sorted(cuts), len(told)]
        with empty_store() as store:
            take_in(store, Bundle(world()), "test", "the world")
            for start, end in pairwise(bounds):
                take_in(store, Bundle(shuffled[start:end]), "test", "a part", allow_drop=True)
            followed = everything(store)
        with empty_store() as fresh:
            take_in(fresh, Bundle(world()), "test", "the world")
            take_in(fresh, Bundle(told), "test", "all at once", allow_drop=True)
            assert followed == everything(fresh)

    check()


def test_every_derived_day_of_the_real_data_set_is_a_day(real_store: Store) -> None:
    rows = columns(real_store, "memberships", "first_possible", "presumed_from", "surely_from", "ended")

    assert rows
    for first, presumed, surely, ended in rows:
        assert FIRST_DAY <= first <= presumed <= surely <= LAST_DAY
        assert first < ended <= LAST_DAY
