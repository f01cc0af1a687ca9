"""The data set holds what its sourced facts say, no more and no less, as records that fit together.

`facts` are the statements from which `data/` was made, one row for each source that says a thing. They lie
beside the project, not in it, so what needs them is skipped where they are absent.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations
from pathlib import Path
from typing import TypeVar, get_origin

import pytest
from pydantic import ValidationError

from graph import kinds, names, records, time
from graph.reasoning import days
from tests.support.here import PROJECT

DATA = PROJECT / "data"
FACTS = PROJECT.parent / "shared" / "facts"

Row = dict[str, str]
Facts = dict[str, list[Row]]
Data = dict[type[records.Record], list[records.Record]]
R = TypeVar("R", bound=records.Record)

# Sources that contradict themselves: what each says wrong stands in `doubt`.
DOUBTED = {"seed000", "seed001", "seed004", "kv-npo-2021", "kv-ordf-2022", "kalmar-kr", "so-rsl"}
# Titles as the facts bear them; in `data/` our own addition is in the title's language.
TITLES = {
    "Regiondirektörsgrupp (older version)": "Regiondirektörsgrupp (äldre version)",
    "Levnadsvanor – LPO (later version)": "Levnadsvanor – LPO (senare version)",
}
# What a note calls inferred or a judgement; every other body, parent and counterpart is stated.
INFERRED = {
    "nsg-stod-for-utveckling",
    "nag-grav-horselnedsattning--part-of--npo-oron-nas-och-halssjukdomar",
    "nag-hypertoni--part-of--npo-hjart-och-karlsjukdomar",
    "rpo-norra-rorelseorganens-sjukdomar--counterpart-of--npo-rorelseorganens-sjukdomar",
    "rpo-stockholm-gotland-njursjukdomar--counterpart-of--npo-njur-och-urinvagssjukdomar",
    "rpo-stockholm-gotland-ortopediska-sjukdomar--counterpart-of--npo-rorelseorganens-sjukdomar",
    "rpo-vastra-primarvardsradet--counterpart-of--npo-primarvard",
    "rsg-mellansverige-stod-for-utveckling--counterpart-of--nsg-stod-for-utveckling",
}
FINER_KINDS = {
    "natverk": re.compile(r"ovrig-natverk-.*"),
    "kunskapsrad": re.compile(r"ovrig-(kunskapsrad-.*|kunskapsstyrningsradet-.*|sgmr)"),
    "namnd": re.compile(r"ovrig-(samverkansnamnden-.*|sodra-regionvardsnamnden)"),
    "ledningsgrupp": re.compile(r"ovrig-(ledningsgrupp-.*|regiondirektorsgruppen-mellansverige|rsl-sydostra)"),
}
# Spellings that only a note tells of, found on the very pages that those persons were read from.
SPELLED_IN_NOTES = {"marie-gustavsson": {"Marie Gustafsson"}, "johan-rosenqvist": {"Johan Rosenkvist"}}
UNSEEN = {"": None, "represents_id": "represents", "person_name": "person_name"}
CHECKS = {
    "npo-six": ("seats_for_each", "npo", "kind=sjukvardsregion;count=1"),
    "npo-psyk-twelve": ("seats_for_each", "npo-psykisk-halsa", "kind=sjukvardsregion;count=2"),
    "npo-cancer-rcc": (
        "seats_for",
        "npo-cancersjukdomar",
        "rcc-norr=1;rcc-stockholm-gotland=1;rcc-mellansverige=1;rcc-vast=1;rcc-sydost=1;rcc-syd=1;skr=1",
    ),
    "sks-composition-2017": (
        "seats_for",
        "sks",
        "ovrig-natverk-regiondirektorer=2;ovrig-natverk-hsd=4;skr=1",
    ),
    "sks-composition-2020": (
        "seats_for",
        "sks",
        "ovrig-natverk-regiondirektorer=2;ovrig-natverk-hsd=4;skr=1",
    ),
    "npo-chair-term": ("longest_term", "npo", "role=ordförande;months=36"),
    "npo-chair-change-2023": ("term", None, "role=ordförande;from=2023-01;to=2025-12"),
    "rpo-mirror": ("mirror", "rpo", None),
}
RULE_SPANS = {
    "sks-composition-2017": (None, "2020-05-25"),
    "sks-composition-2020": ("2020-05-26", None),
    "npo-chair-term": ("2020", None),
}

E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w|mailto:", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w/.-])(?:\+\d{2}|00\d{2}|0\d{1,3})[\s(-]{0,2}\d{1,3}(?:[\s)-]{0,2}\d{2,4}){1,3}(?![\w-])")
QUOTATION = re.compile(
    r"""(?<![^\s(\[/])'(.+?)'(?!\w) | "([^"]+)" | [“”„]([^“”„]+)[“”] | [«»]([^«»]+)[«»] | ‘([^‘’]+)’""",
    re.VERBOSE,
)
# Swedish clauses need them, and English never has them.
SWEDISH_CLAUSE = re.compile(r"\b(?:att|är|som|har|inte|kommer|också|även|ska|blir)\b", re.IGNORECASE)


