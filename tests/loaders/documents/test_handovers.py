"""Ways of writing that somebody takes over a seat, and ways that only sound like it; all persons are invented."""

from pathlib import Path

import pytest

from tests.support.documents import changes, said

MINUTES = "NPO akut vård\nMinnesanteckningar 2024-05-14\n\n{}\n"
NEW, OLD = "Berit Lindalm", "Arne Ekbyholm"


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("processledare", "{new} tar över som processledare efter {old}."),
        ("processledare", "{old} har ersatts av {new} som processledare."),
        ("processledare", "{old} lämnar processledarrollen till {new}."),
        ("processledare", "{old} lämnar stafettpinnen som processledare vidare till {new}."),
        ("vice ordförande", "{new} har tillträtt som vice ordförande efter {old}."),
        ("vice ordförande", "Posten som vice ordförande efter {old} går till {new}."),
        ("ordförande", "Avgående ordförande {old} överlämnar klubban till tillträdande ordförande {new}."),
        ("ledamot", "{old} byts ut mot {new} för Region Gävleborg."),
        ("ledamot", "Vakansen efter {old} har fyllts med {new}, Region Dalarna."),
        ("ledamot", "Ny ledamot efter {old}: {new}, Region Örebro län."),
        ("ledamot", "Ut: {old}. In: {new}."),
        ("ledamot", "Eftersom {old} har gått i pension går {new} in som ledamot."),
        ("ledamot", "Beslutades att entlediga {old} och utse {new} till ledamot i NPO akut vård."),
        ("ledamot", "{old} sitter inte längre i gruppen utan har ersatts av {new}."),
    ],
)
def test_a_seat_taken_over_is_read_however_it_is_told(tmp_path: Path, role: str, text: str) -> None:
    found = said(tmp_path, MINUTES.format(text.format(new=NEW, old=OLD)))
    assert changes(found) == {(NEW, OLD, "NPO akut vård", role)}
    assert {(each.person, each.status) for each in found.memberships} == {(NEW, "current"), (OLD, "ended")}


def test_two_seats_taken_over_under_one_verb_are_told_apart(tmp_path: Path) -> None:
    text = f"{OLD} och Cecilia Strandhage lämnar gruppen och ersätts av {NEW} respektive David Bergvret."
    assert {pair[:2] for pair in changes(said(tmp_path, MINUTES.format(text)))} == {
        (NEW, OLD),
        ("David Bergvret", "Cecilia Strandhage"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "{new} tog vid efter {old}s föredragning och redovisade siffrorna.",
        "{old} lämnar över frågan om patientflöden till {new}.",
        "{old} går i pension i höst. {new} frågade om någon ny är utsedd.",
        "{new} börjar sin dragning efter {old}.",
        "{new} tar över arbetet med enkäten från {old}.",
        "{new} ersätter {old} vid dagens möte.",
        "{old} lämnar en lägesrapport till {new} senast den 1 juni.",
    ],
)
def test_taking_over_something_else_than_a_seat_is_no_handover(tmp_path: Path, text: str) -> None:
    assert not changes(said(tmp_path, MINUTES.format(text.format(new=NEW, old=OLD))))


@pytest.mark.parametrize("text", ["{old} lämnar uppdraget att skriva rapporten.", "{old} slutar tidigare i dag."])
def test_leaving_something_else_than_a_seat_ends_none(tmp_path: Path, text: str) -> None:
    assert not said(tmp_path, MINUTES.format(text.format(old=OLD))).memberships
