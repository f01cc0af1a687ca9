"""What a page is, and how one is shown: between header and footer, and never with a traceback.

Every module of the views that holds a `PAGE` is a page: a new one is a new file and nothing else.
"""

import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from graph.discovery import values
from graph.finding import NotFound
from graph.port import StoreError
from graph.texts import Text
from queries.asking.asking import WrongUse
from views.frame import frame
from views.parts import answers, saying, state

_FAILED = Text(
    "Sidan kunde inte visas. Försök igen om en stund. Felet är antecknat i fönstret där styrgraf startades.",
    "The page could not be shown. Try again in a while. The fault is noted in the window where styrgraf was started.",
)
_log = logging.getLogger("styrgraf")


class Page(NamedTuple):
    """One page of the dashboard."""

    path: str
    """Its address after the slash; the start page has none."""
    title: Text
    show: Callable[[], None]
    menu: int | None = None
    """Place in the menu; None for pages that are reached by links."""
    waiting: Callable[[], int] | None = None
    """Counts what waits for somebody on the page; the menu tells it."""


@cache
def every() -> tuple[Page, ...]:
    """Return all pages, those of the menu first and in its order."""
    pages: Sequence[Page] = values("views", "PAGE")
    return tuple(sorted(pages, key=lambda page: (page.menu is None, page.menu or 0, page.path)))


def show(page: Page) -> None:
    """Show a page in its frame; what goes wrong is told in plain words."""
    state.begin()
    answers.begin()
    language = state.language()
    menu = [
        frame.MenuEntry(each.path, each.title.of(language), _waiting(each)) for each in every() if each.menu is not None
    ]
    frame.open_page(page.path, page.title.of(language), menu, language)
    frame.toolbar(page.path, language)
    waiting = frame.on_its_way(language)
    try:
        if (wrong := state.no_day()) is not None:
            saying.title(page.title.of(language))
            raise wrong
        page.show()
    except NotFound as error:
        saying.tell_not_found(error, language)
    except (StoreError, WrongUse) as error:
        saying.tell(error.text.of(language))
    except Exception:  # whatever it is, people get a sentence and the log gets the rest
        _note(f"the page {page.path!r} failed")
        saying.tell(_FAILED.of(language))
    waiting.empty()
    frame.close_page(language)


def _waiting(page: Page) -> int:
    """Return how much waits on a page; nothing where the store can't tell, which the page itself says."""
    if page.waiting is None:
        return 0
    try:
        return page.waiting()
    except StoreError:
        return 0
    except Exception:  # the menu is no reason for a page to fail
        _note(f"what waits on the page {page.path!r} could not be counted")
        return 0


def _note(what: str) -> None:
    """Write to the log what went wrong, without those who are not to be shown."""
    failed = type(sys.exception()).__name__
    told = f"{what}\n{traceback.format_exc()}"
    try:
        told = answers.allowed_text(told)
    except Exception:  # without a store nobody is known who could stand in it, nor who must not
        told = f"{what}: {failed}"
    _log.error(told)
