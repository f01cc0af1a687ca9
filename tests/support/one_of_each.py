"""What styrgraf says when packages look in a folder of examples too: run by `tests/test_one_of_each.py`."""

import json
import sys
from importlib import import_module
from pathlib import Path

from click.testing import CliRunner
from streamlit.testing.v1 import AppTest


def _look_in(folder: Path) -> None:
    for place in sorted(each for each in folder.rglob("*") if each.is_dir()):
        import_module(".".join(place.relative_to(folder).parts)).__path__.append(str(place))


def _run(*arguments: str) -> str:
    from cli import cli

    result = CliRunner().invoke(cli, list(arguments))
    return result.output + (repr(result.exception) if result.exception else "")


def _show(path: str) -> None:
    from views.frame import page

    page.show(next(each for each in page.every() if each.path == path))


def _page(path: str, **address: str) -> str:
    app = AppTest.from_function(_show, kwargs={"path": path}, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    buttons = [each.proto.label for each in app.get("download_button")]
    return "\n".join([*(each.proto.body for each in app.get("html")), *buttons])


def _sent(path: str, **address: str) -> str:
    """Return what a page sends to its component: the network with its legend."""
    app = AppTest.from_function(_show, kwargs={"path": path}, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return "\n".join(str(each.proto) for each in app.run().get("bidi_component"))


def main(folder: Path, tables: Path, store: str) -> None:
    """Print what is said in every place where something new has to be found, as one JSON object."""
    _look_in(folder)
    from bench import embedded
    from views.review import drop

    (document := tables.parent / "a.rst").write_text("Anna Ask är ledamot.", "utf-8")
    scope = ("--scope", "ankeborgs-kommun", "--store", store)
    found = {
        "load": _run("load", str(tables), "--store", store),
        "ask": _run("ask", "kind_counts", "--store", store),
        "ask help": _run("ask", "--help"),
        "export help": _run("export", "--help"),
        "svg help": _run("export", "svg", "--help"),
        "extract help": _run("extract", "--help"),
        "extract": _run("extract", str(document), "--format", "json", "--store", store),
        "labels": _run("export", "labels", *scope),
        "svg": _run("export", "svg", "--form", "stripes", *scope),
        "turtle": _run("export", "turtle", *scope),
        "cases": "\n".join(case.title for case in embedded.cases()),
        "endings": " ".join(drop.endings()),
        "kinds": drop.kinds(),
        "questions": _page("fragor"),
        "question": _page("fragor", fraga="kind_counts", visa="1"),
        "pictures": _page("bild"),
        "network": _sent("utforska", id="ankeborgs-kommun"),
        "greeting": _page("halsning"),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