# ---- reading


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{column: cell.strip() for column, cell in row.items()} for row in csv.DictReader(file)]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _record(model: type[R], row: Row) -> R:
    """Read one row: an empty cell is unknown, `;` separates what a tuple holds."""
    values: dict[str, object] = {}
    for column, cell in row.items():
        field = model.model_fields.get(column)
        many = field is not None and get_origin(field.annotation) is tuple
        if cell:
            values[column] = _parts(cell) if many else cell
    return model.model_validate(values)


@pytest.fixture(scope="module")
def data() -> Data:
    return {model: [_record(model, row) for row in _rows(DATA / f"{model.table}.csv")] for model in records.RECORDS}


@pytest.fixture(scope="module")
def facts() -> Facts:
    tables = [
        "sources",
        "organisations",
        "names",
        "hosting",
        "memberships",
        "listings",
        "links",
        "judgements",
        "rules",
    ]
    if not FACTS.is_dir():
        pytest.skip(f"the facts that data/ was made from are not here: {FACTS}")
    return {table: _rows(FACTS / f"{table}.csv") for table in tables}


def _of(data: Data, model: type[R]) -> list[R]:
    return [record for record in data[model] if isinstance(record, model)]


def _by_key(data: Data, model: type[R]) -> dict[str, R]:
    return {record.key: record for record in _of(data, model)}


def _evidence(data: Data, model: type[records.Record]) -> list[records.Evidence]:
    return [evidence for evidence in _of(data, records.Evidence) if evidence.kind == model.table]


def _none(cell: str) -> str | None:
    return cell or None


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(sorted(_parts(cell)))


def _assert_same(expected: Iterable[Hashable], found: Iterable[Hashable]) -> None:
    """Compare two heaps, each thing as often in one as in the other, and name what differs."""
    wanted, had = Counter(expected), Counter(found)
    assert not wanted - had, f"missing in data/: {sorted(map(str, (wanted - had).elements()))}"
    assert not had - wanted, f"in data/ without a fact behind it: {sorted(map(str, (had - wanted).elements()))}"


# ---- the tables by themselves


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
    for line, row in enumerate(_rows(DATA / f"{model.table}.csv"), start=2):
        try:
            _record(model, row)
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
        set(_by_key(data, model)) for model in (records.Source, records.Organisation, records.Person)
    )
    lost: list[str] = []

    def check(record: records.Record, known: set[str], *ids: str | None) -> None:
        lost.extend(f"{record.table} {record.key}: {name}" for name in ids if name is not None and name not in known)

    for name in _of(data, records.Name):
        check(name, bodies, name.organisation)
    for seat in _of(data, records.Membership):
        check(seat, people, seat.person, seat.succeeds)
        check(seat, bodies, seat.group, seat.employer, *seat.represents)
    for hosting in _of(data, records.Hosting):
        check(hosting, bodies, hosting.host, hosting.hosted)
    for link in _of(data, records.Link):
        check(link, bodies, link.from_id, link.to_id)
    for rule in _of(data, records.Rule):
        check(rule, bodies | set(kinds.ORGANISATION_KINDS), *rule.applies_to.split(";"))
        if rule.check == "seats_for":
            check(rule, bodies, *(pair.partition("=")[0] for pair in (rule.parameters or "").split(";")))
    for listing in _of(data, records.Listing):
        check(listing, sources, listing.source)
        check(listing, bodies, listing.group, listing.body)
    for judgement in _of(data, records.Judgement):
        check(judgement, sources, judgement.source)
        check(judgement, people, judgement.person_a, judgement.person_b)
    for evidence in _of(data, records.Evidence):
        model = next(model for model in records.WITH_EVIDENCE if model.table == evidence.kind)
        check(evidence, sources, evidence.source)
        check(evidence, {record.key for record in data[model]}, evidence.record)
        check(evidence, bodies, evidence.employer, *evidence.represents)
        check(evidence, people, evidence.succeeds)
    assert lost == []


