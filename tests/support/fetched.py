"""What tests fetch from registries once and keep in the user's cache, however many processes start at once."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path


class CannotFetch(Exception):
    """There is no program to fetch with here, or it failed."""


def kept(name: str, lock: Path, fetch: Callable[[Path], None]) -> Path:
    """Return the folder that `fetch` filled with what the lock file names; whoever comes first waits for it alone.

    Raises what `fetch` raises; then nothing is kept.
    """
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "styrgraf"
    place = caches / f"{name}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if place.exists():
        return place
    caches.mkdir(parents=True, exist_ok=True)
    with Path(caches, f"{name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not place.exists():
            with tempfile.TemporaryDirectory(dir=caches) as fresh:
                fetch(Path(fresh, "it"))
                Path(fresh, "it").rename(place)
    return place


def from_npm(name: str, folder: Path, environment: Mapping[str, str] | None = None) -> Path:
    """Return the `node_modules` of a package exactly as the folder's `package-lock.json` locks it.

    Raises `CannotFetch` when npm is missing or fails.
    """

    def fetch(place: Path) -> None:
        shutil.copytree(folder, place)
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=place, environment=environment)

    return kept(name, folder / "package-lock.json", fetch) / "node_modules"


def run(tool: str, *arguments: str, folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run a program that fetches. Raises `CannotFetch` with its last words when it is missing or fails."""
    found = shutil.which(tool)
    if found is None:
        raise CannotFetch(f"{tool} is not installed: run .ci/debian-packages.")
    done = subprocess.run(
        [found, *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    if done.returncode:
        raise CannotFetch(f"{tool} failed: {(done.stderr or done.stdout)[-500:]}")
