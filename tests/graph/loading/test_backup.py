"""A store in a file and back: nothing is lost, and what is not whole is refused before anything is written."""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from _pytest.mark import ParameterSet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.bundle import Bundle
from graph.finding import NotFound
from graph.kinds import PROPOSAL_STATES
from graph.loading import backup, backup_file
from graph.loading.backup import BackupError, back_up, check, restore
from graph.loading.intake import take_in
from graph.port import JournalEntry, JournalLine, Store
from graph.records import STORED, Document, Evidence, Person, Proposal, Record, Source
from queries.asking import asking
from tests.conftest import STORE_KINDS, EmptyStore
from tests.support.examples import examples
from tests.support.stories import Story, real_bundle

DAY = "2024-06-19"


def told(store: Store) -> dict[str, list[Any]]:
    """Return everything that a store was told, with its history."""
    return {
        **{model.table: list(store.every(model)) for model in STORED},
        "loads": list(store.loads()),
        "journal": list(store.entries()),
    }


def answers(store: Store) -> dict[str, list[Any]]:
    """Return what the store answers to every question's example: what follows from what it was told."""
    found = {}
    for name in asking.names():
        example = dict(asking.query(name).example)
        day = example.pop("as_of", DAY)
        try:
            found[name] = asking.ask(store, name, dict(example), day).rows
        except NotFound as error:  # an example names what an invented store lacks
            found[name] = [type(error).__name__]
    return found


def _both_ways() -> Iterator[ParameterSet]:
    for pair in product(STORE_KINDS, repeat=2):
        yield pytest.param(pair, marks=[pytest.mark.neo4j] if "neo4j" in pair else [])


@pytest.fixture(params=_both_ways(), ids="-to-".join)
def kinds(request: pytest.FixtureRequest) -> tuple[EmptyStore, EmptyStore]:
    """Two kinds of store: from which, and to which. They may be one database, so one is open at a time."""
    if "neo4j" in request.param:
        request.getfixturevalue("neo4j_address")
    one, other = request.param
    return STORE_KINDS[one], STORE_KINDS[other]


class Kept(NamedTuple):
    """What a store held and answered, and its backup."""

    told: dict[str, list[Any]]
    answers: dict[str, list[Any]]
    history: list[JournalEntry]
    backup: bytes


def kept(store: Store, path: Path) -> Kept:
    back_up(store, path)
    return Kept(told(store), answers(store), store.history(), path.read_bytes())


def moved(kinds: tuple[EmptyStore, EmptyStore], path: Path, *bundles: Bundle) -> tuple[Kept, Kept]:
    """Load into one store, back it up and restore it into the other; return what each kept."""
    one, other = kinds
    path.unlink(missing_ok=True)  # the last example's: a backup never replaces that of another store
    with one() as before:
        for number, bundle in enumerate(bundles):
            take_in(before, bundle, f"Åsa {number}", f"tabeller/{number}", allow_drop=True)
        first = kept(before, path)
    with other() as after:
        restore(after, check(path))
        assert [finding for finding in after.examine() if finding.level == "fault"] == []
        return first, kept(after, path)


def lived_in() -> list[Bundle]:
    """Tell a story in four loads, of which one changes and one judges what was there, and one waits for review."""
    first = Story()
    first.sits("anna", "npo-akut-vard", seen="2020-05-26", represents=["region-ankeborg"], employer="region-ankeborg")
    first.sits("anna-b", "npo-akut-vard", "ordförande", seen="2023-09-22")
    first.sits("bo", "npo-akut-vard", seen="2020-05-26", represents=["region-norrmark", "region-ankeborg"])
    first.vacant("npo-akut-vard", "sekreterare", seen="2020-05-26")
    first.hosts("region-ankeborg", "npo-akut-vard", seen="2020-05-26", until="2022-12")
    first.links("npo-akut-vard", "part_of", "sks")
    first.lists("2023-09-22", "npo-akut-vard")
    first.called("npo-akut-vard", "Akuten")
    second = Story()
    second.person("bo", "Bo Åkesson-Öst", aliases=["B. Öst"])
    third = Story()
    third.judges("anna", "anna-b")
    minutes = Document(id="protokoll", title="Protokoll", file="protokoll.txt", checksum="0a", late="2024-02")
    fourth: list[Record] = [
        minutes,
        *(
            Proposal(
                id=f"p{state}",
                document="protokoll",
                number=place,
                sort="membership",
                rows="[]",
                statement=state,
                state=state,
            )
            for place, state in enumerate(PROPOSAL_STATES)
        ),
    ]
    return [first.bundle, Bundle(second.bundle.of(Person)), third.bundle, Bundle(fourth)]


