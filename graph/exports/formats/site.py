"""A static web edition: a folder of plain pages that any browser opens, from a file share too.

Every group, body and person has a page; search is a script over an index of names, and all pages are
reached without it. Nothing is fetched, nothing is sent, and the same store gives the same bytes.
"""

from collections import defaultdict
from pathlib import Path

from graph.exports.data.records_of import SYSTEM
from graph.exports.export import Export
from graph.exports.site import lists, organisation, person
from graph.exports.site.edition import HOME, NAMES, SOURCES, Edition
from graph.exports.site.page import INDEX, SCRIPT, STYLE, Page
from graph.exports.subject import Subject
from graph.texts import Text

_ASSETS = Path(lists.__file__).parent / "assets"


def write(subject: Subject) -> dict[str, bytes]:
    """Return all files of an edition by their relative paths; raises ValueError without `subject.ask`."""
    edition = Edition(subject)
    files = {path: (_ASSETS / Path(path).name).read_bytes() for path in (STYLE, SCRIPT)}
    files[INDEX] = lists.index(edition)
    files[HOME] = lists.start(edition)
    files[NAMES] = lists.names(edition)
    cited: defaultdict[str, list[str]] = defaultdict(list)

    def keep(page: Page, id_: str, content: bytes) -> None:
        files[page.path] = content
        for source in page.cited:
            cited[source].append(id_)

    for id_ in edition.told:
        page = organisation.organisation(edition, id_)
        keep(page, id_, organisation.written(page, id_))
    for who in edition.people:
        page = person.person(edition, who)
        keep(page, who.id, person.written(page, who))
    everything = subject.scope == SYSTEM and not subject.without_people
    files[SOURCES] = lists.sources(edition, cited, everything)
    return dict(sorted(files.items()))


EXPORT = Export(
    name="site",
    title=Text("Webbutgåva: en mapp som öppnas i webbläsaren", "Web edition: a folder that a browser opens"),
    suffix="",
    media_type="text/html",
    write=write,
)
