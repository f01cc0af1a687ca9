"""The tables of the data set hold records that fit together, and say nothing that they may not."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Hashable
from itertools import combinations
from pathlib import Path

import pytest
from pydantic import ValidationError

from graph import kinds, names, records, time
from graph.reasoning import observations
from graph.reasoning.observations import most_precise
from graph.reasoning.seats import Seat, same_seat
from tests.support.data_set import DATA, Data, by_key, evidence_of, of, record_of, rows
from tests.support.data_set import data as data

# Sources that contradict themselves: what each says wrong stands in `doubt`.
DOUBTED = {"seed000", "seed001", "seed004", "kv-npo-2021", "kv-ordf-2022", "kalmar-kr", "so-rsl"}
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w|mailto:", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w/.-])(?:\+\d{2}|00\d{2}|0\d{1,3})[\s(-]{0,2}\d{1,3}(?:[\s)-]{0,2}\d{2,4}){1,3}(?![\w-])")
QUOTATION = re.compile(
    r"""(?<![^\s(\[/])'(.+?)'(?!\w) | "([^"]+)" | [“”„]([^“”„]+)[“”] | [«»]([^«»]+)[«»] | ‘([^‘’]+)’""",
    re.VERBOSE,
)
# Swedish clauses need them, and English never has them.
SWEDISH_CLAUSE = re.compile(r"\b(?:att|är|som|har|inte|kommer|också|även|ska|blir)\b", re.IGNORECASE)


@pytest.mark.parametrize("model", records.RECORDS, ids=lambda model: model.table)
def test_a_table_has_the_fields_of_its_record_as_columns_in_order(model: type[records.Record]) -> None:
    with (DATA / f"{model.table}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(model.model_fields)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.[cm][sd]*")), ids=lambda path: path.name)
def test_a_file_is_plain_utf8_with_unix_line_ends(path: Path) -> None:
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf"), "a byte order mark"
    assert b"\r" not in content
    assert content.endswith(b"\n")
    content.decode("utf-8")


