"""What tests need of the machine that they run on."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

PROJECT = Path(__file__).resolve().parents[2]
"""The folder that is checked out."""
TESTS = PROJECT / "tests"


def cannot_run_here(reason: object) -> NoReturn:
    """Skip at a desk; fail where nothing may be skipped."""
    if os.environ.get("STYRGRAF_CI"):
        pytest.fail(str(reason))
    pytest.skip(str(reason))


def program(*names: str) -> str:
    """Return where the first of these programs is that the machine has."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or cannot_run_here(f"{names[0]} is not installed: run .ci/debian-packages.")


def browser_program() -> str:
    """Return where Chromium is, or its like."""
    return program("chromium", "chromium-browser", "google-chrome")
