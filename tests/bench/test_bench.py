"""The benchmark's sample and its coverage; how fast things are is never a test (README: measure by bench)."""

from pathlib import Path

import pytest

from bench import documents as document_bench
from bench import embedded, sample
from graph.loading.intake import take_in
from graph.records import Evidence, Membership, Organisation, Person
from graph.stores.sqlite.store import SqliteStore
from queries.asking import asking
from tests.support import documents


def test_the_same_seed_makes_the_same_sample_and_another_seed_another() -> None:
    first, again, other = (list(sample.bundle(seed=seed, share=0.02)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_every_record_of_the_sample_has_a_source(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "sample.db", create=True)
    take_in(store, sample.bundle(share=0.02), "test", "sample")
    assert [finding.text.en for finding in store.examine() if finding.level == "fault"] == []
    store.close()


def test_a_larger_sample_grows_by_people_and_local_groups_not_around_one_npo() -> None:
    small, large = (sample.bundle(times=times, share=0.1) for times in (1, 3))
    assert len(large.of(Person)) > 2 * len(small.of(Person))
    assert len(large.of(Organisation)) > len(small.of(Organisation))

    def seats_of(group: str, memberships: list[Membership]) -> int:
        return sum(membership.group == group for membership in memberships)

    assert seats_of("npo-akut-vard", large.of(Membership)) == seats_of("npo-akut-vard", small.of(Membership))
    assert len(large.of(Evidence)) > len(small.of(Evidence))


def test_every_named_question_is_measured() -> None:
    assert {case.query for case in embedded.cases()} == set(asking.names())


def test_the_benchmark_of_documents_prints_its_ratios_on_a_pdf_that_it_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_bench, "PAGES", 2)
    printed: list[str] = []
    document_bench.run(documents.labels(), printed.append)
    assert any("ratio" in line for line in printed)
    path = tmp_path / "minutes.pdf"
    path.write_bytes(document_bench.minutes(2))
    assert {each.hosted for each in documents.told(path).hosting} == {"NPO ögonsjukdomar"}
