"""One small story that every export is tested with, and how a test asks for an export.

Kvacks programområde is hosted by Ankeborg; Kajsa is its chair until some day in 2027, Musse's end is an
interval, a seat is vacant, somebody is only nominated, and names hold what files choke on.
"""

from collections.abc import Iterable

from graph.exports.export import export
from graph.exports.subject import Subject
from graph.finding import short_label
from graph.port import Store
from graph.records import Evidence, Hosting, Name, Organisation, Rule, Source
from graph.texts import Language
from queries.asking import asking
from tests.support.stories import Story

DAY = "2026-11-22"
GROUP = "npo-kvack"

QUOTED = "Kajsa \"Kax\" Anka & <Söner> 'AB'"
FORMULA = "=1+1"
RIGHT_TO_LEFT = "דונלד \u200fברווז"
EMOJI = "👩\u200d⚕️ Läkare 🏥"
LONG = "Långben " + "x" * 192
HOSTILE = (QUOTED, FORMULA, RIGHT_TO_LEFT, EMOJI, LONG)
"""Names of persons in the story."""
HOSTILE_GROUP = 'Kvack & <snatter> "eko"; 100 % {a}[b]'


def story() -> Story:
    """Tell the story."""
    told = Story()
    told.add(
        Source(
            id="protokoll-kajsa",
            title=f"Protokoll, intervju med {QUOTED}; sida 1, 2",
            publisher="Region Ankeborg",
            address="https://ankeborg.example/protokoll?a=1&b=2",
            date="2024-03",
            retrieved=DAY,
            doubt="Två datum.\nDet ena är fel.",
        )
    )
    told.source("lista-2025", "2025-02-01")
    told.organisation("sks", "Styrgruppen", kind="sks")
    told.organisation("region-ankeborg", "Region Ankeborg")
    told.organisation("sjukvardsregion-ankeborg", "Sjukvårdsregion Ankeborg", kind="sjukvardsregion")
    told.organisation("natverk-direktorer", "Direktörernas nätverk")
    told.add(
        Organisation(
            id=GROUP,
            kind="npo",
            name=f"Nationellt programområde {HOSTILE_GROUP}",
            status="active",
            valid_from="2018-05",
            valid_to="2030/..",
        ),
        "lista-2025",
    )
    told.organisation("npo-anka", "Nationellt programområde anka", until="2018")
    told.called(GROUP, "NPO K", sort="short")
    told.add(Name(organisation=GROUP, text="Ankområdet", sort="full", valid_from="2018-05-01", valid_to="2019/2020"))
    told.links(GROUP, "part_of", "sks")
    told.links("region-ankeborg", "part_of", "sjukvardsregion-ankeborg")
    told.links(GROUP, "succeeds", "npo-anka")
    told.links("nag-simfot", "part_of", GROUP)
    told.links("rpo-ankeborg-kvack", "counterpart_of", GROUP)
    told.hosts("sjukvardsregion-ankeborg", GROUP, seen="2024", since="2022", until="2026-12-31")
    told.hosts("region-ankeborg", GROUP, seen="2021-05", status="dormant")
    told.person("kajsa", QUOTED, aliases=["Kajsa Anka", "K. Anka"])
    told.person("formel", FORMULA)
    told.person("donald", RIGHT_TO_LEFT)
    told.person("lakare", EMOJI)
    told.person("langben", LONG)
    told.person("musse-pigg", "Musse Pigg")
    told.person("musse-p", "Musse P")
    both = ["natverk-direktorer", "sjukvardsregion-ankeborg"]
    minutes = "protokoll-kajsa"
    told.sits("kajsa", GROUP, "ordförande", seen=minutes, represents=both, since="2024-01-15", until="2027-03")
    told.sits("formel", GROUP, seen="lista-2025", represents=["sjukvardsregion-ankeborg"], employer="region-ankeborg")
    told.sits("donald", GROUP, "vice ordförande", seen="lista-2025", until="2027")
    told.sits("lakare", GROUP, "adjungerad", seen="2023", until="../2024-06")
    told.sits("langben", GROUP, "sekreterare", seen="2020", until="2027-01-31")
    told.sits("musse-pigg", GROUP, "ersättare", seen="lista-2025", until="2027-01/2027-06", succeeds="formel")
    told.sits("musse-p", "nag-simfot", "ordförande", seen="2025-01")
    told.sits("langben", "nag-simfot", seen="2025-01", status="nominated", until="2028")
    told.sits("donald", "nag-simfot", seen="2025-01", basis="attendance")
    told.vacant(GROUP, "processledare", seen="lista-2025")
    told.lists("lista-2025", GROUP, "ordförande", "vice ordförande", "ledamot")
    told.judges("musse-pigg", "musse-p")
    told.judges("formel", "kajsa", "not_same")
    told.add(Rule(id="ordforande-tid", check="text", applies_to=GROUP, text="Ordföranden sitter i tre år."))
    told.evidence(_hosting(told), "protokoll-kajsa", stance="denies")
    told.add(
        Evidence(
            kind="memberships",
            record=f"kajsa--{GROUP}--ordforande",
            source="lista-2025",
            place="§ 4; sid. 2",
            quote='Hon sa: "ja, tack"\noch log.',
            note='=HYPERLINK("x")',
            person_name="Kax Anka",
            title="direktör",
            represents=("sjukvardsregion-ankeborg",),
        )
    )
    return told


def _hosting(told: Story) -> Hosting:
    return next(each for each in told.bundle.of(Hosting) if each.status == "dormant")


def subject(
    store: Store,
    scope: str = GROUP,
    *,
    as_of: str = DAY,
    language: Language = "sv",
    without_people: bool = False,
) -> Subject:
    """Return what the command line hands to an export."""
    rows = asking.ask(store, "structure", {"scope": scope}, as_of).rows
    names = {organisation.id: short_label(organisation) for organisation in store.every(Organisation)}
    return Subject(rows, scope, as_of, language, store, names, without_people)


RECORD_FORMATS = ("csv", "xlsx", "popolo", "turtle", "ical")
NETWORK_FORMATS = ("json", "graphml", "gexf", "mermaid", "dot")
FORMATS = (*NETWORK_FORMATS, *RECORD_FORMATS)


def written(name: str, about: Subject) -> bytes:
    """Return an export that is one file."""
    made = export(name).write(about)
    assert isinstance(made, bytes)
    return made


def written_folder(name: str, about: Subject) -> dict[str, bytes]:
    """Return an export that is a folder of files."""
    made = export(name).write(about)
    assert not isinstance(made, bytes)
    return dict(made)


def everything(name: str, about: Subject) -> Iterable[bytes]:
    """Yield every file of an export, names of files included."""
    made = export(name).write(about)
    if isinstance(made, bytes):
        yield made
    else:
        for path, content in made.items():
            yield path.encode()
            yield content
