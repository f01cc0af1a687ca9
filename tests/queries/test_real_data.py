"""What must hold of the real data set: true, sourced answers to the questions that people ask."""

from typing import Any

import pytest

from graph.finding import NotFound
from graph.port import Store
from queries.asking import asking

Answer = list[dict[str, Any]]


def ask(store: Store, name: str, as_of: str | None = "2026-11-22", **given: str | bool) -> Answer:
    return [row._asdict() for row in asking.ask(store, name, given, as_of).rows]


def test_mellansverige_hosts_four_npo_on_new_years_day_2021_stated_by_both_annual_reports(real_store: Store) -> None:
    rows = ask(real_store, "hosts", "2021-01-01", host="Mellansverige")
    assert {row["group_id"] for row in rows} == {
        "npo-akut-vard",
        "npo-hjart-och-karlsjukdomar",
        "npo-aldres-halsa-och-palliativ-vard",
        "npo-oron-nas-och-halssjukdomar",
    }
    assert {row["certainty"] for row in rows} == {"stated"}
    assert all({"seed000", "seed001"} <= set(row["sources"]) for row in rows)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Äldres hälsa", "npo-aldres-halsa-och-palliativ-vard"),
        ("öron näsa hals", "npo-oron-nas-och-halssjukdomar"),
        ("npo-akut-vard", "npo-akut-vard"),
        ("Akutvård", "npo-akut-vard"),
    ],
)
def test_an_old_or_loosely_written_name_finds_the_one_right_group(real_store: Store, name: str, group: str) -> None:
    assert {row["group_id"] for row in ask(real_store, "hosts", group=name)} == {group}


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        (
            "RPO levnadsvanor",
            {"rpo-mellansverige-levnadsvanor", "rpo-norra-levnadsvanor", "rpo-stockholm-gotland-levnadsvanor"},
        ),
        (
            "samverkansnämnden",
            {
                "ovrig-samverkansnamnden-mellansverige",
                "ovrig-samverkansnamnden-sydostra",
                "ovrig-samverkansnamnden-vastra",
            },
        ),
        ("arbetsutskottet", {"ovrig-samverkansnamndens-au-mellansverige", "ovrig-rsl-au-sydostra"}),
    ],
)
def test_a_name_that_leaves_out_the_body_is_answered_with_every_body_that_has_such_a_group(
    real_store: Store, text: str, groups: set[str]
) -> None:
    with pytest.raises(NotFound) as caught:
        ask(real_store, "members", group=text)

    assert {label.subject for label in caught.value.candidates} == groups


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("RSL Sydöstra", "ovrig-rsl-sydostra"),
        ("Sydöstra RSL", "ovrig-rsl-sydostra"),
        ("RSL i Sydöstra sjukvårdsregionen", "ovrig-rsl-sydostra"),
        ("Regiondirektörsgruppen Mellansverige", "ovrig-regiondirektorsgruppen-mellansverige"),
    ],
)
def test_a_short_name_and_a_body_mean_a_group_in_any_order(real_store: Store, text: str, group: str) -> None:
    assert {row["group_id"] for row in ask(real_store, "members", group=text)} == {group}


def test_what_vgr_hosts_for_vastra_is_one_hosting_and_counts_for_vastra(real_store: Store) -> None:
    (row,) = ask(real_store, "hosts", group="NPO psykisk hälsa")
    assert (row["host_id"], row["through"]) == ("sjukvardsregion-vastra", "Västra Götalandsregionen")
    loads = {each["body_id"]: each for each in ask(real_store, "load_by_region")}
    assert (loads["sjukvardsregion-vastra"]["hostings"], loads["region-vastra-gotaland"]["hostings"]) == (5, None)


@pytest.mark.parametrize("sjukvardsregion", ["Västra", "Södra"])
def test_region_halland_is_part_of_both_vastra_and_sodra(real_store: Store, sjukvardsregion: str) -> None:
    rows = ask(real_store, "neighbours", node=sjukvardsregion)
    assert ("region-halland", "part_of") in {(row["id"], row["via"]) for row in rows}


