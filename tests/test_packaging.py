"""What an installation gives: everything that the code reads, and a `styrgraf` that answers."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.here import PROJECT, cannot_run_here

FOLDERS = ("bench", "data", "graph", "loaders", "queries", "views")
MODULES = ("app.py", "cli.py")
# Modules that cost most of a second, or need a server, to import: no answer on a terminal may wait for them.
HEAVY = {"altair", "jinja2", "neo4j", "pandas", "pyarrow", "streamlit"}
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.py[co]", ".*", "*.db*")


def _run(command: list[str | Path], cwd: Path, extra: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `command` in `cwd` without what this test run put into the environment about Python."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "STYRGRAF_STORE"}
    }
    return subprocess.run(
        command, cwd=cwd, env=environment | (extra or {}), capture_output=True, text=True, check=False
    )


def _locked(lock: str) -> dict[str, list[str]]:
    """Return the versions in `lock`, as `name==version; marker`, each with its hashes."""
    pinned: dict[str, list[str]] = {}
    hashes: list[str] = []
    for line in (PROJECT / lock).read_text(encoding="utf-8").splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            hashes = pinned[line.removesuffix("\\").strip()] = []
        elif found := re.search(r"--hash=(sha256:[0-9a-f]{64})", line):
            hashes.append(found[1])
    return pinned


def _project() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a build reads, so that building leaves no traces in the project's own folder."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", *MODULES):
        shutil.copy(PROJECT / name, copy / name)
    for name in FOLDERS:
        shutil.copytree(PROJECT / name, copy / name, ignore=LEFT_BEHIND)
    return copy


@pytest.fixture(scope="session")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel that `pip install .` would install."""
    made = tmp_path_factory.mktemp("wheel")
    built = _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", made, source], cwd=made)
    assert built.returncode == 0, built.stdout + built.stderr
    (only,) = made.glob("*.whl")
    return only


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and the locked dependencies into an empty environment and return its `bin`."""
    place = tmp_path_factory.mktemp("installed")
    made = _run([sys.executable, "-m", "venv", place / "env"], cwd=place)
    assert made.returncode == 0, made.stdout + made.stderr
    binaries = place / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [
        binaries / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-compile",
    ]  # fmt: skip
    dependencies = _run([*pip, "--require-hashes", "-r", PROJECT / "requirements.lock"], cwd=place)
    if dependencies.returncode:
        if re.search(r"NewConnectionError|Temporary failure in name|Network is unreach", dependencies.stderr):
            cannot_run_here("The package registry cannot be reached, so nothing can be installed.")
        pytest.fail(dependencies.stderr)
    # Without --no-deps: pip itself says whether the lock file holds all that the wheel asks for.
    project = _run([*pip, "--no-index", wheel], cwd=place)
    assert project.returncode == 0, project.stderr
    return binaries


def test_the_wheel_holds_every_file_of_every_package(source: Path, wheel: Path) -> None:
    """Query texts, schema, data and assets are all read from beside the code, so the wheel has all."""
    expected = {
        path.relative_to(source).as_posix()
        for name in (*FOLDERS, *MODULES)
        for path in [source / name, *(source / name).rglob("*")]
        if path.is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    missing = sorted(expected - held)
    assert not missing, f"not in the wheel; name them in pyproject.toml, [tool.setuptools*]: {missing}"
    assert not held - expected, f"in the wheel, but nobody asked for it: {sorted(held - expected)}"


@pytest.mark.parametrize("pattern", ["queries/*.sql", "graph/stores/sqlite/migrations/*.sql", "data/*.csv"])
def test_the_wheel_holds_some_of_each_kind_of_file(wheel: Path, pattern: str) -> None:
    """An empty folder would satisfy the comparison with the source, so each kind is looked for by name."""
    with zipfile.ZipFile(wheel) as archive:
        assert any(Path(name).match(pattern) for name in archive.namelist()), f"no {pattern} in {wheel.name}"


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    """MIT asks that its text goes with every copy."""
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "hosts", "--help"]], ids=" ".join)
def test_an_installed_styrgraf_answers_from_any_folder(installed: Path, tmp_path: Path, arguments: list[str]) -> None:
    """An empty environment and a foreign folder are enough to be told how to ask."""
    answer = _run([installed / "styrgraf", *arguments], cwd=tmp_path, extra={"PYTHONWARNINGS": "error"})
    assert answer.returncode == 0, answer.stderr
    assert "Användning: styrgraf" in answer.stdout
    assert not list(tmp_path.iterdir()), "asking for help left files behind"


def test_an_installed_dashboard_has_what_draws_the_network(installed: Path, tmp_path: Path) -> None:
    """Our scripts come in the wheel, vis-network in the package pyvis; both are served from where they lie."""
    script = (
        "from pathlib import Path; from views.explore import component as c;"
        "print((Path(c.__file__).parents[1] / 'assets/network/network.js').is_file(),"
        "(c.pyvis_folder() / c.VIS / 'vis-network.min.js').is_file())"
    )
    answer = _run([installed / "python", "-c", script], cwd=tmp_path)
    assert answer.stdout.split() == ["True", "True"], answer.stderr


def test_an_answer_on_the_terminal_waits_for_no_heavy_import(installed: Path, tmp_path: Path) -> None:
    """A question on the terminal never pays for the dashboard or for a database that it doesn't use."""
    script = installed / "styrgraf"
    answer = _run([installed / "python", "-X", "importtime", script, "ask", "hosts", "--help"], cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in answer.stderr.splitlines()}
    assert "cli" in imported, "Python did not say what it imported"
    assert not imported & HEAVY, f"import these where they are used: {sorted(imported & HEAVY)}"


