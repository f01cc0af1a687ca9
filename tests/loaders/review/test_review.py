"""The review queue: what documents say waits for a person, and every decision can be taken back."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.bundle import Bundle
from graph.loading.intake import take_in
from graph.port import Store
from graph.records import Document, Hosting, Judgement, Membership, Person, Proposal, Source
from loaders.documents.mentions.gazetteer import labels_from_store
from loaders.documents.workshop import Workshop
from loaders.review import deciding, entering, listing, proposing, undoing
from loaders.review.drafts import Draft
from loaders.review.people import NameAnswer
from loaders.review.previewing import Preview, preview
from loaders.review.refusing import Faulty, ReviewError
from tests.conftest import EmptyStore
from tests.support.examples import examples
from tests.support.looking import everything
from tests.support.stories import GROUP, Story, ankeborg, load

pytestmark = pytest.mark.both_stores
ME = "Åsa Granskare"
SEAT = {"group": GROUP, "role": "ledamot"}
CECILIA = {**SEAT, "person": "Cecilia Dal"}


def story() -> Story:
    """Tell of a group with a host, in which Anna and Johan Rosenqvist sit."""
    told = ankeborg()
    told.organisation("npo-barn", "NPO barn")
    told.organisation("region-sodermark", "Region Södermark")
    told.person("anna", "Anna Alm")
    told.person("bo", "Bo Ek")
    told.sits("johan-rosenqvist", GROUP, seen="2023-09-22", represents=["region-norrmark"])
    told.person("johan-rosenqvist", "Johan Rosenqvist")
    return told


@pytest.fixture
def filled(store: Store) -> Store:
    load(store, story())
    return store


def say(store: Store, *rows: dict[str, str], name: str = "protokoll.txt", **more: Any) -> list[str]:
    """Put memberships that a document would say into the queue; return the ids of the proposals."""
    drafts = [
        Draft("membership", (("memberships", row),), quote=f"… {row.get('person')} …", place=f"rad {number}")
        for number, row in enumerate(rows, 1)
    ]
    return put(store, drafts, name, **more)


def put(store: Store, drafts: list[Draft], name: str = "protokoll.txt", date: str = "2024-03-01") -> list[str]:
    document = Document(
        id=proposing.document_id(store, name), title=name, file=name, date=date, retrieved="2024-05-01", checksum=name
    )
    made = proposing.proposals(store, document.id, drafts)
    take_in(store, Bundle([document, *made]), ME, "test")
    return [proposal.id for proposal in made]


def state(store: Store, key: str) -> str:
    return store.fetch(Proposal, [key])[key].state


def seen(store: Store, key: str) -> Preview:
    (told,) = preview(store, store.fetch(Proposal, [key]).values())
    return told


# ---- accepting


def test_an_accepted_seat_is_in_the_graph_with_its_quote_and_its_source(filled: Store) -> None:
    (key,) = say(
        filled, {**SEAT, "person": "Cecilia Dal", "represents": "Region Södermark", "valid_from": "2024-03-01"}
    )
    deciding.accept(filled, [key], ME)
    (seat,) = filled.memberships_of(filled.persons_named("cecilia dal"))
    (told,) = filled.evidence_of("memberships", [seat.id])
    source = filled.fetch(Source, [told.source])[told.source]

    assert (seat.group, seat.role, seat.represents) == (GROUP, "ledamot", ("region-sodermark",))
    assert (told.quote, told.person_name) == ("… Cecilia Dal …", "Cecilia Dal")
    assert (source.title, source.date, source.retrieved, source.checksum) == (
        "protokoll.txt", "2024-03-01", "2024-05-01", "protokoll.txt",
    )  # fmt: skip
    assert state(filled, key) == "accepted"


def test_many_are_accepted_in_one_load_or_none(filled: Store) -> None:
    good, bad = say(filled, CECILIA, {"person": "Doris Ek", "role": "ledamot", "group": "Ingen alls"})
    before = everything(filled)
    with pytest.raises(Faulty) as refused:
        deciding.accept(filled, [good, bad], ME)

    assert set(refused.value.faults) == {bad}
    assert "Ingen alls" in refused.value.text.sv
    assert everything(filled) == before
    loads = len(list(filled.loads()))
    more = say(filled, {**SEAT, "person": "Eva Fors"}, {**SEAT, "person": "Fia Gran"}, name="annat.txt")
    deciding.accept(filled, [good, *more], ME)
    assert len(list(filled.loads())) == loads + 2


def test_what_is_accepted_twice_is_refused_the_second_time(filled: Store) -> None:
    (key,) = say(filled, CECILIA)
    deciding.accept(filled, [key], ME)
    before = everything(filled)
    with pytest.raises(ReviewError, match="already"):
        deciding.accept(filled, [key], ME)

    assert everything(filled) == before


def test_of_two_who_accept_at_once_one_is_refused(filled: Store) -> None:
    (key,) = say(filled, CECILIA)
    told: list[str] = []

    def decide() -> None:
        try:
            deciding.accept(filled, [key], ME)
            told.append("accepted")
        except ReviewError:
            told.append("refused")

    both = [threading.Thread(target=decide) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(told) == ["accepted", "refused"]
    assert len(filled.persons_named("cecilia dal")) == 1


def test_a_succession_with_both_its_rows_is_one_proposal(filled: Store) -> None:
    rows = (
        ("memberships", {**SEAT, "person": "Cecilia Dal", "succeeds": "Anna Alm", "valid_from": "2024-04-01"}),
        ("memberships", {**SEAT, "person": "Anna Alm", "status": "ended", "valid_to": "2024-03-31"}),
    )
    (key,) = put(filled, [Draft("succession", rows)])
    assert seen(filled, key).line.sv == (
        "Cecilia Dal efterträder Anna Alm som ledamot i NPO akut vard, fr.o.m. 2024-04-01; "
        "Anna Alm är inte längre ledamot i NPO akut vard, t.o.m. 2024-03-31"
    ).replace("NPO akut vard", "Npo akut vard")
    deciding.accept(filled, [key], ME)
    (new,) = filled.memberships_of(filled.persons_named("cecilia dal"))
    old = filled.fetch(Membership, [f"anna--{GROUP}--ledamot"])[f"anna--{GROUP}--ledamot"]

    assert (new.succeeds, new.valid_from, old.valid_to) == ("anna", "2024-04-01", "2024-03-31")


def test_attendance_makes_nobody_a_member(filled: Store) -> None:
    row = {**SEAT, "person": "Cecilia Dal", "basis": "attendance", "observed_on": "2024-03-01"}
    (key,) = put(filled, [Draft("attendance", (("memberships", row),))])
    assert any("ingen till ledamot" in warning.sv for warning in seen(filled, key).warnings)
    deciding.accept(filled, [key], ME)
    (seat,) = filled.memberships_of(filled.persons_named("cecilia dal"))

    with filled.writing("test", "look") as writer:
        assert seat.id not in writer.current()
        writer.forbid()


HOSTILE = [
    "=cmd|'/c calc'!A1",
    "'; DROP TABLE persons; --",
    "Å\u0308\u200bsa {who}",
    "%s {0}",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_name(filled: Store, name: str) -> None:
    (key,) = say(filled, {**SEAT, "person": name})
    line = seen(filled, key).line.sv
    deciding.accept(filled, [key], ME)

    assert line.startswith(name)
    assert len(filled.keys(Person)) == 4


# ---- before accepting


def test_a_preview_tells_what_would_be_new(filled: Store) -> None:
    (key,) = say(
        filled, {**SEAT, "person": "Cecilia Dal", "represents": "Region Södermark", "valid_from": "2024-03-01"}
    )
    told = seen(filled, key)

    assert told.line.sv == "Cecilia Dal är ledamot i Npo akut vard för Region Södermark, fr.o.m. 2024-03-01"
    assert [change.sv for change in told.changes] == ["Ny person: Cecilia Dal", f"Nytt uppdrag: {told.line.sv}"]
    assert told.ready
    assert not told.confirms


def test_another_document_that_says_the_same_confirms_it(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "person": "Anna Alm"})
    told = seen(filled, key)

    assert told.confirms
    assert [change.sv.partition(":")[0] for change in told.changes] == ["Bekräftar"]


def test_two_chairs_at_once_are_told_as_a_conflict(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "role": "ordförande", "person": "Cecilia Dal"})

    assert [each.sv for each in seen(filled, key).conflicts] == [
        "Två har rollen ordförande samtidigt: även Anna Alm (2023-09-22)."
    ]


def test_a_seat_for_another_body_is_told_with_the_names_of_both(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "person": "Johan Rosenqvist", "represents": "Region Södermark"})
    (told,) = seen(filled, key).conflicts

    assert told.sv == "Johan Rosenqvist har redan rollen för Region norrmark."


def test_a_new_organisation_is_told_once(filled: Store) -> None:
    (key,) = say(filled, {"group": "NAG Drönare", "role": "ledamot", "person": "Cecilia Dal"})
    deciding.establish(filled, key, "group", "nag", ME)

    assert "Ny organisation: NAG Drönare (nationell arbetsgrupp)" in {each.sv for each in seen(filled, key).changes}


def test_a_day_that_is_not_known_is_told_in_words(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "person": "Cecilia Dal", "valid_from": "2023/..", "valid_to": "../2024-05-27"})
    line = seen(filled, key).line

    assert line.sv.endswith(", fr.o.m. tidigast 2023, t.o.m. senast 2024-05-27")
    assert line.en.endswith(", from 2023 or later, until 2024-05-27 or earlier")


def test_another_host_is_told_as_a_conflict(filled: Store) -> None:
    row = {"host": "Region Södermark", "hosted": GROUP}
    (key,) = put(filled, [Draft("hosting", (("hostings", row),))])

    assert [each.sv for each in seen(filled, key).conflicts] == ["Har redan en värd: Region ankeborg (2020-05-26)."]


def test_a_preview_writes_nothing(filled: Store) -> None:
    keys = say(filled, CECILIA, {**SEAT, "person": "Johan Rosenkvist"})
    before = (filled.version(), everything(filled))
    preview(filled, filled.fetch(Proposal, keys).values())

    assert (filled.version(), everything(filled)) == before


def test_a_regional_group_is_never_taken_for_the_national_one(filled: Store) -> None:
    (key,) = say(filled, {"person": "Cecilia Dal", "role": "ledamot", "group": "RPO barn"})
    assert "RPO barn" in seen(filled, key).faults[0].sv
    deciding.establish(filled, key, "group", None, ME)
    assert seen(filled, key).ready
    deciding.accept(filled, [key], ME)
    (seat,) = filled.memberships_of(filled.persons_named("cecilia dal"))

    assert seat.group == "rpo-barn"


def test_a_regional_group_is_told_by_whom_its_people_represent(filled: Store) -> None:
    told = Story()
    for area in ("norra", "sodra"):
        told.links(f"region-{area}mark", "part_of", f"sjukvardsregion-{area}")
        told.organisation(f"rpo-{area}-barn", f"RPO barn, Sjukvårdsregion {area}")
        told.links(f"rpo-{area}-barn", "part_of", f"sjukvardsregion-{area}")
    load(filled, told)
    (clear,) = say(filled, {**CECILIA, "group": "RPO barn", "represents": "region-sodramark"})
    (unclear,) = say(filled, {**CECILIA, "group": "RPO barn", "represents": "region-ankeborg"}, name="annat.txt")
    assert "rpo-norra-barn" in seen(filled, unclear).faults[0].sv
    deciding.accept(filled, [clear], ME)
    (seat,) = filled.memberships_of(filled.persons_named("cecilia dal"))

    assert seat.group == "rpo-sodra-barn"


def test_a_group_named_without_its_region_is_the_one_of_the_region_that_is_represented(filled: Store) -> None:
    told = Story()
    for area in ("norra", "sodra"):
        told.links(f"region-{area}mark", "part_of", f"sjukvardsregion-{area}")
        told.organisation(f"ovrig-planeringsgruppen-{area}", f"Planeringsgruppen, Sjukvårdsregion {area}")
        told.organisation(f"ovrig-ledningen-{area}", f"Ledningen i {area}")
        told.links(f"ovrig-planeringsgruppen-{area}", "part_of", f"ovrig-ledningen-{area}")
        told.links(f"ovrig-ledningen-{area}", "part_of", f"sjukvardsregion-{area}")
    load(filled, told)
    (clear,) = say(filled, {**CECILIA, "group": "Planeringsgruppen", "represents": "region-sodramark"})
    (unclear,) = say(
        filled, {**CECILIA, "group": "Planeringsgruppen", "represents": "region-ankeborg"}, name="annat.txt"
    )
    assert "ovrig-planeringsgruppen-norra" in seen(filled, unclear).faults[0].sv
    deciding.accept(filled, [clear], ME)
    (seat,) = filled.memberships_of(filled.persons_named("cecilia dal"))

    assert seat.group == "ovrig-planeringsgruppen-sodra"


def test_in_an_empty_store_a_proposal_waits_until_its_group_is_known(store: Store) -> None:
    (key,) = say(store, {"person": "Cecilia Dal", "role": "ledamot", "group": "NPO akut vård"})
    assert not seen(store, key).ready
    with pytest.raises(Faulty):
        deciding.accept(store, [key], ME)
    load(store, story())

    assert seen(store, key).ready


# ---- persons


def test_a_near_name_is_a_question_with_its_reasons_and_never_a_silent_merge(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "person": "Johan Rosenkvist"})
    (question,) = seen(filled, key).questions

    assert question.person.id == "johan-rosenqvist"
    assert question.text.sv.startswith("Johan Rosenkvist – samma person som Johan Rosenqvist (johan-rosenqvist)?")
    assert "samma grupp" in question.text.sv
    with pytest.raises(deciding.Unanswered):
        deciding.accept(filled, [key], ME)
    assert filled.persons_named("johan rosenkvist") == []


def test_an_answer_is_a_judgement_that_is_used_next_time(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "person": "Johan Rosenkvist"})
    deciding.accept(filled, [key], ME, [NameAnswer(key, "Johan Rosenkvist", "johan-rosenqvist", "same")])
    (judgement,) = filled.every(Judgement)
    (spelled,) = filled.persons_named("johan rosenkvist")
    (later,) = say(filled, {**SEAT, "role": "ersättare", "person": "Johan Rosenkvist"}, name="senare.txt")

    assert (judgement.person_a, judgement.person_b, judgement.verdict) == ("johan-rosenqvist", spelled, "same")
    assert spelled != "johan-rosenqvist"
    assert seen(filled, later).questions == ()
    assert not any("Ny person" in change.sv for change in seen(filled, later).changes)


def test_two_who_are_judged_to_differ_are_not_asked_about_again(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "person": "Johan Rosenkvist"})
    deciding.accept(filled, [key], ME, [NameAnswer(key, "Johan Rosenkvist", "johan-rosenqvist", "not_same")])
    (later,) = say(filled, {**SEAT, "role": "ersättare", "person": "Johan Rosenkvist"}, name="senare.txt")

    assert seen(filled, later).questions == ()
    assert next(iter(filled.every(Judgement))).verdict == "not_same"


# ---- taking back


def test_what_is_taken_back_leaves_the_store_as_it_was(filled: Store) -> None:
    (key,) = say(filled, {**SEAT, "person": "Johan Rosenkvist", "represents": "Region Södermark"})
    before = everything(filled)
    deciding.accept(filled, [key], ME, [NameAnswer(key, "Johan Rosenkvist", "johan-rosenqvist", "same")])
    assert everything(filled) != before
    undoing.undo(filled, key, ME)

    assert everything(filled) == before
    assert filled.examine() == []
    deciding.accept(filled, [key], ME, [NameAnswer(key, "Johan Rosenkvist", "johan-rosenqvist", "same")])
    assert state(filled, key) == "accepted"


def test_what_others_rest_on_is_taken_back_after_them(filled: Store) -> None:
    row = CECILIA
    (first,) = say(filled, row)
    deciding.accept(filled, [first], ME)
    (second,) = say(filled, row, name="annat.txt")
    deciding.accept(filled, [second], ME)
    with pytest.raises(ReviewError, match=second):
        undoing.undo(filled, first, ME)

    undoing.undo(filled, second, ME)
    undoing.undo(filled, first, ME)
    assert filled.persons_named("cecilia dal") == []


def test_a_source_on_which_others_rest_stays(filled: Store) -> None:
    first, second = say(filled, CECILIA, {**SEAT, "person": "Doris Ek"})
    deciding.accept(filled, [first], ME)
    deciding.accept(filled, [second], ME)
    undoing.undo(filled, first, ME)

    assert filled.persons_named("cecilia dal") == []
    assert len(filled.persons_named("doris ek")) == 1
    assert filled.examine() == []


def test_a_rejection_is_remembered_with_its_reason_and_can_be_taken_back(filled: Store) -> None:
    (key,) = say(filled, CECILIA)
    with pytest.raises(ReviewError):
        deciding.reject(filled, [key], " ", ME)
    deciding.reject(filled, [key], "Det var en gäst.", ME)
    assert filled.fetch(Proposal, [key])[key].reason == "Det var en gäst."
    undoing.undo(filled, key, ME)

    assert (state(filled, key), filled.fetch(Proposal, [key])[key].reason) == ("open", None)
    with pytest.raises(ReviewError):
        undoing.undo(filled, key, ME)


def test_an_edit_keeps_the_statement_tied_to_its_document_and_can_be_taken_back(filled: Store) -> None:
    (key,) = say(filled, CECILIA)
    before = filled.fetch(Proposal, [key])[key]
    after = deciding.edit(filled, key, {"role": "ersättare", "valid_from": "2024-02"}, ME)
    assert after.statement == before.statement
    assert seen(filled, key).line.sv == "Cecilia Dal är ersättare i Npo akut vard, fr.o.m. 2024-02"
    for wrong in ({"role": "kung"}, {"valid_from": "i våras"}, {"löner": "1"}, {"2.role": "ledamot"}, {"source": "x"}):
        with pytest.raises(ReviewError):
            deciding.edit(filled, key, wrong, ME)
    undoing.undo(filled, key, ME)

    assert filled.fetch(Proposal, [key])[key] == before


PEOPLE = ["Anna Alm", "Bo Ek", "Johan Rosenqvist", "Cecilia Dal", "Doris Ek"]
ROWS = st.fixed_dictionaries(
    {
        "person": st.sampled_from(PEOPLE),
        "group": st.sampled_from([GROUP, "npo-barn"]),
        "role": st.sampled_from(["ledamot", "ordförande"]),
    },
    optional={
        "represents": st.sampled_from(["region-ankeborg", "region-norrmark", "region-sodermark"]),
        "valid_from": st.sampled_from(["2019", "2020-05-26", "2024-03-01"]),
        "valid_to": st.sampled_from(["2024-12-31", "2025"]),
        "status": st.sampled_from(["nominated", "ended", "decided"]),
        "stance": st.just("states"),
    },
).filter(lambda row: row.get("status") != "ended" or "stance" not in row)


def test_whatever_is_accepted_and_taken_back_in_turn_leaves_the_store_as_it_was(
    empty_store: EmptyStore, store_kind: str
) -> None:
    @settings(max_examples=examples(20) if store_kind == "sqlite" else 4, suppress_health_check=list(HealthCheck))
    @given(st.lists(ROWS, min_size=1, max_size=4, unique_by=lambda row: (row["person"], row["group"], row["role"])))
    def check(rows: list[dict[str, str]]) -> None:
        with empty_store() as store:
            load(store, story())
            keys = [say(store, row, name=f"{number}.txt")[0] for number, row in enumerate(rows)]
            before, accepted = [everything(store)], []
            for key in keys:
                asked = seen(store, key).questions
                answers = [NameAnswer(q.proposal, q.name, q.person.id, "not_same") for q in asked]
                deciding.accept(store, [key], ME, answers)
                accepted.append(key)
                before.append(everything(store))
            for key in reversed(accepted):
                assert everything(store) == before.pop()
                undoing.undo(store, key, ME)
            assert everything(store) == before.pop()

    check()


def told_of(store: Store) -> str:
    """Return everything, but for when and at which proposal somebody answered a question."""
    rows = [f"{name}: {row!r}" for name, several in everything(store).items() for row in several]
    return "\n".join(sorted(re.sub(r"\d{4}-\d\d-\d\dt[\d-]+|Granskning av \w+", "then", row) for row in rows))


def accept_as_others(store: Store, keys: list[str]) -> None:
    """Accept proposals; whoever is asked about is somebody else."""
    try:
        deciding.accept(store, keys, ME)
    except deciding.Unanswered as asked:
        answers = [NameAnswer(each.proposal, each.name, each.person.id, "not_same") for each in asked.questions]
        deciding.accept(store, keys, ME, answers)


def test_one_of_many_is_taken_back_and_the_others_stand_as_if_it_had_never_been_there(filled: Store) -> None:
    keys = say(filled, CECILIA, {**SEAT, "person": "Doris Ek"}, {**CECILIA, "represents": "Region Södermark"})
    waiting = everything(filled)
    deciding.accept(filled, keys[:2], ME)
    alone = everything(filled)
    undoing.undo_together(filled, keys[0], ME)
    assert everything(filled) == waiting
    deciding.accept(filled, keys, ME)
    assert undoing.scope(filled, keys[2]).proposals == tuple(keys)
    undoing.undo(filled, keys[2], ME)

    assert everything(filled) == alone
    assert undoing.scope(filled, keys[0]).proposals == tuple(keys[:2])
    undoing.undo_together(filled, keys[0], ME)
    assert everything(filled) == waiting
    with pytest.raises(ReviewError):
        undoing.undo(filled, keys[2], ME)


def test_one_of_many_is_accepted_again_after_it_was_taken_back(filled: Store) -> None:
    keys = say(filled, CECILIA, {**SEAT, "person": "Doris Ek"}, {**SEAT, "person": "Eva Fors"})
    deciding.accept(filled, keys, ME)
    accepted = everything(filled)
    undoing.undo(filled, keys[1], ME)
    deciding.accept(filled, [keys[1]], ME)
    assert everything(filled) == accepted
    assert undoing.scope(filled, keys[1]).proposals == (keys[1],)
    undoing.undo_together(filled, keys[0], ME)

    assert [state(filled, key) for key in keys] == ["open", "accepted", "open"]
    assert filled.persons_named("cecilia dal") == []
    assert len(filled.persons_named("doris ek")) == 1
    assert filled.examine() == []


def test_one_of_many_that_were_rejected_waits_again(filled: Store) -> None:
    first, second = say(filled, CECILIA, {**SEAT, "person": "Doris Ek"})
    deciding.reject(filled, [first, second], "Gäster.", ME)
    undoing.undo(filled, second, ME)

    assert [state(filled, key) for key in (first, second)] == ["rejected", "open"]


def test_one_of_many_on_which_something_later_rests_is_refused_and_the_others_are_not(filled: Store) -> None:
    first, second = say(filled, CECILIA, {**SEAT, "person": "Doris Ek"})
    deciding.accept(filled, [first, second], ME)
    (later,) = say(filled, CECILIA, name="annat.txt")
    deciding.accept(filled, [later], ME)
    before = everything(filled)
    with pytest.raises(ReviewError, match=later):
        undoing.undo(filled, first, ME)
    assert everything(filled) == before
    undoing.undo(filled, second, ME)

    assert filled.persons_named("doris ek") == []
    assert len(filled.persons_named("cecilia dal")) == 1


def test_one_whose_new_group_others_sit_in_is_taken_back_after_them(filled: Store) -> None:
    first, second = say(
        filled, *({**SEAT, "group": "NAG Drönare", "person": name} for name in ("Eva Fors", "Fia Gran"))
    )
    waiting = everything(filled)
    deciding.establish(filled, first, "group", "nag", ME)
    deciding.accept(filled, [first, second], ME)
    with pytest.raises(ReviewError, match=second):
        undoing.undo(filled, first, ME)
    undoing.undo(filled, second, ME)
    undoing.undo(filled, first, ME)
    undoing.undo(filled, first, ME)

    assert everything(filled) == waiting


def test_an_answer_goes_with_the_last_proposal_of_whom_it_was_asked(filled: Store) -> None:
    first, second, third = say(
        filled,
        {**SEAT, "person": "Johan Rosenkvist"},
        {**SEAT, "role": "ersättare", "person": "Johan Rosenkvist"},
        CECILIA,
    )
    answers = [NameAnswer(first, "Johan Rosenkvist", "johan-rosenqvist", "same")]
    deciding.accept(filled, [first, second, third], ME, answers)
    undoing.undo(filled, first, ME)
    assert len(list(filled.every(Judgement))) == 1
    undoing.undo(filled, second, ME)

    assert list(filled.every(Judgement)) == []
    assert [source.title for source in filled.every(Source) if source.title.startswith("Bedömning")] == []
    assert len(filled.persons_named("cecilia dal")) == 1


def test_whoever_stayed_for_the_sake_of_others_goes_with_the_last_of_them(filled: Store) -> None:
    (first,) = say(filled, CECILIA)
    (second,) = say(filled, {**CECILIA, "role": "ersättare"}, name="annat.txt")
    waiting = everything(filled)
    deciding.accept(filled, [first], ME)
    deciding.accept(filled, [second], ME)
    assert undoing.undo(filled, first, ME).undone.kept == 1
    assert len(filled.persons_named("cecilia dal")) == 1
    undoing.undo(filled, second, ME)

    assert everything(filled) == waiting


def test_whoever_was_there_before_stays_when_nobody_speaks_of_them_any_more(filled: Store) -> None:
    told = Story()
    told.person("gustav", "Gustav Hed")
    load(filled, told)
    before = everything(filled)
    for name in ("ett.txt", "annat.txt"):
        (key,) = say(filled, {**SEAT, "person_id": "gustav", "person": "Gustav Hed"}, name=name)
        deciding.accept(filled, [key], ME)
        undoing.undo(filled, key, ME)

    assert filled.keys(Person) == {"anna", "bo", "johan-rosenqvist", "gustav"}
    assert before["persons" if "persons" in before else "nodes"]


def test_whatever_is_taken_back_of_what_was_accepted_together_is_as_if_the_rest_were_accepted_alone(
    empty_store: EmptyStore, store_kind: str
) -> None:
    @settings(
        max_examples=examples(25) if store_kind == "sqlite" else 4,
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.lists(ROWS, min_size=2, max_size=5, unique_by=lambda row: tuple(row.items())), st.data())
    def check(rows: list[dict[str, str]], data: st.DataObject) -> None:
        with empty_store() as store:
            load(store, story())
            keys = say(store, *rows)
            going = data.draw(st.sampled_from(keys))
            waiting = told_of(store)
            accept_as_others(store, [key for key in keys if key != going])
            alone = told_of(store)
            undoing.undo_together(store, next(key for key in keys if key != going), ME)
            assert told_of(store) == waiting
            accept_as_others(store, keys)
            together = told_of(store)
            try:
                undoing.undo(store, going, ME)
            except ReviewError:
                assert told_of(store) == together
                undoing.undo_together(store, going, ME)
                assert told_of(store) == waiting
            else:
                assert told_of(store) == alone

    check()


def test_in_whatever_order_decisions_are_taken_back_nothing_is_left_of_them(
    empty_store: EmptyStore, store_kind: str
) -> None:
    @settings(
        max_examples=examples(15) if store_kind == "sqlite" else 4,
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.lists(st.lists(ROWS, min_size=1, max_size=3), min_size=2, max_size=3), st.data())
    def check(loads: list[list[dict[str, str]]], data: st.DataObject) -> None:
        with empty_store() as store:
            load(store, story())
            together = [
                list(dict.fromkeys(say(store, *rows, name=f"{number}.txt"))) for number, rows in enumerate(loads)
            ]
            waiting = told_of(store)
            for keys in together:
                accept_as_others(store, keys)
            left = data.draw(st.permutations([key for keys in together for key in keys]))
            while left:
                refused = [key for key in left if not taken_back(store, key, undoing.undo)]
                if refused == left:
                    refused = [key for key in left if state(store, key) == "accepted"]
                    assert any(taken_back(store, key, undoing.undo_together) for key in refused)
                    refused = [key for key in left if state(store, key) == "accepted"]
                left = refused
            assert told_of(store) == waiting
            assert store.examine() == []

    check()


def taken_back(store: Store, key: str, undo: Callable[[Store, str, str], undoing.Back]) -> bool:
    """Take back, unless that is refused, which changes nothing."""
    before = told_of(store)
    try:
        undo(store, key, ME)
    except ReviewError:
        assert told_of(store) == before
        return False
    return True


# ---- what a person tells


def test_a_fact_from_a_form_goes_the_same_way(filled: Store) -> None:
    row = {**CECILIA, "valid_from": "2024-04-01"}
    proposal = entering.enter(filled, "membership", [("memberships", row)], ME)
    assert state(filled, proposal.id) == "open"
    before = everything(filled)
    deciding.accept(filled, [proposal.id], ME)
    (seat,) = filled.memberships_of(filled.persons_named("cecilia dal"))
    (told,) = filled.evidence_of("memberships", [seat.id])
    assert filled.fetch(Source, [told.source])[told.source].title.startswith(f"Uppgift från {ME}")
    undoing.undo(filled, proposal.id, ME)

    assert everything(filled) == before


def test_two_facts_from_one_stated_source_have_one_source(filled: Store) -> None:
    stated = entering.Stated(
        "Beslut 12/2024", address="https://exempel.se/12", date="2024-03-20", quote="Cecilia utses."
    )
    told = [
        entering.enter(filled, "membership", [("memberships", {**SEAT, "person": name})], ME, stated)
        for name in ("Cecilia Dal", "Doris Ek", "Doris Ek")
    ]
    deciding.accept(filled, {each.id for each in told}, ME)
    (source,) = (each for each in filled.every(Source) if each.title == "Beslut 12/2024")

    assert told[1] == told[2]
    assert len(filled.evidence_from(source.id, 10)) == 2
    assert (source.address, source.date) == ("https://exempel.se/12", "2024-03-20")


def test_anna_leaves_and_bo_takes_her_seat(filled: Store) -> None:
    rows = entering.succession(filled, f"anna--{GROUP}--ledamot", "2026-03-31", "Cecilia Dal")
    proposal = entering.enter(filled, "succession", rows, ME)
    deciding.accept(filled, [proposal.id], ME)
    (new,) = filled.memberships_of(filled.persons_named("cecilia dal"))
    old = filled.fetch(Membership, [f"anna--{GROUP}--ledamot"])[f"anna--{GROUP}--ledamot"]

    assert (new.valid_from, new.succeeds, new.represents) == ("2026-04-01", "anna", ("region-ankeborg",))
    assert old.valid_to == "2026-03-31"


def test_a_withdrawn_fact_counts_no_longer_until_that_is_taken_back(filled: Store) -> None:
    key = f"johan-rosenqvist--{GROUP}--ledamot"
    proposal = entering.enter(filled, "withdrawal", entering.withdrawing(filled, "memberships", key), ME)
    before = everything(filled)
    deciding.accept(filled, [proposal.id], ME)
    assert key not in current(filled)
    undoing.undo(filled, proposal.id, ME)

    assert everything(filled) == before
    assert key in current(filled)


def current(store: Store) -> set[str]:
    with store.writing("test", "look") as writer:
        writer.forbid()
        return set(writer.current())


def test_a_date_is_corrected_in_place_and_a_role_by_withdrawing(filled: Store) -> None:
    key = f"johan-rosenqvist--{GROUP}--ledamot"
    rows = entering.correcting(filled, "memberships", key, {"valid_from": "2023-05-01"})
    proposal = entering.enter(filled, "correction", rows, ME)
    assert seen(filled, proposal.id).line.sv.startswith("Johan Rosenqvist är ledamot i Npo akut vard")
    before = everything(filled)
    deciding.accept(filled, [proposal.id], ME)
    assert filled.fetch(Membership, [key])[key].valid_from == "2023-05-01"
    undoing.undo(filled, proposal.id, ME)
    assert everything(filled) == before
    rows = entering.correcting(filled, "memberships", key, {"role": "ersättare"})
    proposal = entering.enter(filled, "correction", rows, ME)
    deciding.accept(filled, [proposal.id], ME)

    assert key not in current(filled)
    assert f"johan-rosenqvist--{GROUP}--ersattare" in current(filled)


def test_a_hosting_that_ends_is_ended(filled: Store) -> None:
    key = f"region-ankeborg--{GROUP}--active"
    proposal = entering.enter(filled, "ending", entering.ending(filled, "hostings", key, "2024-12-31"), ME)
    deciding.accept(filled, [proposal.id], ME)

    assert filled.fetch(Hosting, [key])[key].valid_to == "2024-12-31"
    assert {told.stance for told in filled.evidence_of("hostings", [key])} == {"states", "ended"}


@pytest.mark.parametrize(
    "rows",
    [[], [("memberships", {})], [("lön", {"person": "Cecilia Dal"})], [("memberships", {"lön": "1"})]],
)
def test_a_form_without_sense_is_refused(filled: Store, rows: list[Any]) -> None:
    with pytest.raises(ReviewError):
        entering.enter(filled, "membership", rows, ME)
    with pytest.raises(ReviewError):
        entering.enter(filled, "membership", [("memberships", CECILIA)], ME, entering.Stated(" "))
    with pytest.raises(ReviewError):
        entering.enter(filled, "membership", [("memberships", CECILIA)], ME, entering.Stated("A", date="i går"))


# ---- documents


MINUTES = """Protokoll NPO tandvård 2024-05-06