def test_martin_engstrom_is_employed_by_halland_while_he_represents_sodra(real_store: Store) -> None:
    rows = ask(real_store, "represents", "2024-01-01", body="Region Halland", relation="any")
    (row,) = [row for row in rows if row["person_id"] == "martin-engstrom"]
    assert row["relation"] == "employed_by"
    assert row["employer_id"] == row["body_id"] == "region-halland"
    assert "Södra sjukvårdsregionen" in row["represents"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("oien", "Rut Öien"),
        ("mjoberg", "Karin Stikå-Mjöberg"),
        ("angergard", "Göran Angergård"),
        ("RÖ", "Region Östergötland"),
        ("RKL", "Region Kalmar län"),
        ("ogon", "NPO ögonsjukdomar"),
    ],
)
def test_search_finds_by_folded_names_and_abbreviations(real_store: Store, text: str, label: str) -> None:
    rows = ask(real_store, "search", text=text)
    assert rows[0]["label"] == label


def test_ro_is_ostergotland_and_never_orebro(real_store: Store) -> None:
    assert "region-orebro-lan" not in {row["id"] for row in ask(real_store, "search", text="RÖ")}
    assert {row["body_id"] for row in ask(real_store, "represents", body="RÖ")} == {"region-ostergotland"}


@pytest.mark.parametrize(("text", "person"), [("Elizabeth Aller", "elisabeth-aller"), ("Rut F Öien", "rut-oien")])
def test_two_spellings_that_a_judgement_joins_are_one_person(real_store: Store, text: str, person: str) -> None:
    assert [row["id"] for row in ask(real_store, "search", text=text) if row["kind"] == "person"] == [person]
    assert {row["person_id"] for row in ask(real_store, "assignments", person=text)} == {person}


def test_rut_oien_holds_one_chair_with_the_sources_of_both_spellings(real_store: Store) -> None:
    (row,) = ask(real_store, "assignments", person="Rut Öien")
    assert row["role"] == "ordförande"
    assert {"skr-sar-2022", "syo-sar-2023"} <= set(row["sources"])


def test_npo_cancersjukdomar_has_skr_as_active_host_and_norra_dormant_from_four_sources(real_store: Store) -> None:
    active, dormant = sorted(ask(real_store, "hosts", group="NPO cancersjukdomar"), key=lambda row: row["status"])
    assert (active["host_id"], active["status"]) == ("skr", "active")
    assert (dormant["host_id"], dormant["status"]) == ("sjukvardsregion-norra", "dormant")
    assert dormant["valid_from"] == "2018-09-21"
    assert len(dormant["sources"]) == 4


def test_eva_olofsson_alone_chairs_npo_ogonsjukdomar_and_the_former_chair_is_a_member(real_store: Store) -> None:
    rows = ask(real_store, "members", "2024-06-19", group="npo-ogonsjukdomar")
    assert [row["person"] for row in rows if row["role"] == "ordförande"] == ["Eva Olofsson"]
    assert [row["role"] for row in rows if row["person_id"] == "anne-odergren"] == ["ledamot"]


@pytest.mark.parametrize("day", ["2021-06-24", "2022-11-15"])
def test_anne_odergren_chairs_npo_ogonsjukdomar_in_2021_and_2022(real_store: Store, day: str) -> None:
    rows = ask(real_store, "members", day, group="npo-ogonsjukdomar")
    assert [row["person"] for row in rows if row["role"] == "ordförande"] == ["Anne Odergren"]


def test_the_six_of_2018_stand_apart_and_their_chair_ended_by_2022_at_the_latest(real_store: Store) -> None:
    rows = ask(real_store, "members", group="npo-barn-och-ungdomars-halsa", ended=True)
    today = [row for row in rows if row["ended"] is None]
    assert len(today) == 6
    assert all(row["unconfirmed"] and row["last_confirmed"].startswith("2018") for row in today)
    (chair,) = [row for row in rows if row["person_id"] == "simon-rundqvist"]
    assert (chair["valid_to"], chair["ended"], chair["end_basis"]) == ("../2022-12", "2022-12-31", "implied")


