"""iCalendar: the ends of mandates, as calendars read them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from graph.loading.intake import take_in
from graph.port import Store
from queries.asking import asking
from tests.conftest import EmptyStore
from tests.support.export_story import GROUP, HOSTILE_GROUP, LONG, QUOTED, RIGHT_TO_LEFT, story, subject, written
from tests.support.stories import Story


@pytest.fixture(scope="module")
def told(empty_store: EmptyStore) -> Iterator[Store]:
    """A store with the story; only read it."""
    with empty_store() as store:
        take_in(store, story().bundle, "test", "story")
        yield store


def events(store: Store, scope: str = GROUP, **asked: Any) -> list[Any]:
    calendar = Calendar.from_ical(written("ical", subject(store, scope, **asked)))
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def ends(store: Store, scope: str = GROUP, **asked: Any) -> dict[str, date]:
    return {str(event["UID"]).partition("--")[0]: event["DTSTART"].dt for event in events(store, scope, **asked)}


def told_of(told: Story, empty_store: EmptyStore, as_of: str = "2026-11-22") -> dict[str, date]:
    with empty_store() as store:
        take_in(store, told.bundle, "test", "story")
        return ends(store, as_of=as_of)


def test_each_stated_end_to_come_is_an_all_day_event(told: Store) -> None:
    assert ends(told) == {
        "kajsa": date(2027, 3, 31),
        "donald": date(2027, 12, 31),
        "langben": date(2027, 1, 31),
        "musse-pigg": date(2027, 6, 30),
    }
    for event in events(told):
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
        assert event["TRANSP"] == "TRANSPARENT"


def test_the_stamp_is_the_day_asked_for_and_ids_stay(told: Store) -> None:
    for event in events(told, as_of="2026-01-31"):
        assert event["DTSTAMP"].dt == datetime(2026, 1, 31, tzinfo=UTC)
    before, after = ({event["UID"] for event in events(told, as_of=day)} for day in ("2026-01-31", "2026-11-22"))
    assert before == after
    assert len(before) == len(events(told))


def test_names_come_back_as_they_are(told: Store) -> None:
    summaries = [str(event["SUMMARY"]) for event in events(told)]
    assert f"Mandat går ut: {QUOTED}, ordförande i NPO {HOSTILE_GROUP}" in summaries
    assert f"Mandat går ut: \u2068{RIGHT_TO_LEFT}\u2069, vice ordförande i NPO {HOSTILE_GROUP}" in summaries
    assert any(LONG in summary for summary in summaries)


def test_an_uncertain_day_is_told(told: Store) -> None:
    texts = {str(event["UID"]).partition("--")[0]: str(event["DESCRIPTION"]) for event in events(told)}
    assert "osäker" not in texts["langben"]
    assert "någon dag från 2027-03-01 till 2027-03-31. Här visas den sista." in texts["kajsa"]
    assert "Slutet enligt källan: 2027-01/2027-06 (t.o.m.)." in texts["musse-pigg"]
    assert texts["kajsa"].startswith("Företräder: Direktörernas nätverk och Sjukvårdsregion Ankeborg.\n")
    assert "Protokoll, intervju med" in texts["kajsa"]
    english = {str(event["UID"]).partition("--")[0]: str(event["DESCRIPTION"]) for event in events(told, language="en")}
    assert "The day is uncertain: some day from 2027-03-01" in english["kajsa"]


@pytest.mark.parametrize(
    ("until", "day", "words"),
    [
        ("2027-02", date(2027, 2, 28), "någon dag från 2027-02-01 till 2027-02-28"),
        ("../2027-02", date(2027, 2, 28), "senast 2027-02-28"),
        ("2027-02/..", date(2027, 2, 1), "tidigast 2027-02-01"),
        ("2026-11-22", date(2026, 11, 22), "2026-11-22"),
    ],
)
def test_every_form_of_date_has_a_day(empty_store: EmptyStore, until: str, day: date, words: str) -> None:
    told = Story()
    told.sits("kajsa", GROUP, seen="2026", until=until)
    with empty_store() as store:
        take_in(store, told.bundle, "test", "story")
        assert ends(store) == {"kajsa": day}
        assert words in str(events(store)[0]["DESCRIPTION"])


def test_an_end_that_has_passed_is_no_event(empty_store: EmptyStore) -> None:
    told = Story()
    told.sits("kajsa", GROUP, seen="2025", until="2026-11-21")
    assert told_of(told, empty_store) == {}
    assert told_of(told, empty_store, as_of="2026-11-21") == {"kajsa": date(2026, 11, 21)}


def test_a_nomination_ends_no_mandate(empty_store: EmptyStore) -> None:
    told = Story()
    told.sits("kajsa", GROUP, seen="2026", until="2028", status="nominated")
    told.sits("donald", GROUP, seen="2026", until="2028", basis="attendance")
    assert told_of(told, empty_store) == {}


def test_the_same_person_under_two_spellings_has_one_event(empty_store: EmptyStore) -> None:
    told = Story()
    told.sits("kajsa", GROUP, seen="2026", until="2028")
    told.sits("kajsa-a", GROUP, seen="2025", until="2028")
    told.judges("kajsa", "kajsa-a")
    assert told_of(told, empty_store) == {"kajsa": date(2028, 12, 31)}


def test_lines_are_folded_at_75_octets_between_letters(told: Store, real_store: Store) -> None:
    for about in (subject(told), subject(real_store, "system", as_of="2020-01-01")):
        content = written("ical", about)
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        for line in content.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()


def test_without_people_nothing_ends(told: Store) -> None:
    assert events(told, without_people=True) == []


def test_the_real_data_is_read(real_store: Store) -> None:
    assert ends(real_store, "system")["ola-gotesson"] == date(2026, 12, 31)


@pytest.mark.parametrize("as_of", ["2020-01-01", "2023-06-01", "2024-06-01"])
def test_the_calendar_tells_the_ends_that_sources_state_as_the_list_of_mandates_does(
    real_store: Store, as_of: str
) -> None:
    rows = asking.ask(real_store, "mandates", {"within_months": 1000}, as_of).rows
    listed = {(row.person_id, row.ends_last) for row in rows if row.basis == "stated"}
    told = {(person, day.isoformat()) for person, day in ends(real_store, "system", as_of=as_of).items()}
    assert told == listed
