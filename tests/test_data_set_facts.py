"""The data set holds what its sourced facts say, no more and no less.

`facts` are the statements from which `data/` was made, one row for each source that says a thing. They lie
beside the project, not in it, so these tests are skipped where they are absent.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

import pytest

from graph import records
from tests.support.data_set import Data, Row, by_key, evidence_of, of, parts, rows
from tests.support.data_set import data as data
from tests.support.here import PROJECT

FACTS = PROJECT.parent / "shared" / "facts"
if not FACTS.is_dir():
    pytest.skip(f"the facts that data/ was made from are not here: {FACTS}", allow_module_level=True)

Facts = dict[str, list[Row]]
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


# What was found later (`facts-2026-11/README.md`, `faults/answers.md` 6): a day that lies somewhere in a year or month
# is a range; what is first told of after 2018, the year of the system, did not begin before it.
BETTER: tuple[tuple[str, Row, Row], ...] = (
    ("hosting", {"hosted_id": "npo-psykisk-halsa", "valid_to": "2021"}, {"valid_to": "2021-01/2021-12"}),
    (
        "names",
        {"name": "Nationellt programområde äldres hälsa", "valid_to": "2022-10"},
        {"valid_to": "2022-10-01/2022-10-31"},
    ),
    (
        "organisations",
        {"id": "npo-reumatiska-sjukdomar", "valid_from": "2018"},
        {
            "valid_from": "2019-05/..",
            "note": "Not among the 24 NPO of April 2019 (rule npo-count-2019). First placed under rörelseorganens "
            "sjukdomar; became an NPO of its own by a later SKL decision (srf-npo, undated).",
        },
    ),
    (
        "organisations",
        {"id": "npo-perioperativ-vard-intensivvard-och-transplantation", "valid_from": ""},
        {"valid_from": "2019-05/..", "note added": "Not among the 24 NPO of April 2019 (rule npo-count-2019)."},
    ),
    (
        "organisations",
        {"kind": "nsg", "valid_from": ""},
        {"valid_from": "2018/..", "note added": "valid_from = not before the system start year 2018."},
    ),
)


@pytest.fixture(scope="module")
def facts() -> Facts:
    tables = ("sources", "organisations", "names", "hosting", "memberships", "listings", "links", "judgements", "rules")
    told = {table: rows(FACTS / f"{table}.csv") for table in tables}
    for table, known, better in BETTER:
        meant = [row for row in told[table] if known.items() <= row.items()]
        assert meant, (table, known)
        for row in meant:
            added = better.get("note added")
            row.update({name: value for name, value in better.items() if name != "note added"})
            row["note"] = " ".join(filter(None, (row["note"], added)))
    return told


def _none(cell: str) -> str | None:
    return cell or None


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(sorted(parts(cell)))


def _assert_same(expected: Iterable[Hashable], found: Iterable[Hashable]) -> None:
    """Compare two heaps, each thing as often in one as in the other, and name what differs."""
    wanted, had = Counter(expected), Counter(found)
    assert not wanted - had, f"missing in data/: {sorted(map(str, (wanted - had).elements()))}"
    assert not had - wanted, f"in data/ without a fact behind it: {sorted(map(str, (had - wanted).elements()))}"


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
            for source in of(data, records.Source)
        ),
    )


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
            for body in of(data, records.Organisation)
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
    found = evidence_of(data, records.Organisation)
    _assert_same(expected, ((e.record, e.source, e.stance, e.basis, e.valid_from, e.valid_to) for e in found))
    for row in unknown:
        evidence = next(e for e in found if (e.record, e.source) == (row["hosted_id"], row["source_id"]))
        assert evidence.note is not None
        assert "host was looked for in this source and not found" in evidence.note
        assert row["hosted_id"] not in {hosting.hosted for hosting in of(data, records.Hosting)}


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
            *(("short", text) for text in parts(row["short_name"])),
            *(("alias", text) for text in parts(row["aliases"])),
        ]:
            told = (sort, None, None, row["source_id"], "states", "derived", None, None)
            expected.setdefault((row["id"], text), told)
    borne = by_key(data, records.Name)
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
            for e in evidence_of(data, records.Name)
            for name in [borne[e.record]]
        ),
    )


def test_every_person_bears_the_most_used_spelling_and_the_others_as_aliases(facts: Facts, data: Data) -> None:
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in facts["memberships"]:
        if row["person_id"]:
            spelled[row["person_id"]][row["person_name"]] += 1
    people = by_key(data, records.Person)
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
    seats = by_key(data, records.Membership)
    _assert_same(
        map(_membership_fact, facts["memberships"]),
        (_membership_told(seats[e.record], e) for e in evidence_of(data, records.Membership)),
    )


def test_every_hosting_fact_has_one_row_of_evidence_that_says_just_the_same(facts: Facts, data: Data) -> None:
    hostings = by_key(data, records.Hosting)
    bodies = by_key(data, records.Organisation)
    known = [row for row in facts["hosting"] if row["status"] != "unknown"]
    told = ("host_id", "hosted_id", "status", "source_id", "stance", "basis", "valid_from", "valid_to")
    _assert_same(
        (tuple(_none(row[column]) for column in told) for row in known),
        (
            (
                *(hosting.host, hosting.hosted, hosting.status),
                *(e.source, e.stance, e.basis, e.valid_from, e.valid_to),
            )
            for e in evidence_of(data, records.Hosting)
            for hosting in [hostings[e.record]]
        ),
    )
    for row in known:
        assert row["host_type"] in (row["host_id"], bodies[row["host_id"]].kind)


def test_every_link_parent_and_counterpart_is_one_link_with_its_evidence(facts: Facts, data: Data) -> None:
    expected: list[Hashable] = [
        (row["kind"], row["from_id"], row["to_id"], row["source_id"], row["basis"])
        + (_none(row["valid_from"]), _none(row["valid_to"])) * 2
        for row in facts["links"]
    ]
    for row in facts["organisations"]:
        for kind, column in (("part_of", "parent_id"), ("counterpart_of", "counterpart_id")):
            for other in parts(row[column]):
                link_id = f"{row['id']}--{kind.replace('_', '-')}--{other}"
                basis = "inferred" if link_id in INFERRED else "stated"
                expected.append((kind, row["id"], other, row["source_id"], basis, None, None, None, None))
    links = by_key(data, records.Link)
    found = [(links[e.record], e) for e in evidence_of(data, records.Link)]
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


def test_every_rule_is_told_as_in_the_facts_with_the_check_that_tests_it(facts: Facts, data: Data) -> None:
    rules = by_key(data, records.Rule)
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
        ((e.record, e.source, e.stance, e.basis) for e in evidence_of(data, records.Rule)),
    )
    dated = {
        e.record: (e.valid_from, e.valid_to) for e in evidence_of(data, records.Rule) if e.valid_from or e.valid_to
    }
    assert dated == {"npo-chair-term": ("2020", None)}


def test_every_listing_and_judgement_is_told_as_in_the_facts(facts: Facts, data: Data) -> None:
    _assert_same(
        (
            (
                row["source_id"],
                row["group_id"],
                parts(row["roles"]),
                _none(row["body_id"]),
                _none(row["note"]),
            )
            for row in facts["listings"]
        ),
        ((x.source, x.group, x.roles, x.body, x.note) for x in of(data, records.Listing)),
    )
    _assert_same(
        (
            (row["person_a"], row["person_b"], row["verdict"], row["source_id"], _none(row["note"]))
            for row in facts["judgements"]
        ),
        ((x.person_a, x.person_b, x.verdict, x.source, x.note) for x in of(data, records.Judgement)),
    )


# Quotations are retold, and so is what a note says of the rows of the facts themselves.
RETOLD = re.compile(r"""['"]|fact row|existing row|region-level row|Moved from|Same sentence|MISSING""")


def test_every_note_is_kept_and_word_for_word_where_it_quotes_nothing(facts: Facts, data: Data) -> None:
    def evidenced(table: str, row: Row, record: str) -> list[str]:
        stance = row.get("stance") or "states"
        return [
            e.note or ""
            for e in of(data, records.Evidence)
            if (e.kind, e.record, e.source, e.stance) == (table, record, row["source_id"], stance)
        ]

    kept: list[tuple[Row, list[str]]] = []
    for row in facts["sources"]:
        kept.append((row, [by_key(data, records.Source)[row["source_id"]].note or ""]))
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
    seats = by_key(data, records.Membership)
    noted = {_membership_told(seats[e.record], e): e.note or "" for e in evidence_of(data, records.Membership)}
    kept += [(row, [noted[_membership_fact(row)]]) for row in facts["memberships"]]

    for row, found in kept:
        assert len(found) == 1, row
        if not RETOLD.search(row["note"]):
            assert found[0] == row["note"] or (not row["note"] and found[0].startswith("Valid ")), row
        else:
            assert found[0], row