def test_sks_shows_two_secretaries_and_says_why_and_one_economy_director(real_store: Store) -> None:
    rows = ask(real_store, "members", group="sks")
    secretaries = [row for row in rows if row["role"] == "sekreterare"]
    assert len(secretaries) == 1 or {row["remark"] for row in secretaries} == {"end_unknown"}
    economy = {row["person"] for row in rows if row["body_id"] == "ovrig-natverk-ekonomidirektorer"}
    if len(economy) > 1:
        assert all(row["remark"] for row in rows if row["person"] in economy)


def test_listings_whose_order_nobody_tells_end_nothing_but_the_one_before_the_new_name_did(real_store: Store) -> None:
    group = "ovrig-regiondirektorsgruppen-mellansverige"
    rows = ask(real_store, "members", group=group)
    sources = {source for row in rows for source in row["sources"]}
    assert {"mell-rd", "mell-rd-older"} <= sources
    assert {row["person"] for row in rows if row["role"] == "ordförande"} == {"Göran Angergård", "Rickard Simonsson"}
    gone = {row["person"] for row in ask(real_store, "members", group=group, ended=True) if row["ended"]}
    assert {"Anders Åhlund", "Anneli Snobl", "Staffan Isling", "Jan Grönlund"} <= gone


def test_an_unknown_host_is_an_answer_of_its_own(real_store: Store) -> None:
    (row,) = ask(real_store, "hosts", group="NPO reumatiska sjukdomar")
    assert (row["host_id"], row["certainty"]) == (None, "unknown")


def test_the_host_is_known_for_all_but_two_npo(real_store: Store) -> None:
    rows = [row for row in ask(real_store, "hosts") if row["group_id"].startswith("npo-")]
    assert len({row["group_id"] for row in rows}) == 26
    assert {row["group_id"] for row in rows if row["host_id"] is None} == {
        "npo-hud-och-konssjukdomar",
        "npo-reumatiska-sjukdomar",
    }


def test_who_left_and_who_came_between_the_two_listings_of_sks(real_store: Store) -> None:
    rows = ask(real_store, "changes", since="2020-05-26", until="2023-12-31", group="sks")
    by_change = {change: {row["person"] for row in rows if row["change"] == change} for change in ("left", "joined")}
    assert by_change["left"] == {"Björn Eriksson", "Jan Grönlund", "Ann Söderström", "Fredrik Lennartsson"}
    assert by_change["joined"] == {"Magnus Thyberg", "Göran Angergård", "Karin Looström Muth"}
    (moved,) = [row for row in rows if row["change"] == "role_changed"]
    assert (moved["person"], moved["from_role"], moved["role"]) == ("Mari Forslund", "adjungerad", "ledamot")
    told = [row for row in rows if row["change"] in ("left", "joined", "role_changed")]
    assert {row["certainty"] for row in told} == {"presumed"}
    assert all({"kv-styr-2020", "kv-styr-2023"} <= set(row["sources"]) for row in told)
    assert not any(row["change"] == "left" and row["role"] == "adjungerad" for row in rows)


def test_the_ledger_of_an_npo_has_six_seats_and_that_of_sks_seven(real_store: Store) -> None:
    ogon = [row for row in ask(real_store, "seats", "2024-06-19", group="npo-ogonsjukdomar") if row["rule_id"]]
    assert [row["state"] for row in ogon] == ["filled"] * 6
    assert len({row["body_id"] for row in ogon}) == 6
    sks = [row for row in ask(real_store, "seats", "2023-09-22", group="sks") if row["rule_id"]]
    assert len({row["person_id"] for row in sks}) == len(sks) == 7
    unknown = ask(real_store, "seats", group="NPO reumatiska sjukdomar")
    assert [row["state"] for row in unknown] == ["unknown"] * 6
    assert all(row["sources"] for row in unknown)