@pytest.mark.parametrize("model", records.WITH_EVIDENCE, ids=lambda model: model.table)
def test_every_record_has_evidence(data: Data, model: type[records.Record]) -> None:
    told = {evidence.record for evidence in _evidence(data, model)}
    assert [record.key for record in data[model] if record.key not in told] == []


def test_every_person_has_a_role_somewhere_and_a_vacant_seat_has_none(data: Data) -> None:
    seats = _of(data, records.Membership)
    assert {seat.person for seat in seats if seat.person} == set(_by_key(data, records.Person))
    assert all((seat.person is None) == (seat.status == "vacant") for seat in seats)


def test_ids_say_what_their_records_are(data: Data) -> None:
    said: dict[str, str] = {}
    for seat in _of(data, records.Membership):
        said[seat.id] = f"{seat.person or 'vacant'}--{seat.group}--{names.slug(seat.role)}"
        if seat.status not in ("decided", "vacant"):
            said[seat.id] += f"--{seat.status}"
    for hosting in _of(data, records.Hosting):
        said[hosting.id] = f"{hosting.host}--{hosting.hosted}--{hosting.status}"
    numbered = Counter(said.values())
    for base, times in numbered.items():
        expected = {base} | {f"{base}--{number}" for number in range(2, times + 1)}
        assert {found for found, its_base in said.items() if its_base == base} == expected
    for link in _of(data, records.Link):
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
    assert {evidence.quote for evidence in _of(data, records.Evidence)} == {None}


def test_the_readme_tells_of_every_table_and_column() -> None:
    chapters = (DATA / "README.md").read_text(encoding="utf-8").split("\n## ")
    for model in records.RECORDS:
        chapter = next(chapter for chapter in chapters if chapter.startswith(f"{model.table}.csv"))
        lines = [line for line in chapter.splitlines() if line.startswith("- `")]
        told = [column for line in lines for column in re.findall(r"`(\w+)`", line.partition(" – ")[0])]
        assert told == list(model.model_fields)


# ---- the tables against the facts


def test_every_source_is_told_as_in_the_facts(facts: Facts, data: Data) -> None:
    columns = ("publisher", "url_or_file", "date", "period", "retrieved")
    _assert_same(
        (
            (row["source_id"], TITLES.get(row["title"], row["title"]), *(_none(row[column]) for column in columns))
            for row in facts["sources"]
        ),
        (
            (
                source.id,
                source.title,
                source.publisher,
                source.address,
                source.date,
                source.period,
                source.retrieved,
            )
            for source in _of(data, records.Source)
        ),
    )


def test_only_sources_that_contradict_themselves_are_doubted_and_they_keep_their_note(data: Data) -> None:
    doubted = {source.id for source in _of(data, records.Source) if source.doubt}
    assert doubted == DOUBTED
    kept = {source.id for source in _of(data, records.Source) if source.doubt and source.note}
    assert kept >= {"seed000", "seed001", "kv-ordf-2022", "kv-npo-2021"}


def _kind(row: Row) -> str:
    if row["kind"] == "ovrig":
        return next((kind for kind, ids in FINER_KINDS.items() if ids.fullmatch(row["id"])), "ovrig")
    return row["kind"]