Närvarande: Anna Ekby (Region Skåne, ordförande)

Bo Lindalm (Region Kalmar län) utses till ledamot i NPO tandvård.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Callable[[str], Path]:
    """Write minutes, always into one file."""

    def write(text: str) -> Path:
        path = tmp_path / "protokoll.txt"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def dental(store: Store) -> Store:
    told = Story()
    told.organisation("npo-tandvard", "Nationellt programområde tandvård")
    told.organisation("region-skane", "Region Skåne")
    told.organisation("region-kalmar-lan", "Region Kalmar län")
    load(store, told)
    return store


@pytest.fixture
def workshop(dental: Store) -> Iterator[Workshop]:
    with Workshop(labels_from_store(dental)) as made:
        yield made


def lines(store: Store, wanted: str | None = "open") -> set[str]:
    return {each.line.sv for each in listing.listing(store, wanted)}


def test_a_document_becomes_proposals_with_quotes_and_what_stands_around_them(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    told = proposing.propose(dental, workshop, minutes(MINUTES), ME)
    found = {each.line.sv: each.proposal for each in listing.listing(dental)}

    assert set(found) == {
        "Anna Ekby är ordförande i NPO tandvård för Region Skåne",
        "Bo Lindalm är ledamot i NPO tandvård för Region Kalmar län",
    }
    bo = found["Bo Lindalm är ledamot i NPO tandvård för Region Kalmar län"]
    assert bo.quote == "Bo Lindalm (Region Kalmar län) utses till ledamot i NPO tandvård."
    assert bo.quote in (bo.surroundings or "")
    assert "Anna Ekby" in (bo.surroundings or "")
    assert (told.new, told.document.date, told.document.file) == (2, "2024-05-06", "protokoll.txt")
    deciding.accept(dental, [each.id for each in found.values()], ME)
    assert dental.examine() == []


def test_the_same_document_again_proposes_nothing_whatever_was_decided(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    proposing.propose(dental, workshop, minutes(MINUTES), ME)
    one, other = (each.proposal.id for each in listing.listing(dental))
    deciding.accept(dental, [one], ME)
    deciding.reject(dental, [other], "Nej.", ME)
    before = (dental.version(), everything(dental))
    again = proposing.propose(dental, workshop, minutes(MINUTES), ME)

    assert (again.new, again.known) == (0, 2)
    assert (dental.version(), everything(dental)) == before


def test_a_corrected_version_proposes_the_difference(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    extra = "\nCilla Dalmark (Region Skåne) utses till ledamot i NPO tandvård.\n"
    proposing.propose(dental, workshop, minutes(MINUTES + extra), ME)
    by_line = {each.line.sv.split()[0]: each.proposal.id for each in listing.listing(dental)}
    deciding.accept(dental, [by_line["Bo"]], ME)
    text = MINUTES.replace("Bo Lindalm", "Doris Ekmark")
    told = proposing.propose(dental, workshop, minutes(text), ME)

    assert (told.new, told.superseded, told.withdrawals) == (2, 1, 1)
    assert told.document.earlier is not None
    assert lines(dental) == {
        "Anna Ekby är ordförande i NPO tandvård för Region Skåne",
        "Doris Ekmark är ledamot i NPO tandvård för Region Kalmar län",
        "Stämmer inte: Bo Lindalm är ledamot i NPO tandvård för Region Kalmar län",
    }
    assert state(dental, by_line["Cilla"]) == "superseded"
    deciding.accept(dental, [each.proposal.id for each in listing.listing(dental)], ME)
    seats = {seat.person for seat in dental.every(Membership) if seat.id in current(dental)}
    assert seats == {"anna-ekby", "doris-ekmark"}


def test_a_later_version_withdraws_a_seat_for_another_body_and_one_that_was_mere_attendance(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    there = MINUTES.replace("ordförande)", "ordförande), Cilla Dalmark (Region Skåne)")
    cilla = "\nCilla Dalmark (Region Skåne) utses till ledamot i NPO tandvård.\n"
    proposing.propose(dental, workshop, minutes(there + cilla), ME)
    deciding.accept(dental, [each.proposal.id for each in listing.listing(dental)], ME)
    told = proposing.propose(dental, workshop, minutes(there.replace("Region Kalmar län", "Region Skåne")), ME)

    assert told.withdrawals == 2
    assert {line for line in lines(dental) if line.startswith("Stämmer inte")} == {
        "Stämmer inte: Bo Lindalm är ledamot i NPO tandvård för Region Kalmar län",
        "Stämmer inte: Cilla Dalmark är ledamot i NPO tandvård för Region Skåne",
    }
    deciding.accept(dental, [each.proposal.id for each in listing.listing(dental)], ME)
    seats = {(seat.person, *seat.represents) for seat in dental.every(Membership) if seat.id in current(dental)}
    assert seats == {("anna-ekby", "region-skane"), ("bo-lindalm", "region-skane")}


LEAVES = "\nBo Lindalm (Region Kalmar län) avgår som ledamot i NPO tandvård.\n"


def test_an_ending_that_a_corrected_version_does_not_tell_of_is_taken_back(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    bo = "bo-lindalm--npo-tandvard--ledamot"
    first = proposing.propose(dental, workshop, minutes(MINUTES), ME)
    deciding.accept(dental, [each.proposal.id for each in listing.listing(dental)], ME)
    leaving = MINUTES.replace("05-06", "09-09").replace("Bo Lindalm (Region Kalmar län) utses", "Eva Sandmark utses")
    proposing.propose(dental, workshop, minutes(leaving + LEAVES), ME)
    (ending,) = [each.proposal.id for each in listing.listing(dental) if "inte längre" in each.line.sv]
    others = [each.proposal.id for each in listing.listing(dental) if each.proposal.id != ending]
    deciding.accept(dental, others, ME)
    standing = current(dental)
    deciding.accept(dental, [ending], ME)
    assert current(dental) == standing - {bo}
    told = proposing.propose(dental, workshop, minutes(leaving), ME)
    assert (told.new, told.withdrawals, told.document.earlier != first.document.id) == (1, 1, True)
    (proposal,) = listing.listing(dental)
    assert proposal.line.sv == "Stämmer inte: Bo Lindalm är inte längre ledamot i NPO tandvård för Region Kalmar län"
    shown = seen(dental, proposal.proposal.id)
    assert [change.sv.partition(":")[0] for change in shown.changes] == ["Drar tillbaka"]
    assert "tas det tillbaka" in shown.conflicts[0].sv
    deciding.accept(dental, [proposal.proposal.id], ME)

    assert current(dental) == standing
    assert (state(dental, ending), state(dental, proposal.proposal.id)) == ("superseded", "accepted")
    undoing.undo(dental, proposal.proposal.id, ME)
    assert (state(dental, ending), state(dental, proposal.proposal.id)) == ("open", "open")
    assert dental.examine() == []


def test_what_takes_an_ending_back_is_accepted_by_itself(filled: Store) -> None:
    row = {**SEAT, "person": "Bo Ek"}
    (ending,) = say(filled, {**row, "status": "ended"})
    deciding.accept(filled, [ending], ME)
    earlier = filled.fetch(Proposal, [ending])[ending].document
    first, second = say(filled, {**row, "status": "ended", "stance": "denies"}, CECILIA, name="rättat.txt")
    version = filled.fetch(Proposal, [first])[first].document
    corrected = filled.fetch(Document, [version])[version].model_copy(update={"earlier": earlier})
    take_in(filled, Bundle([corrected]), ME, "test")
    with pytest.raises(ReviewError, match="by itself"):
        deciding.accept(filled, [first, second], ME)
    assert state(filled, ending) == "accepted"
    undoing.undo(filled, ending, ME)
    deciding.accept(filled, [first, second], ME)

    assert [state(filled, key) for key in (ending, first, second)] == ["superseded", "accepted", "accepted"]
    assert filled.evidence_from(earlier, 10) == []


def test_minutes_of_another_day_under_the_same_file_name_are_no_later_version(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    proposing.propose(dental, workshop, minutes(MINUTES), ME)
    by_line = {each.line.sv.split()[0]: each.proposal.id for each in listing.listing(dental)}
    deciding.accept(dental, [by_line["Bo"]], ME)
    other = MINUTES.replace("2024-05-06", "2024-09-09").replace("Anna Ekby", "Disa Ekmark").replace("Bo ", "Bert ")
    told = proposing.propose(dental, workshop, minutes(other), ME)

    assert (told.document.earlier, told.superseded, told.withdrawals) == (None, 0, 0)
    assert {line.split()[0] for line in lines(dental)} == {"Anna", "Disa", "Bert"}


def test_minutes_of_two_meetings_are_two_documents_though_their_files_bear_one_name(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    proposing.propose(dental, workshop, minutes(MINUTES), ME)
    later = proposing.propose(dental, workshop, minutes(MINUTES.replace("05-06", "06-03")), ME)
    other = MINUTES.replace("Anna Ekby", "Doris Ekmark").replace("Bo Lindalm", "Cilla Dalmark")
    same_day = proposing.propose(dental, workshop, minutes(other), ME)

    assert [(each.new, each.superseded, each.document.earlier) for each in (later, same_day)] == [(2, 0, None)] * 2
    assert len(listing.listing(dental)) == 6


def test_the_same_file_under_another_name_says_where_it_was_read_before(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    path = minutes(MINUTES)
    proposing.propose(dental, workshop, path, ME)
    before = (dental.version(), everything(dental))
    told = proposing.propose(dental, workshop, path.rename(path.with_name("kopia.txt")), ME)

    assert (told.new, told.known) == (0, 2)
    assert told.nothing_new is not None
    assert "samma fil lästes in den " in told.nothing_new.sv
    assert "som protokoll.txt (protokoll)" in told.nothing_new.sv
    assert (dental.version(), everything(dental)) == before


def test_a_copy_that_was_saved_again_proposes_nothing_and_an_excerpt_its_own(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    path = minutes(MINUTES)
    proposing.propose(dental, workshop, path, ME)
    path.with_name("kopia.txt").write_text(MINUTES.replace("\n", "\r\n") + "\n\n", "utf-8")
    copy = proposing.propose(dental, workshop, path.with_name("kopia.txt"), ME)
    part = MINUTES.partition("Bo Lindalm")[0]
    path.with_name("utdrag.txt").write_text(part, "utf-8")
    excerpt = proposing.propose(dental, workshop, path.with_name("utdrag.txt"), ME)
    path.with_name("annan dag.txt").write_text(MINUTES.replace("05-06", "05-07"), "utf-8")
    other = proposing.propose(dental, workshop, path.with_name("annan dag.txt"), ME)

    assert (copy.new, copy.known) == (0, 2)
    assert copy.nothing_new is not None
    assert "ur protokoll.txt" in copy.nothing_new.sv
    assert (excerpt.new, excerpt.superseded, excerpt.document.earlier) == (1, 0, None)
    assert (other.new, other.document.earlier) == (2, None)


def test_a_document_is_found_by_its_title_and_several_of_one_title_are_named(filled: Store) -> None:
    say(filled, CECILIA, name="Protokoll SKS")
    say(filled, CECILIA, name="Protokoll NPO", date="2024-03-01")
    say(filled, {**SEAT, "person": "Doris Ek"}, name="Protokoll NPO", date="2024-06-03")

    assert listing.find_document(filled, "protokoll sks").id == "protokoll-sks"
    assert listing.find_document(filled, "Protokoll NPO, 2024-06-03").date == "2024-06-03"
    with pytest.raises(ReviewError, match=r"protokoll-npo, .*; protokoll-npo-2, .*2024-06-03"):
        listing.find_document(filled, "Protokoll NPO")
    with pytest.raises(ReviewError, match="no document"):
        listing.find_document(filled, "")


def test_another_date_of_a_document_is_that_of_what_was_accepted_from_it_too(filled: Store) -> None:
    first, second = say(filled, CECILIA, {**SEAT, "person": "Doris Ek"})
    waiting = everything(filled)
    deciding.accept(filled, [first], ME)
    document = filled.fetch(Proposal, [first])[first].document
    changed = deciding.redate(filled, document, {"date": "2025-03-01"}, ME)
    (source,) = filled.fetch(Source, [document]).values()
    (seat,) = filled.memberships_of(filled.persons_named("cecilia dal"))
    with filled.writing("test", "look") as writer:
        (told,) = writer.testimonies([seat.id])[seat.id]
        writer.forbid()
    assert (changed.date, source.date, told.when.text) == ("2025-03-01", "2025-03-01", "2025-03-01")
    for wrong in ({"title": " "}, {"date": "i går"}, {"checksum": "1"}, {}):
        with pytest.raises(ReviewError):
            deciding.redate(filled, document, wrong, ME)
    undoing.undo(filled, first, ME)
    assert filled.fetch(Source, [document]) == {}
    deciding.redate(filled, document, {"date": "2024-03-01"}, ME)

    assert everything(filled) == waiting
    assert state(filled, second) == "open"


def test_what_was_rejected_or_edited_is_not_proposed_by_a_later_version(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    proposing.propose(dental, workshop, minutes(MINUTES), ME)
    by_line = {each.line.sv.split()[0]: each.proposal.id for each in listing.listing(dental)}
    deciding.reject(dental, [by_line["Anna"]], "Nej.", ME)
    deciding.edit(dental, by_line["Bo"], {"role": "ersättare"}, ME)
    told = proposing.propose(dental, workshop, minutes(MINUTES + "\nMötet avslutas.\n"), ME)

    assert (told.new, told.known, told.superseded) == (0, 2, 0)


def test_a_document_that_tells_of_later_events_warns_on_each_of_its_proposals(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    late = MINUTES + "\nVid mötet den 3 juni 2024 beslutade gruppen om en plan.\n"
    told = proposing.propose(dental, workshop, minutes(late), ME)
    assert told.document.late == "2024-06-03"
    for proposal in dental.proposals():
        assert any("2024-06-03" in warning.sv for warning in seen(dental, proposal.id).warnings)
    deciding.redate(dental, told.document.id, {"date": "2024-06-06"}, ME)
    for proposal in dental.proposals():
        assert seen(dental, proposal.id).warnings == ()


def test_contact_details_are_nowhere_in_the_store(
    dental: Store, workshop: Workshop, minutes: Callable[[str], Path]
) -> None:
    text = MINUTES.replace("Bo Lindalm (", "Bo Lindalm, bo.lindalm@example.se, 070-123 45 67 (")
    proposing.propose(dental, workshop, minutes(text), ME)
    kept = repr(everything(dental)) + repr(list(dental.entries()))

    assert "Bo Lindalm" in kept
    assert "example.se" not in kept
    assert "123 45" not in kept


def test_a_long_queue_is_listed_at_once_in_order(filled: Store, store_kind: str) -> None:
    many = 5_000 if store_kind == "sqlite" else 500
    say(filled, *({**SEAT, "person": f"Person Nummer{number}"} for number in range(many)))
    found = listing.listing(filled)

    assert len(found) == many
    assert [each.proposal.number for each in found] == list(range(1, many + 1))
