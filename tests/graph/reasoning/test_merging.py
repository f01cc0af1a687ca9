"""One record, many sources: what belongs together, and what the record then says."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.reasoning import merging, testimony
from graph.reasoning.merging import Statement, belongs_to, gathered, merged
from graph.reasoning.observations import most_precise
from graph.reasoning.seats import Seat
from graph.records import Evidence, Hosting, Membership, Organisation, Source
from tests.support.stories import denied, left, partial_dates, seat, seen


def membership(**told: object) -> Membership:
    """Tell of Anna's seat."""
    return Membership.model_validate({"id": "m", "person": "anna", "group": "npo-a", "role": "ledamot", **told})


# ---- which record a statement belongs to


def test_a_statement_belongs_to_the_record_whose_bodies_contain_its_own() -> None:
    record = seat("anna", seen("2020"), represents=["a", "b"], id="m")
    assert belongs_to(seat("anna", seen("2021"), represents=["a"]), [record]) == "m"
    assert belongs_to(seat("anna", seen("2021")), [record]) == "m"
    assert belongs_to(seat("anna", seen("2021"), represents=["c"]), [record]) is None


def test_two_candidates_are_not_merged() -> None:
    candidates = [
        seat("anna", seen("2020"), represents=["a"], id="m1"),
        seat("anna", seen("2020"), represents=["b"], id="m2"),
    ]
    assert belongs_to(seat("anna", seen("2021")), candidates) is None


def test_a_statement_that_was_loaded_before_belongs_to_the_record_it_made() -> None:
    candidates = [
        seat("anna", seen("2020", source="s1"), represents=["a"], id="m1"),
        seat("anna", seen("2020", source="s2"), represents=["b"], id="m2"),
        seat("anna", seen("2021", source="s3"), id="m3"),
    ]
    assert belongs_to(seat("anna", seen("2021", source="s3")), candidates) == "m3"


def test_a_span_that_surely_ended_before_belongs_to_another_record() -> None:
    record = seat("anna", seen("2015"), until="2017", id="m")
    assert belongs_to(seat("anna", seen("2020")), [record]) is None
    assert belongs_to(seat("anna", seen("2017")), [record]) == "m"
    assert belongs_to(seat("anna", left("2020")), [record]) == "m"


def test_two_later_sources_of_a_time_that_is_over_tell_of_one_record() -> None:
    past = membership(valid_from="2015", valid_to="2018")
    record = merging.seat(past, [seen("2022", since="2015", until="2018")])
    statement = merging.seat(past, [seen("2024-05-02", since="2015", until="2018")])
    assert belongs_to(statement, [record]) == "m"
    assert belongs_to(merging.seat(membership(), [seen("2024-05-02")]), [record]) is None


def _gathered(statements: list[Seat], known: list[Seat]) -> list[str]:
    taken: list[str] = []

    def new_id(_: int) -> str:
        taken.append(f"new-{len(taken) + 1}")
        return taken[-1]

    return gathered(statements, known, new_id)


def test_what_tells_most_begins_the_record_and_what_ends_it_comes_last() -> None:
    statements = [left("2023"), seen("2020"), seen("2021")]
    told = [
        seat("anna", statements[0]),
        seat("anna", statements[1]),
        seat("anna", statements[2], represents=["a"]),
    ]
    assert _gathered(told, []) == ["new-1", "new-1", "new-1"]
    assert _gathered(told, [seat("anna", seen("2019"), id="m")]) == ["m", "m", "m"]


_seats = st.builds(
    lambda on, bodies, since, until, source: seat(
        "anna", seen(on, source=source), represents=bodies, since=since, until=until
    ),
    st.none() | partial_dates(2015, 2024),
    st.sets(st.sampled_from("abc"), max_size=2),
    st.none() | partial_dates(2015, 2018, open_sides=False),
    st.none() | partial_dates(2018, 2024, open_sides=False),
    st.sampled_from(["s1", "s2", "s3", "s4"]),
)


@given(st.lists(_seats, min_size=2, max_size=4))
def test_the_order_of_statements_never_matters(statements: list[Seat]) -> None:
    expected = sorted(zip(statements, _gathered(statements, []), strict=True), key=repr)
    for order in permutations(statements):
        found = zip(order, _gathered(list(order), []), strict=True)
        assert sorted(found, key=repr) == expected


@given(st.lists(_seats, min_size=1, max_size=4, unique_by=lambda each: each.testimonies[0].source))
def test_statements_that_are_loaded_again_make_no_new_record(statements: list[Seat]) -> None:
    ids = _gathered(statements, [])
    heads: dict[str, Seat] = {}
    for key, statement in zip(ids, statements, strict=True):
        head = heads.get(key, statement._replace(id=key, testimonies=()))
        heads[key] = head._replace(
            represents=head.represents | statement.represents,
            valid_from=most_precise((head.valid_from, statement.valid_from)),
            valid_to=most_precise((head.valid_to, statement.valid_to)),
            testimonies=head.testimonies + statement.testimonies,
        )
    again = _gathered(statements, sorted(heads.values()))
    assert len({*again} - {*ids}) == 0


# ---- what the record then says