def test_every_organisation_is_told_as_in_the_facts(facts: Facts, data: Data) -> None:
    _assert_same(
        (
            (
                row["id"],
                _kind(row),
                row["name"],
                *map(_none, (row["status"], row["valid_from"], row["valid_to"])),
            )
            for row in facts["organisations"]
        ),
        (
            (body.id, body.kind, body.name, body.status, body.valid_from, body.valid_to)
            for body in _of(data, records.Organisation)
        ),
    )


def test_every_organisation_has_the_evidence_of_its_fact_and_of_a_search_for_its_host_in_vain(
    facts: Facts, data: Data
) -> None:
    expected: list[Hashable] = []
    for row in facts["organisations"]:
        basis = "inferred" if row["id"] in INFERRED else "stated"
        span = _none(row["valid_from"]), _none(row["valid_to"])
        expected.append((row["id"], row["source_id"], "states", basis, *span))
    unknown = [row for row in facts["hosting"] if row["status"] == "unknown"]
    for row in unknown:
        expected.append((row["hosted_id"], row["source_id"], row["stance"], row["basis"], None, None))
    found = _evidence(data, records.Organisation)
    _assert_same(expected, ((e.record, e.source, e.stance, e.basis, e.valid_from, e.valid_to) for e in found))
    for row in unknown:
        evidence = next(e for e in found if (e.record, e.source) == (row["hosted_id"], row["source_id"]))
        assert evidence.note is not None
        assert "host was looked for in this source and not found" in evidence.note
        assert row["hosted_id"] not in {hosting.hosted for hosting in _of(data, records.Hosting)}


def test_every_name_is_written_once_with_its_most_telling_sort_and_the_evidence_of_its_fact(
    facts: Facts, data: Data
) -> None:
    expected: dict[tuple[str, str], Hashable] = {}
    for row in facts["names"]:
        span = _none(row["valid_from"]), _none(row["valid_to"])
        stance = "ended" if row["valid_to"] else "states"
        told = ("full", *span, row["source_id"], stance, "stated", *span)
        assert expected.setdefault((row["organisation_id"], row["name"]), told) == told
    for row in facts["organisations"]:
        for sort, text in [
            *(("short", text) for text in _parts(row["short_name"])),
            *(("alias", text) for text in _parts(row["aliases"])),
        ]:
            told = (sort, None, None, row["source_id"], "states", "derived", None, None)
            expected.setdefault((row["id"], text), told)
    borne = _by_key(data, records.Name)
    _assert_same(
        expected.items(),
        (
            (
                (name.organisation, name.text),
                (
                    name.sort,
                    name.valid_from,
                    name.valid_to,
                    e.source,
                    e.stance,
                    e.basis,
                    e.valid_from,
                    e.valid_to,
                ),
            )
            for e in _evidence(data, records.Name)
            for name in [borne[e.record]]
        ),
    )


def test_every_person_bears_the_most_used_spelling_and_the_others_as_aliases(facts: Facts, data: Data) -> None:
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in facts["memberships"]:
        if row["person_id"]:
            spelled[row["person_id"]][row["person_name"]] += 1
    people = _by_key(data, records.Person)
    assert set(people) == set(spelled)
    for person_id, spellings in spelled.items():
        best = max(spellings, key=lambda text: (spellings[text], len(text)))
        others = set(spellings) - {best} | SPELLED_IN_NOTES.get(person_id, set())
        person = people[person_id]
        assert (person.name, set(person.aliases), person.visibility) == (best, others, "public")
    for person_id, aliases in SPELLED_IN_NOTES.items():
        notes = " ".join(row["note"] for row in facts["memberships"] if row["person_id"] == person_id)
        assert all(alias.split()[-1] in notes for alias in aliases)


def _membership_fact(row: Row) -> tuple[Hashable, ...]:
    """Return one fact as the tuple that its evidence and record give too."""
    return (
        *map(_none, (row["person_id"], row["person_name"])),
        *(row["group_id"], row["role"], row["status"], row["source_id"], row["stance"], row["basis"]),
        *map(
            _none,
            (row["title"], row["employer_region_id"], row["valid_from"], row["valid_to"], row["succeeds"]),
        ),
        _ids(row["represents_id"]),
        UNSEEN[row["unseen"]],
    )


