"""How long people wait when many use the dashboard at once; `make crowd` prints it.

Each of 20 sessions opens another page every five seconds, as a browser does: a new session, the page's own document,
a websocket, and a run of the page until all of it has arrived. What the browser itself draws is not counted.
"""

import os
import random
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from graph.loading.intake import take_in
from graph.records import Organisation, Person
from graph.stores.sqlite.store import SqliteStore
from tests.support.browsing import served
from tests.support.stories import real_bundle

SESSIONS, EVERY, SECONDS = 20, 5.0, 60.0
BOUND = 2.0
"""Seconds at the 95th percentile (issue 6)."""


def opened(site: str, path: str) -> float:
    """Open a page as a browser does, and return how many seconds it took until all of it was there."""
    begun = time.perf_counter()
    with urllib.request.urlopen(site + path, timeout=60) as document:  # noqa: S310 - our own server
        document.read()
    page, _, query = path.partition("?")
    wanted = BackMsg()
    wanted.rerun_script.query_string = query
    wanted.rerun_script.page_name = page
    wanted.rerun_script.context_info.url = site + path
    address = f"ws://{urlsplit(site).netloc}/_stcore/stream"
    origin = Origin(site.rstrip("/"))
    with connect(address, subprotocols=[Subprotocol("streamlit")], origin=origin, max_size=None) as socket:
        socket.send(wanted.SerializeToString())
        while True:
            told = ForwardMsg()
            told.ParseFromString(socket.recv(timeout=60, decode=False))
            if told.WhichOneof("type") == "script_finished":
                assert told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY, path
                return time.perf_counter() - begun


def visited(store: SqliteStore, seed: int) -> list[str]:
    """Return pages that somebody may open, in a random order."""
    chance = random.Random(seed)
    groups = [each for each in store.every(Organisation) if each.kind in ("npo", "nsg", "nag", "styrgrupp")]
    bodies = [each for each in store.every(Organisation) if each.kind in ("region", "sjukvardsregion")]
    people = list(store.every(Person))
    day = f"datum={chance.randint(2019, 2026)}-0{chance.randint(1, 9)}-15"
    pages = ["", "kalla", "atgarda", "jamfor?fran=2020-05-26&till=2023-12-31", "fragor?fraga=hosts&visa=1"]
    pages += [f"grupp?id={chance.choice(groups).id}&{day}" for _ in range(6)]
    pages += [f"organ?id={chance.choice(bodies).id}&{day}" for _ in range(3)]
    pages += [f"person?id={chance.choice(people).id}&{day}" for _ in range(4)]
    chance.shuffle(pages)
    return pages


def crowd(site: str, store: SqliteStore) -> list[tuple[float, str]]:
    """Let all sessions use the dashboard for a while; return what each opening took."""
    waits: list[tuple[float, str]] = []
    until = time.monotonic() + SECONDS

    def one(number: int) -> None:
        pages = visited(store, number)
        time.sleep(number * EVERY / SESSIONS)
        turn = 0
        while time.monotonic() < until:
            path = pages[turn % len(pages)]
            took = opened(site, path)
            waits.append((took, path))
            turn += 1
            time.sleep(max(0.0, EVERY - took))

    people = [threading.Thread(target=one, args=(number,)) for number in range(SESSIONS)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return waits


def main() -> int:
    """Print the median and the 95th percentile; 1 when the bound does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "styrgraf.db", create=True)
        take_in(store, real_bundle(), "crowd", "data/")
        with served(store.address) as site:
            opened(site, "")  # the first visitor of all waits for the modules
            busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
            waits = crowd(site, store)
        store.close()
    took = sorted(each for each, _ in waits)
    high = statistics.quantiles(took, n=20)[-1]
    print(f"{SESSIONS} sessions, one page every {EVERY:.0f} s for {SECONDS:.0f} s: {len(took)} pages")
    print(f"the machine's load when they came was {busy:.1f} on {os.cpu_count()} cores")
    print(f"median {statistics.median(took):.2f} s, 95th percentile {high:.2f} s, longest {took[-1]:.2f} s")
    for each, path in sorted(waits, reverse=True)[:5]:
        print(f"  {each:.2f} s  /{path}")
    return int(high >= BOUND)


if __name__ == "__main__":
    sys.exit(main())