def test_a_record_has_the_most_bodies_the_most_precise_dates_and_the_latest_title() -> None:
    told = [
        Statement(membership(title="chef", valid_from="2021"), seen("2022")),
        Statement(membership(title="överläkare", valid_from="2021-03", represents=("b", "a")), seen("2021")),
        Statement(membership(employer="r", valid_from="2020/2022"), seen(None)),
    ]
    expected = membership(title="chef", valid_from="2021-03", represents=("a", "b"), employer="r")
    for order in permutations(told):
        assert merged(order[0].record, (), order) == expected


def test_an_older_source_changes_no_title_but_fills_an_empty_one() -> None:
    older = Statement(membership(title="underläkare", employer="r"), seen("2019"))
    assert merged(membership(title="chef"), [seen("2022")], [older]) == membership(title="chef", employer="r")


def test_a_source_that_says_otherwise_than_before_takes_its_own_date_back() -> None:
    before = [seen("2022", source="s1", since="2021-03-01"), seen("2022", source="s2", since="2021")]
    now = Statement(membership(valid_from="2021-04"), seen("2022", source="s1", since="2021-04"))
    assert merged(membership(valid_from="2021-03-01"), before, [now]).valid_from == "2021-04"
    later = Statement(membership(), seen("2022", source="s1"))
    assert merged(membership(valid_from="2021-03-01"), before, [later]).valid_from == "2021-03-01"


def test_a_date_that_no_source_gave_stays_unless_a_more_precise_one_comes() -> None:
    now = Statement(membership(valid_from="2021-04"), seen("2022", since="2021-04"))
    assert merged(membership(valid_from="2021-04-05"), [seen("2021")], [now]).valid_from == "2021-04-05"
    assert merged(membership(valid_from="2021"), [seen("2021")], [now]).valid_from == "2021-04"


def test_a_denial_changes_nothing_in_the_record() -> None:
    record = membership(title="chef")
    assert merged(record, [seen("2022")], [Statement(membership(title="x", valid_to="2020"), denied("2023"))]) == record


def test_other_records_are_merged_by_the_same_rules() -> None:
    hosting = Hosting(id="h", host="a", hosted="b", valid_from="2020")
    more = Hosting(id="h", host="a", hosted="b", valid_from="2020-02", valid_to="2023")
    assert merged(hosting, (), [Statement(more, seen("2023"))]) == more
    group = Organisation(id="g", kind="npo", name="Gammalt", status="active")
    renamed = Organisation(id="g", kind="npo", name="Nytt")
    assert merged(group, [seen("2020")], [Statement(renamed, seen("2021"))]).name == "Nytt"
    assert merged(group, [seen("2022")], [Statement(renamed, seen("2021"))]).name == "Gammalt"


def test_a_testimony_tells_when_its_source_saw_it() -> None:
    source = Source(id="s", title="t", date="2023-05", period="2022", retrieved="2024-01-01")
    evidence = Evidence(kind="memberships", record="m", source="s", valid_from="2021")
    told = testimony.testimony_of(evidence, source)
    assert (told.when.text, told.dated, told.valid_from and told.valid_from.text) == ("2022", True, "2021")
    seen_on = evidence.model_copy(update={"observed_on": "2023-09"})
    assert testimony.testimony_of(seen_on, source).when.text == "2023-09"
    assert not testimony.testimony_of(evidence, Source(id="s", title="t")).dated


# ---- ids


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (merging.membership_id("anna-ek", "npo-a", "vice ordförande", "decided"), "anna-ek--npo-a--vice-ordforande"),
        (merging.membership_id("anna-ek", "npo-a", "ledamot", "nominated"), "anna-ek--npo-a--ledamot--nominated"),
        (merging.membership_id(None, "npo-a", "ledamot", "vacant"), "vacant--npo-a--ledamot"),
        (merging.hosting_id("region-a", "npo-a", "dormant"), "region-a--npo-a--dormant"),
        (merging.link_id("part_of", "a", "b"), "a--part-of--b"),
        (merging.organisation_id("npo", "Nationellt programområde öron, näsa"), "npo-oron-nasa"),
        (merging.organisation_id("region", "Region Ankeborgs län"), "region-ankeborgs-lan"),
        (merging.organisation_id("sks", "SKS"), "sks"),
        (merging.source_id("Protokoll nr 1, 2023"), "protokoll-nr-1-2023"),
        (merging.source_id("Protokoll SKS 2024-05-02, justerat av Rojvall"), "protokoll-sks-2024-05-02"),
        (merging.source_id("rojvall_minnen"), "kalla"),  # the id of a document may stand where a name must not
        (merging.source_id("— ? —"), "kalla"),
        (merging.unused("a", {"b"}), "a"),
        (merging.unused("a", {"a", "a-2"}), "a-3"),
        (merging.unused("a--b", {"a--b"}, "--"), "a--b--2"),
    ],
)
def test_ids_are_readable(made: str, expected: str) -> None:
    assert made == expected


def test_an_id_of_very_long_names_still_fits() -> None:
    long = membership(id=merging.membership_id("p" * 299, "g" * 299, "ledamot", "decided"))
    assert len(long.id) <= 290