def _membership_told(seat: records.Membership, e: records.Evidence) -> tuple[Hashable, ...]:
    return (
        *(seat.person, e.person_name, seat.group, seat.role, seat.status, e.source, e.stance, e.basis),
        *(e.title, e.employer, e.valid_from, e.valid_to, e.succeeds, e.represents, e.unseen),
    )


def test_every_membership_fact_has_one_row_of_evidence_that_says_just_the_same(facts: Facts, data: Data) -> None:
    seats = _by_key(data, records.Membership)
    _assert_same(
        map(_membership_fact, facts["memberships"]),
        (_membership_told(seats[e.record], e) for e in _evidence(data, records.Membership)),
    )


def _testimony(data: Data, e: records.Evidence) -> days.Testimony:
    source = _by_key(data, records.Source)[e.source]
    return days.Testimony(
        source.id,
        time.observed(source.date, source.period, source.retrieved),
        bool(source.date or source.period),
        e.stance,
        e.basis,
        time.parse(e.valid_from) if e.valid_from else None,
        time.parse(e.valid_to) if e.valid_to else None,
    )


def _statement(data: Data, owner: records.Membership | records.Hosting, e: records.Evidence) -> days.Seat:
    """Return what one source says as a seat of its own; a hosting is a seat of the host in its group."""
    testimony = _testimony(data, e)
    if isinstance(owner, records.Membership):
        person, role = owner.person, owner.role
    else:
        person, role = owner.host, "värd"
    span = testimony.valid_from, testimony.valid_to
    return days.Seat("", person, person, role, frozenset(e.represents), owner.status, *span, None, (testimony,))


def test_statements_are_one_record_exactly_when_they_tell_of_the_same_seat(data: Data) -> None:
    together: defaultdict[Hashable, list[tuple[str, days.Seat]]] = defaultdict(list)
    for e in _evidence(data, records.Membership):
        seat = _by_key(data, records.Membership)[e.record]
        together[seat.person, seat.group, seat.role, seat.status].append((seat.id, _statement(data, seat, e)))
    for e in _evidence(data, records.Hosting):
        hosting = _by_key(data, records.Hosting)[e.record]
        together[hosting.host, hosting.hosted, hosting.status].append((hosting.id, _statement(data, hosting, e)))
    for bucket, statements in together.items():
        for (one_id, one), (other_id, other) in combinations(statements, 2):
            assert (one_id == other_id) == days.same_seat(one, other), bucket


def test_a_membership_bears_the_fullest_and_latest_of_what_its_sources_say(data: Data) -> None:
    told: defaultdict[str, list[records.Evidence]] = defaultdict(list)
    for e in _evidence(data, records.Membership):
        told[e.record].append(e)
    for seat in _of(data, records.Membership):
        rows = told[seat.id]
        testimonies = {e.source + e.stance: _testimony(data, e) for e in rows}

        def latest(e: records.Evidence, seen: dict[str, days.Testimony] = testimonies) -> tuple[str, str, str]:
            when = seen[e.source + e.stance].when
            return when.first, when.last, e.source

        in_order = sorted((e for e in rows if e.stance == "states"), key=latest, reverse=True)
        assert seat.represents == max((e.represents for e in rows), key=len)
        assert all(set(e.represents) <= set(seat.represents) for e in rows)
        assert seat.title == next((e.title for e in in_order if e.title), None)
        assert seat.employer == next((e.employer for e in in_order if e.employer), None)
        assert seat.succeeds == next((e.succeeds for e in rows if e.succeeds), None)
        began = days.most_precise(t.valid_from for t in testimonies.values())
        ended = days.most_precise(t.valid_to for t in testimonies.values())
        assert (seat.valid_from, seat.valid_to) == (began and began.text, ended and ended.text)