@pytest.mark.parametrize("model", records.RECORDS, ids=lambda model: model.table)
def test_every_row_is_a_valid_record(model: type[records.Record]) -> None:
    faults = []
    for line, row in enumerate(rows(DATA / f"{model.table}.csv"), start=2):
        try:
            record_of(model, row)
        except ValidationError as error:
            faults.append(f"{model.table}.csv line {line}: {error}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("model", records.RECORDS, ids=lambda model: model.table)
def test_no_two_records_share_a_key_and_rows_are_sorted_by_it(data: Data, model: type[records.Record]) -> None:
    keys = [record.key for record in data[model]]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert keys == sorted(keys)


def test_there_is_no_other_table() -> None:
    assert {path.stem for path in DATA.glob("*.csv")} == {model.table for model in records.RECORDS}


def test_every_reference_leads_to_a_record(data: Data) -> None:
    sources, bodies, people = (
        set(by_key(data, model)) for model in (records.Source, records.Organisation, records.Person)
    )
    lost: list[str] = []

    def check(record: records.Record, known: set[str], *ids: str | None) -> None:
        lost.extend(f"{record.table} {record.key}: {name}" for name in ids if name is not None and name not in known)

    for name in of(data, records.Name):
        check(name, bodies, name.organisation)
    for seat in of(data, records.Membership):
        check(seat, people, seat.person, seat.succeeds)
        check(seat, bodies, seat.group, seat.employer, *seat.represents)
    for hosting in of(data, records.Hosting):
        check(hosting, bodies, hosting.host, hosting.hosted)
    for link in of(data, records.Link):
        check(link, bodies, link.from_id, link.to_id)
    for rule in of(data, records.Rule):
        check(rule, bodies | set(kinds.ORGANISATION_KINDS), *rule.applies_to.split(";"))
        if rule.check == "seats_for":
            check(rule, bodies, *(pair.partition("=")[0] for pair in (rule.parameters or "").split(";")))
    for listing in of(data, records.Listing):
        check(listing, sources, listing.source)
        check(listing, bodies, listing.group, listing.body)
    for judgement in of(data, records.Judgement):
        check(judgement, sources, judgement.source)
        check(judgement, people, judgement.person_a, judgement.person_b)
    for evidence in of(data, records.Evidence):
        model = next(model for model in records.WITH_EVIDENCE if model.table == evidence.kind)
        check(evidence, sources, evidence.source)
        check(evidence, {record.key for record in data[model]}, evidence.record)
        check(evidence, bodies, evidence.employer, *evidence.represents)
        check(evidence, people, evidence.succeeds)
    assert lost == []


@pytest.mark.parametrize("model", records.WITH_EVIDENCE, ids=lambda model: model.table)
def test_every_record_has_evidence(data: Data, model: type[records.Record]) -> None:
    told = {evidence.record for evidence in evidence_of(data, model)}
    assert [record.key for record in data[model] if record.key not in told] == []


def test_every_person_has_a_role_somewhere_and_a_vacant_seat_has_none(data: Data) -> None:
    seats = of(data, records.Membership)
    assert {seat.person for seat in seats if seat.person} == set(by_key(data, records.Person))
    assert all((seat.person is None) == (seat.status == "vacant") for seat in seats)


def test_ids_say_what_their_records_are(data: Data) -> None:
    said: dict[str, str] = {}
    for seat in of(data, records.Membership):
        said[seat.id] = f"{seat.person or 'vacant'}--{seat.group}--{names.slug(seat.role)}"
        if seat.status not in ("decided", "vacant"):
            said[seat.id] += f"--{seat.status}"
    for hosting in of(data, records.Hosting):
        said[hosting.id] = f"{hosting.host}--{hosting.hosted}--{hosting.status}"
    numbered = Counter(said.values())
    for base, times in numbered.items():
        expected = {base} | {f"{base}--{number}" for number in range(2, times + 1)}
        assert {found for found, its_base in said.items() if its_base == base} == expected
    for link in of(data, records.Link):
        assert link.id == f"{link.from_id}--{link.kind.replace('_', '-')}--{link.to_id}"


def test_there_is_no_way_to_reach_anybody() -> None:
    found = []
    for path in sorted(DATA.iterdir()):
        if path.suffix in {".csv", ".md"}:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                found += [f"{path.name}:{number}: {hit[0]}" for hit in (E_MAIL.search(line), PHONE.search(line)) if hit]
    assert found == []


@pytest.mark.parametrize(
    "text", ["skriv till anna.ek@exempel.se", "08-123 456 78", "tel 070 123 45 67", "+46 8 12 34 56"]
)
def test_a_way_to_reach_somebody_would_be_seen(text: str) -> None:
    assert E_MAIL.search(text) or PHONE.search(text)


def _prose(data: Data) -> list[tuple[str, str]]:
    """Return what is told in our own words, each text with its place."""
    told: list[tuple[str, str]] = []
    for found in data.values():
        for record in found:
            fields = ("note", "doubt", "text") if isinstance(record, records.Rule) else ("note", "doubt")
            texts = [getattr(record, field, None) for field in fields]
            told += [(f"{record.table} {record.key}", text) for text in texts if text]
    return told


def test_no_note_quotes_more_than_six_words_or_speaks_in_swedish_clauses(data: Data) -> None:
    for place, text in _prose(data):
        for groups in QUOTATION.findall(text):
            quoted = "".join(groups)
            assert len(re.findall(r"\w+", quoted)) <= 6, f"{place} quotes {quoted!r}"
        assert not SWEDISH_CLAUSE.search(text), f"{place} is not retold: {text!r}"
        assert "Quote:" not in text


def test_a_quotation_or_a_swedish_clause_would_be_seen() -> None:
    quoting = "The page's words: 'sex regioner delar på ansvaret för sju områden'."
    assert [len("".join(groups).split()) for groups in QUOTATION.findall(quoting)] == [8]
    assert QUOTATION.findall("The chairs' own areas and the page's own date.") == []
    assert SWEDISH_CLAUSE.search("Regionen kommer tillbaka")


def test_no_text_of_a_source_is_kept(data: Data) -> None:
    assert {evidence.quote for evidence in of(data, records.Evidence)} == {None}


def test_the_readme_tells_of_every_table_and_column() -> None:
    chapters = (DATA / "README.md").read_text(encoding="utf-8").split("\n## ")
    for model in records.RECORDS:
        chapter = next(chapter for chapter in chapters if chapter.startswith(f"{model.table}.csv"))
        lines = [line for line in chapter.splitlines() if line.startswith("- `")]
        told = [column for line in lines for column in re.findall(r"`(\w+)`", line.partition(" – ")[0])]
        assert told == list(model.model_fields)


def test_only_sources_that_contradict_themselves_are_doubted_and_they_keep_their_note(data: Data) -> None:
    doubted = {source.id for source in of(data, records.Source) if source.doubt}
    assert doubted == DOUBTED
    kept = {source.id for source in of(data, records.Source) if source.doubt and source.note}
    assert kept >= {"seed000", "seed001", "kv-ordf-2022", "kv-npo-2021"}


def _testimony(data: Data, e: records.Evidence) -> observations.Testimony:
    source = by_key(data, records.Source)[e.source]
    return observations.Testimony(
        source.id,
        time.observed(source.date, source.period, source.retrieved),
        bool(source.date or source.period),
        e.stance,
        e.basis,
        time.parse(e.valid_from) if e.valid_from else None,
        time.parse(e.valid_to) if e.valid_to else None,
    )


def _statement(data: Data, owner: records.Membership | records.Hosting, e: records.Evidence) -> Seat:
    """Return what one source says as a seat of its own; a hosting is a seat of the host in its group."""
    testimony = _testimony(data, e)
    if isinstance(owner, records.Membership):
        person, role = owner.person, owner.role
    else:
        person, role = owner.host, "värd"
    span = testimony.valid_from, testimony.valid_to
    return Seat("", person, person, role, frozenset(e.represents), owner.status, *span, None, (testimony,))


def test_statements_are_one_record_exactly_when_they_tell_of_the_same_seat(data: Data) -> None:
    together: defaultdict[Hashable, list[tuple[str, Seat]]] = defaultdict(list)
    for e in evidence_of(data, records.Membership):
        seat = by_key(data, records.Membership)[e.record]
        together[seat.person, seat.group, seat.role, seat.status].append((seat.id, _statement(data, seat, e)))
    for e in evidence_of(data, records.Hosting):
        hosting = by_key(data, records.Hosting)[e.record]
        together[hosting.host, hosting.hosted, hosting.status].append((hosting.id, _statement(data, hosting, e)))
    for bucket, statements in together.items():
        for (one_id, one), (other_id, other) in combinations(statements, 2):
            assert (one_id == other_id) == same_seat(one, other), bucket


def test_a_membership_bears_the_fullest_and_latest_of_what_its_sources_say(data: Data) -> None:
    told: defaultdict[str, list[records.Evidence]] = defaultdict(list)
    for e in evidence_of(data, records.Membership):
        told[e.record].append(e)
    for seat in of(data, records.Membership):
        rows = told[seat.id]
        testimonies = {e.source + e.stance: _testimony(data, e) for e in rows}

        def latest(e: records.Evidence, seen: dict[str, observations.Testimony] = testimonies) -> tuple[str, str, str]:
            when = seen[e.source + e.stance].when
            return when.first, when.last, e.source

        in_order = sorted((e for e in rows if e.stance == "states"), key=latest, reverse=True)
        assert seat.represents == max((e.represents for e in rows), key=len)
        assert all(set(e.represents) <= set(seat.represents) for e in rows)
        assert seat.title == next((e.title for e in in_order if e.title), None)
        assert seat.employer == next((e.employer for e in in_order if e.employer), None)
        assert seat.succeeds == next((e.succeeds for e in rows if e.succeeds), None)
        began = most_precise(t.valid_from for t in testimonies.values())
        ended = most_precise(t.valid_to for t in testimonies.values())
        assert (seat.valid_from, seat.valid_to) == (began and began.text, ended and ended.text)


def test_a_hosting_bears_the_most_exact_dates_of_its_sources(data: Data) -> None:
    told: defaultdict[str, list[observations.Testimony]] = defaultdict(list)
    for e in evidence_of(data, records.Hosting):
        told[e.record].append(_testimony(data, e))
    for hosting in of(data, records.Hosting):
        began = most_precise(t.valid_from for t in told[hosting.id])
        ended = most_precise(t.valid_to for t in told[hosting.id])
        assert (hosting.valid_from, hosting.valid_to) == (began and began.text, ended and ended.text)


def test_what_is_not_stated_says_why_it_is_believed(data: Data) -> None:
    for e in of(data, records.Evidence):
        if e.kind != "memberships" and e.basis in {"implied", "inferred", "derived"} and e.stance == "states":
            assert e.note, e.key


def test_the_terms_of_2023_apply_to_the_groups_that_the_rule_lists(data: Data) -> None:
    rule = by_key(data, records.Rule)["npo-chair-change-2023"]
    listed = [names.fold(area) for area in rule.text.partition(" in: ")[2].split(";")]
    bodies = by_key(data, records.Organisation)
    assert sorted(names.bare(bodies[body].name) for body in rule.applies_to.split(";")) == sorted(listed)


def test_the_seats_of_npo_cancer_are_all_the_regional_cancer_centres_and_skr(data: Data) -> None:
    rule = by_key(data, records.Rule)["npo-cancer-rcc"]
    centres = {body.id for body in of(data, records.Organisation) if body.kind == "rcc"}
    assert set((rule.parameters or "").split(";")) == {f"{body}=1" for body in centres | {"skr"}}


def test_the_composition_of_sks_changes_on_the_day_of_the_page_that_tells_of_it(data: Data) -> None:
    rules = by_key(data, records.Rule)
    before, after = rules["sks-composition-2017"], rules["sks-composition-2020"]
    assert after.valid_from == by_key(data, records.Source)["kv-styr-2020"].date
    assert time.day_after(before.valid_to or "") == after.valid_from
