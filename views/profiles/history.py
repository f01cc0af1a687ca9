"""What changed in a group or body until the day, the latest first."""

from graph.exports.profiles.history import asked, latest_first
from graph.exports.profiles.history import changes as changes_of
from graph.texts import Language, Text
from queries.changes import QUERY as CHANGES
from views.parts import answers, changes, downloads, saying

_TITLE = Text("Historik", "History")
_LEAD = Text(
    "Det senaste först. ”Först sedd” betyder att ingen tidigare källa finns att jämföra med.",
    "The latest first. “First seen” means that there is no earlier source to compare with.",
)
_NONE = Text("Ingen källa berättar om någon ändring.", "No source tells of any change.")


def show(subject: answers.PageSubject, day: str, language: Language, parameter: str) -> None:
    """Show what changed; `parameter` is `group` or `body`."""
    answer = answers.ask(CHANGES, day, **asked(day, **{parameter: subject.id}))
    rows = latest_first(answer.rows)
    found = changes_of(rows)
    saying.heading(_TITLE.of(language), _LEAD.of(language) if found else "", count=len(found) or None)
    if not found:
        saying.say(_NONE.of(language), "sg-unknown")
        return
    changes.show(found, language, _TITLE.of(language), show_group=parameter != "group")
    downloads.offer(answer, language, "history", rows)