def test_every_hosting_fact_has_one_row_of_evidence_that_says_just_the_same(facts: Facts, data: Data) -> None:
    hostings = _by_key(data, records.Hosting)
    bodies = _by_key(data, records.Organisation)
    known = [row for row in facts["hosting"] if row["status"] != "unknown"]
    told = ("host_id", "hosted_id", "status", "source_id", "stance", "basis", "valid_from", "valid_to")
    _assert_same(
        (tuple(_none(row[column]) for column in told) for row in known),
        (
            (
                *(hosting.host, hosting.hosted, hosting.status),
                *(e.source, e.stance, e.basis, e.valid_from, e.valid_to),
            )
            for e in _evidence(data, records.Hosting)
            for hosting in [hostings[e.record]]
        ),
    )
    for row in known:
        assert row["host_type"] in (row["host_id"], bodies[row["host_id"]].kind)


def test_a_hosting_bears_the_most_exact_dates_of_its_sources(data: Data) -> None:
    told: defaultdict[str, list[days.Testimony]] = defaultdict(list)
    for e in _evidence(data, records.Hosting):
        told[e.record].append(_testimony(data, e))
    for hosting in _of(data, records.Hosting):
        began = days.most_precise(t.valid_from for t in told[hosting.id])
        ended = days.most_precise(t.valid_to for t in told[hosting.id])
        assert (hosting.valid_from, hosting.valid_to) == (began and began.text, ended and ended.text)


def test_every_link_parent_and_counterpart_is_one_link_with_its_evidence(facts: Facts, data: Data) -> None:
    expected: list[Hashable] = [
        (row["kind"], row["from_id"], row["to_id"], row["source_id"], row["basis"])
        + (_none(row["valid_from"]), _none(row["valid_to"])) * 2
        for row in facts["links"]
    ]
    for row in facts["organisations"]:
        for kind, column in (("part_of", "parent_id"), ("counterpart_of", "counterpart_id")):
            for other in _parts(row[column]):
                link_id = f"{row['id']}--{kind.replace('_', '-')}--{other}"
                basis = "inferred" if link_id in INFERRED else "stated"
                expected.append((kind, row["id"], other, row["source_id"], basis, None, None, None, None))
    links = _by_key(data, records.Link)
    found = [(links[e.record], e) for e in _evidence(data, records.Link)]
    assert {e.stance for _, e in found} == {"states"}
    _assert_same(
        expected,
        (
            (
                *(link.kind, link.from_id, link.to_id, e.source, e.basis),
                *(link.valid_from, link.valid_to, e.valid_from, e.valid_to),
            )
            for link, e in found
        ),
    )


def test_what_is_not_stated_says_why_it_is_believed(data: Data) -> None:
    for e in _of(data, records.Evidence):
        if e.kind != "memberships" and e.basis in {"implied", "inferred", "derived"} and e.stance == "states":
            assert e.note, e.key


def test_every_rule_is_told_as_in_the_facts_with_the_check_that_tests_it(facts: Facts, data: Data) -> None:
    rules = _by_key(data, records.Rule)
    _assert_same(((row["rule_id"], row["rule"]) for row in facts["rules"]), ((r.id, r.text) for r in rules.values()))
    by_id = {row["id"]: row for row in facts["organisations"]}
    for row in facts["rules"]:
        rule = rules[row["rule_id"]]
        check, applies_to, parameters = CHECKS.get(rule.id, ("text", row["applies_to_kind"], None))
        assert (rule.check, rule.parameters) == (check, parameters)
        assert (rule.valid_from, rule.valid_to) == RULE_SPANS.get(rule.id, (None, None))
        if applies_to == "ovrig":  # those bodies have finer kinds now, so the rule names the ones that it speaks of
            assert {by_id[body]["kind"] for body in rule.applies_to.split(";")} == {"ovrig"}
        elif applies_to is not None:
            assert rule.applies_to == applies_to
    _assert_same(
        ((row["rule_id"], row["source_id"], "states", "stated") for row in facts["rules"]),
        ((e.record, e.source, e.stance, e.basis) for e in _evidence(data, records.Rule)),
    )
    dated = {e.record: (e.valid_from, e.valid_to) for e in _evidence(data, records.Rule) if e.valid_from or e.valid_to}
    assert dated == {"npo-chair-term": ("2020", None)}