def fill(store: Store) -> None:
    for number, bundle in enumerate(lived_in()):
        take_in(store, bundle, f"Åsa {number}", f"tabeller/{number}", allow_drop=True)


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


@pytest.fixture
def whole(filled: Store, tmp_path: Path) -> Path:
    """A backup of a store with a history."""
    back_up(filled, tmp_path / "hel.zip")
    return tmp_path / "hel.zip"


# ---- nothing is lost


def test_a_store_comes_back_with_its_history(kinds: tuple[EmptyStore, EmptyStore], tmp_path: Path) -> None:
    before, after = moved(kinds, tmp_path / "en.zip", *lived_in())
    assert after == before
    assert len(before.told["loads"]) == 4


def test_the_real_data_set_comes_back(kinds: tuple[EmptyStore, EmptyStore], tmp_path: Path) -> None:
    before, after = moved(kinds, tmp_path / "en.zip", real_bundle())
    assert after == before
    assert sum(map(len, before.answers.values())) > 200


PEOPLE = st.sampled_from(["anna", "bo", "cilla", "dan"])
GROUPS = st.sampled_from(["npo-a", "npo-b", "nsg-c"])
BODIES = st.lists(st.sampled_from(["region-a", "region-b", "sjukvardsregion-c"]), max_size=2, unique=True)
SIGHTINGS = st.sampled_from(["2019", "2020-05-26", "2021-03", "2023-09-22"])
SENTENCES: dict[str, tuple[st.SearchStrategy[Any], ...]] = {
    "sits": (PEOPLE, GROUPS, st.sampled_from(["ledamot", "ordförande"]), SIGHTINGS, BODIES),
    "vacant": (GROUPS, SIGHTINGS),
    "hosts": (GROUPS, SIGHTINGS),
    "lists": (SIGHTINGS, GROUPS),
    "judges": (PEOPLE, PEOPLE, st.sampled_from(["same", "not_same", "unsettled"])),
    "called": (GROUPS, st.sampled_from(["Åttan", "Öst; Väst", "\U0001f6d1 stopp", "ett|två"])),
}
STORIES = st.lists(
    st.lists(
        st.one_of(*(st.tuples(st.just(name), *parts) for name, parts in SENTENCES.items())), min_size=1, max_size=6
    ),
    min_size=1,
    max_size=3,
)


def bundle_of(sentences: list[tuple[Any, ...]]) -> Bundle:
    story = Story()
    for name, *parts in sentences:
        if name == "sits":
            person, group, role, seen, bodies = parts
            story.sits(person, group, role, seen=seen, represents=bodies)
        elif name == "vacant":
            story.vacant(parts[0], seen=parts[1])
        elif name == "hosts":
            story.hosts("region-a", parts[0], seen=parts[1])
        elif name == "judges":
            if parts[0] != parts[1]:
                story.judges(parts[0], parts[1], parts[2])
        else:
            getattr(story, name)(*parts)
    return story.bundle


