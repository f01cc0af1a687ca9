"""What a body hosts."""

from graph import kinds
from graph.exports.profiles.hostings import Hosting, hosted
from graph.texts import Language, Text
from queries.hosts import QUERY as HOSTS
from views.parts import answers, downloads, saying, sections, tables, words
from views.parts.headings import word
from views.parts.markup import Html, dated, join, tag, text
from views.parts.tables import Column
from views.profiles import cells

_TITLE = Text("Är värd för", "Hosts")
_UNCONFIRMED = Text("Värdskap som inte har bekräftats på tre år", "Hostings not confirmed for three years")
_NONE = Text("Ingen källa säger att {name} är värd för någon grupp.", "No source says that {name} hosts any group.")


def show(subject: answers.PageSubject, day: str, language: Language) -> None:
    """Show the groups that the body hosts, or that no source tells of any."""
    found = hosted(answers.rows(day), subject.id)
    saying.heading(_TITLE.of(language), count=len(found) or None)
    if not found:
        saying.say(_NONE.fill(name=subject.label).of(language), "sg-unknown")
        return
    refers = tables.refers(found)
    statuses = kinds.HOSTING_STATUSES
    columns = [
        Column(word("group", language), lambda each: _group(each, subject.id, refers, language), bare=True),
        Column(word("status", language), lambda each: text(statuses[each.status].label.of(language))),
        Column(word("from", language), lambda each: dated(words.when(each.since, language))),
        *cells.proof(refers, language),
    ]
    sections.by_sureness(found, columns, language, _TITLE.of(language), _UNCONFIRMED.of(language))
    downloads.offer(answers.ask(HOSTS, day, host=subject.id), language, "hosting")


def _group(each: Hosting, page: str, refers: tables.Refers, language: Language) -> Html:
    """Return a hosted group, with through whom or for whom it is hosted."""
    shown = tables.to(refers, each.group)
    beside = each.beside(page)
    return join([shown, tag("span", text(beside.of(language)), class_="sg-beside")]) if beside else shown