def test_a_vacancy_is_told_apart_from_the_unknown(real_store: Store) -> None:
    rows = ask(real_store, "seats", "2024-06-19", group="npo-ogonsjukdomar")
    assert [row["role"] for row in rows if row["state"] == "vacant"] == ["processledare"]


def test_contradictions_name_two_hosts_two_chairs_and_the_impossible_date(real_store: Store) -> None:
    rows = ask(real_store, "contradictions")
    (hosts,) = [row for row in rows if row["kind"] == "two_hosts"]
    assert {hosts["a_id"], hosts["b_id"]} == {"region-vastra-gotaland", "sjukvardsregion-vastra"}
    assert {hosts["a_basis"], hosts["b_basis"]} == {"stated", "derived"}
    assert any(row["kind"] == "two_holders" and row["role"] == "ordförande" for row in rows)
    assert any(row["kind"] == "source_doubt" and row["a_id"] == "seed001" for row in rows)


def test_an_approved_nomination_is_not_a_seat(real_store: Store) -> None:
    rows = ask(real_store, "members", group="NPO medicinsk diagnostik")
    assert "Pernilla Strömberg" not in {row["person"] for row in rows}
    nominated = ask(real_store, "members", group="NPO medicinsk diagnostik", nominations=True)
    assert {row["status"] for row in nominated if row["person"] == "Pernilla Strömberg"} == {"approved"}


def test_whoever_only_attended_a_meeting_is_no_member(real_store: Store) -> None:
    rows = ask(real_store, "members", "2026-05-27", group="ovrig-rsl-sydostra")
    assert "Ann Gollvik" not in {row["person"] for row in rows}


@pytest.mark.parametrize("name", asking.names())
def test_every_question_answers_its_own_example_with_sourced_rows(real_store: Store, name: str) -> None:
    given = {key: value for key, value in asking.query(name).example.items() if key != "as_of"}
    rows = ask(real_store, name, asking.query(name).example.get("as_of"), **given)
    assert rows
    known = {row["source_id"] for row in ask(real_store, "freshness")}
    assert {source for row in rows for source in row.get("sources", [])} <= known


def test_a_body_of_a_kind_that_never_hosts_is_no_mistake_to_ask_about(real_store: Store) -> None:
    assert ask(real_store, "hosts", host="SKS") == []


def test_what_is_asked_for_as_a_group_but_is_a_person_is_told_as_the_person_it_is(real_store: Store) -> None:
    with pytest.raises(NotFound) as missing:
        ask(real_store, "members", group="rut-oien")
    assert missing.value.text.sv == "”Rut Öien” finns, men är person, och det passar inte här."


def test_two_persons_of_one_name_are_offered_with_the_groups_in_which_they_sit(real_store: Store) -> None:
    with pytest.raises(NotFound) as several:
        ask(real_store, "assignments", person="Björn Eriksson")
    assert [label.text for label in several.value.candidates] == [
        "Björn Eriksson, Styrgrupp för kunskapsstyrning i samverkan",
        "Björn Eriksson, Södra sjukvårdsregionens ledningsgrupp",
    ]


def test_a_period_that_ends_before_it_begins_is_refused(real_store: Store) -> None:
    with pytest.raises(asking.WrongUse, match="ends \\(2020-05-26\\) before it begins \\(2023-12-31\\)"):
        ask(real_store, "changes", since="2023-12-31", until="2020-05-26")


@pytest.mark.parametrize("group", ["sks", "npo-barn-och-ungdomars-halsa", "npo-ogonsjukdomar"])
def test_a_seat_ended_on_the_same_day_whether_the_group_or_the_person_is_asked(real_store: Store, group: str) -> None:
    def ends(rows: Answer) -> set[tuple[str, str, str]]:
        return {
            (row["person_id"], row["role"], row["ended"]) for row in rows if row["ended"] and row["group_id"] == group
        }

    members = ends(ask(real_store, "members", group=group, ended=True))
    assert members
    assert members <= {end for person, _, _ in members for end in ends(ask(real_store, "assignments", person=person))}