def test_whatever_a_store_was_told_comes_back(
    kinds: tuple[EmptyStore, EmptyStore], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shared = "neo4j" in request.node.name  # whose answers to all questions take seconds

    @settings(max_examples=4 if shared else settings().max_examples // 4, suppress_health_check=list(HealthCheck))
    @given(STORIES)
    def check_it(stories: list[list[tuple[Any, ...]]]) -> None:
        before, after = moved(kinds, tmp_path / "en.zip", *map(bundle_of, stories))
        assert after == before

    check_it()


def test_what_is_worked_out_anew_is_what_was_worked_out_load_by_load(tmp_path: Path) -> None:
    one = STORE_KINDS["sqlite"]
    with one() as before, one() as after:
        fill(before)
        back_up(before, tmp_path / "en.zip")
        restore(after, check(tmp_path / "en.zip"))
        for table in ("memberships", "hostings", "organisations", "links", "names", "rules", "persons", "edges"):
            rows = [sorted(store.ask(f"SELECT * FROM {table}", {}), key=repr) for store in (before, after)]
            assert rows[0] == rows[1]
        labels = "SELECT subject, kind, level, text, exact, bare, folded FROM labels ORDER BY 1, 2, 3, 4, 5, 6, 7"
        assert before.ask(labels, {}) == after.ask(labels, {})
        words = "SELECT folded FROM label_words ORDER BY 1"
        assert before.ask(words, {}) == after.ask(words, {})


def test_an_empty_store_comes_back_empty(empty_store: EmptyStore, tmp_path: Path) -> None:
    with empty_store() as before, empty_store() as after:
        back_up(before, tmp_path / "tom.zip")
        content = check(tmp_path / "tom.zip")
        restore(after, content)
        assert content.records == 0
        assert backup.is_empty(after)


def test_the_next_load_goes_on_from_the_last(filled: Store, empty_store: EmptyStore, whole: Path) -> None:
    with empty_store() as after:
        restore(after, check(whole))
        take_in(after, Bundle([Source(id="ny", title="Ny")]), "Åsa", "ny")
        assert [load.id for load in after.loads()] == [load.id for load in filled.loads()] + [5]
        assert after.history()[0].record == "ny"


# ---- where something is already


def test_a_store_that_holds_something_is_left_alone_unless_told(
    filled: Store, empty_store: EmptyStore, whole: Path
) -> None:
    with empty_store() as other:
        take_in(other, Bundle([Source(id="egen", title="Egen")]), "Bo", "egen")
        before, version = told(other), other.version()
        with pytest.raises(BackupError, match="--replace"):
            restore(other, check(whole))
        assert told(other) == before

        restore(other, check(whole), replace=True)
        assert told(other) == told(filled)
        assert answers(other) == answers(filled)
        assert other.version() > version


def test_replacing_never_gives_a_version_that_was_given_before(
    filled: Store, empty_store: EmptyStore, whole: Path
) -> None:
    with empty_store() as other:
        versions = [other.version()]
        for _ in range(3):
            restore(other, check(whole), replace=True)
            versions.append(other.version())
        assert versions == sorted(set(versions))
        assert whole.read_bytes() == _again(other, whole)


def _again(store: Store, beside: Path) -> bytes:
    back_up(store, beside.with_name("igen.zip"))
    return beside.with_name("igen.zip").read_bytes()


def test_an_earlier_backup_is_replaced_and_nothing_else_is(filled: Store, whole: Path, tmp_path: Path) -> None:
    letter = tmp_path / "brev.txt"
    letter.write_text("Hej!", "utf-8")
    with pytest.raises(BackupError, match=r"brev\.txt"):
        back_up(filled, letter)
    assert letter.read_text("utf-8") == "Hej!"

    earlier = whole.read_bytes()
    take_in(filled, Bundle([Source(id="ny", title="Ny")]), "Åsa", "ny")
    back_up(filled, whole)
    assert whole.read_bytes() != earlier
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brev.txt", "hel.zip"]


def test_a_backup_during_loads_holds_together(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = filled.entries
    loads = iter(range(1, 100))

    def disturbed() -> Iterator[JournalLine]:
        if (number := next(loads)) < 3:
            take_in(filled, Bundle([Source(id=f"mitt-i-{number}", title="Ny")]), "Bo", "mitt i")
        return entries()

    monkeypatch.setattr(filled, "entries", disturbed)
    back_up(filled, tmp_path / "en.zip")
    lines = _members(tmp_path / "en.zip")
    assert {json.loads(line)["id"] for line in lines["sources.jsonl"].splitlines()} >= {"mitt-i-1", "mitt-i-2"}


def test_a_backup_gives_up_when_loads_never_end(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = iter(range(1_000))
    monkeypatch.setattr(filled, "version", lambda: next(versions))
    with pytest.raises(BackupError, match="all the time"):
        back_up(filled, tmp_path / "en.zip")
    assert list(tmp_path.iterdir()) == []


# ---- files that are not whole


def _members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _remade(path: Path, members: dict[str, bytes]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)


def _edited(change: Callable[[dict[str, bytes]], object]) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        members = _members(path)
        change(members)
        _remade(path, members)

    return edit


def _manifest(**changes: object) -> Callable[[Path], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **changes}).encode()

    return _edited(change)


def _table(members: dict[str, bytes], **changes: bytes) -> None:
    for name, content in changes.items():
        members[f"{name}.jsonl"] = content


def _signed(part: str, told: object) -> Callable[[Path], None]:
    """Put a line into the file instead of a part of it, with the right sum."""

    def sign(path: Path) -> None:
        members = _members(path)
        manifest = json.loads(members["manifest.json"])
        line = json.dumps(told).encode() + b"\n"
        manifest["parts"][part] = {"lines": 1, "sha256": hashlib.sha256(line).hexdigest()}
        _remade(path, members | {f"{part}.jsonl": line, "manifest.json": json.dumps(manifest).encode()})

    return sign


def test_a_backup_from_before_there_was_a_review_still_restores(filled: Store, tmp_path: Path) -> None:
    before = {**told(filled), "documents": [], "proposals": []}
    back_up(filled, tmp_path / "old.zip")
    members = _members(tmp_path / "old.zip")
    manifest = json.loads(members["manifest.json"])
    for part in ("documents", "proposals"):
        del members[f"{part}.jsonl"], manifest["parts"][part]
    members["manifest.json"] = json.dumps({**manifest, "format": 1}).encode()
    _remade(tmp_path / "old.zip", members)
    with STORE_KINDS["sqlite"]() as other:
        restore(other, check(tmp_path / "old.zip"))
        assert told(other) == before


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a letter": (lambda path: path.write_text("Hej!" * 100, "utf-8"), "ingen säkerhetskopia"),
    "nothing": (lambda path: path.write_bytes(b""), "ingen säkerhetskopia"),
    "not there": (lambda path: path.unlink(), "Det finns ingen fil"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-200]), "avkortad"),
    "half": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "avkortad"),
    "another zip": (lambda path: _remade(path, {"word/document.xml": b"<x/>"}), "ingen säkerhetskopia"),
    "another manifest": (lambda path: _remade(path, {"manifest.json": b"[1]"}), "ingen säkerhetskopia"),
    "a newer one": (_manifest(format=99), "nyare styrgraf"),
    "a manifest with more": (_manifest(more=1), "ändrad eller skadad"),
    "a changed fact": (
        _edited(lambda m: _table(m, persons=m["persons.jsonl"].replace(b"Anna", b"Enna"))),
        "ändrad eller skadad",
    ),
    "a line less": (
        _edited(lambda m: _table(m, evidence=b"".join(m["evidence.jsonl"].splitlines(keepends=True)[1:]))),
        "ändrad eller skadad",
    ),
    "a changed journal": (
        _edited(lambda m: _table(m, journal=m["journal.jsonl"].replace(b"added", b"ADDED"))),
        "journal",
    ),
    "another load": (_edited(lambda m: _table(m, loads=m["loads.jsonl"].replace(b'"Bo', b'"Eva') + b"x")), "loads"),
    "no journal": (_edited(lambda m: m.pop("journal.jsonl")), "ändrad eller skadad"),
    "more inside": (_edited(lambda m: m.update({"../ond.txt": b"x"})), "ändrad eller skadad"),
    "a line without end": (_edited(lambda m: _table(m, names=b'{"' + b"a" * 3_000_000)), "ändrad eller skadad"),
    "nonsense with the right sum": (_signed("sources", {"id": "NOT AN ID", "title": "x"}), "sources, rad 1"),
    "NUL in a name": (
        _signed("persons", {"id": "a", "name": "A\0B", "aliases": []}),
        "persons, rad 1: name: Här står tecken",
    ),
    "a tag in a name": (_signed("persons", {"id": "a", "name": "<script>"}), "persons, rad 1: name: Skriv utan taggar"),
    "a tag in an alias": (
        _signed("persons", {"id": "a", "name": "A", "aliases": ["<b>"]}),
        "rad 1: aliases: Skriv utan",
    ),
    "a load beyond all numbers": (
        _signed("loads", [2**63, "2026-01-01", "a", "b"]),
        "loads, rad 1: inläsningens nummer",
    ),
    "a number of 100,000 digits": (_signed("loads", [10**4000, "2026-01-01", "a", "b"]), "loads, rad 1"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_is_not_whole_is_refused_in_plain_words(fault: str, whole: Path) -> None:
    spoil, said = FAULTS[fault]
    spoil(whole)
    with pytest.raises(BackupError) as refused:
        check(whole)
    assert said in refused.value.text.sv


@given(st.data())
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_changed_byte_goes_unseen(whole: Path, data: st.DataObject) -> None:
    content = whole.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    bit = data.draw(st.integers(0, 7))
    spoilt = whole.with_name("spoilt.zip")
    spoilt.write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])
    before = _members(whole)
    try:
        check(spoilt)
    except BackupError:
        return
    assert _members(spoilt) == before  # only what says nothing: a date, a flag of the zip itself


def test_a_backup_is_opened_in_the_limited_process_alone(
    whole: Path, empty_store: EmptyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_file, "ZipFile", None)
    content = check(whole)
    with empty_store() as other:
        restore(other, content)
        assert sum(1 for _ in other.every(Person)) == content.counts["persons"]


def test_a_file_that_changes_after_the_check_leaves_nothing(whole: Path, empty_store: EmptyStore) -> None:
    content = check(whole)
    _edited(lambda m: _table(m, journal=m["journal.jsonl"].replace(b"added", b"ADDED")))(whole)
    with empty_store() as other:
        with pytest.raises(BackupError):
            restore(other, content)
        assert backup.is_empty(other)


def test_no_record_is_longer_than_a_line_may_be() -> None:
    longest = Evidence(kind="names", record="x" * 1500, source="a" * 300, quote="\x01" * 4000, note="\x01" * 4000)
    assert 2 * len(json.dumps(longest.model_dump_json())) < backup.LONGEST_LINE, "the journal has it before and after"