@pytest.mark.install
def test_readmes_line_gives_styrgraf_an_environment_of_its_own(source: Path, tmp_path: Path) -> None:
    line = "uv tool install ."
    assert f"\n    {line}\n" in (PROJECT / "README.md").read_text("utf-8")
    own = {
        "UV_TOOL_DIR": str(tmp_path / "tools"),
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
        "UV_CONSTRAINT": str(PROJECT / "requirements.lock"),
        "UV_PYTHON": sys.executable,
    }
    uv, *arguments = line.split()
    made = _run([Path(sys.executable).with_name(uv), *arguments], cwd=source, extra=own)
    if re.search(r"error sending request|dns error|Connect", made.stderr):
        cannot_run_here("The package registry cannot be reached, so nothing can be installed.")
    assert made.returncode == 0, made.stderr
    answer = _run([tmp_path / "bin" / "styrgraf", "--help"], cwd=tmp_path)
    assert "Användning: styrgraf" in answer.stdout, answer.stderr


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_version_is_exact_and_has_hashes(lock: str) -> None:
    """What is installed is what was locked, wherever it is fetched from."""
    pinned = _locked(lock)
    assert pinned
    assert all("==" in requirement and hashes for requirement, hashes in pinned.items())
    text = (PROJECT / lock).read_text(encoding="utf-8")
    addresses = re.findall(r"\S*://\S*|--(?:extra-)?index-url.*|--find-links.*", text)
    assert not addresses, "run `make lock` without registry settings"


def test_both_lock_files_agree_and_cover_what_the_project_asks_for() -> None:
    """The environment of the tests holds the very versions that users run."""
    runtime, dev = _locked("requirements.lock"), _locked("requirements-dev.lock")
    # Where a package is wanted may differ: colorama serves IPython on Windows, and tools of the tests elsewhere too.
    pinned = {requirement.partition(" ;")[0]: hashes for requirement, hashes in dev.items()}
    wanted = {requirement.partition(" ;")[0]: hashes for requirement, hashes in runtime.items()}
    assert wanted.items() <= pinned.items(), "run `make lock`"
    project = _project()["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in asked}
    assert names <= {requirement.partition("==")[0] for requirement in dev}, "run `make lock`"