def test_the_terms_of_2023_apply_to_the_groups_that_the_rule_lists(data: Data) -> None:
    rule = _by_key(data, records.Rule)["npo-chair-change-2023"]
    listed = [names.fold(area) for area in rule.text.partition(" in: ")[2].split(";")]
    bodies = _by_key(data, records.Organisation)
    assert sorted(names.bare(bodies[body].name) for body in rule.applies_to.split(";")) == sorted(listed)


def test_the_seats_of_npo_cancer_are_all_the_regional_cancer_centres_and_skr(data: Data) -> None:
    rule = _by_key(data, records.Rule)["npo-cancer-rcc"]
    centres = {body.id for body in _of(data, records.Organisation) if body.kind == "rcc"}
    assert set((rule.parameters or "").split(";")) == {f"{body}=1" for body in centres | {"skr"}}


def test_the_composition_of_sks_changes_on_the_day_of_the_page_that_tells_of_it(data: Data) -> None:
    rules = _by_key(data, records.Rule)
    before, after = rules["sks-composition-2017"], rules["sks-composition-2020"]
    assert after.valid_from == _by_key(data, records.Source)["kv-styr-2020"].date
    assert time.day_after(before.valid_to or "") == after.valid_from


def test_every_listing_and_judgement_is_told_as_in_the_facts(facts: Facts, data: Data) -> None:
    _assert_same(
        (
            (
                row["source_id"],
                row["group_id"],
                _parts(row["roles"]),
                _none(row["body_id"]),
                _none(row["note"]),
            )
            for row in facts["listings"]
        ),
        ((x.source, x.group, x.roles, x.body, x.note) for x in _of(data, records.Listing)),
    )
    _assert_same(
        (
            (row["person_a"], row["person_b"], row["verdict"], row["source_id"], _none(row["note"]))
            for row in facts["judgements"]
        ),
        ((x.person_a, x.person_b, x.verdict, x.source, x.note) for x in _of(data, records.Judgement)),
    )


# Quotations are retold, and so is what a note says of the rows of the facts themselves.
RETOLD = re.compile(r"""['"]|fact row|existing row|region-level row|Moved from|Same sentence|MISSING""")


def test_every_note_is_kept_and_word_for_word_where_it_quotes_nothing(facts: Facts, data: Data) -> None:
    def evidenced(table: str, row: Row, record: str) -> list[str]:
        stance = row.get("stance") or "states"
        return [
            e.note or ""
            for e in _of(data, records.Evidence)
            if (e.kind, e.record, e.source, e.stance) == (table, record, row["source_id"], stance)
        ]

    kept: list[tuple[Row, list[str]]] = []
    for row in facts["sources"]:
        kept.append((row, [_by_key(data, records.Source)[row["source_id"]].note or ""]))
    for row in facts["organisations"]:
        kept.append((row, evidenced("organisations", row, row["id"])))
    for row in facts["names"]:
        named = dict(row, stance="ended" if row["valid_to"] else "states")
        kept.append((row, evidenced("names", named, f"{row['organisation_id']}|full|{row['name']}")))
    for row in facts["hosting"]:
        if row["status"] == "unknown":
            kept.append((row, evidenced("organisations", row, row["hosted_id"])))
        else:
            kept.append((row, evidenced("hostings", row, f"{row['host_id']}--{row['hosted_id']}--{row['status']}")))
    for row in facts["links"]:
        link_id = f"{row['from_id']}--{row['kind'].replace('_', '-')}--{row['to_id']}"
        kept.append((row, evidenced("links", row, link_id)))
    for row in facts["rules"]:
        kept.append((row, [note.partition(" Valid ")[0] for note in evidenced("rules", row, row["rule_id"])]))
    seats = _by_key(data, records.Membership)
    noted = {_membership_told(seats[e.record], e): e.note or "" for e in _evidence(data, records.Membership)}
    kept += [(row, [noted[_membership_fact(row)]]) for row in facts["memberships"]]

    for row, found in kept:
        assert len(found) == 1, row
        if not RETOLD.search(row["note"]):
            assert found[0] == row["note"] or (not row["note"] and found[0].startswith("Valid ")), row
        else:
            assert found[0], row
